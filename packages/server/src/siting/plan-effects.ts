import { nearestTravel, sitesNear } from './evaluate-plan.ts';
import type { GroupEffect, PlaceEffect } from './siting-answer.ts';
import { isNeverOpen, type SitingProblem } from './siting-problem.ts';

/** A plan with who is served by it. */
export interface ServedPlan {
  readonly open: readonly number[];
  /** By place, the share within the threshold. */
  readonly covered: Float64Array;
}

/** What changes for each place from one plan to another. */
export function placeEffects(problem: SitingProblem, before: ServedPlan, after: ServedPlan): PlaceEffect[] {
  const usable = Array.from(problem.sites.keys()).filter((site) => {
    const at = problem.sites[site];
    return at !== undefined && !isNeverOpen(at);
  });
  return Array.from(problem.places.keys(), (place) => ({
    place,
    travelBefore: nearestTravel(problem, before.open, place),
    travelAfter: nearestTravel(problem, after.open, place),
    coveredBefore: before.covered[place] ?? 0,
    coveredAfter: after.covered[place] ?? 0,
    canBeCovered: sitesNear(problem, usable, place) > 0,
  }));
}

/** The same by town or street, every group of the problem, in order. */
export function groupEffects(problem: SitingProblem, places: readonly PlaceEffect[]): GroupEffect[] {
  const sums = problem.groups.map((_, group) => ({
    group,
    weight: 0,
    coveredBefore: 0,
    coveredAfter: 0,
    coverable: 0,
    gained: 0,
    lost: 0,
    weightedTravelBefore: 0,
    reachedWeightBefore: 0,
    weightedTravelAfter: 0,
    reachedWeightAfter: 0,
  }));
  for (const effect of places) {
    const place = problem.places[effect.place];
    const sum = sums[place?.group ?? -1];
    if (place === undefined || sum === undefined) {
      continue;
    }
    const { weight } = place;
    const more = effect.coveredAfter - effect.coveredBefore;
    sum.weight += weight;
    sum.coveredBefore += weight * effect.coveredBefore;
    sum.coveredAfter += weight * effect.coveredAfter;
    sum.coverable += effect.canBeCovered ? weight : 0;
    sum.gained += weight * Math.max(0, more);
    sum.lost += weight * Math.max(0, -more);
    if (effect.travelBefore !== null) {
      sum.weightedTravelBefore += weight * effect.travelBefore;
      sum.reachedWeightBefore += weight;
    }
    if (effect.travelAfter !== null) {
      sum.weightedTravelAfter += weight * effect.travelAfter;
      sum.reachedWeightAfter += weight;
    }
  }
  return sums;
}
