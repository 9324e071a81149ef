import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { type Dimension, DimensionEnum } from '../applications/dimension.type.ts';
import { ScopeFilter } from '../applications/scope-filter.type.ts';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { reportPerformance } from './performance.service.ts';
import { PerformanceReport } from './performance.type.ts';

@Resolver(() => PerformanceReport)
export class PerformanceResolver {
  @Access('READER')
  @Query(() => PerformanceReport, {
    description:
      'Service quality (服务质效): each measure with numerator, denominator and how many applications do not state what it needs.',
  })
  async performance(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('groupBy', () => DimensionEnum, { nullable: true }) groupBy: Dimension | null,
  ): Promise<PerformanceReport> {
    return reportPerformance(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      period,
      groupBy: groupBy ?? null,
    });
  }
}
