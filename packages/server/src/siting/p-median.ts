import { addRequiredRow, type SiteColumns, siteTerms } from './formulation.ts';
import type { LinearModel } from './linear-model.ts';
import type { SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';
import { ringsOf, type TravelRow } from './travel-rows.ts';

/**
 * The p-median problem (S. L. Hakimi, “Optimum locations of switching centers and the absolute centers and medians of a graph”,
 * Operations Research 12, 1964) in the radius formulation of G. Cornuéjols, G. L. Nemhauser and L. A. Wolsey (“A canonical representation of simple
 * plant location problems and its applications”, SIAM J. Algebraic Discrete Methods 1, 1980), in the sparse and equally tight form of S. Elloumi
 * (“A tighter formulation of the p-median problem”, J. Combinatorial Optimization 19, 2010):
 *
 *     min  Σᵢ wᵢ ( Dᵢ¹ + Σₖ (Dᵢᵏ⁺¹ − Dᵢᵏ) zᵢᵏ )
 *     s.t. zᵢ¹ + Σ_{j: dᵢⱼ = Dᵢ¹} yⱼ ≥ 1
 *          zᵢᵏ + Σ_{j: dᵢⱼ = Dᵢᵏ} yⱼ ≥ zᵢᵏ⁻¹         zᵢᴷ = 0
 *
 * Dᵢ¹ < Dᵢ² < … are the distinct distances from i; zᵢᵏ = 1: no open site within Dᵢᵏ. With y whole z need not be.
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
  let constant = 0;
  rows.forEach(({ place, weight }, index) => {
    const rings = ringsOf(problem, states, place, furthestOf(index));
    const [nearest] = rings;
    if (nearest === undefined) {
      addRequiredRow(model, y, { sites: [], alwaysOpen: 0 });
      return;
    }
    constant += weight * nearest.distance;
    let before: number | null = null;
    rings.forEach((ring, k) => {
      const next = rings[k + 1];
      const terms = siteTerms(y, ring.sites);
      if (next !== undefined) {
        const z = model.addColumn(weight * (next.distance - ring.distance), 0, 1, false);
        terms.push([z, 1]);
        model.addRow(before === null ? 1 : 0, Number.POSITIVE_INFINITY, chained(terms, before));
        before = z;
      } else if (!ring.isOpen) {
        model.addRow(before === null ? 1 : 0, Number.POSITIVE_INFINITY, chained(terms, before));
      }
    });
  });
  return constant;
}

const chained = (terms: [number, number][], before: number | null): [number, number][] =>
  before === null ? terms : [...terms, [before, -1]];
