import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import type { Connection } from '../platform/connection.ts';
import type { TokenScope } from './principal.ts';
import type { RequestContext } from './request-context.ts';
import { createToken, listTokens, revokeToken, TOKEN_DAYS } from './service-token.ts';
import {
  refuseToken,
  ServiceToken,
  ServiceTokenConnection,
  ServiceTokenCreated,
  ServiceTokenCreation,
  type ServiceTokenRefused,
  TokenScopeEnum,
} from './service-token.type.ts';

@Resolver(() => ServiceToken)
export class ServiceTokenResolver {
  @Access('ADMIN')
  @Query(() => ServiceTokenConnection, {
    description:
      'The service tokens that the caller administers, the newest first, revoked and expired ones too.',
  })
  serviceTokens(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<ServiceToken>> {
    return listTokens(context, { first, after: after ?? null });
  }

  @Access('ADMIN')
  @Audited('TOKEN_ISSUED', 'name', 'scopes', 'days')
  @Mutation(() => ServiceTokenCreation, { description: 'Makes a service token of a bureau.' })
  async createServiceToken(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureauCode: string,
    @Arg('name', () => String, { description: 'What it is for.' }) name: string,
    @Arg('scopes', () => [TokenScopeEnum]) scopes: TokenScope[],
    @Arg('days', () => Int, {
      defaultValue: 90,
      description: `For how long it is good: ${TOKEN_DAYS.least} to ${TOKEN_DAYS.most}.`,
    })
    days: number,
  ): Promise<ServiceTokenCreated | ServiceTokenRefused> {
    const created = await createToken(context, { bureauCode, name, scopes, days });
    return typeof created === 'string'
      ? refuseToken(created)
      : Object.assign(new ServiceTokenCreated(), created);
  }

  @Access('ADMIN')
  @Audited('TOKEN_REVOKED', 'id')
  @Mutation(() => Boolean, {
    description: 'Takes a token out of force, at once. false: there is none in force of that id.',
  })
  revokeServiceToken(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    return revokeToken(context, id);
  }
}
