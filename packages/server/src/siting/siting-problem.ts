/** What a person may say of a site beforehand. */
export const SITE_RULES = ['FREE', 'MUST_OPEN', 'MUST_NOT_OPEN'] as const;
export type SiteRule = (typeof SITE_RULES)[number];

/** STAYS: a point of today that is not in question. MAY_CLOSE: one that may. CANDIDATE: a place for a new one. */
export const SITE_STANDINGS = ['STAYS', 'MAY_CLOSE', 'CANDIDATE'] as const;
export type SiteStanding = (typeof SITE_STANDINGS)[number];

export interface Site {
  readonly standing: SiteStanding;
  readonly rule: SiteRule;
  /** Of opening a candidate, or of keeping a point that may close; 0 or more, in the unit of the budget. Ignored where it stays. */
  readonly cost: number;
  /** The caseload it can take when it is open; null: no limit. */
  readonly capacity: number | null;
}

export interface DemandPlace {
  /** Residents, enterprises, buildings or a mix of them, decided before; 0 or more. */
  readonly weight: number;
  /** Index of its town or street in `groups`. */
  readonly group: number;
  /** Expected cases, in the unit of `capacity`; only asked where a site has a capacity. */
  readonly caseload: number;
}

export interface DemandGroup {
  /** The least share of its weight that must be within the threshold, 0 to 1; null: no floor. */
  readonly floorShare: number | null;
}

export interface SitingLimits {
  /** Candidates opened at most (p); null: as many as wanted. */
  readonly newPoints: number | null;
  /** Sites open at most, points that stay included; null: as many as wanted. */
  readonly allPoints: number | null;
  /** Cost at most of candidates opened and of points kept that may close; null: no budget. */
  readonly budget: number | null;
}

export const WITHOUT_LIMITS: SitingLimits = { newPoints: null, allPoints: null, budget: null };

/** Who is to be served, where a point could stand, and how long the way is between them: plain values, so that a thread can be given them. */
export interface SitingProblem {
  readonly places: readonly DemandPlace[];
  readonly groups: readonly DemandGroup[];
  readonly sites: readonly Site[];
  /**
   * From a place to a site, place by place: `travel[place * sites.length + site]`; seconds, or another unit from 0 to LONGEST_SECONDS,
   * or UNREACHABLE, which no arithmetic is done with.
   */
  readonly travel: Uint16Array | Float64Array;
  /** Within the circle: travel ≤ threshold. In the unit of `travel`. */
  readonly threshold: number;
  readonly limits: SitingLimits;
}

/** A stage of a plan, each on top of the ones before: by its end as many new points (and as much cost) in all. */
export interface OpeningPeriod {
  readonly newPoints: number | null;
  readonly budget: number | null;
  /** How much what is covered by its end counts, against the other periods; more than 0. */
  readonly importance: number;
}

/** Most weight within the threshold. */
export interface MaximalCoveringQuestion {
  readonly model: 'MAXIMAL_COVERING';
  /** What a place counts more, of its weight, when two open sites are within the threshold; 0 to 1. */
  readonly backupWeight: number;
  /** What opens first, so that every stage is good; empty: all at once, by the limits of the problem. */
  readonly periods: readonly OpeningPeriod[];
}

/** The fewest sites, or the least cost, that reach a share. */
export interface SetCoveringQuestion {
  readonly model: 'SET_COVERING';
  readonly minimise: 'POINTS' | 'COST';
  /** Of all weight, also that which no site can reach; 0 to 1. */
  readonly share: number;
  /** Places that must be within the threshold whatever they weigh, such as key buildings. */
  readonly mustReach: readonly number[];
}

/** The least weighted travel to the nearest open site, over the places that any site can reach. */
export interface PMedianQuestion {
  readonly model: 'P_MEDIAN';
}

/** The shortest longest travel to the nearest open site, over the places with weight that any site can reach. */
export interface PCenterQuestion {
  readonly model: 'P_CENTER';
}

export type SitingQuestion =
  | MaximalCoveringQuestion
  | SetCoveringQuestion
  | PMedianQuestion
  | PCenterQuestion;

export const SITING_MODELS = ['MAXIMAL_COVERING', 'SET_COVERING', 'P_MEDIAN', 'P_CENTER'] as const;

/** OPTIMAL: proven best. FEASIBLE: stopped before; the bound says how far from the best it can be at most. UNKNOWN: stopped before any plan was found. */
export type SitingStatus = 'OPTIMAL' | 'FEASIBLE' | 'INFEASIBLE' | 'UNKNOWN';
export type StopReason = 'TIME_LIMIT' | 'CANCELLED';

export interface SitingSolution {
  readonly status: SitingStatus;
  /** Why it stopped before the proof; null: it did not. */
  readonly stoppedBy: StopReason | null;
  /** Of the plan, by the question's own measure; null: no plan. */
  readonly objective: number | null;
  /** No plan can do better than this; null: nothing is known yet, or nothing is feasible. */
  readonly bound: number | null;
  /** |bound − objective| ÷ |objective|; 0 when proven; null: unknown. */
  readonly gap: number | null;
  /** Every site that is open in the plan, ascending, points that stay included. */
  readonly open: readonly number[];
  /** With periods: what is open at the end of each. */
  readonly openByPeriod: readonly (readonly number[])[];
}

/** Must be open, whatever the plan. */
export const isAlwaysOpen = ({ standing, rule }: Site): boolean =>
  standing === 'STAYS' || rule === 'MUST_OPEN';

/** May not be open, whatever the plan. */
export const isNeverOpen = ({ standing, rule }: Site): boolean =>
  standing !== 'STAYS' && rule === 'MUST_NOT_OPEN';

/** Points of today, whatever is asked of them. */
export const sitesOfToday = ({ sites }: SitingProblem): number[] =>
  Array.from(sites.keys()).filter((site) => sites[site]?.standing !== 'CANDIDATE');

export const isCapacitated = ({ sites }: SitingProblem): boolean =>
  sites.some(({ capacity }) => capacity !== null);

/** Whether more is better (weight covered) or less is (travel, points, cost). */
export const isMaximised = ({ model }: SitingQuestion): boolean => model === 'MAXIMAL_COVERING';
