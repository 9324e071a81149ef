import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ScopeFilter } from '../applications/scope-filter.type.ts';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import { CalendarDate } from '../platform/scalars.ts';
import { reportControlChart, restartChart } from './control-chart.service.ts';
import {
  type ChartGrain,
  ChartGrainEnum,
  ChartRestart,
  type ChartRestarted,
  ControlChart,
  type RestartRefused,
} from './control-chart.type.ts';
import { DEFAULT_WORKING_DAYS_AHEAD, reportEarlyWarning } from './early-warning.service.ts';
import { EarlyWarning } from './early-warning.type.ts';

@Resolver(() => EarlyWarning)
export class EarlyWarningResolver {
  @Access('READER')
  @Query(() => EarlyWarning, {
    description: 'What needs acting on: the page of warnings, and the daily digest.',
  })
  async earlyWarning(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('scope', () => ScopeFilter, {
      nullable: true,
      description: 'Of what is late or about to be; targets and watched series have scopes of their own.',
    })
    scope: ScopeFilter | null,
    @Arg('withinWorkingDays', () => Int, {
      defaultValue: DEFAULT_WORKING_DAYS_AHEAD,
      description: '0 to 250; 0: today.',
    })
    withinWorkingDays: number,
    @Arg('on', () => CalendarDate, {
      nullable: true,
      description: "As of the end of that day (now, for today); by default the bureau's today.",
    })
    on: string | null,
  ): Promise<EarlyWarning> {
    const entered = await enterBureau(context, bureau);
    return reportEarlyWarning(context, entered, {
      day: on ?? entered.today,
      withinWorkingDays,
      scope: scope ?? null,
    });
  }

  @Access('READER')
  @Query(() => ControlChart, { description: 'A weekly or monthly series with what is signal in it.' })
  async controlChart(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('measure', () => ID, {
      description: 'An additive measure: `targetMeasures` without percentiles and stocks.',
    })
    measure: string,
    @Arg('grain', () => ChartGrainEnum, { defaultValue: 'WEEK' }) grain: ChartGrain,
    @Arg('scope', () => ScopeFilter, { nullable: true }) scope: ScopeFilter | null,
    @Arg('baselineFrom', () => CalendarDate, {
      nullable: true,
      description:
        'Where the baseline starts; by default where the chart was last started anew, else with the first value.',
    })
    baselineFrom: string | null,
    @Arg('on', () => CalendarDate, {
      nullable: true,
      description: "As of the end of that day; by default the bureau's today.",
    })
    on: string | null,
  ): Promise<ControlChart> {
    const entered = await enterBureau(context, bureau);
    return reportControlChart(context, entered, {
      measure,
      grain,
      scope: scope ?? null,
      baselineFrom: baselineFrom ?? null,
      day: on ?? entered.today,
    });
  }

  @Access('LEADER')
  @Audited('CHART_RESTARTED', 'measure', 'servicePoint', 'baselineFrom')
  @Mutation(() => ChartRestart, {
    description:
      'Starts the limits of a control chart anew, once a lasting change has been understood; the reason is kept.',
  })
  async restartControlChart(
    @Ctx() context: RequestContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('measure', () => ID) measure: string,
    @Arg('servicePoint', () => ID, { nullable: true, description: 'Code; null: the whole bureau.' })
    servicePoint: string | null,
    @Arg('baselineFrom', () => CalendarDate) baselineFrom: string,
    @Arg('reason', () => String, { description: '1 to 500 characters.' }) reason: string,
  ): Promise<ChartRestarted | RestartRefused> {
    const outcome = await restartChart(context, await enterBureau(context, bureau), {
      measure,
      servicePoint: servicePoint ?? null,
      baselineFrom,
      reason,
    });
    return 'code' in outcome ? outcome : { restart: outcome };
  }
}
