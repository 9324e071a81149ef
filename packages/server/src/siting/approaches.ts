import { coverRows } from './cover-rows.ts';
import { coveringBound } from './covering-bound.ts';
import { CoveringSearch } from './covering-search.ts';
import { WEIGHT_TOLERANCE } from './formulation.ts';
import type { DualOptions, DualPoint, DualResult } from './lagrangean.ts';
import { medianBound } from './median-bound.ts';
import { MedianSearch } from './median-search.ts';
import { withoutDominatedRows } from './reductions.ts';
import type { Requirements } from './requirements.ts';
import { setCoveringBound } from './set-covering-bound.ts';
import { SetCoveringSearch } from './set-covering-search.ts';
import { budgetCost, type SiteStates } from './site-state.ts';
import type { MaximalCoveringQuestion, SetCoveringQuestion, SitingProblem } from './siting-problem.ts';
import type { SitingRun } from './siting-run.ts';
import { travelRows } from './travel-rows.ts';
import type { TravelCuts } from './uncapacitated-model.ts';

/** A bound on what is undecided, as a maximum, with the search for good plans beside it. */
export interface Approach {
  readonly constant: number;
  readonly improve: (start: Iterable<number>) => number[] | null;
  readonly descend: (options: DualOptions, states: SiteStates, start: Float64Array | null) => DualResult;
  readonly evaluate: (multipliers: Float64Array, states: SiteStates) => DualPoint;
  readonly cuts: (multipliers: Float64Array, value: number, least: number) => TravelCuts | null;
}

export function coveringApproach(
  problem: SitingProblem,
  { backupWeight }: MaximalCoveringQuestion,
  states: SiteStates,
  run: SitingRun,
): Approach {
  const all = coverRows(problem, {
    radius: problem.threshold,
    states,
    isRequired: () => false,
    keepsGroups: false,
  });
  const constant = all.reduce(
    (sum, { weight, alwaysOpen }) =>
      sum + (alwaysOpen > 0 ? weight : 0) + (alwaysOpen > 1 ? backupWeight * weight : 0),
    0,
  );
  const rows = all.filter(
    ({ sites, alwaysOpen }) => sites.length > 0 && alwaysOpen < (backupWeight > 0 ? 2 : 1),
  );
  const search = new CoveringSearch(problem, rows, states, backupWeight, run.isOutOfTime);
  const bound = coveringBound(problem, rows, backupWeight);
  return { constant, improve: (start) => search.improve(start), ...bound, cuts: () => null };
}

export function medianApproach(problem: SitingProblem, states: SiteStates, run: SitingRun): Approach {
  const rows = travelRows(problem, states);
  const search = new MedianSearch(problem, rows, states, run.isOutOfTime);
  const bound = medianBound(problem, rows, states);
  return {
    constant: 0,
    improve: (start) => search.improve(start),
    ...bound,
    // A place further from its nearest open site costs the bound the difference to its multiplier (docs/siting.md, reduction 6).
    cuts: (multipliers, value, least) => ({
      rows,
      furthest: Float64Array.from(rows, ({ weight }, row) => {
        const most = (multipliers[row] ?? 0) + value - least;
        return (most + 1e-9 * Math.abs(value)) / weight;
      }),
    }),
  };
}

export function setCoveringApproach(
  problem: SitingProblem,
  { minimise }: SetCoveringQuestion,
  { share, floors, mustReach }: Requirements,
  states: SiteStates,
): Approach {
  const required = new Set(mustReach);
  const hasFloors = floors.some((floor) => floor !== null);
  const all = coverRows(problem, {
    radius: problem.threshold,
    states,
    isRequired: (place) => required.has(place),
    keepsGroups: hasFloors,
    ...(share === null && !hasFloors ? { places: required } : {}),
  });
  /** Of a share or a floor: what other rows than those that are reached in every plan have to add. */
  const needOf = (least: number | null, group: number | null) => {
    const isIn = (of: { readonly group: number }) => group === null || of.group === group;
    const total = problem.places.reduce((sum, place) => sum + (isIn(place) ? place.weight : 0), 0);
    return all.reduce(
      (need, row) => need - (isIn(row) && (row.isRequired || row.alwaysOpen > 0) ? row.weight : 0),
      least === null ? 0 : (least - WEIGHT_TOLERANCE) * total,
    );
  };
  const undecided = all.filter(({ sites, alwaysOpen }) => alwaysOpen === 0 && sites.length > 0);
  const rows = [
    ...withoutDominatedRows(
      undecided.filter(({ isRequired }) => isRequired),
      problem.sites.length,
    ).map((row) => ({ ...row, weight: 0 })),
    ...undecided.filter(({ isRequired }) => !isRequired),
  ];
  const costOf = (site: number) =>
    minimise === 'COST' ? budgetCost(problem, site) : Number(problem.sites[site]?.standing !== 'STAYS');
  const shareNeed = needOf(share, null);
  const search = new SetCoveringSearch(
    rows,
    states,
    { share: shareNeed, floors: floors.map((floor, group) => needOf(floor, group)) },
    costOf,
  );
  return {
    constant: 0,
    improve: (start) => search.improve(start),
    ...setCoveringBound(rows, shareNeed, costOf, problem.sites.length),
    cuts: () => null,
  };
}
