import { Ctx, Field, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { PRINCIPAL_ROLES, type PrincipalRole } from './principal.ts';
import type { RequestContext } from './request-context.ts';

export const ViewerRoleEnum = enumOf(PRINCIPAL_ROLES);
registerEnumType(ViewerRoleEnum, {
  name: 'ViewerRole',
  description: 'Who is asking.',
  valuesConfig: {
    GUEST: { description: 'A read-only guest of the demonstration district.' },
    OPERATOR: {
      description: 'The operator of the machine, from its own command line: reads and changes every bureau.',
    },
  },
});

@Access('ANYONE')
@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => ViewerRoleEnum)
  role!: PrincipalRole;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Access('ANYONE')
  @Query(() => Viewer, { description: 'Who is asking.' })
  viewer(@Ctx() { principal }: RequestContext): Viewer {
    return { role: principal.role };
  }
}
