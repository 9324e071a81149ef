import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MOST_THRESHOLD_MINUTES } from '../coverage/coverage.type.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import { TravelModeEnum } from '../network/travel-mode.type.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import {
  PREPARING_POINTS,
  type PreparingPoints,
  type SiteTerm,
  type SitingAsk,
  type SitingPin,
  type TownFloor,
  type WeightKey,
} from './siting-ask.ts';
import {
  type OpeningPeriod,
  type SitingQuestion as Question,
  SITE_RULES,
  SITING_MODELS,
  type SiteRule,
} from './siting-problem.ts';

// A question goes in and comes out with the same fields, so that one that was kept can be changed and asked again.

export const SitingModelEnum = enumOf(SITING_MODELS);
registerEnumType(SitingModelEnum, {
  name: 'SitingModel',
  description: 'What the best plan is best by (docs/siting.md).',
  valuesConfig: {
    MAXIMAL_COVERING: { description: 'Most weight within the threshold.' },
    SET_COVERING: { description: 'Fewest points, or least cost, that reach a share of all weight.' },
    P_MEDIAN: { description: 'Least weighted travel to the nearest open point.' },
    P_CENTER: { description: 'Shortest longest travel to the nearest open point.' },
  },
});

export const SiteRuleEnum = enumOf(SITE_RULES);
registerEnumType(SiteRuleEnum, {
  name: 'SitingSiteRule',
  description: 'What is said of a site beforehand.',
  valuesConfig: {
    FREE: { description: 'The answer decides.' },
    MUST_OPEN: { description: 'Locked: in every plan.' },
    MUST_NOT_OPEN: { description: 'Forbidden: in no plan.' },
  },
});

export const PreparingPointsEnum = enumOf(PREPARING_POINTS);
registerEnumType(PreparingPointsEnum, {
  name: 'SitingPreparingPoints',
  description: 'What becomes of service points in preparation.',
  valuesConfig: {
    AS_OPEN: { description: 'They open anyway, and count as points that stay.' },
    AS_CANDIDATES: { description: 'They are candidates like others.' },
    LEFT_OUT: { description: 'They are not looked at.' },
  },
});

export const MinimiseEnum = enumOf(['POINTS', 'COST'] as const);
registerEnumType(MinimiseEnum, {
  name: 'SitingMinimise',
  description: 'Of what set covering uses the least.',
  valuesConfig: {
    POINTS: { description: 'Open points beside those that stay.' },
    COST: { description: 'Cost.' },
  },
});

const AMOUNT = '0 or more.';

@Access('READER')
@ObjectType('SitingWeights', {
  description: 'What a place weighs: the sum of its sizes, each times its factor.',
})
@InputType('SitingWeightsInput', {
  description: 'What a place weighs: the sum of its sizes, each times its factor.',
})
export class SitingWeights implements Record<WeightKey, number> {
  @Field(() => Float, { defaultValue: 1, description: `Of a resident; ${AMOUNT}` })
  residents!: number;
  @Field(() => Float, { defaultValue: 0, description: `Of an enterprise; ${AMOUNT}` })
  enterprises!: number;
  @Field(() => Float, { defaultValue: 0, description: `Of a key building in use; ${AMOUNT}` })
  keyBuildings!: number;
}

@Access('READER')
@ObjectType('SitingPin', { description: 'A place that the planner put on the map.' })
@InputType('SitingPinInput', { description: 'A place that the planner put on the map.' })
export class SitingPinType implements SitingPin {
  @Field(() => ID, { description: 'Unique among the pins of a question. Its key is `PIN:` and this.' })
  code!: string;
  @Field(() => String)
  name!: string;
  @Field(() => Float, { description: 'WGS-84 degrees, -180 to 180.' })
  longitude!: number;
  @Field(() => Float, { description: 'WGS-84 degrees, -90 to 90.' })
  latitude!: number;
}

@Access('READER')
@ObjectType('SitingTerm', { description: 'What is said of one site beside what holds for all.' })
@InputType('SitingTermInput', { description: 'What is said of one site beside what holds for all.' })
export class SitingTerm implements SiteTerm {
  @Field(() => ID, {
    description: 'Its key: `POINT:`, `KEY_BUILDING:`, `DEMAND_AREA:` or `PIN:`, and its code.',
  })
  site!: string;
  @Field(() => SiteRuleEnum, { defaultValue: 'FREE' })
  rule!: SiteRule;
  @Field(() => Boolean, { defaultValue: false, description: 'Of a point that operates: it may close.' })
  mayClose!: boolean;
  @Field(() => Float, {
    nullable: true,
    description:
      'Of opening it, or of keeping it where it may close, in the unit of the budget; 0 or more; null: the cost of every candidate, and 0 for a point that may close.',
  })
  cost!: number | null;
  @Field(() => Float, { nullable: true, description: 'Cases that it can take; null: as for all.' })
  capacity!: number | null;
}

@Access('READER')
@ObjectType('SitingTownFloor', { description: 'The least share of one town or street.' })
@InputType('SitingTownFloorInput', { description: 'The least share of one town or street.' })
export class SitingTownFloor implements TownFloor {
  @Field(() => String)
  townOrStreet!: string;
  @Field(() => Float, { description: 'Of its weight, 0 to 1.' })
  share!: number;
}

@Access('READER')
@ObjectType('SitingPeriod', {
  description: 'A stage of a plan: by its end so much in all, on top of the stages before.',
})
@InputType('SitingPeriodInput', {
  description: 'A stage of a plan: by its end so much in all, on top of the stages before.',
})
export class SitingPeriod implements OpeningPeriod {
  @Field(() => Int, { nullable: true, description: 'New points by its end at most; null: no limit.' })
  newPoints!: number | null;
  @Field(() => Float, { nullable: true, description: 'Cost by its end at most; null: no limit.' })
  budget!: number | null;
  @Field(() => Float, {
    defaultValue: 1,
    description: 'How much its coverage counts against the other stages; above 0.',
  })
  importance!: number;
}

@Access('READER')
@ObjectType('SitingQuestion', { description: 'Where the next service points should go, as it was asked.' })
@InputType('SitingQuestionInput', {
  description: 'Where the next service points should go. What is left out is as its default says.',
})
export class SitingQuestion implements SitingAsk {
  @Field(() => SitingModelEnum, { defaultValue: 'MAXIMAL_COVERING' })
  model!: Question['model'];
  @Field(() => TravelModeEnum, { defaultValue: 'WALK' })
  mode!: TravelMode;
  @Field(() => Int, { defaultValue: 30, description: `1 to ${MOST_THRESHOLD_MINUTES}.` })
  thresholdMinutes!: number;
  @Field(() => SitingWeights, { defaultValue: { residents: 1, enterprises: 0, keyBuildings: 0 } })
  weights!: SitingWeights;
  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Key buildings in use are candidates, unless a point of the question is inside.',
  })
  atKeyBuildings!: boolean;
  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Representative points of demand areas are candidates.',
  })
  inDemandAreas!: boolean;
  @Field(() => PreparingPointsEnum, { defaultValue: 'AS_OPEN' })
  preparingPoints!: PreparingPoints;
  @Field(() => [SitingPinType], { defaultValue: [], description: 'Further candidates; 200 at most.' })
  pins!: SitingPinType[];
  @Field(() => Float, {
    defaultValue: 1,
    description: 'Cost of a candidate whose term says nothing else, in the unit of the budget; 0 or more.',
  })
  candidateCost!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Cases that a site can take whose term says nothing else; null: any number.',
  })
  capacity!: number | null;
  @Field(() => Float, {
    defaultValue: 0,
    description: 'Expected of a demand area, where sites have capacities; 0 or more.',
  })
  casesPerThousandResidents!: number;
  @Field(() => Float, {
    defaultValue: 0,
    description: 'Expected of a demand area, where sites have capacities; 0 or more.',
  })
  casesPerThousandEnterprises!: number;
  @Field(() => [SitingTerm], { defaultValue: [] })
  terms!: SitingTerm[];
  @Field(() => Int, { nullable: true, description: 'New points at most (p); null: as many as wanted.' })
  newPoints!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Open points at most, those that stay included; null: no limit.',
  })
  allPoints!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Cost at most of candidates opened and of points kept that may close; null: no budget.',
  })
  budget!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'The least share of the weight of every town and street within the threshold, 0 to 1; null: none.',
  })
  floorShare!: number | null;
  @Field(() => [SitingTownFloor], { defaultValue: [], description: 'In the place of floorShare, of some.' })
  townFloors!: SitingTownFloor[];
  @Field(() => Float, {
    defaultValue: 0,
    description: 'Of maximal covering: what a place counts more when two open points are near, 0 to 1.',
  })
  backupWeight!: number;
  @Field(() => [SitingPeriod], {
    defaultValue: [],
    description: 'Of maximal covering: stages, 12 at most; empty: all at once.',
  })
  periods!: SitingPeriod[];
  @Field(() => MinimiseEnum, { defaultValue: 'POINTS', description: 'Of set covering.' })
  minimise!: 'POINTS' | 'COST';
  @Field(() => Float, {
    defaultValue: 1,
    description: 'Of set covering: of all weight, also that which no site can reach; 0 to 1.',
  })
  share!: number;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Of set covering: every key building in use must be within the threshold.',
  })
  mustReachKeyBuildings!: boolean;
  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Keys of the candidates that the bureau itself would open, to be compared with the best; points that may close stay open in it. Empty: no pick.',
  })
  ownPick!: string[];
}

/** An input as it is kept: what GraphQL leaves undefined is null. */
export function toAsk(input: SitingQuestion): SitingAsk {
  return {
    ...input,
    weights: { ...input.weights },
    pins: input.pins.map((pin) => ({ ...pin })),
    terms: input.terms.map((term) => ({
      ...term,
      cost: term.cost ?? null,
      capacity: term.capacity ?? null,
    })),
    townFloors: input.townFloors.map((floor) => ({ ...floor })),
    periods: input.periods.map((period) => ({
      ...period,
      newPoints: period.newPoints ?? null,
      budget: period.budget ?? null,
    })),
    capacity: input.capacity ?? null,
    newPoints: input.newPoints ?? null,
    allPoints: input.allPoints ?? null,
    budget: input.budget ?? null,
    floorShare: input.floorShare ?? null,
  };
}
