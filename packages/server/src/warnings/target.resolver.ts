import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { type BureauScope, enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import { type Connection, connectionOf } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { CalendarDate } from '../platform/scalars.ts';
import { inTransaction } from '../platform/transaction.ts';
import { findTarget, targetHistory, targetStandings, toChoice } from './target.service.ts';
import {
  Target,
  TargetChange,
  type TargetChanged,
  TargetInput,
  TargetMeasureChoice,
  type TargetRefused,
  TargetStanding,
} from './target.type.ts';
import { endTarget, setTarget, type TargetAuthor, type TargetOutcome } from './target-changes.ts';
import { TARGET_MEASURES } from './target-measure.ts';

const TargetConnection = connectionOf(Target, 'Target');

@Resolver(() => Target)
export class TargetResolver {
  @Access('READER')
  @Query(() => [TargetMeasureChoice], { description: 'Every measure that a target can be set on.' })
  targetMeasures(): TargetMeasureChoice[] {
    return TARGET_MEASURES.map(toChoice);
  }

  @Access('READER')
  @Query(() => [TargetStanding], {
    description:
      'How every target that holds on a day stands in the period of that day, as it was at the end of the day (now, for today). By measure, the whole bureau first.',
  })
  async targets(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('on', () => CalendarDate, { nullable: true, description: "By default the bureau's today." })
    on: string | null,
  ): Promise<TargetStanding[]> {
    const scope = await enterBureau(context, bureau);
    return targetStandings(context, scope, on ?? scope.today);
  }

  @Access('READER')
  @Query(() => TargetConnection, {
    description:
      'Every target ever set, newest first: those that hold and those that others took the place of.',
  })
  async targetHistory(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<Target>> {
    return targetHistory(context, await enterBureau(context, bureau), { first, after: after ?? null });
  }

  @Access('LEADER')
  @Audited('TARGET_SET', 'target.measure', 'target.servicePoint', 'target.serviceItem', 'target.validFrom')
  @Mutation(() => TargetChange, {
    description:
      'Sets a target in the place of what holds for the same measure, scope, grain and days; what held before and after them goes on.',
  })
  async setTarget(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('target', () => TargetInput) target: TargetInput,
  ): Promise<TargetChanged | TargetRefused> {
    const scope = await enterBureau(context, bureau);
    const outcome = await inTransaction(context.pool, (client) =>
      setTarget(client, scope, target, authorOf(context)),
    );
    return changeOf(context, scope, outcome);
  }

  @Access('LEADER')
  @Audited('TARGET_ENDED', 'id', 'lastDay')
  @Mutation(() => TargetChange, { description: 'Ends a target; what it said until then stays.' })
  async endTarget(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('id', () => ID) id: string,
    @Arg('lastDay', () => CalendarDate, {
      nullable: true,
      description: 'The last day of one of its periods; null: it ends altogether, as one set by mistake.',
    })
    lastDay: string | null,
  ): Promise<TargetChanged | TargetRefused> {
    const scope = await enterBureau(context, bureau);
    if (!/^\d{1,15}$/.test(id)) {
      return { code: 'NOT_IN_FORCE' };
    }
    const outcome = await inTransaction(context.pool, (client) =>
      endTarget(client, scope, rowIdOf(id), lastDay ?? null, authorOf(context)),
    );
    return changeOf(context, scope, outcome);
  }
}

function authorOf({ principal, clock }: RequestContext): TargetAuthor {
  return { actor: principal.actor, at: clock(), provenance: 'REPORTED' };
}

async function changeOf(
  context: RequestContext,
  scope: BureauScope,
  outcome: TargetOutcome,
): Promise<TargetChanged | TargetRefused> {
  if ('code' in outcome) {
    return outcome;
  }
  return { target: outcome.id === null ? null : await findTarget(context, scope, outcome.id) };
}
