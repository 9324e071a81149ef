import { nearestTravel, sitesNear } from './evaluate-plan.ts';
import { WEIGHT_TOLERANCE } from './formulation.ts';
import { type PlanService, planService } from './plan-service.ts';
import { requirementsOf } from './requirements.ts';
import { COST_TOLERANCE, planSize } from './site-state.ts';
import type { PlanFigures, RequirementGap } from './siting-answer.ts';
import { isAlwaysOpen, isNeverOpen, type SitingProblem, type SitingQuestion } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { reachablePlaces } from './travel-rows.ts';

/** Everything that is said of a plan, allowed or not. @throws SolverError with capacities, when the solver failed */
export async function planFigures(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  context: RunContext,
): Promise<PlanFigures> {
  return figuresOf(problem, question, open, await planService(problem, question, open, context));
}

/** The same where it is known already who is served. */
export function figuresOf(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  { objective, covered }: PlanService,
): PlanFigures {
  const sum = {
    totalWeight: 0,
    coveredWeight: 0,
    coveredTwiceWeight: 0,
    reachedWeight: 0,
    weightedTravel: 0,
  };
  let longestTravel: number | null = null;
  problem.places.forEach(({ weight }, place) => {
    sum.totalWeight += weight;
    sum.coveredWeight += weight * (covered[place] ?? 0);
    sum.coveredTwiceWeight += sitesNear(problem, open, place) > 1 ? weight : 0;
    const travel = weight > 0 ? nearestTravel(problem, open, place) : null;
    if (travel !== null) {
      sum.reachedWeight += weight;
      sum.weightedTravel += weight * travel;
      longestTravel = Math.max(longestTravel ?? 0, travel);
    }
  });
  return {
    open: [...open].sort((one, other) => one - other),
    objective,
    ...planSize(problem, open),
    ...sum,
    longestTravel,
    broken: brokenBy(problem, question, open, covered),
  };
}

function brokenBy(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  covered: Float64Array,
): RequirementGap[] {
  const { limits, floors, share, mustReach, reachAllWithin } = requirementsOf(problem, question);
  const size = planSize(problem, open);
  const gaps: RequirementGap[] = [];
  const add = (
    kind: RequirementGap['kind'],
    subject: number | null,
    asked: number | null,
    instead: number | null,
  ) => gaps.push({ kind, subject, asked, instead });
  const atMost = (kind: RequirementGap['kind'], limit: number | null, has: number) => {
    if (limit !== null && has > limit + COST_TOLERANCE * Math.max(1, limit)) {
      add(kind, null, limit, has);
    }
  };
  atMost('NEW_POINTS', limits.newPoints, size.newPoints);
  atMost('ALL_POINTS', limits.allPoints, size.allPoints);
  atMost('BUDGET', limits.budget, size.cost);
  const atLeast = (kind: RequirementGap['kind'], subject: number | null, asked: number | null) => {
    const has = coveredShare(problem, covered, subject);
    if (asked !== null && has < asked - WEIGHT_TOLERANCE) {
      add(kind, subject, asked, has);
    }
  };
  floors.forEach((floor, group) => {
    atLeast('FLOOR', group, floor);
  });
  atLeast('SHARE', null, share);
  for (const place of mustReach) {
    if ((covered[place] ?? 0) < 1 - WEIGHT_TOLERANCE) {
      add('MUST_REACH', place, null, null);
    }
  }
  if (reachAllWithin !== null) {
    const weight = (places: readonly number[]) =>
      places.reduce((sum, place) => sum + (problem.places[place]?.weight ?? 0), 0);
    const all = reachablePlaces(problem);
    const reached = all.filter((place) => nearestTravel(problem, open, place) !== null);
    if (reached.length < all.length) {
      add('REACH_ALL', null, 1, weight(reached) / weight(all));
    }
  }
  const isOpen = new Set(open);
  problem.sites.forEach((site, index) => {
    if (isAlwaysOpen(site) && !isOpen.has(index)) {
      add('MUST_OPEN', index, null, null);
    } else if (isNeverOpen(site) && isOpen.has(index)) {
      add('MUST_NOT_OPEN', index, null, null);
    }
  });
  return gaps;
}

/** Of all weight, or of a group's; 1 where there is none: no floor asks anything of it. */
export function coveredShare(problem: SitingProblem, covered: Float64Array, group: number | null): number {
  let total = 0;
  let part = 0;
  problem.places.forEach((place, index) => {
    if (group === null || place.group === group) {
      total += place.weight;
      part += place.weight * (covered[index] ?? 0);
    }
  });
  return total === 0 ? 1 : part / total;
}
