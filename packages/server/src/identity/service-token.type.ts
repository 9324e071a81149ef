import { createUnionType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime } from '../platform/scalars.ts';
import { NAME_LENGTH } from './account.ts';
import { TOKEN_SCOPES, type TokenScope } from './principal.ts';
import { TOKEN_DAYS } from './service-token.ts';

export const TokenScopeEnum = enumOf(TOKEN_SCOPES);
registerEnumType(TokenScopeEnum, {
  name: 'TokenScope',
  description: 'What a service token is good for.',
  valuesConfig: {
    READ: { description: 'Reads what a reader of the bureau reads, exports too.' },
    IMPORT: { description: 'Brings files in and follows their runs; reads no figures.' },
  },
});

@Access('ADMIN')
@ObjectType({
  description: 'What a machine signs in with, as `Authorization: Bearer …`; the secret itself is not kept.',
})
export class ServiceToken {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'What it is for.' })
  name!: string;
  @Field(() => ID)
  bureauCode!: string;
  @Field(() => [TokenScopeEnum])
  scopes!: readonly TokenScope[];
  @Field(() => DateTime)
  createdAt!: Date;
  @Field(() => String, { description: 'Who made it: the name signed in with, or OPERATOR.' })
  createdBy!: string;
  @Field(() => DateTime)
  expiresAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'To the minute; null: never.' })
  lastUsedAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'null: not revoked.' })
  revokedAt!: Date | null;
}

export const ServiceTokenConnection = connectionOf(ServiceToken, 'ServiceToken', 'ADMIN');

export const TOKEN_REFUSALS = {
  BUREAU_NOT_FOUND: 'There is no such bureau, or it is not the caller’s to administer.',
  TOKEN_NAME: `A token has a name of 1 to ${NAME_LENGTH} characters.`,
  NO_SCOPE: 'A token without a scope could do nothing.',
  TOKEN_DAYS: `A token is good for ${TOKEN_DAYS.least} to ${TOKEN_DAYS.most} days.`,
} as const;
export type TokenRefusalCode = keyof typeof TOKEN_REFUSALS;

export const TokenRefusalCodeEnum = enumOf(Object.keys(TOKEN_REFUSALS) as TokenRefusalCode[]);
registerEnumType(TokenRefusalCodeEnum, {
  name: 'ServiceTokenRefusalCode',
  description: 'Why no token was made.',
  valuesConfig: Object.fromEntries(
    Object.entries(TOKEN_REFUSALS).map(([code, description]) => [code, { description }]),
  ),
});

@Access('ADMIN')
@ObjectType({ description: 'A token, with its secret.' })
export class ServiceTokenCreated {
  @Field(() => ServiceToken)
  token!: ServiceToken;
  @Field(() => String, { description: 'Told this once.' })
  secret!: string;
}

@Access('ADMIN')
@ObjectType({ description: 'No token was made, and why.' })
export class ServiceTokenRefused {
  @Field(() => TokenRefusalCodeEnum)
  code!: TokenRefusalCode;
  @Field(() => String, { description: 'In English.' })
  message!: string;
}

export const ServiceTokenCreation = createUnionType({
  name: 'ServiceTokenCreation',
  description: 'A token, or why none was made.',
  types: () => [ServiceTokenCreated, ServiceTokenRefused] as const,
});

export function refuseToken(code: TokenRefusalCode): ServiceTokenRefused {
  return Object.assign(new ServiceTokenRefused(), { code, message: TOKEN_REFUSALS[code] });
}
