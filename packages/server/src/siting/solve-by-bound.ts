import type { TravelCuts } from './build-model.ts';
import { coverRows } from './cover-rows.ts';
import { coveringBound } from './covering-bound.ts';
import { CoveringSearch } from './covering-search.ts';
import { evaluatePlan, keepsRequirements } from './evaluate-plan.ts';
import { absoluteGapOf, isObjectiveWhole, tightened } from './integral-objective.ts';
import { type DualOptions, type DualPoint, type DualResult, settle } from './lagrangean.ts';
import { medianBound } from './median-bound.ts';
import { MedianSearch } from './median-search.ts';
import { closeDominatedSites } from './reductions.ts';
import { aimOf, type Requirements } from './requirements.ts';
import { FREE, openSites, type SiteStates, statesOf } from './site-state.ts';
import type {
  MaximalCoveringQuestion,
  PMedianQuestion,
  SitingProblem,
  SitingSolution,
} from './siting-problem.ts';
import type { SitingRun } from './siting-run.ts';
import { solveDirectly } from './solve-directly.ts';
import { travelRows } from './travel-rows.ts';

type BoundedQuestion = MaximalCoveringQuestion | PMedianQuestion;

/** A bound on what is undecided, as a maximum, with the search for good plans beside it. */
interface Approach {
  readonly constant: number;
  readonly improve: (start: Iterable<number>) => number[] | null;
  readonly descend: (options: DualOptions, states: SiteStates, start: Float64Array | null) => DualResult;
  readonly evaluate: (multipliers: Float64Array, states: SiteStates) => DualPoint;
  readonly cuts: (multipliers: Float64Array, value: number, least: number) => TravelCuts | null;
}

function coveringApproach(
  problem: SitingProblem,
  question: MaximalCoveringQuestion,
  states: SiteStates,
  run: SitingRun,
): Approach {
  const { backupWeight } = question;
  const all = coverRows(problem, {
    radius: problem.threshold,
    states,
    isRequired: () => false,
    keepsGroups: false,
  });
  const constant = all.reduce(
    (sum, { weight, alwaysOpen }) =>
      sum + (alwaysOpen > 0 ? weight : 0) + (alwaysOpen > 1 ? backupWeight * weight : 0),
    0,
  );
  const rows = all.filter(
    ({ sites, alwaysOpen }) => sites.length > 0 && alwaysOpen < (backupWeight > 0 ? 2 : 1),
  );
  const search = new CoveringSearch(problem, rows, states, backupWeight, run.isOutOfTime);
  const bound = coveringBound(problem, rows, backupWeight);
  return { constant, improve: (start) => search.improve(start), ...bound, cuts: () => null };
}

function medianApproach(problem: SitingProblem, states: SiteStates, run: SitingRun): Approach {
  const rows = travelRows(problem, states);
  const search = new MedianSearch(problem, rows, states, run.isOutOfTime);
  const bound = medianBound(problem, rows, states);
  return {
    constant: 0,
    improve: (start) => search.improve(start),
    ...bound,
    // A place further from its nearest open site costs the bound the difference to its multiplier (docs/siting.md, reduction 6).
    cuts: (multipliers, value, least) => ({
      rows,
      furthest: Float64Array.from(rows, ({ weight }, row) => {
        const most = (multipliers[row] ?? 0) + value - least;
        return (most + 1e-9 * Math.abs(value)) / weight;
      }),
    }),
  };
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
  const approach =
    question.model === 'MAXIMAL_COVERING'
      ? coveringApproach(problem, question, states, run)
      : medianApproach(problem, states, run);
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
  const { status, bound } = await solveDirectly(
    problem,
    question,
    requirements,
    aimOf(question),
    states,
    run,
    cuts,
  );
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

function reduced(
  problem: SitingProblem,
  question: BoundedQuestion,
  { limits, notAll }: Requirements,
): SiteStates {
  const states = statesOf(problem);
  if (question.model !== 'MAXIMAL_COVERING' || question.backupWeight > 0 || notAll.length > 0) {
    return states;
  }
  const rows = coverRows(problem, {
    radius: problem.threshold,
    states,
    isRequired: () => false,
    keepsGroups: false,
  });
  return closeDominatedSites(
    problem,
    rows.filter(({ alwaysOpen }) => alwaysOpen === 0),
    states,
    limits.budget !== null,
  );
}
