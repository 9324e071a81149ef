import { planObjective } from './plan-service.ts';
import type { SitingMeasure } from './siting-answer.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';

/** What plans of a question are compared by, one beside the other. */
export function measureOf({ model }: SitingQuestion): SitingMeasure {
  return model === 'P_MEDIAN'
    ? 'WEIGHTED_TRAVEL'
    : model === 'P_CENTER'
      ? 'LONGEST_TRAVEL'
      : 'COVERED_WEIGHT';
}

/** The question whose own measure it is: set covering is measured by what it covers. */
export function measuredQuestion(question: SitingQuestion): SitingQuestion {
  return question.model === 'SET_COVERING'
    ? { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] }
    : question;
}

/** How much better a value is than another: more weight, or less travel. */
export const betterBy = (measure: SitingMeasure, value: number, than: number): number =>
  measure === 'COVERED_WEIGHT' ? value - than : than - value;

/** Of a set of open sites; null: a place that could be reached is not. @throws SolverError with capacities, when the solver failed */
export const measuredValue = (
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  context: RunContext,
): Promise<number | null> => planObjective(problem, measuredQuestion(question), open, context);
