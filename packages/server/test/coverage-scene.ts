import type { CoverageFacts, CoveragePlace, CoveragePoint } from '../src/coverage/coverage-facts.ts';
import { type AlignedTimes, alignTimes } from '../src/coverage/nearest-points.ts';
import { NOT_COMPUTED, type TravelTimes, UNREACHABLE } from '../src/network/travel-times.ts';

// Scenes for tests: small worlds whose coverage a person can derive by hand.

/** Minutes from a place to a point; null: no way; undefined: not computed. */
export type Minutes = number | null | undefined;

export interface Scene {
  readonly facts: CoverageFacts;
  readonly aligned: AlignedTimes;
}

export function area(
  code: string,
  residents: number | null,
  townOrStreet: string | null = null,
): CoveragePlace {
  return {
    kind: 'DEMAND_AREA',
    id: 0,
    code,
    nameZh: code,
    nameEn: code,
    townOrStreet,
    position: [0, 0],
    residents,
    enterprises: residents === null ? null : residents * 2,
    inUse: null,
  };
}

export function building(
  code: string,
  inUse: CoveragePlace['inUse'] = { status: 'IN_USE', openedOn: null, closedOn: null },
  townOrStreet: string | null = null,
): CoveragePlace {
  return { ...area(code, null, townOrStreet), kind: 'KEY_BUILDING', inUse };
}

export function point(
  code: string,
  statuses: CoveragePoint['statuses'] = [{ status: 'OPERATING', validFrom: '2020-01-01' }],
  more: Partial<CoveragePoint> = {},
): CoveragePoint {
  return {
    id: 0,
    code,
    nameZh: code,
    nameEn: code,
    kind: 'BANK',
    townOrStreet: null,
    position: [0, 0],
    openingHours: null,
    handledItemCodes: null,
    statuses,
    ...more,
  };
}

/** @param minutes from a place to a point, by their indexes */
export function sceneOf(
  places: readonly CoveragePlace[],
  points: readonly CoveragePoint[],
  minutes: (place: number, point: number) => Minutes,
  pointsInside: CoverageFacts['pointsInside'] = new Map(),
): Scene {
  const facts: CoverageFacts = {
    places: places.map((place, id) => ({ ...place, id })),
    points: points.map((each, id) => ({ ...each, id })),
    pointsInside,
    standardHours: [{ open: '09:00', close: '17:00' }],
  };
  const times: TravelTimes = {
    mode: 'WALK',
    basis: { source: 'NETWORK', networkId: 1, networkName: 'scene', attribution: '', computedAt: null },
    version: 'scene',
    places: facts.places.map(({ kind, id }) => ({ kind, id })),
    pointIds: facts.points.map(({ id }) => id),
    seconds: Uint16Array.from(
      places.flatMap((_, place) =>
        points.map((_, at) => {
          const value = minutes(place, at);
          return value === undefined ? NOT_COMPUTED : value === null ? UNREACHABLE : Math.round(value * 60);
        }),
      ),
    ),
  };
  return { facts, aligned: alignTimes(facts, times) };
}
