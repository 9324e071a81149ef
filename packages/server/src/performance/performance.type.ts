import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type Dimension, DimensionEnum, DimensionValue } from '../applications/dimension.type.ts';
import { Freshness } from '../bureau/bureau.type.ts';
import { Period } from '../bureau/period.type.ts';
import { describeMeasure } from '../measure/measure-definition.ts';
import { Access } from '../platform/access.ts';
import {
  ASSISTED_SHARE,
  AT_MOST_ONCE,
  BAD_REVIEW_FOLLOW_UP,
  COMPRESSION,
  FIRST_PASS,
  INSTANT_SHARE,
  ONLINE_SHARE,
  SATISFACTION,
  ZERO_ERRAND,
} from './performance.definitions.ts';
import type { QualityMeasureName } from './quality-measures.ts';

@Access('READER')
@ObjectType({
  description:
    'A rate with what it was computed from, and how many applications do not state what it needs: they are in neither part.',
})
export class StatedRate {
  @Field(() => Float, {
    nullable: true,
    description:
      'numerator / denominator; null when the denominator is 0. 0 to 1, but for a compression whose promises exceed the statute.',
  })
  value!: number | null;
  @Field(() => Int, {
    description:
      'Applications; of the compression, working days that the promises fall short of the statute.',
  })
  numerator!: number;
  @Field(() => Int, { description: 'Applications; of the compression, statutory working days.' })
  denominator!: number;
  @Field(() => Int, { description: 'How many applications it rests on.' })
  applications!: number;
  @Field(() => Int, { description: 'Applications that would count but do not state what it needs.' })
  unstated!: number;
}

@Access('READER')
@ObjectType({ description: 'Service quality (服务质效) of a period (bucket).' })
export class PerformanceFigures implements Record<QualityMeasureName, StatedRate> {
  @Field(() => StatedRate, { description: describeMeasure(COMPRESSION) })
  compression!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(INSTANT_SHARE) })
  instantShare!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(FIRST_PASS) })
  firstPass!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(ONLINE_SHARE) })
  onlineShare!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(ASSISTED_SHARE) })
  assistedShare!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(ZERO_ERRAND) })
  zeroErrand!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(AT_MOST_ONCE) })
  atMostOnce!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(SATISFACTION) })
  satisfaction!: StatedRate;
  @Field(() => StatedRate, { description: describeMeasure(BAD_REVIEW_FOLLOW_UP) })
  badReviewFollowUp!: StatedRate;
}

@Access('READER')
@ObjectType({ description: 'The service quality of one value of the dimension.' })
export class PerformanceGroup {
  @Field(() => DimensionValue)
  key!: DimensionValue;
  @Field(() => PerformanceFigures)
  figures!: PerformanceFigures;
}

@Access('READER')
@ObjectType({
  description: 'Service quality: promises, channels, errands, first-pass acceptance and evaluations.',
})
export class PerformanceReport {
  @Field(() => Period)
  period!: Period;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => DimensionEnum, { nullable: true })
  groupBy!: Dimension | null;
  @Field(() => PerformanceFigures)
  total!: PerformanceFigures;
  @Field(() => [PerformanceGroup], {
    description:
      'Over time: every bucket of the period, oldest first, each measure by its own day. Otherwise the values with an application in any measure, most received first, then by code. Empty without groupBy.',
  })
  groups!: PerformanceGroup[];
}
