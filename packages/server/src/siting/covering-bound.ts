import { type CoverRow, rowsBySite } from './cover-rows.ts';
import { type DualOptions, type DualPoint, type DualResult, descend } from './lagrangean.ts';
import { selectRelaxed } from './relaxed-selection.ts';
import type { SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

export interface CoveringBound {
  /** @param states as much settled as where the rows are from, or more */
  readonly evaluate: (multipliers: Float64Array, states: SiteStates) => DualPoint;
  readonly descend: (options: DualOptions, states: SiteStates, start: Float64Array | null) => DualResult;
}

/**
 * A bound on maximal covering from above, by relaxing zᵢ + zᵢ² ≤ Σ yⱼ with multipliers 0 ≤ uᵢ ≤ wᵢ (R. D. Galvão and C. ReVelle, “A Lagrangean heuristic
 * for the maximal covering location problem”, European J. Operational Research 88, 1996):
 *
 *     L(u) = Σᵢ (wᵢ − uᵢ)⁺ + (β wᵢ − uᵢ)⁺ + max { Σⱼ (Σ_{i ∈ Nⱼ} uᵢ) yⱼ : y within the limits }
 *
 * Floors are left out, which can only raise it. @param rows of undecided places: `alwaysOpen` 0, or 1 where being reached twice counts
 */
export function coveringBound(
  problem: SitingProblem,
  rows: readonly CoverRow[],
  backupWeight: number,
): CoveringBound {
  const bySite = rowsBySite(rows, problem.sites.length);
  // Worth of the first and of the second open site near.
  const first = Float64Array.from(rows, ({ weight, alwaysOpen }) => (alwaysOpen === 0 ? weight : 0));
  const second = Float64Array.from(rows, ({ weight, alwaysOpen }) =>
    alwaysOpen < 2 ? backupWeight * weight : 0,
  );
  const worth = new Float64Array(problem.sites.length);
  const most = Float64Array.from(first, (weight, row) => Math.max(weight, second[row] ?? 0));
  const evaluate = (multipliers: Float64Array, states: SiteStates): DualPoint => {
    const slack = new Float64Array(rows.length);
    let value = 0;
    for (let row = 0; row < rows.length; row += 1) {
      const u = multipliers[row] ?? 0;
      const one = (first[row] ?? 0) - u;
      const two = (second[row] ?? 0) - u;
      value += Math.max(0, one) + Math.max(0, two);
      slack[row] = -Number(one > 0) - Number(two > 0);
    }
    bySite.forEach((list, site) => {
      let sum = 0;
      for (let at = 0; at < list.length; at += 1) {
        sum += multipliers[list[at] ?? 0] ?? 0;
      }
      worth[site] = sum;
    });
    const selection = selectRelaxed(problem, states, worth);
    bySite.forEach((list, site) => {
      if (selection.chosen[site] === 1) {
        for (let at = 0; at < list.length; at += 1) {
          const row = list[at] ?? 0;
          slack[row] = (slack[row] ?? 0) + 1;
        }
      }
    });
    // Where the multiplier is at its end, moving on would change nothing.
    for (let row = 0; row < rows.length; row += 1) {
      const u = multipliers[row] ?? 0;
      const off = slack[row] ?? 0;
      if ((off > 0 && u <= 0) || (off < 0 && u >= (most[row] ?? 0))) {
        slack[row] = 0;
      }
    }
    return { value: value + selection.total, selection, slack };
  };
  const project = (multipliers: Float64Array) => {
    for (let row = 0; row < multipliers.length; row += 1) {
      multipliers[row] = Math.min(most[row] ?? 0, Math.max(0, multipliers[row] ?? 0));
    }
  };
  const start = () =>
    Float64Array.from(rows, ({ sites }, row) => (most[row] ?? 0) / Math.max(1, Math.min(sites.length, 4)));
  return {
    evaluate,
    descend: (options, states, from) =>
      descend(from ?? start(), (multipliers) => evaluate(multipliers, states), project, options),
  };
}
