import { explainInfeasibility } from './infeasibility.ts';
import { openingOrder } from './opening-order.ts';
import { PartRun } from './part-run.ts';
import { groupEffects, placeEffects } from './plan-effects.ts';
import { figuresOf } from './plan-figures.ts';
import { planService } from './plan-service.ts';
import type { SitingAnswer } from './siting-answer.ts';
import { type SitingProblem, type SitingQuestion, sitesOfToday } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { solveQuestion } from './solve-question.ts';

/**
 * The best plan with its proof, what it changes for whom, and in which order it opens; or why there is none. The problem must have passed `checkProblem`.
 * @throws SolverError when the solver failed
 */
export async function answerSiting(
  problem: SitingProblem,
  question: SitingQuestion,
  context: RunContext,
): Promise<SitingAnswer> {
  const run = new PartRun(context);
  const solution = await solveQuestion(problem, question, context);
  const now = sitesOfToday(problem);
  const before = { open: now, ...(await planService(problem, question, now, context)) };
  const hasPlan = solution.objective !== null;
  const after = hasPlan
    ? { open: solution.open, ...(await planService(problem, question, solution.open, context)) }
    : before;
  const places = placeEffects(problem, before, after);
  const opening = hasPlan ? await openingOrder(problem, question, solution, run.share(1)) : null;
  const infeasibility =
    solution.status === 'INFEASIBLE' ? await explainInfeasibility(problem, question, run.share(1)) : null;
  return {
    solverName: context.solver.name,
    solution,
    today: figuresOf(problem, question, now, before),
    plan: hasPlan ? figuresOf(problem, question, solution.open, after) : null,
    opening,
    closed: hasPlan ? now.filter((site) => !solution.open.includes(site)) : [],
    groups: groupEffects(problem, places),
    places,
    infeasibility,
    seconds: run.seconds,
  };
}
