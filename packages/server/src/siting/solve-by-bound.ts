import { type Approach, coveringApproach, medianApproach, setCoveringApproach } from './approaches.ts';
import { coverRows } from './cover-rows.ts';
import { evaluatePlan, keepsRequirements } from './evaluate-plan.ts';
import { absoluteGapOf, isObjectiveWhole, tightened } from './integral-objective.ts';
import { type DualResult, settle } from './lagrangean.ts';
import { PlacesInTurn } from './reach-in-turn.ts';
import { closeDominatedSites } from './reductions.ts';
import { aimOf, isForPlacesOnly, type Requirements } from './requirements.ts';
import { FREE, openSites, type SiteStates, statesOf } from './site-state.ts';
import type {
  MaximalCoveringQuestion,
  PMedianQuestion,
  SetCoveringQuestion,
  SitingProblem,
  SitingSolution,
} from './siting-problem.ts';
import type { SitingRun } from './siting-run.ts';
import { type DirectOutcome, solveDirectly } from './solve-directly.ts';
import type { TravelCuts } from './uncapacitated-model.ts';

type BoundedQuestion = MaximalCoveringQuestion | SetCoveringQuestion | PMedianQuestion;

function approachOf(
  problem: SitingProblem,
  question: BoundedQuestion,
  requirements: Requirements,
  states: SiteStates,
  run: SitingRun,
): Approach {
  switch (question.model) {
    case 'MAXIMAL_COVERING':
      return coveringApproach(problem, question, states, run);
    case 'SET_COVERING':
      return setCoveringApproach(problem, question, requirements, states, run);
    case 'P_MEDIAN':
      return medianApproach(problem, states, run);
  }
}

const ROUNDS = 4;
const ITERATIONS = 2000;
/** A round that leaves more of the sites undecided than this was the last. */
const WORTHWHILE_SHARE = 0.9;

/**
 * A good plan, a bound from above, and what the two settle; what is left goes to the solver. The answer is the optimum: what is settled cannot be in a better plan.
 * @param least plans worse than this are not wanted (as good as it are); null: all are
 */
export async function solveByBound(
  problem: SitingProblem,
  question: BoundedQuestion,
  requirements: Requirements,
  run: SitingRun,
  least: number | null = null,
): Promise<SitingSolution> {
  const sign = question.model === 'MAXIMAL_COVERING' ? 1 : -1;
  const isWhole = isObjectiveWhole(problem, question);
  const objectiveOf = (open: readonly number[]) => {
    const objective = keepsRequirements(problem, requirements, open)
      ? evaluatePlan(problem, question, open)
      : null;
    return objective;
  };
  const consider = (open: readonly number[] | null) => {
    const objective = open === null ? null : objectiveOf(open);
    if (open !== null && objective !== null) {
      run.found(open, objective);
    }
  };
  let states = reduced(problem, question, requirements);
  const approach = approachOf(problem, question, requirements, states, run);
  const best = () => (run.objective === null ? Number.NEGATIVE_INFINITY : sign * run.objective);
  consider(approach.improve(run.open));
  let multipliers: Float64Array | null = null;
  let cuts: TravelCuts | null = null;
  for (let round = 0; round < ROUNDS && !run.isOutOfTime(); round += 1) {
    const dual: DualResult = approach.descend(
      {
        iterations: ITERATIONS,
        absoluteGap: absoluteGapOf(isWhole),
        isOutOfTime: run.isOutOfTime,
        best: () => best() - approach.constant,
        onChoice: (chosen) =>
          consider(approach.improve(Array.from(chosen.keys()).filter((site) => chosen[site] === 1))),
      },
      states,
      multipliers,
    );
    multipliers = dual.multipliers;
    const upper = dual.bound + approach.constant;
    // What was settled in rounds before rules out plans that are no better than the best, or not wanted.
    const known = round === 0 ? upper : Math.max(upper, best(), sign * (least ?? Number.NaN) || upper);
    run.bounded(known === 0 ? 0 : tightened(sign * known, isWhole, sign === 1));
    // Not before there is a bound: most questions are answered by the first round.
    while (round === 0 && run.objective !== null && run.objective !== run.bound && !run.isOutOfTime()) {
      const before = run.objective;
      consider(approach.surpass(run.open));
      if (run.objective === before) {
        break;
      }
    }
    // Plans that are no better than the best are not looked for, unless the question is which others are as good.
    const isLeastBetter = least !== null && sign * least > best();
    const target = isLeastBetter ? sign * least : best();
    const margin = !isLeastBetter && isWhole ? absoluteGapOf(true) : 0;
    if (target === Number.NEGATIVE_INFINITY) {
      break;
    }
    if (upper < target + margin - 1e-9 * Math.abs(target)) {
      return run.solution(true);
    }
    const point = approach.evaluate(multipliers, states);
    const after = settle(states, point, target - approach.constant, margin);
    cuts = approach.cuts(multipliers, point.value, target - approach.constant + margin);
    const left = after.filter((state) => state === FREE).length;
    const before = states.filter((state) => state === FREE).length;
    states = after;
    if (left === 0 || left > before * WORTHWHILE_SHARE) {
      break;
    }
  }
  return finish(problem, question, requirements, states, run, cuts, least);
}

async function finish(
  problem: SitingProblem,
  question: BoundedQuestion,
  requirements: Requirements,
  states: SiteStates,
  run: SitingRun,
  cuts: TravelCuts | null,
  least: number | null,
): Promise<SitingSolution> {
  if (run.isOutOfTime()) {
    return run.solution(false);
  }
  if (states.every((state) => state !== FREE)) {
    const open = openSites(states);
    const objective = keepsRequirements(problem, requirements, open)
      ? evaluatePlan(problem, question, open)
      : null;
    if (objective !== null) {
      run.found(open, objective);
    }
    return run.solution(true);
  }
  const { status, bound } =
    question.model === 'SET_COVERING' && isForPlacesOnly(requirements)
      ? await solveInTurn(problem, question, requirements, states, run)
      : await solveDirectly(problem, question, requirements, aimOf(question), states, run, {
          known: { cuts, atMost: null },
        });
  if (status === 'OPTIMAL' || status === 'INFEASIBLE') {
    return run.solution(true);
  }
  if (bound !== null) {
    // No plan that the states allow is better than the bound, and none that they rule out is better than the best.
    const worst = question.model === 'MAXIMAL_COVERING' ? Math.max : Math.min;
    const known = [run.objective, least].filter((value) => value !== null);
    run.bounded(worst(bound, ...known));
  }
  return run.solution(run.objective !== null && run.objective === run.bound);
}

/** Set covering of places that must be reached, a few at a time. */
async function solveInTurn(
  problem: SitingProblem,
  question: SetCoveringQuestion,
  requirements: Requirements,
  states: SiteStates,
  run: SitingRun,
): Promise<DirectOutcome> {
  const inTurn = new PlacesInTurn(problem, states, requirements.mustReach);
  const absoluteGap = absoluteGapOf(isObjectiveWhole(problem, question));
  inTurn.askForMissed(openSites(states), problem.threshold);
  for (;;) {
    const outcome = await solveDirectly(problem, question, requirements, aimOf(question), states, run, {
      known: { cuts: null, atMost: run.objective === null ? null : run.objective - absoluteGap },
      relaxed: { ...requirements, mustReach: inTurn.asked },
    });
    const { status, open, bound } = outcome;
    if (status !== 'OPTIMAL' || open === null || !inTurn.askForMissed(open, problem.threshold)) {
      return outcome;
    }
    run.bounded(Math.min(bound ?? 0, run.objective ?? Number.POSITIVE_INFINITY));
  }
}

function reduced(
  problem: SitingProblem,
  question: BoundedQuestion,
  { limits, notAll, mustReach }: Requirements,
): SiteStates {
  const states = statesOf(problem);
  const sitesMatter =
    question.model === 'P_MEDIAN' || (question.model === 'MAXIMAL_COVERING' && question.backupWeight > 0);
  if (sitesMatter || notAll.length > 0) {
    return states;
  }
  const required = new Set(mustReach);
  const rows = coverRows(problem, {
    radius: problem.threshold,
    states,
    isRequired: (place) => required.has(place),
    keepsGroups: false,
  });
  return closeDominatedSites(
    problem,
    rows.filter(({ alwaysOpen }) => alwaysOpen === 0),
    states,
    limits.budget !== null || (question.model === 'SET_COVERING' && question.minimise === 'COST'),
  );
}
