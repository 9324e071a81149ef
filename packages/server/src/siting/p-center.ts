import { evaluatePlan, keepsRequirements } from './evaluate-plan.ts';
import { PlacesInTurn } from './reach-in-turn.ts';
import type { Requirements } from './requirements.ts';
import { CLOSED, openSites, statesOf } from './site-state.ts';
import {
  isCapacitated,
  type PCenterQuestion,
  type SitingProblem,
  type SitingSolution,
} from './siting-problem.ts';
import type { SitingRun } from './siting-run.ts';
import { solveDirectly } from './solve-directly.ts';
import { isReachable, reachablePlaces } from './travel-rows.ts';

/** Where between the bounds the next time is tried: that there is no plan shows sooner, by a few places, than that there is one. */
const TRIED_SHARE = 0.25;

/**
 * The p-center problem (S. L. Hakimi, Operations Research 12, 1964) by bisection over the distinct times: is there a plan that reaches every place within D? Each
 * is a set covering question (E. Minieka, “The m-center problem”, SIAM Review 12, 1970), asked of a few places at a time (`PlacesInTurn`). Below the answer every D is
 * proven impossible.
 */
export async function solveCenter(
  problem: SitingProblem,
  question: PCenterQuestion,
  requirements: Requirements,
  run: SitingRun,
): Promise<SitingSolution> {
  const states = statesOf(problem);
  const { radii, least } = radiiOf(problem);
  // Between the two: radii[low] and above may do, radii[high] does; at radii.length nothing is known to do yet.
  let low = Math.max(0, radii.indexOf(least));
  let high = radii.length;
  run.bounded(radii[low] ?? 0);
  const places = reachablePlaces(problem);
  const inTurn = isCapacitated(problem) ? null : new PlacesInTurn(problem, states, places);
  const longestOf = (plan: readonly number[]) => evaluatePlan(problem, question, plan);
  /** The plan of a question, and those that a search comes to from it. */
  const plansFrom = (plan: readonly number[]) =>
    inTurn === null
      ? [plan]
      : shorterPlans(plan, run.objective, longestOf, (longest, from) => {
          const shorter = radii[radii.indexOf(longest) - 1] ?? 0;
          return shorter < (radii[low] ?? 0) ? null : inTurn.search(problem, shorter, from, run.isOutOfTime);
        });
  inTurn?.askForMissed(openSites(states), radii[low] ?? 0);
  while (low < high) {
    const at = high === radii.length ? high - 1 : low + Math.floor((high - low) * TRIED_SHARE);
    const radius = radii[at] ?? 0;
    const { status, open } = await solveDirectly(
      problem,
      question,
      { ...requirements, reachAllWithin: radius, reachOnly: inTurn?.asked ?? null },
      { kind: 'ANY' },
      states,
      run,
    );
    if (open !== null) {
      for (const plan of plansFrom(open)) {
        const longest = inTurn === null ? radius : longestOf(plan);
        inTurn?.askForMissed(plan, radius);
        if (longest !== null && (inTurn === null || keepsRequirements(problem, requirements, plan))) {
          run.found(plan, longest);
          high = Math.min(high, radii.indexOf(longest));
        }
      }
    } else if (status === 'INFEASIBLE') {
      if (high === radii.length) {
        return run.solution(true);
      }
      low = at + 1;
      run.bounded(radii[low] ?? 0);
    } else {
      return run.solution(false);
    }
  }
  return radii.length === 0 ? anyPlan(problem, question, requirements, run) : run.solution(true);
}

/**
 * A plan, and then one that is better than it and the best so far, as long as there is one. @param best the longest way known; null: none is
 * @param betterThan a plan with a shorter longest way, from another plan; null: none was found
 */
function* shorterPlans(
  plan: readonly number[],
  best: number | null,
  longestOf: (plan: readonly number[]) => number | null,
  betterThan: (longest: number, from: readonly number[]) => readonly number[] | null,
): Generator<readonly number[]> {
  let shortest = best ?? Number.POSITIVE_INFINITY;
  for (let next: readonly number[] | null = plan; next !== null; next = betterThan(shortest, next)) {
    yield next;
    shortest = Math.min(shortest, longestOf(next) ?? Number.POSITIVE_INFINITY);
  }
}

/** There is nobody to be far away: any plan that keeps the requirements is as good as another. */
async function anyPlan(
  problem: SitingProblem,
  question: PCenterQuestion,
  requirements: Requirements,
  run: SitingRun,
): Promise<SitingSolution> {
  const { status, open } = await solveDirectly(
    problem,
    question,
    requirements,
    { kind: 'ANY' },
    statesOf(problem),
    run,
  );
  if (open !== null) {
    run.found(open, 0);
  }
  return run.solution(open !== null || status === 'INFEASIBLE');
}

/** Every time that the answer can be, ascending, and one that it cannot be under: the furthest of the nearest sites. */
function radiiOf(problem: SitingProblem): { radii: number[]; least: number } {
  const { sites, travel } = problem;
  const states = statesOf(problem);
  const usable = Array.from(states.keys()).filter((site) => states[site] !== CLOSED);
  const distinct = new Set<number>();
  let least = 0;
  for (const place of reachablePlaces(problem)) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const site of usable) {
      const value = travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY;
      if (isReachable(value)) {
        distinct.add(value);
        nearest = Math.min(nearest, value);
      }
    }
    least = Math.max(least, nearest);
  }
  return { radii: [...distinct].sort((one, other) => one - other), least };
}
