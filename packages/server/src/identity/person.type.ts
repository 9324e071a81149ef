import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime } from '../platform/scalars.ts';
import { NAME_LENGTH } from './account.ts';
import type { Role } from './principal.ts';
import { RoleEnum } from './viewer.resolver.ts';

@Access('ADMIN')
@ObjectType({ description: 'Someone who may sign in, or could.' })
export class Person {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'The name signed in with; the same however it is typed.' })
  signInName!: string;
  @Field(() => String)
  displayName!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'null: an administrator of the installation, of every bureau.',
  })
  bureauCode!: string | null;
  @Field(() => [RoleEnum])
  roles!: readonly Role[];
  @Field(() => [ID], {
    description: 'Of an officer: codes of the points whose applications are theirs, in order; else empty.',
  })
  servicePointCodes!: readonly string[];
  @Field(() => DateTime)
  createdAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'null: may sign in.' })
  disabledAt!: Date | null;
  @Field(() => Boolean, { description: 'false: an invitation not used yet, or single sign-on.' })
  hasPassword!: boolean;
  @Field(() => Boolean, { description: 'Signs in by single sign-on, whose provider says the roles.' })
  isSingleSignOn!: boolean;
  @Field(() => DateTime, { nullable: true, description: 'Until when a link stands; null: none does.' })
  linkExpiresAt!: Date | null;
  @Field(() => Int, { description: 'Sessions in force.' })
  sessionCount!: number;
  @Field(() => Boolean, { description: 'Whether it is who asks.' })
  isCaller!: boolean;
}

export const PersonConnection = connectionOf(Person, 'Person', 'ADMIN');

export const PERSON_REFUSALS = {
  PERSON_NOT_FOUND: 'There is no such person, or not among those whom the caller administers.',
  BUREAU_NOT_FOUND: 'There is no such bureau, or it is not the caller’s to administer.',
  SIGN_IN_NAME: `A name to sign in with is 1 to ${NAME_LENGTH} letters, digits and . _ @ + -, the first a letter or digit.`,
  NAME_TAKEN: 'Somebody signs in with this name already.',
  DISPLAY_NAME: `A name to be shown has 1 to ${NAME_LENGTH} characters.`,
  NO_ROLE: 'Somebody without a role could do nothing.',
  INSTALLATION_ROLE: 'Who belongs to no bureau can be an administrator of the installation and nothing else.',
  OFFICER_POINTS: 'An officer has service points of their own, and nobody else has.',
  UNKNOWN_SERVICE_POINT: 'The bureau has no service point of that code.',
  OWN_ACCOUNT: 'Nobody disables themselves or takes the administrator’s role from themselves.',
  SINGLE_SIGN_ON: 'The provider of single sign-on says the roles, and there is no password.',
} as const;
export type PersonRefusalCode = keyof typeof PERSON_REFUSALS;

export const PersonRefusalCodeEnum = enumOf(Object.keys(PERSON_REFUSALS) as PersonRefusalCode[]);
registerEnumType(PersonRefusalCodeEnum, {
  name: 'PersonRefusalCode',
  description: 'Why nothing was changed.',
  valuesConfig: Object.fromEntries(
    Object.entries(PERSON_REFUSALS).map(([code, description]) => [code, { description }]),
  ),
});

@Access('ADMIN')
@ObjectType({ description: 'Someone as they stand now.' })
export class PersonChanged {
  @Field(() => Person)
  person!: Person;
  @Field(() => String, {
    nullable: true,
    description:
      'The path of the one-time link to give them, told this once; null: none was made. `person.linkExpiresAt` says until when.',
  })
  linkPath!: string | null;
}

@Access('ADMIN')
@ObjectType({ description: 'Nothing was changed, and why.' })
export class PersonRefused {
  @Field(() => PersonRefusalCodeEnum)
  code!: PersonRefusalCode;
  @Field(() => String, { description: 'In English.' })
  message!: string;
}

export const PersonChange = createUnionType({
  name: 'PersonChange',
  description: 'Someone as they stand now, or why nothing was changed.',
  types: () => [PersonChanged, PersonRefused] as const,
});

@InputType({ description: 'What somebody is to be.' })
export class PersonInput {
  @Field(() => String, { description: `Shown to others; 1 to ${NAME_LENGTH} characters.` })
  displayName!: string;
  @Field(() => [RoleEnum], { description: 'One at least.' })
  roles!: Role[];
  @Field(() => [ID], {
    defaultValue: [],
    description: 'Codes of service points: one at least for an officer, none for anybody else.',
  })
  servicePoints!: string[];
}

export function refusePerson(code: PersonRefusalCode): PersonRefused {
  return Object.assign(new PersonRefused(), { code, message: PERSON_REFUSALS[code] });
}
