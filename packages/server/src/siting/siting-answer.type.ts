import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { TravelBasis } from '../network/travel-basis.type.ts';
import { Access } from '../platform/access.ts';
import { CalendarDate } from '../platform/scalars.ts';
import { SitingAlternatives, SitingCurve, SitingPick, SitingSensitivity } from './siting-comparison.type.ts';
import { SitingPlaceEffect, SitingTownEffect } from './siting-effect.type.ts';
import {
  SitingOpeningOrder,
  SitingPlan,
  SitingReach,
  SitingRequirementGap,
  SitingSite,
  SitingSolution,
} from './siting-plan.type.ts';

@Access('READER')
@ObjectType({ description: 'Changes that together make a plan possible.' })
export class SitingRemedy {
  @Field(() => [SitingRequirementGap])
  changes!: readonly SitingRequirementGap[];
}

@Access('READER')
@ObjectType({ description: 'Why there is no plan, and what would make one possible.' })
export class SitingInfeasibility {
  @Field(() => [SitingRequirementGap], {
    description: 'What cannot be met at whatever cost; `instead` is the most that can.',
  })
  beyondReach!: readonly SitingRequirementGap[];
  @Field(() => [SitingRemedy], {
    description: 'Each is enough by itself, once what is beyond reach is lowered.',
  })
  remedies!: readonly SitingRemedy[];
  @Field(() => Boolean, { description: 'false: stopped before every kind of remedy was tried.' })
  isComplete!: boolean;
}

@Access('READER')
@ObjectType({
  description:
    'The answer to a siting question, with its proof and what it means for whom. Weights are in the unit of the question’s weights.',
})
export class SitingAnswer {
  @Field(() => CalendarDate, { description: 'The bureau’s day whose points and buildings it rests on.' })
  on!: string;
  @Field(() => TravelBasis, { description: 'Of every travel time in it.' })
  basis!: TravelBasis;
  @Field(() => String, { description: 'Name and version of the solver.' })
  solver!: string;
  @Field(() => Float, { description: 'Seconds to the best plan, its effects and its order.' })
  seconds!: number;
  @Field(() => [SitingSite], { description: 'Every site of the question.' })
  sites!: readonly SitingSite[];
  @Field(() => SitingSolution)
  solution!: SitingSolution;
  @Field(() => SitingPlan, { description: 'The points of today; those that may close are open.' })
  today!: SitingPlan;
  @Field(() => SitingPlan, { nullable: true, description: 'null: there is no plan.' })
  plan!: SitingPlan | null;
  @Field(() => SitingOpeningOrder, { nullable: true, description: 'null: there is no plan.' })
  opening!: SitingOpeningOrder | null;
  @Field(() => [ID], { description: 'Keys of points that the plan closes.' })
  closed!: readonly string[];
  @Field(() => [SitingTownEffect], { description: 'With no plan, before and after are both today.' })
  towns!: readonly SitingTownEffect[];
  @Field(() => [SitingPlaceEffect], { description: 'Demand areas, then key buildings in use, each by code.' })
  places!: readonly SitingPlaceEffect[];
  @Field(() => SitingReach, { description: 'All there are.' })
  whole!: SitingReach;
  @Field(() => SitingReach, { description: 'Within the threshold of a point of today.' })
  reachedToday!: SitingReach;
  @Field(() => SitingReach, { nullable: true, description: 'Within the threshold of a point of the plan.' })
  reachedByPlan!: SitingReach | null;
  @Field(() => SitingInfeasibility, { nullable: true, description: 'Only where no plan is possible.' })
  infeasibility!: SitingInfeasibility | null;
  @Field(() => SitingPick, {
    nullable: true,
    description: 'null: no pick was stated, or it is not compared yet.',
  })
  pick!: SitingPick | null;
  @Field(() => SitingCurve, { nullable: true, description: 'null: not there yet.' })
  curve!: SitingCurve | null;
  @Field(() => SitingAlternatives, {
    nullable: true,
    description: 'null: not there yet, or there is no plan.',
  })
  alternatives!: SitingAlternatives | null;
  @Field(() => SitingSensitivity, {
    nullable: true,
    description: 'null: not there yet, or there is no plan.',
  })
  sensitivity!: SitingSensitivity | null;
  @Field(() => Int, {
    description: 'Demand areas that do not state what is weighed; that part weighs nothing.',
  })
  notStated!: number;
  @Field(() => [ID], { description: 'Operating points that are left out, since they have no coordinates.' })
  pointsWithoutCoordinates!: readonly string[];
}
