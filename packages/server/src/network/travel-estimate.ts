import { metresApart, unitVectorOf } from '../places/great-circle.ts';
import type { Position } from '../places/place.entity.ts';
import type { TravelMode } from './travel-mode.ts';
import { LONGEST_SECONDS } from './travel-times.ts';

/** How a mode is estimated where there is no road network: great-circle metres × detour ÷ speed. */
export interface EstimateRule {
  /** Metres travelled for each great-circle metre. */
  readonly detourFactor: number;
  readonly metresPerSecond: number;
}

/**
 * Road metres for each great-circle metre: the national figure for China in Ballou, Rahardja and Sakai, "Selected country circuity
 * factors for road travel distance estimation", Transportation Research A 36 (2002) 843–848. Ways on foot are a little straighter
 * in a grid and much less so behind walls and rivers, so that a bureau with a network has its own, fitted factor instead.
 */
export const DEFAULT_DETOUR_FACTOR = 1.33;

const KILOMETRES_PER_HOUR = 1 / 3.6;

/**
 * Speeds over the way travelled, stops included. On foot: 5.1 km/h, the routing engine's own (Valhalla's pedestrian costing), so that
 * the two can be held against each other; older people walk some 4 km/h. By bicycle 15 km/h and by car 25 km/h are assumptions about
 * a Chinese city by day, below what a free road would give; a fitted detour factor takes their error in.
 */
export const ESTIMATE_RULES: Readonly<Record<TravelMode, EstimateRule>> = {
  WALK: { detourFactor: DEFAULT_DETOUR_FACTOR, metresPerSecond: 5.1 * KILOMETRES_PER_HOUR },
  CYCLE: { detourFactor: DEFAULT_DETOUR_FACTOR, metresPerSecond: 15 * KILOMETRES_PER_HOUR },
  DRIVE: { detourFactor: DEFAULT_DETOUR_FACTOR, metresPerSecond: 25 * KILOMETRES_PER_HOUR },
};

/** Pairs estimated before others get their turn on the process. */
const PAIRS_AT_ONCE = 500_000;

/** Whole seconds from 0 to LONGEST_SECONDS; an estimate knows no way that does not exist. */
export function estimateSeconds(greatCircleMetres: number, rule: EstimateRule): number {
  return Math.min(
    LONGEST_SECONDS,
    Math.round((greatCircleMetres * rule.detourFactor) / rule.metresPerSecond),
  );
}

/** How far out a point is reached within a time, in great-circle metres: the radius of its circle on the map. */
export function reachMetres(seconds: number, rule: EstimateRule): number {
  return (seconds * rule.metresPerSecond) / rule.detourFactor;
}

/** Place by place, as TravelTimes has them. Twenty million pairs take a second or so, and leave the process to others in between. */
export async function estimateMatrix(
  places: readonly Position[],
  points: readonly Position[],
  rule: EstimateRule,
): Promise<Uint16Array> {
  const seconds = new Uint16Array(places.length * points.length);
  const pointVectors = points.map(unitVectorOf);
  let pair = 0;
  let sinceTurn = 0;
  for (const place of places) {
    const from = unitVectorOf(place);
    for (const to of pointVectors) {
      seconds[pair++] = estimateSeconds(metresApart(from, to), rule);
    }
    sinceTurn += points.length;
    if (sinceTurn >= PAIRS_AT_ONCE) {
      sinceTurn = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return seconds;
}
