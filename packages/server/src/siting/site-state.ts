import { isAlwaysOpen, isNeverOpen, type SitingProblem } from './siting-problem.ts';

/** What is settled of a site: OPEN and CLOSED for certain, FREE to be decided. */
export const CLOSED = -1;
export const FREE = 0;
export const OPEN = 1;
/** One of the three for each site. */
export type SiteStates = Int8Array;

/** What the question itself settles. */
export function statesOf({ sites }: SitingProblem): SiteStates {
  return Int8Array.from(sites, (site) => (isNeverOpen(site) ? CLOSED : isAlwaysOpen(site) ? OPEN : FREE));
}

/** Exactly this plan: everything in it open, all else closed. */
export function statesOfPlan({ sites }: SitingProblem, open: readonly number[]): SiteStates {
  const states = new Int8Array(sites.length).fill(CLOSED);
  for (const site of open) {
    states[site] = OPEN;
  }
  return states;
}

export const openSites = (states: SiteStates): number[] =>
  Array.from(states.keys()).filter((site) => states[site] === OPEN);

/** The cost of a site against the budget: nothing for one that stays. */
export function budgetCost({ sites }: SitingProblem, site: number): number {
  const at = sites[site];
  return at === undefined || at.standing === 'STAYS' ? 0 : at.cost;
}

export const isNewPoint = ({ sites }: SitingProblem, site: number): boolean =>
  sites[site]?.standing === 'CANDIDATE';

/** Sums of costs that should fit exactly may be off by their last digits. */
export const COST_TOLERANCE = 1e-9;

export interface PlanSize {
  readonly newPoints: number;
  readonly allPoints: number;
  readonly cost: number;
}

export function planSize(problem: SitingProblem, open: readonly number[]): PlanSize {
  return {
    newPoints: open.filter((site) => isNewPoint(problem, site)).length,
    allPoints: open.length,
    cost: open.reduce((sum, site) => sum + budgetCost(problem, site), 0),
  };
}

/** Whether a plan of this size keeps p, the number of sites and the budget. */
export function isWithinLimits({ limits }: SitingProblem, { newPoints, allPoints, cost }: PlanSize): boolean {
  return (
    (limits.newPoints === null || newPoints <= limits.newPoints) &&
    (limits.allPoints === null || allPoints <= limits.allPoints) &&
    (limits.budget === null || cost <= limits.budget + COST_TOLERANCE * Math.max(1, limits.budget))
  );
}
