import { LONGEST_SECONDS } from '../network/travel-times.ts';
import { CLOSED, OPEN, type SiteStates, statesOf } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** Whether there is a way at all: UNREACHABLE and NOT_COMPUTED are above every time. */
export const isReachable = (travel: number): boolean => travel <= LONGEST_SECONDS;

/** Places from which every site is as far as from each other, as one. */
export interface TravelRow {
  readonly place: number;
  readonly weight: number;
}

/** Whether any site that may be open can be reached from the place at all. */
export function canReachAny({ travel, sites }: SitingProblem, states: SiteStates, place: number): boolean {
  const start = place * sites.length;
  for (let site = 0; site < sites.length; site += 1) {
    if (states[site] !== CLOSED && isReachable(travel[start + site] ?? Number.POSITIVE_INFINITY)) {
      return true;
    }
  }
  return false;
}

/** Places with weight that any site that may be open can reach: who p-median and p-center are about. */
export function reachablePlaces(problem: SitingProblem): number[] {
  // By what the question settles, not by what a bound has: who counts must not depend on the way to the answer.
  const states = statesOf(problem);
  return Array.from(problem.places.keys()).filter(
    (place) => (problem.places[place]?.weight ?? 0) > 0 && canReachAny(problem, states, place),
  );
}

const HASH_START = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

/**
 * The reachable places, those with equal times merged (docs/siting.md, reduction 1): their travel is the same in every plan.
 */
export function travelRows(problem: SitingProblem, states: SiteStates): TravelRow[] {
  const { sites, travel } = problem;
  const usable = Array.from(states.keys()).filter((site) => states[site] !== CLOSED);
  const at = (place: number, site: number) => travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY;
  const buckets = new Map<number, { place: number; weight: number }[]>();
  const rows: { place: number; weight: number }[] = [];
  for (const place of reachablePlaces(problem)) {
    let hash = HASH_START;
    for (const site of usable) {
      hash = Math.imul(hash ^ Math.floor(at(place, site) * 1024), HASH_PRIME) >>> 0;
    }
    const bucket = buckets.get(hash) ?? [];
    buckets.set(hash, bucket);
    const weight = problem.places[place]?.weight ?? 0;
    const same = bucket.find((row) => usable.every((site) => at(row.place, site) === at(place, site)));
    if (same === undefined) {
      const row = { place, weight };
      bucket.push(row);
      rows.push(row);
    } else {
      same.weight += weight;
    }
  }
  return rows;
}

/** A distance and the undecided sites at it; `isOpen`: one of them is open for certain. */
export interface Ring {
  readonly distance: number;
  readonly sites: readonly number[];
  readonly isOpen: boolean;
}

/** The sites around a place by distance, up to the first that is open for certain and to `furthest`. */
export function ringsOf(problem: SitingProblem, states: SiteStates, place: number, furthest: number): Ring[] {
  const start = place * problem.sites.length;
  const near: { site: number; distance: number }[] = [];
  for (let site = 0; site < problem.sites.length; site += 1) {
    const distance = problem.travel[start + site] ?? Number.POSITIVE_INFINITY;
    if (states[site] !== CLOSED && isReachable(distance) && distance <= furthest) {
      near.push({ site, distance });
    }
  }
  near.sort((one, other) => one.distance - other.distance);
  const rings: { distance: number; sites: number[]; isOpen: boolean }[] = [];
  for (const { site, distance } of near) {
    const last = rings.at(-1);
    if (last?.distance === distance) {
      last.sites.push(site);
      last.isOpen ||= states[site] === OPEN;
    } else if (last?.isOpen) {
      break;
    } else {
      rings.push({ distance, sites: [site], isOpen: states[site] === OPEN });
    }
  }
  return rings;
}
