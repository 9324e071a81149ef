import { LONGEST_SECONDS } from '../network/travel-times.ts';
import { addGains, addShares, type BuiltModel, forcedBy, startModel } from './built-model.ts';
import { type CoverRow, coverRows } from './cover-rows.ts';
import { addReached, addRequiredRow, reachedWeight, type SiteColumns, siteTerms } from './formulation.ts';
import type { LinearModel } from './linear-model.ts';
import { addMedian } from './p-median.ts';
import { closeDominatedSites, withoutDominatedRows } from './reductions.ts';
import type { Aim, Requirements } from './requirements.ts';
import type { SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';
import { reachablePlaces, type TravelRow, travelRows } from './travel-rows.ts';

/** How far places can be from their nearest open site in a plan worth finding. */
export interface TravelCuts {
  readonly rows: readonly TravelRow[];
  readonly furthest: Float64Array;
}

/** What a bound and a plan have shown before: the model need not find it out again. */
export interface Known {
  readonly cuts: TravelCuts | null;
  /** Plans in which the sites come to more, by the aim, are not wanted; null: they are. Not where the aim is weight or travel. */
  readonly atMost: number | null;
}

export const NOTHING_KNOWN: Known = { cuts: null, atMost: null };

/** Zero where a state matters twice: the second of two open sites near. */
function addBackup(
  model: LinearModel,
  y: SiteColumns,
  rows: readonly CoverRow[],
  z: readonly (number | 'ALWAYS' | 'NEVER')[],
  backupWeight: number,
): number {
  let constant = 0;
  rows.forEach((row, index) => {
    const terms = siteTerms(y, row.sites, () => -1);
    const worth = backupWeight * row.weight;
    if (row.alwaysOpen >= 2) {
      constant += worth;
    } else if (terms.length > 0 && worth > 0) {
      const second = model.addColumn(worth, 0, 1, false);
      const first = z[index];
      // z + z² ≤ Σ y: worth less than z, it is raised after it.
      const both: [number, number][] =
        typeof first === 'number'
          ? [
              [first, 1],
              [second, 1],
            ]
          : [[second, 1]];
      model.addRow(Number.NEGATIVE_INFINITY, 0, [...both, ...terms]);
    }
  });
  return constant;
}

/** Each of these places as one, whatever it weighs. */
function onePerPlace(problem: SitingProblem, places: readonly number[], states: SiteStates): CoverRow[] {
  const counted = new Set(places);
  const one = problem.places.map((place, index) => ({ ...place, weight: Number(counted.has(index)) }));
  return coverRows(
    { ...problem, places: one },
    { radius: problem.threshold, states, isRequired: () => false, keepsGroups: false },
  );
}

export function buildUncapacitated(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  given: SiteStates,
  { cuts, atMost }: Known,
): BuiltModel {
  const { floors, share, mustReach, reachAllWithin, reachOnly } = requirements;
  const required = new Set(mustReach);
  const backupWeight = aim.kind === 'WEIGHT' ? aim.backupWeight : 0;
  const isAboutWeight = aim.kind === 'WEIGHT' || aim.kind === 'GROUP_WEIGHT';
  const needsShare = share !== null || floors.some((floor) => floor !== null);
  const rowsWithin = (
    radius: number,
    isRequired: (place: number) => boolean,
    states: SiteStates,
    places: Iterable<number> = problem.places.keys(),
  ) =>
    coverRows(problem, {
      radius,
      states,
      isRequired,
      keepsGroups: floors.some((floor) => floor !== null) || aim.kind === 'GROUP_WEIGHT',
      places,
    });
  const toReach = reachAllWithin === null ? [] : (reachOnly ?? reachablePlaces(problem));
  const rowsOf = (states: SiteStates) => ({
    near:
      isAboutWeight || needsShare
        ? rowsWithin(problem.threshold, (place) => required.has(place), states)
        : rowsWithin(problem.threshold, () => true, states, required),
    // The median's own rows ask for it too.
    reach:
      reachAllWithin === null || aim.kind === 'TRAVEL' || aim.kind === 'REACHED_WEIGHT'
        ? []
        : rowsWithin(reachAllWithin, () => true, states, toReach),
  });
  // What is counted beside the threshold's own rows.
  const countedOf = (states: SiteStates) =>
    aim.kind === 'REACHED_WEIGHT'
      ? rowsWithin(LONGEST_SECONDS, () => false, states)
      : aim.kind === 'PLACES'
        ? onePerPlace(problem, aim.places, states)
        : [];
  let states = given;
  const sitesMatter = backupWeight > 0 || aim.kind === 'TRAVEL' || aim.kind === 'RULE_BREAKS';
  if (!sitesMatter && requirements.notAll.length === 0) {
    const { near, reach } = rowsOf(states);
    const beyond = countedOf(states);
    states = closeDominatedSites(
      problem,
      [...near, ...reach, ...beyond].filter(({ alwaysOpen }) => alwaysOpen === 0),
      states,
      requirements.limits.budget !== null || aim.kind === 'COST',
    );
  }
  const { near, reach } = rowsOf(states);
  const { model, y } = startModel(problem, requirements, aim, states, atMost);
  const mandatory = [...near, ...reach].filter((row) => row.isRequired && row.alwaysOpen === 0);
  for (const row of withoutDominatedRows(mandatory, problem.sites.length)) {
    addRequiredRow(model, y, row);
  }
  let constant = 0;
  if (isAboutWeight || needsShare) {
    const z = addReached(model, y, near);
    const reachedOf = (group: number | null) =>
      reachedWeight(near, z, (row) => group === null || row.group === group);
    addShares(model, problem, requirements, reachedOf);
    if (isAboutWeight) {
      const gained = reachedOf(aim.kind === 'GROUP_WEIGHT' ? aim.group : null);
      constant += gained.constant;
      addGains(model, gained);
    }
    if (backupWeight > 0) {
      constant += addBackup(model, y, near, z, backupWeight);
    }
  }
  const counted = countedOf(states);
  if (counted.length > 0) {
    const gained = reachedWeight(counted, addReached(model, y, counted), () => true);
    constant += gained.constant;
    addGains(model, gained);
  }
  if (aim.kind === 'RULE_BREAKS') {
    constant += forcedBy(aim);
  }
  if (aim.kind === 'TRAVEL') {
    const rows = cuts?.rows ?? travelRows(problem, states);
    constant += addMedian(model, problem, y, states, rows, (row) => cuts?.furthest[row] ?? LONGEST_SECONDS);
  }
  return { model, y, constant, assignments: [], servedColumns: [] };
}
