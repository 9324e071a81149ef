import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { type Dimension, DimensionEnum } from '../applications/dimension.type.ts';
import { ScopeFilter } from '../applications/scope-filter.type.ts';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { reportCaseload } from './caseload.service.ts';
import { CaseloadReport } from './caseload.type.ts';

@Resolver(() => CaseloadReport)
export class CaseloadResolver {
  @Access('READER')
  @Query(() => CaseloadReport, { description: 'How much came in, went out and is piling up.' })
  async caseload(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('groupBy', () => DimensionEnum, { nullable: true }) groupBy: Dimension | null,
  ): Promise<CaseloadReport> {
    return reportCaseload(context, await enterBureau(context, bureau), {
      scope: scope ?? null,
      period,
      groupBy: groupBy ?? null,
    });
  }
}
