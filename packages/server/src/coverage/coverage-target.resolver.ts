import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { type BureauScope, enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import { type Connection, connectionOf } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { inTransaction } from '../platform/transaction.ts';
import { coverageTargetHistory, findCoverageTarget, targetStandings } from './coverage-target.service.ts';
import {
  CoverageTarget,
  CoverageTargetChange,
  type CoverageTargetChanged,
  CoverageTargetInput,
  type CoverageTargetRefused,
  CoverageTargetStanding,
} from './coverage-target.type.ts';
import {
  type CoverageTargetAuthor,
  type CoverageTargetOutcome,
  endCoverageTarget,
  setCoverageTarget,
} from './coverage-target-changes.ts';

const CoverageTargetConnection = connectionOf(CoverageTarget, 'CoverageTarget');

@Resolver(() => CoverageTarget)
export class CoverageTargetResolver {
  @Access('READER')
  @Query(() => [CoverageTargetStanding], {
    description: 'How every target of coverage in force stands today, by day due.',
  })
  async coverageTargets(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
  ): Promise<CoverageTargetStanding[]> {
    return targetStandings(context, await enterBureau(context, bureau));
  }

  @Access('READER')
  @Query(() => CoverageTargetConnection, {
    description:
      'Every target of coverage ever set, newest first: those in force and those superseded or ended.',
  })
  async coverageTargetHistory(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<CoverageTarget>> {
    return coverageTargetHistory(context, await enterBureau(context, bureau), {
      first,
      after: after ?? null,
    });
  }

  @Access('LEADER')
  @Audited('COVERAGE_TARGET_SET', 'target.subject', 'target.mode', 'target.dueOn')
  @Mutation(() => CoverageTargetChange, {
    description:
      'Sets a target in the place of the one for the same subject, mode, threshold and day due, which stays on record.',
  })
  async setCoverageTarget(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('target', () => CoverageTargetInput) target: CoverageTargetInput,
  ): Promise<CoverageTargetChanged | CoverageTargetRefused> {
    const scope = await enterBureau(context, bureau);
    const outcome = await inTransaction(context.pool, (client) =>
      setCoverageTarget(client, scope, target, authorOf(context)),
    );
    return changeOf(context, scope, outcome);
  }

  @Access('LEADER')
  @Audited('COVERAGE_TARGET_ENDED', 'id')
  @Mutation(() => CoverageTargetChange, { description: 'Ends a target of coverage; it stays on record.' })
  async endCoverageTarget(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
  ): Promise<CoverageTargetChanged | CoverageTargetRefused> {
    const scope = await enterBureau(context, bureau);
    if (!/^\d{1,15}$/.test(id)) {
      return { code: 'NOT_IN_FORCE' };
    }
    const outcome = await inTransaction(context.pool, (client) =>
      endCoverageTarget(client, scope, rowIdOf(id), authorOf(context)),
    );
    return changeOf(context, scope, outcome);
  }
}

function authorOf({ principal, clock }: RequestContext): CoverageTargetAuthor {
  return { actor: principal.actor, at: clock(), provenance: 'REPORTED' };
}

async function changeOf(
  context: RequestContext,
  scope: BureauScope,
  outcome: CoverageTargetOutcome,
): Promise<CoverageTargetChanged | CoverageTargetRefused> {
  if ('code' in outcome) {
    return outcome;
  }
  return { target: outcome.id === null ? null : await findCoverageTarget(context, scope, outcome.id) };
}
