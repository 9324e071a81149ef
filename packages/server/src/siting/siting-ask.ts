import type { TravelMode } from '../network/travel-mode.ts';
import type { OpeningPeriod, SiteRule, SitingQuestion } from './siting-problem.ts';

// A question as a planner puts it and as it is kept: about the bureau's places and points by their codes. What it comes to depends on the facts.

/** What stands in preparation: opens anyway, may be opened, or is left out of it. */
export const PREPARING_POINTS = ['AS_OPEN', 'AS_CANDIDATES', 'LEFT_OUT'] as const;
export type PreparingPoints = (typeof PREPARING_POINTS)[number];

/** What a place weighs is the sum of its residents, enterprises and buildings, each times its factor. */
export const WEIGHT_KEYS = ['residents', 'enterprises', 'keyBuildings'] as const;
export type WeightKey = (typeof WEIGHT_KEYS)[number];

/** A place that the planner put on the map. */
export interface SitingPin {
  readonly code: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** What is said of one site beside what holds for all. */
export interface SiteTerm {
  /** Key of the site. */
  readonly site: string;
  readonly rule: SiteRule;
  /** Of a point that operates: it may close. */
  readonly mayClose: boolean;
  /** Of opening it, or of keeping it where it may close; null: as for all. */
  readonly cost: number | null;
  /** null: as for all. */
  readonly capacity: number | null;
}

export interface TownFloor {
  readonly townOrStreet: string;
  readonly share: number;
}

export interface SitingAsk {
  readonly model: SitingQuestion['model'];
  readonly mode: TravelMode;
  readonly thresholdMinutes: number;
  readonly weights: Readonly<Record<WeightKey, number>>;
  readonly atKeyBuildings: boolean;
  readonly inDemandAreas: boolean;
  readonly preparingPoints: PreparingPoints;
  readonly pins: readonly SitingPin[];
  /** Of opening a candidate, where its term says nothing else. */
  readonly candidateCost: number;
  /** Cases that a site can take, where its term says nothing else; null: any number. */
  readonly capacity: number | null;
  /** Expected cases of a thousand residents, and of a thousand enterprises. */
  readonly casesPerThousandResidents: number;
  readonly casesPerThousandEnterprises: number;
  readonly terms: readonly SiteTerm[];
  readonly newPoints: number | null;
  readonly allPoints: number | null;
  readonly budget: number | null;
  /** Of every town and street; null: none. */
  readonly floorShare: number | null;
  /** In the place of it, of one. */
  readonly townFloors: readonly TownFloor[];
  /** Of MAXIMAL_COVERING. */
  readonly backupWeight: number;
  readonly periods: readonly OpeningPeriod[];
  /** Of SET_COVERING. */
  readonly minimise: 'POINTS' | 'COST';
  readonly share: number;
  readonly mustReachKeyBuildings: boolean;
  /** Keys of the candidates that the bureau itself would open; empty: it has no pick. */
  readonly ownPick: readonly string[];
}
