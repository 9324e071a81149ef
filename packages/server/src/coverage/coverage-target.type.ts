import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import { Rate } from '../measure/statistics.type.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import { TravelModeEnum } from '../network/travel-mode.type.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';
import type { CoverageSubject } from './closing-circle.ts';
import { MOST_THRESHOLD_MINUTES } from './coverage.type.ts';
import { CoveragePointName } from './coverage-place.type.ts';
import { CoverageSubjectEnum } from './coverage-subject.type.ts';
import { COVERAGE_TARGET_STATUSES, type CoverageTargetStatus } from './coverage-target-standing.ts';

@Access('READER')
@ObjectType({
  description: 'What a share of coverage is to reach by a day; corrected by superseding, never overwritten.',
})
export class CoverageTarget {
  @Field(() => ID)
  id!: string;
  @Field(() => CoverageSubjectEnum)
  subject!: CoverageSubject;
  @Field(() => TravelModeEnum, { nullable: true, description: 'null: of building reach, which has none.' })
  mode!: TravelMode | null;
  @Field(() => Int, { nullable: true, description: 'null: of building reach, which has none.' })
  thresholdMinutes!: number | null;
  @Field(() => Float, { description: 'A share, above 0 and at most 1.' })
  value!: number;
  @Field(() => CalendarDate, { description: 'The day at whose end it is to be reached.' })
  dueOn!: string;
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
    description:
      'Who superseded or ended it: the name signed in with, or OPERATOR for the operator of the machine.',
  })
  supersededBy!: string | null;
}

export const CoverageTargetStatusEnum = enumOf(COVERAGE_TARGET_STATUSES);
registerEnumType(CoverageTargetStatusEnum, {
  name: 'CoverageTargetStatus',
  description: 'How a target of coverage stands today.',
  valuesConfig: {
    MET: { description: 'The day due is over, and it was reached on that day.' },
    MISSED: { description: 'The day due is over, and it was not reached on that day.' },
    ON_TRACK: { description: 'The openings planned by the day due reach it, or it is reached and stays so.' },
    AT_RISK: { description: 'The openings planned by the day due do not reach it.' },
    NOTHING_TO_COVER: { description: 'On the day due there is nothing to cover.' },
  },
});

@Access('READER')
@ObjectType({ description: 'How a target stands: all places, all points that operate, whatever the filter.' })
export class CoverageTargetStanding {
  @Field(() => CoverageTarget)
  target!: CoverageTarget;
  @Field(() => CoverageTargetStatusEnum)
  status!: CoverageTargetStatus;
  @Field(() => Rate, { description: 'Today.' })
  now!: Rate;
  @Field(() => Rate, { description: 'On the day due: as it was, or as planned.' })
  onDueDay!: Rate;
  @Field(() => Int, {
    nullable: true,
    description: 'Still to be covered today to reach it; 0: it is reached; null: there is nothing to cover.',
  })
  remaining!: number | null;
  @Field(() => CalendarDate, {
    nullable: true,
    description:
      'When it is reached at the present pace; null: it is, the pace does not move, or it is over 50 years.',
  })
  reachedOnAtPace!: string | null;
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'When the planned openings reach it; null: it is reached, or they never do.',
  })
  reachedOnAsPlanned!: string | null;
  @Field(() => [CoveragePointName], {
    description:
      'The fewest planned openings, from the next on, that reach it; all that are planned where they do not.',
  })
  openingsNeeded!: CoveragePointName[];
  @Field(() => Int, { nullable: true, description: 'Still to be covered once everything planned is open.' })
  remainingAsPlanned!: number | null;
}

@InputType({
  description:
    'A target to set. It takes the place of the one for the same subject, mode, threshold and day due.',
})
export class CoverageTargetInput {
  @Field(() => CoverageSubjectEnum)
  subject!: CoverageSubject;
  @Field(() => TravelModeEnum, { nullable: true, description: 'Needed; not for building reach.' })
  mode?: TravelMode | null;
  @Field(() => Int, {
    nullable: true,
    description: `1 to ${MOST_THRESHOLD_MINUTES}. Needed; not for building reach.`,
  })
  thresholdMinutes?: number | null;
  @Field(() => Float, { description: 'A share, above 0 and at most 1.' })
  value!: number;
  @Field(() => CalendarDate)
  dueOn!: string;
}

export const COVERAGE_TARGET_REFUSALS = [
  'VALUE_OUT_OF_RANGE',
  'MODE_AND_THRESHOLD_NEEDED',
  'NO_MODE_OR_THRESHOLD',
  'THRESHOLD_OUT_OF_RANGE',
  'NOT_IN_FORCE',
] as const;
export type CoverageTargetRefusalCode = (typeof COVERAGE_TARGET_REFUSALS)[number];
export const CoverageTargetRefusalCodeEnum = enumOf(COVERAGE_TARGET_REFUSALS);
registerEnumType(CoverageTargetRefusalCodeEnum, {
  name: 'CoverageTargetRefusalCode',
  description: 'Why a target of coverage was not changed.',
  valuesConfig: {
    VALUE_OUT_OF_RANGE: { description: 'A share is above 0 and at most 1.' },
    MODE_AND_THRESHOLD_NEEDED: { description: 'Say how people travel and within how many minutes.' },
    NO_MODE_OR_THRESHOLD: { description: 'Building reach has neither a mode nor a threshold.' },
    THRESHOLD_OUT_OF_RANGE: { description: `1 to ${MOST_THRESHOLD_MINUTES} minutes.` },
    NOT_IN_FORCE: { description: 'There is no such target in force.' },
  },
});

@Access('READER')
@ObjectType({ description: 'The target that now holds.' })
export class CoverageTargetChanged {
  @Field(() => CoverageTarget, { nullable: true, description: 'null: it was ended.' })
  target!: CoverageTarget | null;
}

@Access('READER')
@ObjectType({ description: 'Nothing was changed, and why.' })
export class CoverageTargetRefused {
  @Field(() => CoverageTargetRefusalCodeEnum)
  code!: CoverageTargetRefusalCode;
}

export const CoverageTargetChange = createUnionType({
  name: 'CoverageTargetChange',
  description: 'What came of changing a target of coverage.',
  types: () => [CoverageTargetChanged, CoverageTargetRefused] as const,
  resolveType: (value) => ('code' in value ? CoverageTargetRefused : CoverageTargetChanged),
});
