import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import type { ServicePointKind } from '../service-points/service-point.entity.ts';
import { ServicePointKindEnum } from '../service-points/service-point.type.ts';
import { REQUIREMENT_KINDS, type RequirementKind, type SitingMeasure } from './siting-answer.ts';
import { SitingMeasureEnum } from './siting-comparison.type.ts';
import {
  SITE_STANDINGS,
  type SiteRule,
  type SiteStanding,
  type SitingStatus,
  type StopReason,
} from './siting-problem.ts';
import { SiteRuleEnum } from './siting-question.type.ts';
import { SITE_KINDS, type SiteKind } from './siting-sites.ts';

export const SiteKindEnum = enumOf(SITE_KINDS);
registerEnumType(SiteKindEnum, {
  name: 'SitingSiteKind',
  description: 'What stands, or could stand, at a site.',
  valuesConfig: {
    POINT: { description: 'A service point, operating or in preparation.' },
    KEY_BUILDING: { description: '重点楼宇商圈' },
    DEMAND_AREA: { description: 'The representative point of a 需求单元.' },
    PIN: { description: 'A place that the planner put on the map.' },
  },
});

export const SiteStandingEnum = enumOf(SITE_STANDINGS);
registerEnumType(SiteStandingEnum, {
  name: 'SitingSiteStanding',
  description: 'How a site stands in a question.',
  valuesConfig: {
    STAYS: { description: 'A point that is not in question.' },
    MAY_CLOSE: { description: 'A point that may close.' },
    CANDIDATE: { description: 'A place for a new point.' },
  },
});

export const SolutionStatusEnum = enumOf(['OPTIMAL', 'FEASIBLE', 'INFEASIBLE', 'UNKNOWN'] as const);
registerEnumType(SolutionStatusEnum, {
  name: 'SitingSolutionStatus',
  description: 'What is known of an answer.',
  valuesConfig: {
    OPTIMAL: { description: 'Proven: no plan is better.' },
    FEASIBLE: { description: 'A plan; the gap says how far from the best it can be at most.' },
    INFEASIBLE: { description: 'Proven: no plan keeps every requirement.' },
    UNKNOWN: { description: 'Stopped before any plan was found.' },
  },
});

export const StopReasonEnum = enumOf(['TIME_LIMIT', 'CANCELLED'] as const);
registerEnumType(StopReasonEnum, {
  name: 'SitingStopReason',
  description: 'Why a run ended before its proof.',
  valuesConfig: {
    TIME_LIMIT: { description: 'Its time was over.' },
    CANCELLED: { description: 'Someone stopped it.' },
  },
});

export const RequirementKindEnum = enumOf(REQUIREMENT_KINDS);
registerEnumType(RequirementKindEnum, {
  name: 'SitingRequirementKind',
  description: 'A requirement of a question.',
  valuesConfig: {
    NEW_POINTS: { description: 'New points at most.' },
    ALL_POINTS: { description: 'Open points at most.' },
    BUDGET: { description: 'Cost at most.' },
    FLOOR: { description: 'The least share of a town or street.' },
    SHARE: { description: 'The share of all weight.' },
    MUST_REACH: { description: 'A place that must be within the threshold.' },
    REACH_ALL: { description: 'Every place that can be reached must be.' },
    MUST_OPEN: { description: 'A site that is locked.' },
    MUST_NOT_OPEN: { description: 'A site that is forbidden.' },
  },
});

@Access('READER')
@ObjectType({ description: 'A site of a question.' })
export class SitingSite {
  @Field(() => ID, { description: 'Kind and code: `KEY_BUILDING:QX-B05`.' })
  key!: string;
  @Field(() => SiteKindEnum)
  kind!: SiteKind;
  @Field(() => ID)
  code!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => String, { nullable: true })
  townOrStreet!: string | null;
  @Field(() => ServicePointKindEnum, { nullable: true, description: 'Of a service point.' })
  pointKind!: ServicePointKind | null;
  @Field(() => Float, { description: 'WGS-84 degrees.' })
  longitude!: number;
  @Field(() => Float, { description: 'WGS-84 degrees.' })
  latitude!: number;
  @Field(() => SiteStandingEnum)
  standing!: SiteStanding;
  @Field(() => SiteRuleEnum)
  rule!: SiteRule;
  @Field(() => Float, { description: 'In the unit of the budget; 0 or more.' })
  cost!: number;
  @Field(() => Float, { nullable: true, description: 'Cases that it can take; null: any number.' })
  capacity!: number | null;
}

@Access('READER')
@ObjectType({ description: 'The best plan so far and what is proven of it.' })
export class SitingSolution {
  @Field(() => SolutionStatusEnum)
  status!: SitingStatus;
  @Field(() => StopReasonEnum, { nullable: true, description: 'null: it was not stopped.' })
  stoppedBy!: StopReason | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'By the question’s own measure: weight covered, points or cost used, Σ weight × seconds, or seconds; null: no plan.',
  })
  objective!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'No plan can do better than this, in the unit of the objective; null: not known.',
  })
  bound!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: '|bound − objective| ÷ |objective|; 0 when proven; null: not known.',
  })
  gap!: number | null;
  @Field(() => [ID], { description: 'Keys of every open site, points that stay included.' })
  open!: readonly string[];
  @Field(() => [[ID]], { description: 'With stages: what is open at the end of each.' })
  openByPeriod!: readonly (readonly string[])[];
}

@Access('READER')
@ObjectType({ description: 'A requirement that is not met.' })
export class SitingRequirementGap {
  @Field(() => RequirementKindEnum)
  kind!: RequirementKind;
  @Field(() => String, {
    nullable: true,
    description: 'Town or street of FLOOR; `KIND:code` of the place or site it is about; null: of the whole.',
  })
  subject!: string | null;
  @Field(() => String, { nullable: true, description: 'Its Chinese name.' })
  subjectZh!: string | null;
  @Field(() => String, { nullable: true, description: 'Its English name.' })
  subjectEn!: string | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Points; cost; a share from 0 to 1; null where it is neither.',
  })
  asked!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'Of a plan: what it has. Of a remedy: what would have to be asked instead; null: it would have to be dropped.',
  })
  instead!: number | null;
}

@Access('READER')
@ObjectType({
  description:
    'How many there are, whatever they weigh. With capacities a place counts when any of it is served.',
})
export class SitingReach {
  @Field(() => Int)
  residents!: number;
  @Field(() => Int)
  enterprises!: number;
  @Field(() => Int)
  keyBuildings!: number;
}

@Access('READER')
@ObjectType({
  description: 'Everything that is said of one set of open sites, whether it is allowed or not.',
})
export class SitingPlan {
  @Field(() => [ID], { description: 'Keys, points that stay included.' })
  open!: readonly string[];
  @Field(() => Float, { nullable: true, description: 'As in SitingSolution; null: it has none.' })
  objective!: number | null;
  @Field(() => Int, { description: 'Candidates opened.' })
  newPoints!: number;
  @Field(() => Int, { description: 'Open points, those that stay included.' })
  allPoints!: number;
  @Field(() => Float, { description: 'Of candidates opened and points kept that may close.' })
  cost!: number;
  @Field(() => Float, { description: 'All weight there is.' })
  totalWeight!: number;
  @Field(() => Float, { description: 'Weight within the threshold; with capacities: served within it.' })
  coveredWeight!: number;
  @Field(() => Float, { description: 'Weight within the threshold of two open points or more.' })
  coveredTwiceWeight!: number;
  @Field(() => Float, { description: 'Weight that has a way to an open point, however long.' })
  reachedWeight!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Σ weight × minutes ÷ Σ weight, over what has a way; null: nothing has.',
  })
  meanMinutes!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Over places with weight that have a way; null: none has.',
  })
  longestMinutes!: number | null;
  @Field(() => [SitingRequirementGap], { description: 'What it does not keep; empty: everything is kept.' })
  broken!: readonly SitingRequirementGap[];
}

@Access('READER')
@ObjectType({ description: 'One new point in the order of opening.' })
export class SitingStep {
  @Field(() => ID, { description: 'Key.' })
  site!: string;
  @Field(() => Int, { nullable: true, description: 'Stage, from 1; null: the question has none.' })
  period!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'By the order’s measure, with everything opened so far.',
  })
  value!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'What it adds to the steps before: more weight, or less travel; 0 or more; null: not to be said.',
  })
  gain!: number | null;
  @Field(() => Float, { description: 'Weight within the threshold so far.' })
  coveredWeight!: number;
  @Field(() => Float, { description: 'Weight that it adds within the threshold.' })
  coveredGain!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'What the whole plan would lose without it; null: not to be said.',
  })
  lossIfLeftOut!: number | null;
}

@Access('READER')
@ObjectType({ description: 'New points in the order in which every prefix is as good as can be.' })
export class SitingOpeningOrder {
  @Field(() => SitingMeasureEnum)
  measure!: SitingMeasure;
  @Field(() => Boolean, { description: 'No order has a better sum over all prefixes.' })
  isProven!: boolean;
  @Field(() => Float, { description: 'Weight within the threshold before the first.' })
  startCoveredWeight!: number;
  @Field(() => [SitingStep])
  steps!: readonly SitingStep[];
}
