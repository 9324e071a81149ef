import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DimensionValue } from '../applications/dimension.type.ts';
import {
  FULL_BASELINE,
  LEAST_BASELINE,
  RUN_LENGTH,
  SIGNAL_RULES,
  type SignalRule,
} from '../measure/control-limits.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import { TargetMeasureChoice, ValueUnitEnum } from './target.type.ts';
import type { ValueUnit } from './target-measure.ts';
import { CONTROL_LIMITS } from './warnings.definitions.ts';

/** Grains of a control chart: days are too few applications and too many chances for a false alarm. */
export const CHART_GRAINS = ['WEEK', 'MONTH'] as const;
export type ChartGrain = (typeof CHART_GRAINS)[number];
export const ChartGrainEnum = enumOf(CHART_GRAINS);
registerEnumType(ChartGrainEnum, {
  name: 'ChartGrain',
  description: 'ISO weeks, from Monday, or calendar months.',
});

export const SignalRuleEnum = enumOf(SIGNAL_RULES);
registerEnumType(SignalRuleEnum, {
  name: 'SignalRule',
  description: 'What marks a value as more than chance.',
  valuesConfig: {
    BEYOND_LIMITS: { description: 'It lies beyond a natural process limit.' },
    RUN_ON_ONE_SIDE: {
      description: `It is at least the ${RUN_LENGTH}th in a row on its side of the centre line.`,
    },
  },
});

export const SIDES = ['ABOVE', 'BELOW'] as const;
export const SideEnum = enumOf(SIDES);
registerEnumType(SideEnum, { name: 'Side', description: 'Of the centre line.' });

@Access('READER')
@ObjectType({ description: describeMeasure(CONTROL_LIMITS) })
export class ControlLimits {
  @Field(() => Float, { description: 'Mean of the baseline.' })
  centre!: number;
  @Field(() => Float, { description: 'Centre − 2.66 × average range, not below what the measure can be.' })
  lower!: number;
  @Field(() => Float, { description: 'Centre + 2.66 × average range, not above what the measure can be.' })
  upper!: number;
  @Field(() => Float, {
    description: '3.27 × average range: beyond it a step is unusual. Shown, never a signal of its own.',
  })
  upperRange!: number;
  @Field(() => Float, { description: 'Average moving range of the baseline.' })
  averageRange!: number;
  @Field(() => Int, { description: 'Values in the baseline.' })
  n!: number;
  @Field(() => Boolean, {
    description: `Fewer than ${FULL_BASELINE}: every further value still moves the limits.`,
  })
  isProvisional!: boolean;
}

@Access('READER')
@ObjectType({ description: 'One whole week or month of a control chart.' })
export class ControlPoint {
  @Field(() => ID, { description: 'WEEK: its Monday; MONTH: YYYY-MM.' })
  code!: string;
  @Field(() => CalendarDate)
  from!: string;
  @Field(() => CalendarDate)
  to!: string;
  @Field(() => Float, { nullable: true, description: "In the chart's unit; null: nothing was measured." })
  value!: number | null;
  @Field(() => Float, { description: "Above the line, in the chart's unit; a count: the count." })
  numerator!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Below the line; a count: working days; null: not announced.',
  })
  denominator!: number | null;
  @Field(() => Float, { nullable: true, description: 'From the value before it; null: there is none.' })
  movingRange!: number | null;
  @Field(() => Boolean)
  isInBaseline!: boolean;
  @Field(() => [SignalRuleEnum], { description: 'Empty: nothing but chance.' })
  signals!: readonly SignalRule[];
  @Field(() => SideEnum, { nullable: true, description: 'Where a marked value lies; null: not marked.' })
  side!: 'ABOVE' | 'BELOW' | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'A marked value on the worse side; null: not marked, or neither side is worse.',
  })
  isWorse!: boolean | null;
}

@Access('READER')
@ObjectType({
  description: 'From which day limits are computed anew, after a lasting change was understood.',
})
export class ControlRestart {
  @Field(() => CalendarDate)
  baselineFrom!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => DateTime)
  setAt!: Date;
  @Field(() => String, {
    description: 'Who set it: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  setBy!: string;
}

@Access('READER')
@ObjectType({ description: 'A series with its natural process limits and what is signal in it (XmR).' })
export class ControlChart {
  @Field(() => TargetMeasureChoice)
  measure!: TargetMeasureChoice;
  @Field(() => ValueUnitEnum, { description: 'Of the values and limits. A count is a working day.' })
  unit!: ValueUnit;
  @Field(() => ChartGrainEnum)
  grain!: ChartGrain;
  @Field(() => ControlLimits, {
    nullable: true,
    description: `null: fewer than ${LEAST_BASELINE} values from the start of the baseline, or all of them alike.`,
  })
  limits!: ControlLimits | null;
  @Field(() => [ControlPoint], {
    description:
      'Every whole week or month, oldest first; the first one with facts and the present one are left out, being cut.',
  })
  points!: ControlPoint[];
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'The first day of the baseline; null: no value yet.',
  })
  baselineFrom!: string | null;
  @Field(() => ControlRestart, {
    nullable: true,
    description: 'Why the baseline starts there; null: it is the first value, or was asked for.',
  })
  restart!: ControlRestart | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Applications of a mean baseline week or month; under 5 a rate or mean jumps by single applications. null: a count, or none.',
  })
  meanDenominator!: number | null;
}

@Access('READER')
@ObjectType({ description: 'A watched series whose last whole week is marked on the worse side.' })
export class WatchedSignal {
  @Field(() => TargetMeasureChoice)
  measure!: TargetMeasureChoice;
  @Field(() => DimensionValue, { nullable: true, description: 'null: the whole bureau.' })
  servicePoint!: DimensionValue | null;
  @Field(() => ControlPoint)
  point!: ControlPoint;
  @Field(() => ControlLimits)
  limits!: ControlLimits;
  @Field(() => CalendarDate, { description: 'The Monday of the first week of the marked ones in a row.' })
  since!: string;
}

@Access('READER')
@ObjectType({ description: 'What the control charts that are looked at every day say.' })
export class WatchReport {
  @Field(() => [WatchedSignal])
  signals!: WatchedSignal[];
  @Field(() => Int, { description: 'Charts with limits, each judged on its last whole week.' })
  judged!: number;
  @Field(() => Int, { description: 'Charts without limits, or of too few applications a week.' })
  notJudged!: number;
}

@Access('READER')
@ObjectType({ description: 'The chart starts anew.' })
export class ChartRestarted {
  @Field(() => ControlRestart)
  restart!: ControlRestart;
}

export const RESTART_REFUSALS = [
  'UNKNOWN_MEASURE',
  'UNKNOWN_SERVICE_POINT',
  'REASON_NEEDED',
  'NOT_YET',
] as const;
export type RestartRefusalCode = (typeof RESTART_REFUSALS)[number];
export const RestartRefusalCodeEnum = enumOf(RESTART_REFUSALS);
registerEnumType(RestartRefusalCodeEnum, {
  name: 'RestartRefusalCode',
  description: 'Why a chart was not started anew.',
  valuesConfig: {
    REASON_NEEDED: { description: 'A reason of 1 to 500 characters must be given.' },
    NOT_YET: { description: 'The day is after today.' },
  },
});

@Access('READER')
@ObjectType({ description: 'Nothing was changed, and why.' })
export class RestartRefused {
  @Field(() => RestartRefusalCodeEnum)
  code!: RestartRefusalCode;
}

export const ChartRestart = createUnionType({
  name: 'ChartRestart',
  description: 'What came of starting a chart anew.',
  types: () => [ChartRestarted, RestartRefused] as const,
  resolveType: (value) => ('code' in value ? RestartRefused : ChartRestarted),
});
