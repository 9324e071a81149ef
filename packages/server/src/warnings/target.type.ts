import { createUnionType, Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DimensionValue } from '../applications/dimension.type.ts';
import { Period } from '../bureau/period.type.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import { TARGET_DIRECTIONS, TARGET_GRAINS, type TargetDirection, type TargetGrain } from './target.entity.ts';
import { VALUE_UNITS, type ValueUnit } from './target-measure.ts';
import {
  LEAST_APPLICATIONS,
  LEAST_ELAPSED_WORKING_DAYS,
  TARGET_REASONS,
  TARGET_STATUSES,
  type TargetReason,
  type TargetStatus,
} from './target-projection.ts';

export const TargetGrainEnum = enumOf(TARGET_GRAINS);
registerEnumType(TargetGrainEnum, {
  name: 'TargetGrain',
  description: 'The periods in each of which a target is to be met.',
  valuesConfig: {
    MONTH: { description: 'Calendar months.' },
    QUARTER: { description: 'Calendar quarters.' },
    YEAR: { description: 'Calendar years.' },
    ONCE: { description: 'All its days are one period, due on the last.' },
  },
});

export const TargetDirectionEnum = enumOf(TARGET_DIRECTIONS);
registerEnumType(TargetDirectionEnum, {
  name: 'TargetDirection',
  description: 'Which side of the value meets it.',
});

export const ValueUnitEnum = enumOf(VALUE_UNITS);
registerEnumType(ValueUnitEnum, {
  name: 'ValueUnit',
  description: 'What a value is counted in.',
  valuesConfig: {
    COUNT: { description: 'As the measure counts.' },
    RATE: { description: 'A share from 0 to 1.' },
    WORKING_DAYS: { description: 'Working days of the standard day.' },
    OWN: { description: 'The unit in the definition of the measure.' },
  },
});

export const TargetStatusEnum = enumOf(TARGET_STATUSES);
registerEnumType(TargetStatusEnum, {
  name: 'TargetStatus',
  description: 'Whether a target is met, or will be at the present pace.',
  valuesConfig: {
    ON_TRACK: { description: 'Will be met at the present pace.' },
    AT_RISK: { description: 'Will be missed at the present pace.' },
    MET: { description: 'Is met, and nothing can change it.' },
    MISSED: { description: 'Is missed, and nothing can change it.' },
    NOT_ENOUGH_DATA: { description: 'Nothing can be said yet; the reason says why.' },
  },
});

export const TargetReasonEnum = enumOf(TARGET_REASONS);
registerEnumType(TargetReasonEnum, {
  name: 'TargetReason',
  description: 'Why a target stands as it does.',
  valuesConfig: {
    PERIOD_OVER: { description: 'The period is over.' },
    REACHED_ALREADY: { description: 'A count has reached it before the end.' },
    EXCEEDED_ALREADY: { description: 'A count is beyond the most it may be before the end.' },
    PACE_SUFFICES: { description: 'Projected by the working days gone, it will be met.' },
    PACE_FALLS_SHORT: { description: 'Projected by the working days gone, it will be missed.' },
    HOLDS_SO_FAR: { description: 'The rate, mean or percentile so far meets it.' },
    REST_MUST_BE_BETTER: { description: 'The applications still to come must be as `needed` says.' },
    OUT_OF_REACH: { description: 'As many as are still to come at the present pace cannot make it good.' },
    TOO_EARLY: { description: `Fewer than ${LEAST_ELAPSED_WORKING_DAYS} working days have gone.` },
    TOO_FEW_APPLICATIONS: { description: `Fewer than ${LEAST_APPLICATIONS} applications so far.` },
    NOTHING_MEASURED: { description: 'No application to measure so far.' },
    CALENDAR_NOT_ANNOUNCED: { description: 'The working days of the period are not all announced.' },
  },
});

@Access('READER')
@ObjectType({ description: 'A measure that a target can be set on.' })
export class TargetMeasureChoice {
  @Field(() => ID)
  id!: string;
  @Field(() => ID, { description: 'Of its definition.' })
  definitionId!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => ValueUnitEnum)
  unit!: ValueUnit;
  @Field(() => Boolean, { description: 'Whether it has a control chart: percentiles and stocks have none.' })
  hasControlChart!: boolean;
  @Field(() => String, { description: 'Empty for a rate.' })
  unitZh!: string;
  @Field(() => String, { description: 'Empty for a rate.' })
  unitEn!: string;
  @Field(() => TargetDirectionEnum, { nullable: true, description: 'null: the target must say.' })
  direction!: TargetDirection | null;
}

@Access('READER')
@ObjectType({
  description: 'What a measure is to reach (目标). Never erased: corrected by another that takes its place.',
})
export class Target {
  @Field(() => ID)
  id!: string;
  @Field(() => TargetMeasureChoice)
  measure!: TargetMeasureChoice;
  @Field(() => DimensionValue, { nullable: true, description: 'null: the whole bureau.' })
  servicePoint!: DimensionValue | null;
  @Field(() => DimensionValue, { nullable: true, description: 'null: every item.' })
  serviceItem!: DimensionValue | null;
  @Field(() => TargetGrainEnum)
  grain!: TargetGrain;
  @Field(() => TargetDirectionEnum)
  direction!: TargetDirection;
  @Field(() => Float, { description: "In the measure's unit." })
  value!: number;
  @Field(() => CalendarDate)
  validFrom!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'The last day; null: until ended.' })
  validTo!: string | null;
  @Field(() => Boolean, { description: 'Made up for a demonstration.' })
  isSynthetic!: boolean;
  @Field(() => DateTime)
  setAt!: Date;
  @Field(() => String, {
    description: 'Who set it: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  setBy!: string;
  @Field(() => DateTime, { nullable: true, description: 'null: in force.' })
  supersededAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'Who superseded it: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  supersededBy!: string | null;
}

@Access('READER')
@ObjectType({ description: 'How a target stands in the period of a day.' })
export class TargetStanding {
  @Field(() => Target)
  target!: Target;
  @Field(() => Period, { description: 'The month, quarter, year or days that it is judged in.' })
  period!: Period;
  @Field(() => Float, {
    nullable: true,
    description: 'Working days of the period gone, with fractions; null: not announced.',
  })
  elapsedWorkingDays!: number | null;
  @Field(() => TargetStatusEnum)
  status!: TargetStatus;
  @Field(() => TargetReasonEnum)
  reason!: TargetReason;
  @Field(() => Float, {
    nullable: true,
    description: "So far, in the measure's unit; null: nothing to measure.",
  })
  value!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "Above the line of a rate or a mean, in the measure's unit; null for others.",
  })
  numerator!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Below the line of a rate or a mean, or the n of a percentile; null for counts.',
  })
  denominator!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'At the end of the period at the present pace; null: not enough is known.',
  })
  projected!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Applications still to come at the present pace; for rates, means and percentiles.',
  })
  expectedRest!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'What would meet it just so. Counts: a working day from now on. Rates and means: of the applications still to come. Percentiles: the share of those that must be within the target. null: nothing is left to do, or nothing would.',
  })
  needed!: number | null;
}

@InputType({
  description:
    'A target to set. It takes the place of what holds for the same measure, scope, grain and days.',
})
export class TargetInput {
  @Field(() => ID, { description: 'Of `targetMeasures`.' })
  measure!: string;
  @Field(() => ID, { nullable: true, description: 'Code; null: the whole bureau.' })
  servicePoint?: string | null;
  @Field(() => ID, { nullable: true, description: 'Code; null: every item.' })
  serviceItem?: string | null;
  @Field(() => TargetGrainEnum)
  grain!: TargetGrain;
  @Field(() => TargetDirectionEnum, {
    nullable: true,
    description: 'Needed where the measure has none of its own.',
  })
  direction?: TargetDirection | null;
  @Field(() => Float, { description: "In the measure's unit; not negative, a rate at most 1." })
  value!: number;
  @Field(() => CalendarDate, { description: 'The first day of a period.' })
  validFrom!: string;
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'The last day of a period; null: until ended. Needed for ONCE.',
  })
  validTo?: string | null;
}

export const TARGET_REFUSALS = [
  'UNKNOWN_MEASURE',
  'UNKNOWN_SERVICE_POINT',
  'UNKNOWN_SERVICE_ITEM',
  'VALUE_OUT_OF_RANGE',
  'DIRECTION_NEEDED',
  'WRONG_DIRECTION',
  'NOT_WHOLE_PERIODS',
  'NOT_IN_FORCE',
] as const;
export type TargetRefusalCode = (typeof TARGET_REFUSALS)[number];
export const TargetRefusalCodeEnum = enumOf(TARGET_REFUSALS);
registerEnumType(TargetRefusalCodeEnum, {
  name: 'TargetRefusalCode',
  description: 'Why a target was not changed.',
  valuesConfig: {
    VALUE_OUT_OF_RANGE: { description: 'A value is a number not below 0; a rate at most 1.' },
    DIRECTION_NEEDED: {
      description: 'The measure has no better direction of its own: say AT_LEAST or AT_MOST.',
    },
    WRONG_DIRECTION: { description: 'The measure has a better direction, and it is the other one.' },
    NOT_WHOLE_PERIODS: {
      description: 'The days must be whole months, quarters or years; ONCE needs a last day.',
    },
    NOT_IN_FORCE: { description: 'There is no such target in force.' },
  },
});

@Access('READER')
@ObjectType({ description: 'The target that now holds.' })
export class TargetChanged {
  @Field(() => Target, { nullable: true, description: 'null: it was ended altogether.' })
  target!: Target | null;
}

@Access('READER')
@ObjectType({ description: 'Nothing was changed, and why.' })
export class TargetRefused {
  @Field(() => TargetRefusalCodeEnum)
  code!: TargetRefusalCode;
}

export const TargetChange = createUnionType({
  name: 'TargetChange',
  description: 'What came of changing a target.',
  types: () => [TargetChanged, TargetRefused] as const,
  resolveType: (value) => ('code' in value ? TargetRefused : TargetChanged),
});
