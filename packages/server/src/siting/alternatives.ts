import { lossAgainst, relativeLoss } from './loss.ts';
import { PartRun } from './part-run.ts';
import { planFigures } from './plan-figures.ts';
import { requirementsOf } from './requirements.ts';
import { FREE, statesOf } from './site-state.ts';
import type {
  AlternativeOptions,
  AlternativePlan,
  PartContext,
  SitingAlternatives,
} from './siting-answer.ts';
import {
  isMaximised,
  type SitingProblem,
  type SitingQuestion,
  type SitingSolution,
} from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';

/** Of the least that is wanted: an alternative that is exactly as much worse as allowed must not fail by its last digits. */
const SHARE_TOLERANCE = 1e-9;

/**
 * Plans nearly as good in other places: one after the other, each the best of those that do without `differingSites` sites of the best plan and of every one before
 * (Σ_{j in plan} yⱼ ≤ |plan| − d; after J.-F. Tsai, M.-H. Lin and Y.-C. Hu, “Finding multiple solutions to general integer linear programs”, European J. Operational
 * Research 184, 2008). Sites that are open whatever the plan are not counted. @param best with a plan
 */
export async function findAlternatives(
  problem: SitingProblem,
  question: SitingQuestion,
  best: SitingSolution,
  { atMost, withinShare, differingSites }: AlternativeOptions,
  context: PartContext<SitingAlternatives>,
): Promise<SitingAlternatives> {
  const run = new PartRun(context);
  const states = statesOf(problem);
  const requirements = requirementsOf(problem, question);
  const notAll: { sites: readonly number[]; atMost: number }[] = [];
  const plans: AlternativePlan[] = [];
  const told = (isComplete: boolean): SitingAlternatives => ({ plans: [...plans], isComplete });
  if (best.objective === null) {
    return told(best.status === 'INFEASIBLE');
  }
  const isMore = isMaximised(question);
  const allowed = withinShare * Math.abs(best.objective) + SHARE_TOLERANCE * Math.abs(best.objective);
  const least = best.objective + (isMore ? -allowed : allowed);
  let last = best.open;
  while (plans.length < atMost) {
    const decided = last.filter((site) => states[site] === FREE);
    if (decided.length < differingSites) {
      return told(true);
    }
    notAll.push({ sites: decided, atMost: decided.length - differingSites });
    const solution = await solveQuestion(problem, question, run.share(atMost - plans.length), {
      requirements: { ...requirements, notAll },
      least,
    });
    const { objective, open } = solution;
    if (objective === null || (isMore ? objective < least : objective > least)) {
      return told(solution.status === 'INFEASIBLE' || solution.status === 'OPTIMAL');
    }
    const loss = lossAgainst(question, best.objective, objective);
    plans.push({
      solution,
      figures: await planFigures(problem, question, open, context),
      loss,
      relativeLoss: relativeLoss(loss, best.objective),
      without: best.open.filter((site) => !open.includes(site)),
      instead: open.filter((site) => !best.open.includes(site)),
    });
    last = open;
    context.onPart(told(plans.length === atMost));
  }
  return told(true);
}
