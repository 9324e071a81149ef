import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { SITING_MEASURES, type SitingMeasure } from './siting-answer.ts';
import { SitingTownEffect } from './siting-effect.type.ts';
import { SitingPlan, SitingSolution } from './siting-plan.type.ts';

export const SitingMeasureEnum = enumOf(SITING_MEASURES);
registerEnumType(SitingMeasureEnum, {
  name: 'SitingMeasure',
  description: 'What plans are compared by.',
  valuesConfig: {
    COVERED_WEIGHT: { description: 'Weight within the threshold, in the unit of the weights.' },
    WEIGHTED_TRAVEL: { description: 'Σ weight × seconds to the nearest open point.' },
    LONGEST_TRAVEL: { description: 'Seconds of the longest way to the nearest open point.' },
  },
});

@Access('READER')
@ObjectType({ description: 'How far the bureau’s own pick is from the best.' })
export class SitingPick {
  @Field(() => SitingPlan)
  pick!: SitingPlan;
  @Field(() => Float, {
    nullable: true,
    description:
      'Against the best, in the unit of the objective; 0 or more, less only where the pick is not allowed or the best not proven; null: not to be said.',
  })
  loss!: number | null;
  @Field(() => Float, { nullable: true, description: 'loss ÷ |objective of the best|.' })
  relativeLoss!: number | null;
  @Field(() => Float, { nullable: true, description: 'What it may lose at most, by the bound.' })
  lossAtMost!: number | null;
  @Field(() => [ID])
  inBoth!: readonly string[];
  @Field(() => [ID])
  onlyInPick!: readonly string[];
  @Field(() => [ID])
  onlyInBest!: readonly string[];
  @Field(() => [SitingTownEffect], { description: 'From the best plan to the pick.' })
  towns!: readonly SitingTownEffect[];
}

@Access('READER')
@ObjectType({ description: 'The best with at most so many new points, everything else as asked.' })
export class SitingCurvePoint {
  @Field(() => Int)
  newPoints!: number;
  @Field(() => SitingSolution)
  solution!: SitingSolution;
}

@Access('READER')
@ObjectType({ description: 'The best for 0, 1, 2 … new points.' })
export class SitingCurve {
  @Field(() => SitingMeasureEnum)
  measure!: SitingMeasure;
  @Field(() => [SitingCurvePoint])
  points!: readonly SitingCurvePoint[];
  @Field(() => Float, { nullable: true, description: 'Points of today by the same measure.' })
  todayValue!: number | null;
  @Field(() => Boolean, { description: 'false: stopped before the last point.' })
  isComplete!: boolean;
}

@Access('READER')
@ObjectType({ description: 'Another plan that is nearly as good.' })
export class SitingAlternative {
  @Field(() => SitingPlan)
  plan!: SitingPlan;
  @Field(() => Float, { description: 'Against the best, in the unit of the objective; 0 or more.' })
  loss!: number;
  @Field(() => Float, { nullable: true, description: 'loss ÷ |objective of the best|.' })
  relativeLoss!: number | null;
  @Field(() => [ID], { description: 'Of the best plan, what it does without.' })
  without!: readonly string[];
  @Field(() => [ID], { description: 'What it has instead.' })
  instead!: readonly string[];
}

@Access('READER')
@ObjectType({ description: 'Plans that are nearly as good and differ in places, best first.' })
export class SitingAlternatives {
  @Field(() => [SitingAlternative])
  plans!: readonly SitingAlternative[];
  @Field(() => Boolean, { description: 'false: stopped before all were found.' })
  isComplete!: boolean;
}

@Access('READER')
@ObjectType({ description: 'What happens when one thing of the question is a little different.' })
export class SitingSensitivityCase {
  @Field(() => Float, { nullable: true, description: 'The threshold; null: it is about a weight.' })
  thresholdMinutes!: number | null;
  @Field(() => String, {
    nullable: true,
    description: '`residents`, `enterprises` or `keyBuildings`; null: it is about the threshold.',
  })
  component!: string | null;
  @Field(() => Float, { nullable: true, description: 'Its weight, in percent of that asked.' })
  componentPercent!: number | null;
  @Field(() => SitingSolution, { description: 'The best there would be.' })
  best!: SitingSolution;
  @Field(() => SitingPlan, { description: 'The present plan under it.' })
  present!: SitingPlan;
  @Field(() => Float, {
    nullable: true,
    description: 'What the present plan would lose; null: not to be said.',
  })
  loss!: number | null;
  @Field(() => Float, { nullable: true })
  relativeLoss!: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the present plan would no longer be the best; null: not known.',
  })
  planChanges!: boolean | null;
}

@Access('READER')
@ObjectType({ description: 'How the answer depends on the threshold and on the weights.' })
export class SitingSensitivity {
  @Field(() => [SitingSensitivityCase])
  cases!: readonly SitingSensitivityCase[];
  @Field(() => Boolean, { description: 'false: stopped before the last case.' })
  isComplete!: boolean;
}
