import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { PlaceKindEnum } from '../network/travel-basis.type.ts';
import type { PlaceKind } from '../network/travel-times.ts';
import { Access } from '../platform/access.ts';
import type { Connection } from '../platform/connection.ts';
import { reportCoverage } from './coverage.service.ts';
import { Coverage, CoverageInput, PLAIN_QUESTION } from './coverage.type.ts';
import type { GapOrder } from './coverage-gaps.ts';
import {
  type CoverageGap,
  CoverageGapConnection,
  CoverageMap,
  GapOrderEnum,
  PlaceCoverage,
} from './coverage-place.type.ts';
import { findPlaceCoverage, listGaps, mapCoverage } from './coverage-places.service.ts';
import { reportProgress } from './coverage-progress.service.ts';
import { CoverageProgressReport } from './coverage-progress.type.ts';
import { reportPublicCoverage } from './public-coverage.service.ts';
import { PublicCoverage } from './public-coverage.type.ts';

@Resolver(() => Coverage)
export class CoverageResolver {
  @Access('READER')
  @Query(() => Coverage, {
    description: 'Who is within the service circle (便民服务圈) on a day, in all and by town and street.',
  })
  async coverage(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('where', () => CoverageInput, { defaultValue: PLAIN_QUESTION }) where: CoverageInput,
  ): Promise<Coverage> {
    return reportCoverage(context, await enterBureau(context, bureau), where);
  }

  @Access('READER')
  @Query(() => CoverageMap, { description: 'The same, place by place, for a map.' })
  async coverageMap(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('where', () => CoverageInput, { defaultValue: PLAIN_QUESTION }) where: CoverageInput,
  ): Promise<CoverageMap> {
    return mapCoverage(context, await enterBureau(context, bureau), where);
  }

  @Access('READER')
  @Query(() => CoverageGapConnection, { description: 'The places that are not covered, worst first.' })
  async coverageGaps(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('where', () => CoverageInput, { defaultValue: PLAIN_QUESTION }) where: CoverageInput,
    @Arg('kind', () => PlaceKindEnum, { nullable: true, description: 'null: both.' }) kind: PlaceKind | null,
    @Arg('order', () => GapOrderEnum, { defaultValue: 'FARTHEST' }) order: GapOrder,
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<CoverageGap>> {
    return listGaps(context, await enterBureau(context, bureau), where, {
      kind: kind ?? null,
      order,
      first,
      after: after ?? null,
    });
  }

  @Access('READER')
  @Query(() => PlaceCoverage, {
    nullable: true,
    description: 'The coverage of one demand area or key building; null: no such code.',
  })
  async placeCoverage(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('kind', () => PlaceKindEnum) kind: PlaceKind,
    @Arg('code', () => ID) code: string,
    @Arg('where', () => CoverageInput, { defaultValue: PLAIN_QUESTION }) where: CoverageInput,
  ): Promise<PlaceCoverage | null> {
    return findPlaceCoverage(context, await enterBureau(context, bureau), where, { kind, code });
  }

  @Access('READER')
  @Query(() => CoverageProgressReport, {
    description:
      'Coverage over time, past and planned. `where.on` is not looked at: the series is over every day.',
  })
  async coverageProgress(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('where', () => CoverageInput, { defaultValue: PLAIN_QUESTION }) where: CoverageInput,
    @Arg('period', () => PeriodInput, {
      nullable: true,
      description: 'null: from the day before anything dated to the last dated fact, or today.',
    })
    period: PeriodInput | null,
  ): Promise<CoverageProgressReport> {
    return reportProgress(context, await enterBureau(context, bureau), where, period ?? null);
  }

  @Access('READER')
  @Query(() => PublicCoverage, {
    description:
      'The service circle today, on foot within the promised half hour, as it may be published: by town and street, small counts suppressed.',
  })
  async publicCoverage(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
  ): Promise<PublicCoverage> {
    return reportPublicCoverage(context, await enterBureau(context, bureau));
  }
}
