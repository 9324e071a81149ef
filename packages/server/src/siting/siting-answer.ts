import type { SitingSolution } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';

// What a planner gets. Sites, places and groups are indices into the problem. The first answer is one call, `answerSiting`; every other part is asked for by
// itself, tells each result as it comes and keeps what it has when it is stopped (docs/siting.md, The answer).

/** What plans and prefixes of a plan are compared by; SET_COVERING is by weight too, since its own measure only counts what is spent. */
export const SITING_MEASURES = ['COVERED_WEIGHT', 'WEIGHTED_TRAVEL', 'LONGEST_TRAVEL'] as const;
export type SitingMeasure = (typeof SITING_MEASURES)[number];

export const REQUIREMENT_KINDS = [
  'NEW_POINTS',
  'ALL_POINTS',
  'BUDGET',
  'FLOOR',
  'SHARE',
  'MUST_REACH',
  'REACH_ALL',
  'MUST_OPEN',
  'MUST_NOT_OPEN',
] as const;
export type RequirementKind = (typeof REQUIREMENT_KINDS)[number];

/** A requirement that is not met. */
export interface RequirementGap {
  readonly kind: RequirementKind;
  /** FLOOR: the group. MUST_REACH: the place. MUST_OPEN, MUST_NOT_OPEN: the site. NEW_POINTS, BUDGET: the period, null: of the whole. Otherwise null. */
  readonly subject: number | null;
  /** NEW_POINTS, ALL_POINTS: points. BUDGET: cost. FLOOR, SHARE: of the weight, REACH_ALL: of the weight that could be reached, 0 to 1. Otherwise null. */
  readonly asked: number | null;
  /** Of a plan: what it has. Of a remedy: what would have to be asked instead. In the unit of `asked`; null where it is to be dropped. */
  readonly instead: number | null;
}

/** Everything that is said of one set of open sites, whether it is allowed or not. */
export interface PlanFigures {
  readonly open: readonly number[];
  /** By the question's own measure; null: it has none, since a place that could be reached is not. */
  readonly objective: number | null;
  readonly newPoints: number;
  readonly allPoints: number;
  /** Of candidates opened and of points kept that may close. */
  readonly cost: number;
  /** All weight there is. */
  readonly totalWeight: number;
  /** Within the threshold; with capacities: what is served within it. */
  readonly coveredWeight: number;
  /** Within the threshold of two open sites or more, whatever they can take. */
  readonly coveredTwiceWeight: number;
  /** That has a way to an open site, however long. */
  readonly reachedWeight: number;
  /** Σ weight × travel to the nearest open site, over `reachedWeight`. */
  readonly weightedTravel: number;
  /** Over places with weight that have a way; null: none has. */
  readonly longestTravel: number | null;
  /** What it does not keep; empty: everything is kept. */
  readonly broken: readonly RequirementGap[];
}

export interface OpeningStep {
  readonly site: number;
  /** The question's period that it opens in; null: the question has none. */
  readonly period: number | null;
  /** By the order's measure, with everything opened so far; null: a place that could be reached is not yet. */
  readonly value: number | null;
  /** What it adds to the steps before: more weight, or less travel; 0 or more. null: one of the two has no value. */
  readonly gain: number | null;
  /** Within the threshold, whatever the sites can take. */
  readonly coveredWeight: number;
  /** What it adds to that. */
  readonly coveredGain: number;
  /** What the whole plan would lose without it; null: without it a place that could be reached is not. */
  readonly lossIfLeftOut: number | null;
}

/** The new points of a plan in the order in which every prefix is as good as can be: Σ of the values over all prefixes is the best of all orders. */
export interface OpeningOrder {
  readonly measure: SitingMeasure;
  /** No order has a better sum; false: the order is good, but was not proven (many points, or capacities). */
  readonly isProven: boolean;
  /** Before the first new point, what is to close closed already; null as in a step. */
  readonly startValue: number | null;
  readonly startCoveredWeight: number;
  readonly steps: readonly OpeningStep[];
}

/** What a plan changes for one place. */
export interface PlaceEffect {
  readonly place: number;
  /** To the nearest open site; null: no way to any. */
  readonly travelBefore: number | null;
  readonly travelAfter: number | null;
  /** Share within the threshold, 0 or 1; with capacities: the share that is served. */
  readonly coveredBefore: number;
  readonly coveredAfter: number;
  /** Whether any site that may be open is within the threshold. */
  readonly canBeCovered: boolean;
}

/** What a plan changes for a town or street: weights. */
export interface GroupEffect {
  readonly group: number;
  readonly weight: number;
  readonly coveredBefore: number;
  readonly coveredAfter: number;
  /** Of `weight`: what any site that may be open could cover. */
  readonly coverable: number;
  /** Newly covered, and no longer covered: after − before = gained − lost. */
  readonly gained: number;
  readonly lost: number;
  /** Σ weight × travel, over the weight that has a way. */
  readonly weightedTravelBefore: number;
  readonly reachedWeightBefore: number;
  readonly weightedTravelAfter: number;
  readonly reachedWeightAfter: number;
}

/** Why there is no plan, and what would make one possible. */
export interface Infeasibility {
  /** What cannot be met however many points are opened at whatever cost; `instead` is the most that can. */
  readonly beyondReach: readonly RequirementGap[];
  /** Each is enough by itself once what is beyond reach is lowered: its changes together make a plan possible, and no smaller change of that kind does. */
  readonly remedies: readonly (readonly RequirementGap[])[];
  /** false: stopped before every kind of remedy was tried. */
  readonly isComplete: boolean;
}

export interface SitingAnswer {
  readonly solverName: string;
  readonly seconds: number;
  readonly solution: SitingSolution;
  /** The points of today, new ones left out; those that may close are open. */
  readonly today: PlanFigures;
  /** Of the plan; null: there is none. */
  readonly plan: PlanFigures | null;
  readonly opening: OpeningOrder | null;
  /** Points of today that the plan closes. */
  readonly closed: readonly number[];
  /** With no plan: before and after are both today. */
  readonly groups: readonly GroupEffect[];
  readonly places: readonly PlaceEffect[];
  /** Only where the question is proven infeasible. */
  readonly infeasibility: Infeasibility | null;
}

/** How far the bureau's own pick is from the best. */
export interface PickComparison {
  readonly pick: PlanFigures;
  /** What it loses against the best plan, by the question's measure: 0 or more; null: one of them has no objective. Less than 0 only where the pick is not allowed, or the best is not proven. */
  readonly loss: number | null;
  /** `loss` ÷ |objective of the best|; null: unknown, or divided by 0. */
  readonly relativeLoss: number | null;
  /** What it may lose at most, by the bound; null: unknown. */
  readonly lossAtMost: number | null;
  readonly inBoth: readonly number[];
  readonly onlyInPick: readonly number[];
  readonly onlyInBest: readonly number[];
  /** From the best plan to the pick: `gained` is what the pick covers and the best does not. */
  readonly groups: readonly GroupEffect[];
}

/** At most so many new points, everything else as asked. */
export interface CurvePoint {
  readonly newPoints: number;
  readonly solution: SitingSolution;
}

export interface SitingCurve {
  readonly measure: SitingMeasure;
  /** From 0 new points on, without holes. Of SET_COVERING: the most weight within the threshold, with nothing required. */
  readonly points: readonly CurvePoint[];
  /** Points of today by the same measure; null: a place that could be reached is not. */
  readonly todayValue: number | null;
  /** false: stopped before the last point. */
  readonly isComplete: boolean;
}

/** Another plan that is nearly as good. */
export interface AlternativePlan {
  readonly solution: SitingSolution;
  readonly figures: PlanFigures;
  /** Against the best, by the question's measure; 0 or more. */
  readonly loss: number;
  readonly relativeLoss: number | null;
  /** Sites of the best plan that it does without, and those it has instead. */
  readonly without: readonly number[];
  readonly instead: readonly number[];
}

export interface AlternativeOptions {
  readonly atMost: number;
  /** As a share of the best objective, 0 or more. */
  readonly withinShare: number;
  /** Each does without at least so many sites of the best plan, and of every alternative before it; 1 or more. */
  readonly differingSites: number;
}

export interface SitingAlternatives {
  /** The best first; each is the best that differs enough from those before it. */
  readonly plans: readonly AlternativePlan[];
  /** true: there is no further one within the share, or as many as asked were found. */
  readonly isComplete: boolean;
}

/** What the weight of a place is made of: residents, enterprises, buildings, each times its factor in the mix. */
export interface WeightComponent {
  readonly key: string;
  /** By place; over all components they add up to the place's weight. */
  readonly weights: readonly number[];
}

/** What happens to plan and question when one thing is a little different. */
export interface SensitivityCase {
  /** The threshold, in the unit of `travel`. Or: the component's weight, in percent of today's. */
  readonly setTo: number;
  /** Of which component; null: it is about the threshold. */
  readonly component: string | null;
  /** The best there would be. */
  readonly best: SitingSolution;
  /** The present plan under it. */
  readonly present: PlanFigures;
  /** What the present plan would lose against the best; null: one of the two has no objective, or the present plan breaks a requirement. */
  readonly loss: number | null;
  readonly relativeLoss: number | null;
  /** The present plan would no longer be the best: proven; false: it still is, within the proof; null: not known. */
  readonly planChanges: boolean | null;
}

export interface SitingSensitivity {
  readonly cases: readonly SensitivityCase[];
  readonly isComplete: boolean;
}

/** What a part is given beside the question; the time limit is for the whole part. */
export interface PartContext<Part> extends RunContext {
  /** The part as it stands after each of its solves. */
  readonly onPart: (part: Part) => void;
}
