import { budgetCost, FREE, isNewPoint, OPEN, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** The best that a choice of sites could be worth when each is worth something by itself. */
export interface RelaxedSelection {
  /** No choice within the limits is worth more. */
  readonly total: number;
  /** 1: chosen in the relaxation. */
  readonly chosen: Uint8Array;
  /** No choice with this free site the other way round is worth more. */
  readonly totalIfTurned: (site: number) => number;
}

/**
 * The most that sites within the limits are worth, `worth[site]` ≥ 0 each: of the limits one is kept (newPoints, else allPoints, else the budget) and the
 * others are left out, so that it is a bound. The budget's knapsack is relaxed to fractions (G. B. Dantzig, Operations Research 5, 1957).
 */
export function selectRelaxed(
  problem: SitingProblem,
  states: SiteStates,
  worth: Float64Array,
): RelaxedSelection {
  const { limits } = problem;
  const free = Array.from(states.keys()).filter((site) => states[site] === FREE);
  const open = Array.from(states.keys()).filter((site) => states[site] === OPEN);
  const worthOf = (sites: readonly number[]) => sites.reduce((sum, site) => sum + (worth[site] ?? 0), 0);
  const chosen = new Uint8Array(states.length);
  for (const site of open) {
    chosen[site] = 1;
  }
  const base = worthOf(open);
  if (limits.newPoints === null && limits.allPoints === null && limits.budget !== null) {
    const left = limits.budget - open.reduce((sum, site) => sum + budgetCost(problem, site), 0);
    return knapsack(problem, free, worth, left, base, chosen);
  }
  // Sites that the kept limit does not count are all chosen.
  const isCounted = (site: number) => limits.newPoints === null || isNewPoint(problem, site);
  const counted = free.filter(isCounted).sort((one, other) => (worth[other] ?? 0) - (worth[one] ?? 0));
  const uncounted = free.filter((site) => !isCounted(site));
  const used =
    limits.newPoints === null ? open.length : open.filter((site) => isNewPoint(problem, site)).length;
  const most = limits.newPoints ?? limits.allPoints ?? Number.POSITIVE_INFINITY;
  const room = Math.min(counted.length, Math.max(0, most - used));
  const taken = counted.slice(0, room);
  for (const site of [...taken, ...uncounted]) {
    chosen[site] = 1;
  }
  const total = base + worthOf(uncounted) + worthOf(taken);
  const last = worth[counted[room - 1] ?? -1] ?? 0;
  const next = worth[counted[room] ?? -1] ?? 0;
  return {
    total,
    chosen,
    totalIfTurned: (site) => {
      const own = worth[site] ?? 0;
      if (chosen[site] === 1) {
        return total - own + (isCounted(site) ? next : 0);
      }
      return room === 0 ? Number.NEGATIVE_INFINITY : total + own - last;
    },
  };
}

function knapsack(
  problem: SitingProblem,
  free: readonly number[],
  worth: Float64Array,
  budget: number,
  base: number,
  chosen: Uint8Array,
): RelaxedSelection {
  const ratio = (site: number) => (worth[site] ?? 0) / budgetCost(problem, site);
  // Free of cost: infinite, or 0 ÷ 0 where it is worth nothing either.
  const order = [...free].sort((one, other) => (ratio(other) || 0) - (ratio(one) || 0));
  const cost = [0];
  const value = [0];
  for (const site of order) {
    cost.push((cost.at(-1) ?? 0) + budgetCost(problem, site));
    value.push((value.at(-1) ?? 0) + (worth[site] ?? 0));
  }
  /** The most for this much, all sites in the order of what they give for their cost. */
  const most = (left: number): number => {
    if (left < 0) {
      return Number.NEGATIVE_INFINITY;
    }
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((cost[middle] ?? 0) <= left) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    const next = order[low];
    const rest =
      next === undefined ? 0 : ((left - (cost[low] ?? 0)) / budgetCost(problem, next)) * (worth[next] ?? 0);
    return (value[low] ?? 0) + rest;
  };
  order.forEach((site, index) => {
    if ((cost[index + 1] ?? 0) <= budget) {
      chosen[site] = 1;
    }
  });
  return {
    total: base + most(budget),
    chosen,
    totalIfTurned: (site) => {
      const own = worth[site] ?? 0;
      const price = budgetCost(problem, site);
      // Without it: what is before it in the order moves up by its cost. With it: the others have that much less.
      return base + (chosen[site] === 1 ? most(budget + price) - own : own + most(budget - price));
    },
  };
}
