import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { type Dimension, DimensionEnum } from '../applications/dimension.type.ts';
import { ScopeFilter } from '../applications/scope-filter.type.ts';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { reportEventLog } from './event-log.service.ts';
import { EventLogReport } from './event-log.type.ts';
import { reportTurnaround } from './turnaround.service.ts';
import { TurnaroundReport } from './turnaround.type.ts';

@Resolver(() => TurnaroundReport)
export class TurnaroundResolver {
  @Access('READER')
  @Query(() => TurnaroundReport, {
    description: 'How long decided applications took, whose time it was, and whether they were on time.',
  })
  async turnaround(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('groupBy', () => DimensionEnum, { nullable: true }) groupBy: Dimension | null,
  ): Promise<TurnaroundReport> {
    return reportTurnaround(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      period,
      groupBy: groupBy ?? null,
    });
  }

  @Access('READER')
  @Query(() => EventLogReport, {
    description:
      'What a process log says of itself, first to last recorded activity. Without a period: the whole log.',
  })
  async eventLog(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('period', () => PeriodInput, { nullable: true }) period: PeriodInput | null,
    @Arg('groupBy', () => DimensionEnum, { nullable: true }) groupBy: Dimension | null,
  ): Promise<EventLogReport> {
    return reportEventLog(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      period: period ?? null,
      groupBy: groupBy ?? null,
    });
  }
}
