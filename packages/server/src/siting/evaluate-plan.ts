import { WEIGHT_TOLERANCE } from './formulation.ts';
import type { Requirements } from './requirements.ts';
import { isWithinLimits, planSize } from './site-state.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import { isReachable, reachablePlaces } from './travel-rows.ts';

/** Travel from a place to the nearest of these sites; null: no way to any. */
export function nearestTravel(
  { travel, sites }: SitingProblem,
  open: readonly number[],
  place: number,
): number | null {
  let nearest: number | null = null;
  for (const site of open) {
    const value = travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY;
    if (isReachable(value) && (nearest === null || value < nearest)) {
      nearest = value;
    }
  }
  return nearest;
}

/** How many of these sites are this near to a place. */
export function sitesWithin(
  { travel, sites }: SitingProblem,
  radius: number,
  open: readonly number[],
  place: number,
): number {
  const start = place * sites.length;
  let count = 0;
  for (const site of open) {
    count += Number((travel[start + site] ?? Number.POSITIVE_INFINITY) <= radius);
  }
  return count;
}

/** How many of these sites are within the threshold of a place. */
export const sitesNear = (problem: SitingProblem, open: readonly number[], place: number): number =>
  sitesWithin(problem, problem.threshold, open, place);

/** Weight within the threshold of a plan; of one group, or of all. */
export function coveredWeight(problem: SitingProblem, open: readonly number[], group: number | null): number {
  return problem.places.reduce(
    (sum, place, index) =>
      (group === null || place.group === group) && sitesNear(problem, open, index) > 0
        ? sum + place.weight
        : sum,
    0,
  );
}

/**
 * The objective of a plan by the definition, from the travel times alone: nothing of the formulations is in it. Without capacities.
 * @returns null where the plan has no such figure: a place that could be reached is not
 */
export function evaluatePlan(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
): number | null {
  switch (question.model) {
    case 'MAXIMAL_COVERING':
      return problem.places.reduce((sum, { weight }, place) => {
        const near = sitesNear(problem, open, place);
        return sum + (near > 0 ? weight : 0) + (near > 1 ? question.backupWeight * weight : 0);
      }, 0);
    case 'SET_COVERING': {
      const size = planSize(problem, open);
      const stays = open.filter((site) => problem.sites[site]?.standing === 'STAYS').length;
      return question.minimise === 'COST' ? size.cost : size.allPoints - stays;
    }
    case 'P_MEDIAN':
    case 'P_CENTER': {
      let sum = 0;
      let longest = 0;
      for (const place of reachablePlaces(problem)) {
        const travel = nearestTravel(problem, open, place);
        if (travel === null) {
          return null;
        }
        sum += travel * (problem.places[place]?.weight ?? 0);
        longest = Math.max(longest, travel);
      }
      return question.model === 'P_MEDIAN' ? sum : longest;
    }
  }
}

/** Whether a plan keeps limits, floors, share and places to reach; without capacities. */
export function keepsRequirements(
  problem: SitingProblem,
  requirements: Requirements,
  open: readonly number[],
): boolean {
  const { floors, share, mustReach, notAll } = requirements;
  const isEnough = (least: number | null, group: number | null) => {
    if (least === null) {
      return true;
    }
    const total = problem.places.reduce(
      (sum, place) => sum + (group === null || place.group === group ? place.weight : 0),
      0,
    );
    return coveredWeight(problem, open, group) >= least * total - WEIGHT_TOLERANCE * total;
  };
  return (
    isWithinLimits({ ...problem, limits: requirements.limits }, planSize(problem, open)) &&
    floors.every((floor, group) => isEnough(floor, group)) &&
    isEnough(share, null) &&
    mustReach.every((place) => sitesNear(problem, open, place) > 0) &&
    notAll.every(({ sites, atMost }) => sites.filter((site) => open.includes(site)).length <= atMost)
  );
}
