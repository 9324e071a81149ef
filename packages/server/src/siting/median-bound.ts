import { type DualOptions, type DualPoint, type DualResult, descend } from './lagrangean.ts';
import { selectRelaxed } from './relaxed-selection.ts';
import { CLOSED, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';
import { isReachable, type TravelRow } from './travel-rows.ts';

export interface MedianBound {
  /** @param states as much settled as where the rows are from, or more */
  readonly evaluate: (multipliers: Float64Array, states: SiteStates) => DualPoint;
  readonly descend: (options: DualOptions, states: SiteStates, start: Float64Array | null) => DualResult;
}

/** Sites around each place from the nearest on: as far as a multiplier can make them worth something. */
interface Nearest {
  readonly sites: Int32Array;
  readonly costs: Float64Array;
}

/**
 * A bound on the p-median from below, by relaxing Σⱼ xᵢⱼ = 1 with multipliers λᵢ (G. Cornuéjols, M. L. Fisher, G. L. Nemhauser, “Location of bank accounts to
 * optimize float”, Management Science 23, 1977), written as a maximum so that it is bounded from above as the covering is:
 *
 *     −L(λ) = −Σᵢ λᵢ + max { Σⱼ (Σᵢ (λᵢ − wᵢ dᵢⱼ)⁺) yⱼ : y within the limits }
 */
export function medianBound(
  problem: SitingProblem,
  rows: readonly TravelRow[],
  given: SiteStates,
): MedianBound {
  const siteCount = problem.sites.length;
  const nearest = rows.map(({ place, weight }): Nearest => {
    const start = place * siteCount;
    const travel = (site: number) => problem.travel[start + site] ?? Number.POSITIVE_INFINITY;
    const near = Array.from(given.keys())
      .filter((site) => given[site] !== CLOSED && isReachable(travel(site)))
      .sort((one, other) => travel(one) - travel(other));
    return { sites: Int32Array.from(near), costs: Float64Array.from(near, (site) => weight * travel(site)) };
  });
  const worth = new Float64Array(siteCount);
  const evaluate = (multipliers: Float64Array, states: SiteStates): DualPoint => {
    worth.fill(0);
    let value = 0;
    nearest.forEach(({ sites, costs }, row) => {
      const lambda = multipliers[row] ?? 0;
      value -= lambda;
      for (let at = 0; at < costs.length && (costs[at] ?? 0) < lambda; at += 1) {
        const site = sites[at] ?? 0;
        worth[site] = (worth[site] ?? 0) + lambda - (costs[at] ?? 0);
      }
    });
    const selection = selectRelaxed(problem, states, worth);
    const slack = new Float64Array(rows.length).fill(-1);
    nearest.forEach(({ sites, costs }, row) => {
      const lambda = multipliers[row] ?? 0;
      for (let at = 0; at < costs.length && (costs[at] ?? 0) < lambda; at += 1) {
        slack[row] = (slack[row] ?? 0) + (selection.chosen[sites[at] ?? 0] ?? 0);
      }
    });
    return { value: value + selection.total, selection, slack };
  };
  const start = () => Float64Array.from(nearest, ({ costs }) => costs[Math.min(2, costs.length - 1)] ?? 0);
  return {
    evaluate,
    descend: (options, states, from) =>
      descend(
        from ?? start(),
        (multipliers) => evaluate(multipliers, states),
        () => undefined,
        options,
      ),
  };
}
