import { Ctx, Field, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { ACCESS_RULES, Access, type AccessRule } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { PRINCIPAL_KINDS, type PrincipalKind, ROLES, type Role } from './principal.ts';
import type { RequestContext } from './request-context.ts';

export const ViewerKindEnum = enumOf(PRINCIPAL_KINDS);
registerEnumType(ViewerKindEnum, {
  name: 'ViewerKind',
  description: 'How the caller is known.',
  valuesConfig: {
    ANONYMOUS: { description: 'Not at all: nothing of a bureau is open.' },
    GUEST: { description: 'As a read-only guest of the demonstration district.' },
    ACCOUNT: { description: 'By a session that began with signing in.' },
    TOKEN: { description: 'By a service token.' },
    OPERATOR: {
      description:
        'As the operator of the machine, from its own command line: reads and changes every bureau.',
    },
  },
});

export const RoleEnum = enumOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a person of a bureau may be, beside reading its figures; several at once.',
  valuesConfig: {
    LEADER: { description: 'Sets targets, writes the comment of the briefing, restarts control charts.' },
    PLANNER: { description: 'Chooses networks, computes travel times, works on siting.' },
    OFFICER: {
      description: 'Reads the applications of the service points that are their own, and no others.',
    },
    STEWARD: { description: 'Brings files in, keeps mapping profiles, takes runs back.' },
    ADMIN: { description: 'Administers people, service tokens and sessions.' },
  },
});

export const AccessRuleEnum = enumOf(ACCESS_RULES);
registerEnumType(AccessRuleEnum, {
  name: 'AccessRule',
  description: 'What a field may ask of the caller; docs/access-matrix.csv says which field asks which.',
  valuesConfig: {
    ANYONE: { description: 'Nothing.' },
    SIGNED_IN: { description: 'An account.' },
    READER: { description: 'To read the facts of the bureau.' },
    RUN_READER: { description: 'To read what became of its import runs.' },
    LEADER: { description: 'To set targets, restart charts and comment the briefing.' },
    PLANNER: { description: 'To choose networks, compute travel times and work on siting.' },
    COMMENTER: { description: 'To comment a siting scenario.' },
    STEWARD: { description: 'To keep mapping profiles and take runs back.' },
    IMPORTER: { description: 'To bring files in.' },
    ADMIN: { description: 'To administer people, tokens and sessions.' },
  },
});

@Access('ANYONE')
@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => ViewerKindEnum)
  kind!: PrincipalKind;
  @Field(() => String, {
    nullable: true,
    description: 'The name signed in with, or the name of the token; null: neither.',
  })
  name!: string | null;
  @Field(() => String, { nullable: true, description: 'The name shown; null: not signed in.' })
  displayName!: string | null;
  @Field(() => [RoleEnum], { description: 'Of an account; empty for every other kind.' })
  roles!: readonly Role[];
  @Field(() => Boolean, {
    description: 'Whether the installation is administered: its own people, and those of every bureau.',
  })
  administersInstallation!: boolean;
  @Field(() => [AccessRuleEnum], { description: 'Every rule that lets the caller through.' })
  may!: readonly AccessRule[];
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Access('ANYONE')
  @Query(() => Viewer, { description: 'Who is asking.' })
  viewer(@Ctx() { principal }: RequestContext): Viewer {
    const { kind, actor, displayName, roles } = principal;
    return {
      kind,
      name: kind === 'ACCOUNT' || kind === 'TOKEN' ? actor : null,
      displayName,
      roles,
      administersInstallation: principal.mayAdminister(null),
      may: ACCESS_RULES.filter((rule) => principal.isAllowed(rule)),
    };
  }
}
