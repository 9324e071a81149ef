import { buildModel } from './build-model.ts';
import { type BuiltModel, openIn } from './built-model.ts';
import { evaluatePlan, keepsRequirements } from './evaluate-plan.ts';
import { absoluteGapOf, isObjectiveWhole, tightened } from './integral-objective.ts';
import type { Aim, Requirements } from './requirements.ts';
import { OPEN, type SiteStates } from './site-state.ts';
import { isCapacitated, isMaximised, type SitingProblem, type SitingQuestion } from './siting-problem.ts';
import type { SitingRun } from './siting-run.ts';
import { SolverError, type SolverOptions, type SolverStatus } from './solver.ts';
import { type Known, NOTHING_KNOWN } from './uncapacitated-model.ts';

/** Relative: a solver's figure and the plan's own may differ by its tolerances. */
const AGREEMENT = 1e-5;

export interface DirectOutcome {
  readonly status: SolverStatus;
  /** On the plans that the states allow; null: not known. */
  readonly bound: number | null;
  /** The plan that the solver gave; null: none. */
  readonly open: readonly number[] | null;
}

export interface DirectOptions {
  readonly known?: Known;
  /** Less than is required, to be solved instead: its plans are taken in where they keep everything. Not with capacities. */
  readonly relaxed?: Requirements;
}

/** The values of y for a plan; null: the states rule it out. */
function startOf(
  { model, y }: BuiltModel,
  states: SiteStates,
  open: readonly number[],
): SolverOptions['start'] {
  const isOpen = new Set(open);
  const fits = Array.from(states.keys()).every((site) =>
    states[site] === OPEN ? isOpen.has(site) : (y[site] ?? -1) !== -1 || !isOpen.has(site),
  );
  const isDecision = model.isInteger.filter(Boolean).length === y.filter((column) => column !== -1).length;
  if (!fits || !isDecision || open.length === 0) {
    return null;
  }
  const sites = Array.from(y.keys()).filter((site) => (y[site] ?? -1) !== -1);
  return {
    columns: Int32Array.from(sites, (site) => y[site] ?? 0),
    values: Float64Array.from(sites, (site) => Number(isOpen.has(site))),
  };
}

/**
 * Hands the question to the solver as it stands, with what is settled already, and takes the plan into the run. The figure of a plan is computed anew by its
 * definition; a solver that does not agree with it is not believed. With the aim ANY the plan is returned and not taken in.
 * @throws SolverError
 */
export async function solveDirectly(
  problem: SitingProblem,
  question: SitingQuestion,
  requirements: Requirements,
  aim: Aim,
  states: SiteStates,
  run: SitingRun,
  { known = NOTHING_KNOWN, relaxed }: DirectOptions = {},
): Promise<DirectOutcome> {
  const built = buildModel(problem, relaxed ?? requirements, aim, states, known);
  const { model, y, constant } = built;
  const isWhole = isObjectiveWhole(problem, question);
  const judge = (open: readonly number[], solverObjective: number | null): number => {
    if (isCapacitated(problem) && solverObjective !== null) {
      return solverObjective + constant;
    }
    const objective = evaluatePlan(problem, question, open);
    if (objective === null) {
      throw new SolverError('The solver gave a plan that does not reach every place.');
    }
    return objective;
  };
  /** As good as the bound: no need to go on. */
  let isEnough = false;
  const take = (open: readonly number[], objective: number) => {
    isEnough ||= run.bound !== null && run.reaches(objective, run.bound, absoluteGapOf(isWhole));
    if (relaxed === undefined || keepsRequirements(problem, requirements, open)) {
      run.found(open, objective);
    }
  };
  const options = run.solverOptions(absoluteGapOf(isWhole), startOf(built, states, run.open), (progress) => {
    // The bound of a restricted model is a bound on better plans only: it is told at the end.
    if (progress.values !== null && aim.kind !== 'ANY' && progress.objective !== null) {
      const open = openIn(y, progress.values);
      take(open, judge(open, progress.objective));
    }
  });
  const result = await run.solver.solve(model, {
    ...options,
    shouldStop: () => isEnough || run.isCancelled(),
  });
  const open = result.values === null ? null : openIn(y, result.values);
  if (open !== null && result.objective !== null && aim.kind !== 'ANY') {
    const objective = judge(open, result.objective);
    const told = result.objective + constant;
    if (Math.abs(told - objective) > AGREEMENT * Math.max(1, Math.abs(objective))) {
      throw new SolverError(`The solver says ${told} of a plan that gives ${objective}.`);
    }
    take(open, objective);
  }
  if (isEnough) {
    return { status: 'OPTIMAL', bound: run.bound, open };
  }
  return {
    status: result.status,
    bound: result.bound === null ? null : tightened(result.bound + constant, isWhole, isMaximised(question)),
    open,
  };
}
