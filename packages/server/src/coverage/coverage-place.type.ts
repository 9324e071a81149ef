import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PlaceKindEnum, TravelBasis } from '../network/travel-basis.type.ts';
import type { PlaceKind } from '../network/travel-times.ts';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate } from '../platform/scalars.ts';
import type { ServicePointKind, ServicePointStatus } from '../service-points/service-point.entity.ts';
import { ServicePointKindEnum, ServicePointStatusEnum } from '../service-points/service-point.type.ts';
import type { ReachOfBuilding } from './building-reach.ts';
import { GAP_ORDERS, GAP_REASONS, type GapReason } from './coverage-gaps.ts';

@Access('READER')
@ObjectType({ description: 'A place that people start from.' })
export class CoveragePlaceName {
  @Field(() => PlaceKindEnum)
  kind!: PlaceKind;
  @Field(() => ID, { description: 'Unique among the places of its kind.' })
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => String, { nullable: true })
  townOrStreet!: string | null;
  @Field(() => Int, { nullable: true, description: 'null: not stated, or a key building.' })
  residents!: number | null;
  @Field(() => Int, { nullable: true, description: 'null: not stated.' })
  enterprises!: number | null;
}

@Access('READER')
@ObjectType({ description: 'A service point that people go to.' })
export class CoveragePointName {
  @Field(() => ID)
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
}

@Access('READER')
@ObjectType({ description: 'A service point and how long it takes there.' })
export class PointTime {
  @Field(() => CoveragePointName)
  point!: CoveragePointName;
  @Field(() => Float)
  minutes!: number;
}

export const GapReasonEnum = enumOf(GAP_REASONS);
registerEnumType(GapReasonEnum, {
  name: 'CoverageGapReason',
  description: 'Why a place is not covered.',
  valuesConfig: {
    NO_POINT_OPEN: { description: 'No point at all operates on the day and meets the conditions.' },
    UNREACHABLE: { description: 'There is no way to any of the points.' },
    TOO_FAR: { description: 'The nearest is farther than the threshold.' },
    NOT_COMPUTED: { description: 'None is known to be near enough, and a travel time is to be computed.' },
  },
});

export const GapOrderEnum = enumOf(GAP_ORDERS);
registerEnumType(GapOrderEnum, {
  name: 'CoverageGapOrder',
  description: 'What is worst; ties by kind and code.',
  valuesConfig: {
    FARTHEST: {
      description:
        'No way to any point first, then the longest travel time, those still to be computed last; of equals the one with more residents.',
    },
    MOST_RESIDENTS: {
      description: 'The most residents, those that do not state them last; of equals the farther.',
    },
  },
});

@Access('READER')
@ObjectType({ description: 'A planned opening that would bring a place within the circle.' })
export class GapClosing {
  @Field(() => CoveragePointName)
  point!: CoveragePointName;
  @Field(() => Float)
  minutes!: number;
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'When it is to operate; null: in preparation without a day.',
  })
  on!: string | null;
}

@Access('READER')
@ObjectType({ description: 'A place that is not covered.' })
export class CoverageGap {
  @Field(() => CoveragePlaceName)
  place!: CoveragePlaceName;
  @Field(() => GapReasonEnum)
  reason!: GapReason;
  @Field(() => CoveragePointName, { nullable: true, description: 'null: none can be reached, or is known.' })
  nearest!: CoveragePointName | null;
  @Field(() => Float, { nullable: true, description: 'To the nearest.' })
  nearestMinutes!: number | null;
  @Field(() => Float, { nullable: true, description: 'nearestMinutes − the threshold.' })
  minutesOver!: number | null;
  @Field(() => GapClosing, {
    nullable: true,
    description:
      'The earliest planned opening that would cover it, one without a day only where there is none with; null: none would.',
  })
  closedBy!: GapClosing | null;
}

export const CoverageGapConnection = connectionOf(CoverageGap, 'CoverageGap');

export const BuildingReachKindEnum = enumOf(['INSIDE', 'WITHIN_TEN_MINUTES_WALK', 'NEITHER'] as const);
registerEnumType(BuildingReachKindEnum, {
  name: 'BuildingReachKind',
  description: 'Where a service point is, seen from a key building.',
  valuesConfig: {
    INSIDE: { description: 'One is inside.' },
    WITHIN_TEN_MINUTES_WALK: { description: 'None is inside; one is within a 10-minute walk.' },
    NEITHER: { description: 'None is inside or known to be within a 10-minute walk.' },
  },
});

@Access('READER')
@ObjectType({
  description: 'From a day on, the nearest service point of a place, with the travel times of today.',
})
export class PlaceCoverageStep {
  @Field(() => CalendarDate)
  on!: string;
  @Field(() => CoveragePointName, {
    nullable: true,
    description: 'null: none that is known to be reachable.',
  })
  nearest!: CoveragePointName | null;
  @Field(() => Float, { nullable: true })
  minutes!: number | null;
  @Field(() => Boolean)
  isCovered!: boolean;
  @Field(() => Boolean, { description: 'The day is after today.' })
  isPlanned!: boolean;
}

@Access('READER')
@ObjectType({ description: 'The coverage of one place.' })
export class PlaceCoverage {
  @Field(() => CalendarDate)
  on!: string;
  @Field(() => CoveragePlaceName)
  place!: CoveragePlaceName;
  @Field(() => TravelBasis)
  basis!: TravelBasis;
  @Field(() => Boolean, {
    description: 'Whether it is in the figures of the day: a key building that is not in use is not.',
  })
  isCounted!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'null: not known, a travel time is to be computed.' })
  isCovered!: boolean | null;
  @Field(() => PointTime, { nullable: true, description: 'null: none can be reached, or is known.' })
  nearest!: PointTime | null;
  @Field(() => PointTime, { nullable: true })
  second!: PointTime | null;
  @Field(() => [PointTime], { description: 'Every point within the threshold, nearest first.' })
  withinThreshold!: PointTime[];
  @Field(() => Int, { description: 'Points open whose travel time is not computed.' })
  pairsNotComputed!: number;
  @Field(() => BuildingReachKindEnum, { nullable: true, description: 'null: a demand area.' })
  buildingReach!: ReachOfBuilding | null;
  @Field(() => [CoveragePointName], {
    description: 'Points open that stand inside a key building. Empty for a demand area.',
  })
  pointsInside!: CoveragePointName[];
  @Field(() => GapClosing, {
    nullable: true,
    description: 'Of a place that is not covered, as in the gap list.',
  })
  closedBy!: GapClosing | null;
  @Field(() => [PlaceCoverageStep], {
    description: 'How its nearest point changed, oldest first, planned changes last.',
  })
  history!: PlaceCoverageStep[];
}

@Access('READER')
@ObjectType({
  description:
    'Travel times of places as columns of equal length: what a map needs of twenty thousand at once.',
})
export class PlaceTimes {
  @Field(() => [ID])
  codes!: readonly string[];
  @Field(() => [Float], {
    nullable: 'items',
    description: 'To the nearest point open; null: none can be reached, or is known.',
  })
  nearestMinutes!: readonly (number | null)[];
  @Field(() => [Float], { nullable: 'items', description: 'To the nearest but one.' })
  secondMinutes!: readonly (number | null)[];
  @Field(() => [Boolean], {
    description:
      'Whether it counts on the day and in the asked towns; others are not drawn as covered or not.',
  })
  isCounted!: readonly boolean[];
  @Field(() => [Boolean], {
    description: 'A travel time is still to be computed, and none that is known is within the threshold.',
  })
  isUndetermined!: readonly boolean[];
}

@Access('READER')
@ObjectType({ description: 'A service point on the map.' })
export class CoverageMapPoint extends CoveragePointName {
  @Field(() => ServicePointKindEnum)
  kind!: ServicePointKind;
  @Field(() => ServicePointStatusEnum, { nullable: true, description: 'On the day; null: none has begun.' })
  status!: ServicePointStatus | null;
  @Field(() => Boolean, { description: 'It operates on the day and meets the conditions.' })
  isOpen!: boolean;
  @Field(() => CalendarDate, { nullable: true, description: 'When it is planned to operate.' })
  plannedOn!: string | null;
  @Field(() => Float, { nullable: true, description: 'WGS-84 degrees; null: not surveyed.' })
  longitude!: number | null;
  @Field(() => Float, { nullable: true, description: 'WGS-84 degrees; null: not surveyed.' })
  latitude!: number | null;
}

@Access('READER')
@ObjectType({
  description:
    'The service circle on a day, place by place. Where the places are is at /map/places.geojson, which changes only with the data.',
})
export class CoverageMap {
  @Field(() => CalendarDate)
  on!: string;
  @Field(() => Int)
  thresholdMinutes!: number;
  @Field(() => Int, { description: 'Of the places: that of the /map/places.geojson they belong to.' })
  dataVersion!: number;
  @Field(() => TravelBasis)
  basis!: TravelBasis;
  @Field(() => PlaceTimes)
  demandAreas!: PlaceTimes;
  @Field(() => PlaceTimes)
  keyBuildings!: PlaceTimes;
  @Field(() => [CoverageMapPoint], { description: 'Every service point, by code.' })
  points!: readonly CoverageMapPoint[];
}
