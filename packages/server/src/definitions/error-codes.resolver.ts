import { Field, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { httpStatusOf, REFUSAL_CODES, type RefusalCode } from '../platform/refusal.ts';

const CODES = Object.keys(REFUSAL_CODES) as RefusalCode[];
const ErrorCodeEnum = enumOf(CODES);
registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'What stands in `extensions.code` of an error: the closed list.',
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: REFUSAL_CODES[code] }])),
});

@Access('ANYONE')
@ObjectType({ description: 'What a code in `extensions.code` of an error means.' })
export class ErrorMeaning {
  @Field(() => ErrorCodeEnum)
  code!: RefusalCode;
  @Field(() => Int, {
    description:
      'The status of an answer that is this error and nothing else, 200 or 400 to 599. Beside data, every error comes with 200; so does one of a document where application/graphql-response+json is not accepted.',
  })
  httpStatus!: number;
  @Field(() => String, { description: 'In English, for who writes a program against the API.' })
  meaning!: string;
}

@Resolver(() => ErrorMeaning)
export class ErrorCodesResolver {
  @Access('ANYONE')
  @Query(() => [ErrorMeaning], { description: 'Every code that an error may have, as in docs/errors.md.' })
  errorCodes(): ErrorMeaning[] {
    return CODES.map((code) => ({ code, httpStatus: httpStatusOf(code), meaning: REFUSAL_CODES[code] }));
  }
}
