import { addRequiredRow, type SiteColumns, siteTerms } from './formulation.ts';
import type { LinearModel } from './linear-model.ts';
import type { SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';
import { ringsOf, type TravelRow } from './travel-rows.ts';

/**
 * The p-median problem (S. L. Hakimi, “Optimum locations of switching centers and the absolute centers and medians of a graph”, Operations Research 12, 1964) in
 * the canonical form of G. Cornuéjols, G. L. Nemhauser and L. A. Wolsey (“A canonical representation of simple plant location problems and its applications”,
 * SIAM J. Algebraic Discrete Methods 1, 1980), its rows chained as S. Elloumi does (“A tighter formulation of the p-median problem”, J. Combinatorial Optimization
 * 19, 2010). Dᵢ¹ < Dᵢ² < … are the distinct distances from i, Vᵢᵏ the sites within Dᵢᵏ; z_V = 1: none of V is open.
 *
 *     min  Σᵢ wᵢ Dᵢ¹ + Σ_V ( Σ_{i, k: Vᵢᵏ = V} wᵢ (Dᵢᵏ⁺¹ − Dᵢᵏ) ) z_V
 *     s.t. z_V + Σ_{j ∈ V ∖ U} yⱼ ≥ z_U   for one U = Vᵢᵏ⁻¹ of each V = Vᵢᵏ;   z_∅ = 1;   z_V = 0 for the last V of each i
 *
 * Places share z_V: few sites near have few sets. With y whole z need not be.
 *
 * @param furthestOf how far a row's nearest open site can be in a plan worth finding; Infinity: as far as it likes
 * @returns the constant of the objective
 */
export function addMedian(
  model: LinearModel,
  problem: SitingProblem,
  y: SiteColumns,
  states: SiteStates,
  rows: readonly TravelRow[],
  furthestOf: (row: number) => number,
): number {
  const bits = problem.sites.map((_, site) => 1n << BigInt(site));
  const columns = new Map<bigint, number>();
  const reached = new Set<bigint>();
  let constant = 0;
  rows.forEach(({ place, weight }, index) => {
    const rings = ringsOf(problem, states, place, furthestOf(index));
    if (rings.length === 0) {
      addRequiredRow(model, y, { sites: [], alwaysOpen: 0 });
      return;
    }
    constant += weight * (rings[0]?.distance ?? 0);
    let set = 0n;
    let before: number | null = null;
    rings.forEach((ring, k) => {
      for (const site of ring.sites) {
        set |= bits[site] ?? 0n;
      }
      const next = rings[k + 1];
      const known = columns.get(set);
      if (next === undefined) {
        if (!ring.isOpen && !reached.has(set)) {
          reached.add(set);
          addChained(model, siteTerms(y, ring.sites), before);
        }
        return;
      }
      const cost = weight * (next.distance - ring.distance);
      const z: number = known ?? model.addColumn(0, 0, 1, false);
      model.setCost(z, (model.costs[z] ?? 0) + cost);
      if (known === undefined) {
        columns.set(set, z);
        addChained(model, [...siteTerms(y, ring.sites), [z, 1]], before);
      }
      before = z;
    });
  });
  return constant;
}

/** Σ terms ≥ z of the set before; 1 where there is none. */
function addChained(model: LinearModel, terms: [number, number][], before: number | null): void {
  if (before === null) {
    model.addRow(1, Number.POSITIVE_INFINITY, terms);
  } else {
    model.addRow(0, Number.POSITIVE_INFINITY, [...terms, [before, -1]]);
  }
}
