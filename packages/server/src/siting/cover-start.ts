import { coverRows, rowsBySite } from './cover-rows.ts';
import { keepsRequirements } from './evaluate-plan.ts';
import type { Requirements } from './requirements.ts';
import { budgetCost, FREE, openSites, statesOf } from './site-state.ts';
import type { SetCoveringQuestion, SitingProblem } from './siting-problem.ts';

const LEAST_COST = 1e-6;

/**
 * A plan to start set covering from: the site that reaches most of what is left for its cost, until the requirements are kept, then without what they are kept
 * without (V. Chvátal, “A greedy heuristic for the set-covering problem”, Mathematics of Operations Research 4, 1979). @returns null: it found none
 */
export function greedyCover(
  problem: SitingProblem,
  { minimise }: SetCoveringQuestion,
  requirements: Requirements,
): number[] | null {
  const states = statesOf(problem);
  const required = new Set(requirements.mustReach);
  const rows = coverRows(problem, {
    radius: problem.threshold,
    states,
    isRequired: (place) => required.has(place),
    keepsGroups: false,
  });
  const bySite = rowsBySite(rows, problem.sites.length);
  const total = rows.reduce((sum, { weight }) => sum + weight, 1);
  // What must be reached comes before everything that weighs.
  const left = Float64Array.from(rows, ({ weight, isRequired, alwaysOpen }) =>
    alwaysOpen > 0 ? 0 : weight + (isRequired ? total : 0),
  );
  const costOf = (site: number) =>
    minimise === 'COST' ? Math.max(LEAST_COST, budgetCost(problem, site)) : 1;
  const worthOf = (site: number) => {
    let sum = 0;
    for (const row of bySite[site] ?? []) {
      sum += left[row] ?? 0;
    }
    return sum / costOf(site);
  };
  const isKept = (open: readonly number[]) => keepsRequirements(problem, requirements, open);
  let free = Array.from(states.keys()).filter((site) => states[site] === FREE);
  let plan = openSites(states);
  while (!isKept(plan)) {
    let best: number | null = null;
    let most = 0;
    for (const site of free) {
      const worth = worthOf(site);
      if (worth > most) {
        most = worth;
        best = site;
      }
    }
    if (best === null) {
      return null;
    }
    const chosen = best;
    plan.push(chosen);
    free = free.filter((site) => site !== chosen);
    for (const row of bySite[chosen] ?? []) {
      left[row] = 0;
    }
  }
  for (const site of plan.filter((each) => states[each] === FREE)) {
    const without = plan.filter((each) => each !== site);
    plan = isKept(without) ? without : plan;
  }
  return plan;
}
