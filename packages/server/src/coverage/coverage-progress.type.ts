import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Rate } from '../measure/statistics.type.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import { TravelModeEnum } from '../network/travel-mode.type.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate } from '../platform/scalars.ts';
import type { CoverageSubject } from './closing-circle.ts';
import { BUILDING_REACH, COVERAGE_PACE, COVERAGE_PROGRESS } from './coverage.definitions.ts';
import { CoverageFigures } from './coverage.type.ts';
import { CoveragePointName } from './coverage-place.type.ts';
import { CoverageSubjectEnum } from './coverage-subject.type.ts';
import { CoverageTargetStanding } from './coverage-target.type.ts';
import { CAUSE_KINDS, type CauseKind } from './coverage-timeline.ts';

export const CauseKindEnum = enumOf(CAUSE_KINDS);
registerEnumType(CauseKindEnum, {
  name: 'CoverageCauseKind',
  description: 'What dated fact moved coverage.',
  valuesConfig: {
    BUILDING_OPENED: { description: 'A key building came into use and counts from this day on.' },
    BUILDING_CLOSED: { description: 'A key building counts no longer.' },
    POINT_SUSPENDED: { description: 'A service point operates no longer, and is not closed.' },
    POINT_CLOSED: { description: 'A service point was closed.' },
    POINT_RESUMED: { description: 'A suspended service point operates again.' },
    POINT_OPENED: { description: 'A service point began to operate.' },
  },
});

@Access('READER')
@ObjectType({ description: 'A dated fact that moved coverage.' })
export class CoverageCause {
  @Field(() => CauseKindEnum)
  kind!: CauseKind;
  @Field(() => ID, { description: 'Of the service point or the key building.' })
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
}

@Access('READER')
@ObjectType({ description: 'Coverage from a day on, until the next step.' })
export class CoverageStep {
  @Field(() => CalendarDate)
  on!: string;
  @Field(() => Boolean, { description: 'The day is after today: as planned.' })
  isPlanned!: boolean;
  @Field(() => Int)
  pointsOperating!: number;
  @Field(() => CoverageFigures)
  figures!: CoverageFigures;
  @Field(() => Rate, { description: describeMeasure(BUILDING_REACH) })
  buildingReachInside!: Rate;
  @Field(() => [CoverageCause], {
    description:
      'Why it is another than the step before. Empty for the first and the last day of the period.',
  })
  causes!: CoverageCause[];
}

@Access('READER')
@ObjectType({ description: 'Counts of what one service point covers.' })
export class CoverageGain {
  @Field(() => Int)
  residents!: number;
  @Field(() => Int)
  enterprises!: number;
  @Field(() => Int)
  keyBuildings!: number;
  @Field(() => Int)
  demandAreas!: number;
}

@Access('READER')
@ObjectType({ description: 'A service point that began or is to begin to operate, and what it brought.' })
export class CoverageOpening {
  @Field(() => CoveragePointName)
  point!: CoveragePointName;
  @Field(() => CalendarDate)
  on!: string;
  @Field(() => Boolean, { description: 'The day is after today.' })
  isPlanned!: boolean;
  @Field(() => CoverageGain, {
    description:
      'Newly covered on its day. Of points of one day, after those that come before it in the list.',
  })
  added!: CoverageGain;
  @Field(() => CoverageGain, {
    nullable: true,
    description:
      'Covered by nothing else today: what would be lost without it. null: it does not operate today.',
  })
  aloneToday!: CoverageGain | null;
}

@Access('READER')
@ObjectType({ description: 'A service point in preparation without a day.' })
export class UndatedOpening {
  @Field(() => CoveragePointName)
  point!: CoveragePointName;
  @Field(() => CoverageGain, {
    description: 'Newly covered if it opened by itself after everything planned.',
  })
  wouldAdd!: CoverageGain;
}

@Access('READER')
@ObjectType({ description: describeMeasure(COVERAGE_PACE) })
export class CoveragePace {
  @Field(() => CoverageSubjectEnum)
  subject!: CoverageSubject;
  @Field(() => CalendarDate, { description: 'The day from which it is taken.' })
  since!: string;
  @Field(() => Float, {
    nullable: true,
    description: 'Newly covered a month; null: less than a month is known.',
  })
  perMonth!: number | null;
  @Field(() => Int, { nullable: true, description: 'Not covered today; null: there is nothing to cover.' })
  uncovered!: number | null;
  @Field(() => CalendarDate, {
    nullable: true,
    description:
      'When everyone is covered at this pace; null: they are, it does not move, or it is over 50 years.',
  })
  closesOn!: string | null;
}

@Access('READER')
@ObjectType({ description: describeMeasure(COVERAGE_PROGRESS) })
export class CoverageProgressReport {
  @Field(() => CalendarDate)
  today!: string;
  @Field(() => TravelModeEnum)
  mode!: TravelMode;
  @Field(() => Int)
  thresholdMinutes!: number;
  @Field(() => TravelBasis)
  basis!: TravelBasis;
  @Field(() => [CoverageStep], {
    description:
      'The first day of the period, every day with a cause, and the last day; between two steps nothing changes.',
  })
  series!: CoverageStep[];
  @Field(() => [CoverageOpening], { description: 'Those of the period, by day.' })
  openings!: CoverageOpening[];
  @Field(() => [UndatedOpening], { description: 'In no forecast, since nobody has said when.' })
  withoutDate!: UndatedOpening[];
  @Field(() => [CoverageTargetStanding], {
    description: 'The targets of this mode and threshold and those of building reach, by day due.',
  })
  targets!: CoverageTargetStanding[];
  @Field(() => [CoveragePace], { description: 'Of each subject.' })
  pace!: CoveragePace[];
}
