import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { CategoryDimension } from '../applications/dimension.type.ts';
import { ScopeFilter } from '../applications/scope-filter.type.ts';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import type { ComparisonBase } from './base-period.ts';
import { compare, explainChange, explainPercentile } from './comparison.service.ts';
import {
  CategoryDimensionEnum,
  ChangeExplanation,
  ComparisonBaseEnum,
  ComparisonReport,
  type Percentile,
  PercentileEnum,
  PercentileExplanation,
} from './comparison.type.ts';

@Resolver()
export class ComparisonResolver {
  @Access('READER')
  @Query(() => ComparisonReport, {
    description:
      'Measures held against the period before (环比) and the same period last year (同比), with the working days of each.',
  })
  async comparison(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('measures', () => [ID], {
      nullable: true,
      description: 'Ids of their definitions; null: every additive measure.',
    })
    measures: string[] | null,
  ): Promise<ComparisonReport> {
    return compare(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      period,
      measures: measures ?? null,
    });
  }

  @Access('READER')
  @Query(() => ChangeExplanation, {
    description: 'Why a count, a rate or a mean moved, split among the values of a dimension.',
  })
  async explainChange(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('base', () => ComparisonBaseEnum) base: ComparisonBase,
    @Arg('measure', () => ID, { description: 'The id of its definition.' }) measure: string,
    @Arg('dimension', () => CategoryDimensionEnum) dimension: CategoryDimension,
  ): Promise<ChangeExplanation> {
    return explainChange(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      period,
      base,
      measure,
      dimension,
    });
  }

  @Access('READER')
  @Query(() => PercentileExplanation, { description: 'Which parts shifted a percentile of turnaround.' })
  async explainPercentile(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('base', () => ComparisonBaseEnum) base: ComparisonBase,
    @Arg('percentile', () => PercentileEnum) percentile: Percentile,
    @Arg('dimension', () => CategoryDimensionEnum) dimension: CategoryDimension,
  ): Promise<PercentileExplanation> {
    return explainPercentile(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      period,
      base,
      percentile,
      dimension,
    });
  }
}
