import { coverRows } from './cover-rows.ts';
import { coveringBound } from './covering-bound.ts';
import { CoveringSearch } from './covering-search.ts';
import { WEIGHT_TOLERANCE } from './formulation.ts';
import { absoluteGapOf, isObjectiveWhole } from './integral-objective.ts';
import type { DualOptions, DualPoint, DualResult } from './lagrangean.ts';
import { medianBound } from './median-bound.ts';
import { MedianSearch } from './median-search.ts';
import { PlacesInTurn } from './reach-in-turn.ts';
import { withoutDominatedRows } from './reductions.ts';
import { isForPlacesOnly, type Requirements } from './requirements.ts';
import { setCoveringBound } from './set-covering-bound.ts';
import { SetCoveringSearch } from './set-covering-search.ts';
import { budgetCost, planSize, type SiteStates } from './site-state.ts';
import type {
  MaximalCoveringQuestion,
  SetCoveringQuestion,
  SitingLimits,
  SitingProblem,
} from './siting-problem.ts';
import type { SitingRun } from './siting-run.ts';
import { travelRows } from './travel-rows.ts';
import type { TravelCuts } from './uncapacitated-model.ts';

/** A bound on what is undecided, as a maximum, with the search for good plans beside it. */
export interface Approach {
  readonly constant: number;
  readonly improve: (start: Iterable<number>) => number[] | null;
  /** A better plan than this one by longer work, which may break a requirement; null: none was found. */
  readonly surpass: (open: readonly number[]) => number[] | null;
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
  return {
    constant,
    improve: (start) => search.improve(start),
    surpass: () => null,
    ...bound,
    cuts: () => null,
  };
}

export function medianApproach(problem: SitingProblem, states: SiteStates, run: SitingRun): Approach {
  const rows = travelRows(problem, states);
  const search = new MedianSearch(problem, rows, states, run.isOutOfTime);
  const bound = medianBound(problem, rows, states);
  return {
    constant: 0,
    improve: (start) => search.improve(start),
    surpass: () => null,
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
  question: SetCoveringQuestion,
  requirements: Requirements,
  states: SiteStates,
  run: SitingRun,
): Approach {
  const { minimise } = question;
  const { share, floors, mustReach } = requirements;
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
  // To reach a row that must be reached is worth more than all else.
  const most = rows.reduce((sum, { weight }) => sum + weight, 1);
  const weighed = rows.map((row) => (row.isRequired ? { ...row, weight: most } : row));
  const search = new SetCoveringSearch(
    rows,
    states,
    { share: shareNeed, floors: floors.map((floor, group) => needOf(floor, group)) },
    costOf,
  );
  return {
    constant: 0,
    improve: (start) => search.improve(start),
    surpass: (open) => {
      const smaller = { ...problem, limits: limitsBelow(problem, question, requirements, open) };
      return isForPlacesOnly(requirements)
        ? new PlacesInTurn(problem, states, mustReach).search(
            smaller,
            problem.threshold,
            open,
            run.isOutOfTime,
          )
        : new CoveringSearch(smaller, weighed, states, 0, run.isOutOfTime).improve(open);
    },
    ...setCoveringBound(rows, shareNeed, costOf, problem.sites.length),
    cuts: () => null,
  };
}

/** Limits that only plans keep that come to less than this one. */
function limitsBelow(
  problem: SitingProblem,
  question: SetCoveringQuestion,
  { limits }: Requirements,
  open: readonly number[],
): SitingLimits {
  const { allPoints, cost } = planSize(problem, open);
  const below = (limit: number | null, value: number) => Math.min(limit ?? value, value);
  return question.minimise === 'COST'
    ? { ...limits, budget: below(limits.budget, cost - absoluteGapOf(isObjectiveWhole(problem, question))) }
    : { ...limits, allPoints: below(limits.allPoints, allPoints - 1) };
}
