import type { Assignment } from './capacities.ts';
import {
  addLeastWeight,
  addLimits,
  addSites,
  type Reached,
  type SiteColumns,
  siteTerms,
} from './formulation.ts';
import { LinearModel } from './linear-model.ts';
import type { Aim, Requirements } from './requirements.ts';
import { budgetCost, isNewPoint, type SiteStates } from './site-state.ts';
import { isCapacitated, type SitingProblem } from './siting-problem.ts';

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

/** The sites with what the aim counts of them, the limits, and the plans that are ruled out. */
export function startModel(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  states: SiteStates,
  atMost: number | null = null,
) {
  const model = new LinearModel(MAXIMISED.includes(aim.kind) ? 'MAXIMISE' : 'MINIMISE');
  const costOf = siteCost(problem, aim);
  const y = addSites(model, states, costOf);
  addLimits(model, problem, y, requirements.limits);
  for (const { sites, atMost } of requirements.notAll) {
    model.addRow(Number.NEGATIVE_INFINITY, atMost, siteTerms(y, sites));
  }
  if (atMost !== null) {
    model.addRow(Number.NEGATIVE_INFINITY, atMost, siteTerms(y, y.keys(), costOf));
  }
  return { model, y };
}

/** All weight there is, also what no site can reach. */
export function weightOf({ places }: SitingProblem, group: number | null): number {
  return places.reduce((sum, place) => sum + (group === null || place.group === group ? place.weight : 0), 0);
}

/** Floors and the share, over what is reached of a group; null: of all. */
export function addShares(
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

export function addGains(model: LinearModel, { terms }: Reached): void {
  for (const [column, weight] of terms) {
    model.setCost(column, (model.costs[column] ?? 0) + weight);
  }
}

/** Rules that are broken unless a site is opened: the model counts from there. */
export const forcedBy = ({ rules }: Extract<Aim, { kind: 'RULE_BREAKS' }>): number =>
  rules.filter((rule) => rule === 'MUST_OPEN').length;

/** The sites that a solution opens. */
export function openIn(y: SiteColumns, values: Float64Array): number[] {
  return Array.from(y.keys()).filter((site) => {
    const column = y[site] ?? -1;
    return column !== -1 && (values[column] ?? 0) > 0.5;
  });
}
