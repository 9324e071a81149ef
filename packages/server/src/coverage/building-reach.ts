import { rateOf } from '../measure/statistics.ts';
import type { Rate } from '../measure/statistics.type.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import type { NearestPoints } from './nearest-points.ts';

/** How far a point may be from a building to stand beside it: ten minutes on foot. */
export const BESIDE_SECONDS = 600;

export interface BuildingReach {
  /** Key buildings with an eligible point inside ÷ key buildings in use. */
  readonly inside: Rate;
  /** Those with one inside or within a ten-minute walk ÷ the same. */
  readonly withinTenMinutesWalk: Rate;
}

export type ReachOfBuilding = 'INSIDE' | 'WITHIN_TEN_MINUTES_WALK' | 'NEITHER';

/** @param walking to the same eligible points, on foot */
export function reachOfBuilding(
  place: number,
  pointsInside: CoverageFacts['pointsInside'],
  eligible: ReadonlySet<number>,
  walking: NearestPoints,
): ReachOfBuilding {
  if (pointsInside.get(place)?.some((point) => eligible.has(point))) {
    return 'INSIDE';
  }
  return (walking.firstSeconds[place] ?? BESIDE_SECONDS + 1) <= BESIDE_SECONDS
    ? 'WITHIN_TEN_MINUTES_WALK'
    : 'NEITHER';
}

/** Of every key building, by its index among the places. */
export function reachOfBuildings(
  { places, pointsInside }: Pick<CoverageFacts, 'places' | 'pointsInside'>,
  eligible: readonly number[],
  walking: NearestPoints,
): Map<number, ReachOfBuilding> {
  const eligiblePoints = new Set(eligible);
  return new Map(
    places.flatMap(({ kind }, place) =>
      kind === 'KEY_BUILDING'
        ? [[place, reachOfBuilding(place, pointsInside, eligiblePoints, walking)] as const]
        : [],
    ),
  );
}

/** Of the key buildings at hand. */
export function buildingReach(reaches: readonly ReachOfBuilding[]): BuildingReach {
  const inside = reaches.filter((reach) => reach === 'INSIDE').length;
  const neither = reaches.filter((reach) => reach === 'NEITHER').length;
  return {
    inside: rateOf(inside, reaches.length),
    withinTenMinutesWalk: rateOf(reaches.length - neither, reaches.length),
  };
}
