import { LONGEST_SECONDS } from '../network/travel-times.ts';
import { type Assignment, addAssignments } from './capacities.ts';
import { type CoverRow, coverRows } from './cover-rows.ts';
import {
  addLeastWeight,
  addLimits,
  addReached,
  addRequiredRow,
  addSites,
  type Reached,
  reachedWeight,
  type SiteColumns,
  siteTerms,
} from './formulation.ts';
import { LinearModel } from './linear-model.ts';
import { addMedian } from './p-median.ts';
import { closeDominatedSites, withoutDominatedRows } from './reductions.ts';
import type { Aim, Requirements } from './requirements.ts';
import { budgetCost, isNewPoint, type SiteStates } from './site-state.ts';
import { isCapacitated, type SitingProblem } from './siting-problem.ts';
import { reachablePlaces, type TravelRow, travelRows } from './travel-rows.ts';

/** A question as a linear model, and the way back. */
export interface BuiltModel {
  readonly model: LinearModel;
  readonly y: SiteColumns;
  /** To be added to the model's objective. */
  readonly constant: number;
  /** With capacities: who is served where. */
  readonly assignments: readonly Assignment[];
  /** With capacities and the aim PLACES: 1 where the place is served. */
  readonly servedColumns: readonly { readonly place: number; readonly column: number }[];
}

export interface TravelCuts {
  readonly rows: readonly TravelRow[];
  readonly furthest: Float64Array;
}

/** @param cuts from a bound: how far places can be from their nearest open site in a plan worth finding */
export function buildModel(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  states: SiteStates,
  cuts: TravelCuts | null = null,
): BuiltModel {
  return isCapacitated(problem)
    ? buildCapacitated(problem, requirements, aim, states)
    : buildUncapacitated(problem, requirements, aim, states, cuts);
}

function siteCost(problem: SitingProblem, aim: Aim): (site: number) => number {
  switch (aim.kind) {
    case 'POINTS':
      return (site) => Number(problem.sites[site]?.standing !== 'STAYS');
    case 'NEW_POINTS':
      return (site) => Number(isNewPoint(problem, site));
    case 'ALL_POINTS':
      return () => 1;
    case 'COST':
      return (site) => budgetCost(problem, site);
    case 'RULE_BREAKS':
      return (site) => Number(aim.rules[site] === 'MUST_NOT_OPEN') - Number(aim.rules[site] === 'MUST_OPEN');
    default:
      return () => 0;
  }
}

const MAXIMISED: readonly Aim['kind'][] = ['WEIGHT', 'GROUP_WEIGHT', 'REACHED_WEIGHT', 'PLACES'];

function startModel(problem: SitingProblem, requirements: Requirements, aim: Aim, states: SiteStates) {
  const model = new LinearModel(MAXIMISED.includes(aim.kind) ? 'MAXIMISE' : 'MINIMISE');
  const y = addSites(model, states, siteCost(problem, aim));
  addLimits(model, problem, y, requirements.limits);
  for (const { sites, atMost } of requirements.notAll) {
    model.addRow(Number.NEGATIVE_INFINITY, atMost, siteTerms(y, sites));
  }
  return { model, y };
}

/** All weight there is, also what no site can reach. */
export function weightOf({ places }: SitingProblem, group: number | null): number {
  return places.reduce((sum, place) => sum + (group === null || place.group === group ? place.weight : 0), 0);
}

function addShares(
  model: LinearModel,
  problem: SitingProblem,
  { floors, share }: Requirements,
  reachedOf: (group: number | null) => Reached,
): void {
  floors.forEach((floor, group) => {
    if (floor !== null) {
      addLeastWeight(model, reachedOf(group), floor, weightOf(problem, group), !isCapacitated(problem));
    }
  });
  if (share !== null) {
    addLeastWeight(model, reachedOf(null), share, weightOf(problem, null), !isCapacitated(problem));
  }
}

function addGains(model: LinearModel, { terms }: Reached, factor = 1): void {
  for (const [column, weight] of terms) {
    model.setCost(column, (model.costs[column] ?? 0) + factor * weight);
  }
}

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

const forcedBy = ({ rules }: Extract<Aim, { kind: 'RULE_BREAKS' }>): number =>
  rules.filter((rule) => rule === 'MUST_OPEN').length;

function buildUncapacitated(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  given: SiteStates,
  cuts: TravelCuts | null,
): BuiltModel {
  const { floors, share, mustReach, reachAllWithin } = requirements;
  const required = new Set(mustReach);
  const backupWeight = aim.kind === 'WEIGHT' ? aim.backupWeight : 0;
  const isAboutWeight = aim.kind === 'WEIGHT' || aim.kind === 'GROUP_WEIGHT';
  const needsShare = share !== null || floors.some((floor) => floor !== null);
  const rowsWithin = (radius: number, isRequired: (place: number) => boolean, states: SiteStates) =>
    coverRows(problem, {
      radius,
      states,
      isRequired,
      keepsGroups: floors.some((floor) => floor !== null) || aim.kind === 'GROUP_WEIGHT',
    });
  const all = new Set(reachAllWithin === null ? [] : reachablePlaces(problem));
  const rowsOf = (states: SiteStates) => ({
    near:
      isAboutWeight || needsShare || mustReach.length > 0
        ? rowsWithin(problem.threshold, (place) => required.has(place), states)
        : [],
    // The median's own rows ask for it too.
    reach:
      reachAllWithin === null || aim.kind === 'TRAVEL' || aim.kind === 'REACHED_WEIGHT'
        ? []
        : rowsWithin(reachAllWithin, (place) => all.has(place), states),
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
  const { model, y } = startModel(problem, requirements, aim, states);
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

function buildCapacitated(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  states: SiteStates,
): BuiltModel {
  const { reachAllWithin, mustReach } = requirements;
  const { model, y } = startModel(problem, requirements, aim, states);
  const required = new Set(mustReach);
  const all = new Set(
    reachAllWithin === null || aim.kind === 'REACHED_WEIGHT' ? [] : reachablePlaces(problem),
  );
  const served = Array.from(problem.places.keys()).filter(
    (place) =>
      (problem.places[place]?.weight ?? 0) > 0 ||
      required.has(place) ||
      (aim.kind === 'PLACES' && aim.places.includes(place)),
  );
  const radius = aim.kind === 'REACHED_WEIGHT' ? LONGEST_SECONDS : (reachAllWithin ?? problem.threshold);
  const assignments = addAssignments(model, problem, y, served, radius, (place) => all.has(place));
  const weight = (place: number) => problem.places[place]?.weight ?? 0;
  const near = ({ links }: Assignment) => links.filter(({ travel }) => travel <= problem.threshold);
  const reachedOf = (group: number | null, within = near): Reached => ({
    constant: 0,
    terms: assignments
      .filter(({ place }) => group === null || problem.places[place]?.group === group)
      .flatMap((each) => within(each).map(({ column }): [number, number] => [column, weight(each.place)])),
  });
  addShares(model, problem, requirements, reachedOf);
  const servedColumns: { place: number; column: number }[] = [];
  for (const each of assignments) {
    if (required.has(each.place)) {
      const terms = near(each).map(({ column }): [number, number] => [column, 1]);
      model.addRow(
        1,
        Number.POSITIVE_INFINITY,
        terms.length > 0 ? terms : [[model.addColumn(0, 0, 0, false), 1]],
      );
    }
  }
  switch (aim.kind) {
    case 'WEIGHT':
      addGains(model, reachedOf(null));
      // Two open sites near, whatever they can take: whole, since half of two is none.
      for (const { place } of aim.backupWeight > 0 ? assignments : []) {
        const start = place * problem.sites.length;
        const terms = siteTerms(y, y.keys(), (site) =>
          (problem.travel[start + site] ?? Number.POSITIVE_INFINITY) <= problem.threshold ? -1 : 0,
        );
        const second = model.addBinary(aim.backupWeight * weight(place));
        model.addRow(Number.NEGATIVE_INFINITY, 0, [[second, 2], ...terms]);
      }
      break;
    case 'GROUP_WEIGHT':
      addGains(model, reachedOf(aim.group));
      break;
    case 'REACHED_WEIGHT':
      addGains(
        model,
        reachedOf(null, ({ links }) => [...links]),
      );
      break;
    case 'PLACES':
      for (const each of assignments.filter(({ place }) => aim.places.includes(place))) {
        // Whole: half a place is none.
        const served = near(each).map(({ column }): [number, number] => [column, -1]);
        const column = model.addBinary(1);
        servedColumns.push({ place: each.place, column });
        model.addRow(Number.NEGATIVE_INFINITY, 0, [[column, 1], ...served]);
      }
      break;
    case 'TRAVEL':
      for (const { place, links } of assignments) {
        for (const { column, travel } of links) {
          model.setCost(column, weight(place) * travel);
        }
      }
      break;
    default:
  }
  return { model, y, constant: aim.kind === 'RULE_BREAKS' ? forcedBy(aim) : 0, assignments, servedColumns };
}

/** The sites that a solution opens. */
export function openIn(y: SiteColumns, values: Float64Array): number[] {
  return Array.from(y.keys()).filter((site) => {
    const column = y[site] ?? -1;
    return column !== -1 && (values[column] ?? 0) > 0.5;
  });
}
