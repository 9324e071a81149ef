import { solvePeriods } from './opening-periods.ts';
import { solveCenter } from './p-center.ts';
import { aimOf, type Requirements, requirementsOf } from './requirements.ts';
import { statesOf } from './site-state.ts';
import {
  isCapacitated,
  isMaximised,
  type SitingProblem,
  type SitingQuestion,
  type SitingSolution,
} from './siting-problem.ts';
import { type RunContext, SitingRun } from './siting-run.ts';
import { solveByBound } from './solve-by-bound.ts';
import { solveDirectly } from './solve-directly.ts';

/**
 * The best plan for a question, proven, or the best found in time with its bound. The problem must have passed `checkProblem`.
 * @param requirements other than the question's own, such as plans ruled out
 * @param least plans worse than this are not wanted
 * @throws SolverError when the solver failed
 */
export async function solveQuestion(
  problem: SitingProblem,
  question: SitingQuestion,
  context: RunContext,
  requirements: Requirements = requirementsOf(problem, question),
  least: number | null = null,
): Promise<SitingSolution> {
  const run = new SitingRun(context, isMaximised(question));
  if (run.isOutOfTime()) {
    return run.solution(false);
  }
  switch (question.model) {
    case 'MAXIMAL_COVERING':
      if (question.periods.length > 0) {
        return solvePeriods(problem, question, run);
      }
      return isCapacitated(problem)
        ? solveAsItStands(problem, question, requirements, run)
        : solveByBound(problem, question, requirements, run, least);
    case 'P_MEDIAN':
      return isCapacitated(problem)
        ? solveAsItStands(problem, question, requirements, run)
        : solveByBound(problem, question, requirements, run, least);
    case 'SET_COVERING':
      return solveAsItStands(problem, question, requirements, run);
    case 'P_CENTER':
      return solveCenter(problem, question, requirements, run);
  }
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
