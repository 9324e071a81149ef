import type { CoverRow } from './cover-rows.ts';
import type { LinearModel } from './linear-model.ts';
import { budgetCost, CLOSED, isNewPoint, OPEN, type SiteStates } from './site-state.ts';
import type { SitingLimits, SitingProblem } from './siting-problem.ts';

// The parts that the formulations share; docs/siting.md writes them out. Names as in the papers: y opens a site, z reaches a place.

/** The column of each site's y; −1: closed for certain, so there is none. */
export type SiteColumns = Int32Array;

/** yⱼ ∈ {0, 1}; one that is open for certain is fixed at 1. */
export function addSites(
  model: LinearModel,
  states: SiteStates,
  costOf: (site: number) => number = () => 0,
): SiteColumns {
  return Int32Array.from(states, (state, site) =>
    state === CLOSED ? -1 : model.addColumn(costOf(site), state === OPEN ? 1 : 0, 1, true),
  );
}

export function siteTerms(
  y: SiteColumns,
  sites: Iterable<number>,
  coefficientOf: (site: number) => number = () => 1,
): [number, number][] {
  const terms: [number, number][] = [];
  for (const site of sites) {
    const column = y[site] ?? -1;
    const value = coefficientOf(site);
    if (column !== -1 && value !== 0) {
      terms.push([column, value]);
    }
  }
  return terms;
}

/** Σ yⱼ ≤ p over candidates; Σ yⱼ ≤ all points; Σ cⱼ yⱼ ≤ budget. */
export function addLimits(
  model: LinearModel,
  problem: SitingProblem,
  y: SiteColumns,
  limits: Pick<SitingLimits, 'newPoints' | 'budget'> & { readonly allPoints?: number | null },
): void {
  const { newPoints, allPoints = null, budget } = limits;
  if (newPoints !== null) {
    model.addRow(
      Number.NEGATIVE_INFINITY,
      newPoints,
      siteTerms(y, y.keys(), (site) => Number(isNewPoint(problem, site))),
    );
  }
  if (allPoints !== null) {
    model.addRow(Number.NEGATIVE_INFINITY, allPoints, siteTerms(y, y.keys()));
  }
  if (budget !== null) {
    model.addRow(
      Number.NEGATIVE_INFINITY,
      budget,
      siteTerms(y, y.keys(), (site) => budgetCost(problem, site)),
    );
  }
}

/** A column at 0: a sum that has no term needs one to be asked to be more. */
const addZero = (model: LinearModel): [number, number][] => [[model.addColumn(0, 0, 0, false), 1]];

/** Σ yⱼ ≥ 1 over the sites that reach the row; impossible where there is none. */
export function addRequiredRow(
  model: LinearModel,
  y: SiteColumns,
  row: Pick<CoverRow, 'sites' | 'alwaysOpen'>,
): void {
  if (row.alwaysOpen === 0) {
    const terms = siteTerms(y, row.sites);
    model.addRow(1, Number.POSITIVE_INFINITY, terms.length === 0 ? addZero(model) : terms);
  }
}

/** What is reached, as terms: `constant` for certain, and z columns for the rest. */
export interface Reached {
  constant: number;
  readonly terms: [number, number][];
}

/**
 * zᵢ ≤ Σ yⱼ, 0 ≤ zᵢ ≤ 1, with yⱼ whole zᵢ need not be: raised as far as it goes it is 0 or 1. What is always reached is a constant.
 * @returns by row, zᵢ as a column, 1 or 0
 */
export function addReached(
  model: LinearModel,
  y: SiteColumns,
  rows: readonly CoverRow[],
): (number | 'ALWAYS' | 'NEVER')[] {
  return rows.map((row) => {
    if (row.alwaysOpen > 0) {
      return 'ALWAYS';
    }
    const terms = siteTerms(y, row.sites);
    if (terms.length === 0) {
      return 'NEVER';
    }
    const z = model.addColumn(0, 0, 1, false);
    model.addRow(Number.NEGATIVE_INFINITY, 0, [
      [z, 1],
      ...terms.map(([column, value]): [number, number] => [column, -value]),
    ]);
    return z;
  });
}

/** Σ wᵢ zᵢ over some rows. */
export function reachedWeight(
  rows: readonly CoverRow[],
  z: readonly (number | 'ALWAYS' | 'NEVER')[],
  includes: (row: CoverRow) => boolean,
): Reached {
  const sum: Reached = { constant: 0, terms: [] };
  rows.forEach((row, index) => {
    const column = z[index];
    if (row.weight > 0 && includes(row)) {
      if (column === 'ALWAYS') {
        sum.constant += row.weight;
      } else if (typeof column === 'number') {
        sum.terms.push([column, row.weight]);
      }
    }
  });
  return sum;
}

/** Of a total weight: a floor that is met exactly must not fail by its last digits. */
export const WEIGHT_TOLERANCE = 1e-9;

/**
 * Σ wᵢ zᵢ ≥ share of the total. Where z is 0 or 1 whatever is left out must fit into what may be: what weighs more is fixed. Whole weights are asked for half a unit less, which
 * asks the same and leaves nothing to a solver's tolerances: HiGHS has called a plan of 44 sites the best where 22 do, over a row that was met by its last digits only.
 * @param isAllOrNothing false: with capacities a place may be served in parts
 */
export function addLeastWeight(
  model: LinearModel,
  { constant, terms }: Reached,
  share: number,
  total: number,
  isAllOrNothing: boolean,
): void {
  const least = share * total - constant - WEIGHT_TOLERANCE * total;
  if (least <= 0) {
    return;
  }
  const spare = terms.reduce((sum, [, weight]) => sum + weight, 0) - least;
  const isNeeded = ([, weight]: [number, number]) => isAllOrNothing && spare >= 0 && weight > spare;
  for (const [column] of terms.filter(isNeeded)) {
    model.setLower(column, 1);
  }
  if (terms.length > 0 && terms.every(isNeeded)) {
    return;
  }
  const isWhole = isAllOrNothing && terms.every(([, weight]) => Number.isSafeInteger(weight));
  model.addRow(
    isWhole ? Math.ceil(least) - 0.5 : least,
    Number.POSITIVE_INFINITY,
    terms.length === 0 ? addZero(model) : terms,
  );
}
