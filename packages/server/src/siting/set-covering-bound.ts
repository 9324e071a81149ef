import { type CoverRow, rowsBySite } from './cover-rows.ts';
import { type DualOptions, type DualPoint, type DualResult, descend } from './lagrangean.ts';
import { FREE, OPEN, type SiteStates } from './site-state.ts';

export interface SetCoveringBound {
  readonly evaluate: (multipliers: Float64Array, states: SiteStates) => DualPoint;
  readonly descend: (options: DualOptions, states: SiteStates, start: Float64Array | null) => DualResult;
}

const HALVINGS = 40;

/**
 * A bound on set covering from below, by relaxing zᵢ ≤ Σ yⱼ with multipliers uᵢ ≥ 0 (J. E. Beasley, “A Lagrangian heuristic for set-covering problems”, Naval Research
 * Logistics 37, 1990, where all rows are required; the share as in a knapsack):
 *
 *     L(u) = Σ_{i required} uᵢ + min { Σ uᵢ zᵢ : Σ wᵢ zᵢ ≥ need, 0 ≤ zᵢ ≤ 1 } + Σⱼ min(0, cⱼ − Σ_{i ∈ Nⱼ} uᵢ)
 *
 * The knapsack is bounded by its own dual, for some μ ≥ 0: μ · need + Σ min(0, uᵢ − μ wᵢ). Limits and floors are left out, which can only lower it. As everywhere the bound is told
 * of a maximum: of −cost, from above. @param rows none reached for certain @param need weight to be reached among the rows that are not required
 */
export function setCoveringBound(
  rows: readonly CoverRow[],
  need: number,
  costOf: (site: number) => number,
  siteCount: number,
): SetCoveringBound {
  const bySite = rowsBySite(rows, siteCount);
  const costs = Float64Array.from({ length: siteCount }, (_, site) => costOf(site));
  const weights = Float64Array.from(rows, ({ weight }) => weight);
  const optional = Int32Array.from(rows.flatMap(({ isRequired }, row) => (isRequired ? [] : [row])));
  /** Where one more of μ gains nothing more. */
  const priceOf = (multipliers: Float64Array): number => {
    let low = 0;
    let high = 0;
    for (const row of optional) {
      high = Math.max(high, (multipliers[row] ?? 0) / (weights[row] ?? 1));
    }
    for (let halving = 0; halving < HALVINGS; halving += 1) {
      const price = (low + high) / 2;
      let chosen = 0;
      for (const row of optional) {
        chosen += (multipliers[row] ?? 0) < price * (weights[row] ?? 0) ? (weights[row] ?? 0) : 0;
      }
      if (chosen < need) {
        low = price;
      } else {
        high = price;
      }
    }
    return high;
  };
  const evaluate = (multipliers: Float64Array, states: SiteStates): DualPoint => {
    const slack = new Float64Array(rows.length).fill(-1);
    const price = need > 0 ? priceOf(multipliers) : 0;
    let least = price * Math.max(0, need);
    for (let row = 0; row < rows.length; row += 1) {
      least += multipliers[row] ?? 0;
    }
    for (const row of optional) {
      const u = multipliers[row] ?? 0;
      const paid = price * (weights[row] ?? 0);
      least += Math.min(0, u - paid) - u;
      slack[row] = u < paid ? -1 : 0;
    }
    const worth = new Float64Array(siteCount);
    const chosen = new Uint8Array(siteCount);
    let total = 0;
    bySite.forEach((list, site) => {
      const state = states[site];
      if (state !== FREE && state !== OPEN) {
        return;
      }
      let sum = -(costs[site] ?? 0);
      for (let at = 0; at < list.length; at += 1) {
        sum += multipliers[list[at] ?? 0] ?? 0;
      }
      worth[site] = sum;
      if (state === OPEN || sum > 0) {
        chosen[site] = 1;
        total += sum;
        for (let at = 0; at < list.length; at += 1) {
          const row = list[at] ?? 0;
          slack[row] = (slack[row] ?? 0) + 1;
        }
      }
    });
    for (let row = 0; row < rows.length; row += 1) {
      if ((slack[row] ?? 0) > 0 && (multipliers[row] ?? 0) <= 0) {
        slack[row] = 0;
      }
    }
    return {
      value: total - least,
      selection: { total, chosen, totalIfTurned: (site) => total - Math.abs(worth[site] ?? 0) },
      slack,
    };
  };
  const project = (multipliers: Float64Array) => {
    for (let row = 0; row < multipliers.length; row += 1) {
      multipliers[row] = Math.max(0, multipliers[row] ?? 0);
    }
  };
  const start = () =>
    Float64Array.from(rows, ({ sites }) =>
      sites.reduce(
        (cheapest, site) => Math.min(cheapest, (costs[site] ?? 0) / (bySite[site]?.length ?? 1)),
        Number.POSITIVE_INFINITY,
      ),
    );
  return {
    evaluate,
    descend: (options, states, from) =>
      descend(from ?? start(), (multipliers) => evaluate(multipliers, states), project, options),
  };
}
