import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Rate } from '../measure/statistics.type.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import { TravelModeEnum } from '../network/travel-mode.type.ts';
import { Access } from '../platform/access.ts';
import { CalendarDate } from '../platform/scalars.ts';
import {
  BUILDING_REACH,
  COVERAGE_EQUITY,
  COVERED_TWICE,
  ENTERPRISES_COVERED,
  KEY_BUILDINGS_COVERED,
  RESIDENTS_COVERED,
} from './coverage.definitions.ts';
import type { ShareName } from './coverage-shares.ts';

export const DEFAULT_THRESHOLD_MINUTES = 30;
export const MOST_THRESHOLD_MINUTES = 240;

@InputType({
  description:
    'A time of an ordinary week. The standard hours of a bureau hold from Monday to Friday; holidays and make-up workdays are not looked at.',
})
export class OpenAtInput {
  @Field(() => Int, { description: 'ISO weekday, 1 = Monday to 7.' })
  weekday!: number;
  @Field(() => String, { description: 'HH:MM, local wall clock.' })
  time!: string;
}

@InputType({
  description:
    'How people travel, how far is near, and to which service points. Conditions are ANDed; null or an empty list: no restriction.',
})
export class CoverageInput {
  @Field(() => TravelModeEnum, { defaultValue: 'WALK' })
  mode!: TravelMode;
  @Field(() => Int, {
    defaultValue: DEFAULT_THRESHOLD_MINUTES,
    description: `1 to ${MOST_THRESHOLD_MINUTES}.`,
  })
  thresholdMinutes!: number;
  @Field(() => CalendarDate, {
    nullable: true,
    description: "The day, past or planned; by default the bureau's today.",
  })
  on?: string | null;
  @Field(() => OpenAtInput, { nullable: true, description: 'null: opening hours are not looked at.' })
  at?: OpenAtInput | null;
  @Field(() => ID, { nullable: true, description: 'Code: only points that handle it.' })
  serviceItem?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Codes: only these points.' })
  servicePoints?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Only the places of these towns and streets.' })
  townsOrStreets?: string[] | null;
}

/** On foot, the promised half hour, today, any point: what is asked where nothing is said. */
export const PLAIN_QUESTION: CoverageInput = { mode: 'WALK', thresholdMinutes: DEFAULT_THRESHOLD_MINUTES };

@Access('READER')
@ObjectType({
  description:
    'A share that is covered. Units are residents, enterprises, key buildings or demand areas; where a travel time is still to be computed the share is at least `covered`, and at most that and `undetermined`.',
})
export class CoverageShare {
  @Field(() => Rate)
  covered!: Rate;
  @Field(() => Rate, { description: describeMeasure(COVERED_TWICE) })
  coveredTwice!: Rate;
  @Field(() => Int, {
    description:
      'Units in the denominator that are not known to be covered: a travel time is to be computed.',
  })
  undetermined!: number;
  @Field(() => Int, { description: 'Places that do not state how many units they have: in neither part.' })
  notStated!: number;
}

@Access('READER')
@ObjectType({ description: 'Who is within the service circle.' })
export class CoverageFigures implements Record<ShareName, CoverageShare> {
  @Field(() => CoverageShare, { description: describeMeasure(RESIDENTS_COVERED) })
  residents!: CoverageShare;
  @Field(() => CoverageShare, { description: describeMeasure(ENTERPRISES_COVERED) })
  enterprises!: CoverageShare;
  @Field(() => CoverageShare, { description: describeMeasure(KEY_BUILDINGS_COVERED) })
  keyBuildings!: CoverageShare;
  @Field(() => CoverageShare, { description: 'Demand areas (需求单元), whoever lives there.' })
  demandAreas!: CoverageShare;
}

@Access('READER')
@ObjectType({ description: describeMeasure(BUILDING_REACH) })
export class BuildingReachFigures {
  @Field(() => Rate)
  inside!: Rate;
  @Field(() => Rate, { description: 'Inside, or within a 10-minute walk, whatever the mode asked for.' })
  withinTenMinutesWalk!: Rate;
}

@Access('READER')
@ObjectType({ description: 'The coverage of one town or street; the groups add up to the whole.' })
export class CoverageGroup {
  @Field(() => String, { nullable: true, description: 'null: the places that state none.' })
  townOrStreet!: string | null;
  @Field(() => CoverageFigures)
  figures!: CoverageFigures;
  @Field(() => BuildingReachFigures)
  buildingReach!: BuildingReachFigures;
}

@Access('READER')
@ObjectType({ description: describeMeasure(COVERAGE_EQUITY) })
export class CoverageEquity {
  @Field(() => String, { nullable: true, description: 'The least covered; null: no town has residents.' })
  worstTownOrStreet!: string | null;
  @Field(() => Float, { nullable: true, description: 'Highest rate − lowest, 0 to 1.' })
  spread!: number | null;
  @Field(() => Float, { nullable: true, description: '0 to 1; null: nobody or everybody is covered.' })
  dissimilarity!: number | null;
}

@Access('READER')
@ObjectType({ description: 'What could not be answered in full.' })
export class CoverageExceptions {
  @Field(() => Int, {
    description: 'Pairs of a counted place and a point open whose travel time is not computed.',
  })
  pairsNotComputed!: number;
  @Field(() => Int, {
    description: 'Counted places that are not known to be covered, with a pair still to be computed.',
  })
  placesNotComputed!: number;
  @Field(() => Int, { description: 'Counted places with no way to any point open, every pair computed.' })
  unreachablePlaces!: number;
  @Field(() => [ID], {
    description: 'Codes of points open without coordinates: nobody is known to reach them.',
  })
  pointsWithoutCoordinates!: string[];
}

@Access('READER')
@ObjectType({ description: 'The service circle (便民服务圈) on a day.' })
export class Coverage {
  @Field(() => CalendarDate)
  on!: string;
  @Field(() => TravelModeEnum)
  mode!: TravelMode;
  @Field(() => Int)
  thresholdMinutes!: number;
  @Field(() => TravelBasis)
  basis!: TravelBasis;
  @Field(() => Int, { description: 'Service points that operate on the day and meet the conditions.' })
  pointsOpen!: number;
  @Field(() => [ID], { description: 'Their codes.' })
  servicePoints!: string[];
  @Field(() => CoverageFigures)
  figures!: CoverageFigures;
  @Field(() => BuildingReachFigures)
  buildingReach!: BuildingReachFigures;
  @Field(() => [CoverageGroup], {
    description: 'By town and street, by name; the places that state none last.',
  })
  groups!: CoverageGroup[];
  @Field(() => CoverageEquity)
  equity!: CoverageEquity;
  @Field(() => CoverageExceptions)
  exceptions!: CoverageExceptions;
}
