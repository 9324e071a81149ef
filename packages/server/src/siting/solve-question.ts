import { weightOf } from './built-model.ts';
import { evaluatePlan, keepsRequirements } from './evaluate-plan.ts';
import { WEIGHT_TOLERANCE } from './formulation.ts';
import { solvePeriods } from './opening-periods.ts';
import { solveCenter } from './p-center.ts';
import { aimOf, type Requirements, requirementsOf } from './requirements.ts';
import { statesOf } from './site-state.ts';
import {
  isAlwaysOpen,
  isCapacitated,
  isMaximised,
  isNeverOpen,
  type SitingProblem,
  type SitingQuestion,
  type SitingSolution,
} from './siting-problem.ts';
import { type RunContext, SitingRun } from './siting-run.ts';
import { solveByBound } from './solve-by-bound.ts';
import { solveDirectly } from './solve-directly.ts';

export interface SolveOptions {
  /** Other than the question's own, such as plans ruled out. */
  readonly requirements?: Requirements;
  /** Plans worse than this are not wanted. */
  readonly least?: number;
  /** A plan to start from; kept only if it keeps the requirements. */
  readonly start?: readonly number[];
}

/**
 * The best plan for a question, proven, or the best found in time with its bound. The problem must have passed `checkProblem`.
 * @throws SolverError when the solver failed
 */
export async function solveQuestion(
  problem: SitingProblem,
  question: SitingQuestion,
  context: RunContext,
  { requirements = requirementsOf(problem, question), least, start }: SolveOptions = {},
): Promise<SitingSolution> {
  const run = new SitingRun(context, isMaximised(question));
  if (run.isOutOfTime()) {
    return run.solution(false);
  }
  if (start !== undefined) {
    takeStart(problem, question, requirements, run, start);
  }
  switch (question.model) {
    case 'MAXIMAL_COVERING':
      if (question.periods.length > 0) {
        return solvePeriods(problem, question, requirements, run);
      }
      break;
    case 'P_CENTER':
      return solveCenter(problem, question, requirements, run);
    default:
  }
  return isCapacitated(problem)
    ? solveAsItStands(problem, question, requirements, run)
    : solveByBound(problem, question, placesOfShare(problem, requirements), run, least ?? null);
}

/** Whoever weighs more than may be left out must be reached; where that is everybody, the share says nothing more. */
function placesOfShare(problem: SitingProblem, requirements: Requirements): Requirements {
  const { share, mustReach } = requirements;
  if (share === null) {
    return requirements;
  }
  const total = weightOf(problem, null);
  const spare = total * (1 - share + WEIGHT_TOLERANCE);
  const weighing = Array.from(problem.places.keys()).filter(
    (place) => (problem.places[place]?.weight ?? 0) > 0,
  );
  const needed = weighing.filter((place) => (problem.places[place]?.weight ?? 0) > spare);
  return {
    ...requirements,
    mustReach: [...new Set([...mustReach, ...needed])],
    share: needed.length === weighing.length ? null : share,
  };
}

async function solveAsItStands(
  problem: SitingProblem,
  question: SitingQuestion,
  requirements: Requirements,
  run: SitingRun,
): Promise<SitingSolution> {
  const { status, bound } = await solveDirectly(
    problem,
    question,
    requirements,
    aimOf(question),
    statesOf(problem),
    run,
  );
  if (bound !== null) {
    run.bounded(bound);
  }
  return run.solution(status === 'OPTIMAL' || status === 'INFEASIBLE');
}

/** With capacities or periods a plan has no figure without the solver, so none is taken. */
function takeStart(
  problem: SitingProblem,
  question: SitingQuestion,
  requirements: Requirements,
  run: SitingRun,
  start: readonly number[],
): void {
  const hasPeriods = question.model === 'MAXIMAL_COVERING' && question.periods.length > 0;
  const isAllowed = problem.sites.every((site, index) =>
    start.includes(index) ? !isNeverOpen(site) : !isAlwaysOpen(site),
  );
  if (
    !hasPeriods &&
    !isCapacitated(problem) &&
    isAllowed &&
    keepsRequirements(problem, requirements, start)
  ) {
    const objective = evaluatePlan(problem, question, start);
    if (objective !== null) {
      run.found(start, objective);
    }
  }
}
