import { lossAgainst, relativeLoss } from './loss.ts';
import { groupEffects, placeEffects } from './plan-effects.ts';
import { figuresOf } from './plan-figures.ts';
import { planService } from './plan-service.ts';
import type { PickComparison } from './siting-answer.ts';
import type { SitingProblem, SitingQuestion, SitingSolution } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';

/** How far a pick of sites is from the best plan, and who gains and loses by it. @param pick every site that is open in it, points that stay included */
export async function comparePick(
  problem: SitingProblem,
  question: SitingQuestion,
  pick: readonly number[],
  best: SitingSolution,
  context: RunContext,
): Promise<PickComparison> {
  const from = { open: best.open, ...(await planService(problem, question, best.open, context)) };
  const to = { open: pick, ...(await planService(problem, question, pick, context)) };
  const lossTo = (objective: number | null) =>
    objective === null || to.objective === null ? null : lossAgainst(question, objective, to.objective);
  // With periods the objective of the best counts every period; a pick is only compared with its end.
  const bestObjective = best.openByPeriod.length > 0 ? from.objective : best.objective;
  const loss = lossTo(bestObjective);
  return {
    pick: figuresOf(problem, question, pick, to),
    loss,
    relativeLoss: relativeLoss(loss, bestObjective),
    lossAtMost: best.openByPeriod.length > 0 ? null : lossTo(best.bound),
    inBoth: pick.filter((site) => best.open.includes(site)),
    onlyInPick: pick.filter((site) => !best.open.includes(site)),
    onlyInBest: best.open.filter((site) => !pick.includes(site)),
    groups: groupEffects(problem, placeEffects(problem, from, to)),
  };
}
