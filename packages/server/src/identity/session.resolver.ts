import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import type { Connection } from '../platform/connection.ts';
import type { RequestContext } from './request-context.ts';
import { endAnySession, endOwnSession, listOwnSessions, listSessions } from './session.service.ts';
import { endSessions } from './session.ts';
import { Session, SessionConnection } from './session.type.ts';

@Resolver(() => Session)
export class SessionResolver {
  @Access('SIGNED_IN')
  @Query(() => [Session], {
    description: "The caller's own sessions, the newest first; empty without an account.",
  })
  ownSessions(@Ctx() context: RequestContext): Promise<Session[]> {
    return listOwnSessions(context);
  }

  @Access('ADMIN')
  @Query(() => SessionConnection, {
    description: 'The sessions of the people whom the caller administers, the newest first.',
  })
  sessions(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<Session>> {
    return listSessions(context, { first, after: after ?? null });
  }

  @Access('SIGNED_IN')
  @Audited('SESSION_ENDED', 'id')
  @Mutation(() => Boolean, {
    description: "Ends a session of the caller's own. false: there is none in force of that id.",
  })
  endOwnSession(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    return endOwnSession(context, id);
  }

  @Access('ADMIN')
  @Audited('SESSION_ENDED', 'id')
  @Mutation(() => Boolean, {
    description:
      'Ends a session of someone whom the caller administers. false: there is none in force of that id.',
  })
  endSession(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    return endAnySession(context, id);
  }

  @Access('SIGNED_IN')
  @Audited('SIGN_OUT')
  @Mutation(() => Int, {
    description: 'Ends every session of the caller, this one too. Returns how many were in force.',
  })
  async signOutEverywhere(@Ctx() { pool, clock, principal }: RequestContext): Promise<number> {
    return principal.accountId === null ? 0 : endSessions(pool, principal.accountId, clock());
  }
}
