import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { loadPlaces } from '../places/place.service.ts';
import type { Places } from '../places/places.ts';
import { finishWhateverHappens } from '../platform/abandoned-work.ts';
import { databaseOf } from '../platform/row-scope.ts';
import {
  type FootprintRow,
  footprintsOf,
  itemCodesOf,
  type PointRow,
  pointsOf,
} from './coverage-facts.sql.ts';
import type { CoverageFacts, CoveragePlace } from './coverage-facts.ts';
import { positionsInside } from './points-inside.ts';

/** The facts of a bureau at a version of its data. */
export interface LoadedFacts extends CoverageFacts {
  /** Equal versions, equal facts. */
  readonly version: string;
  readonly itemCodes: ReadonlySet<string>;
  readonly townsOrStreets: ReadonlySet<string>;
}

/** Bureaux whose facts stay in the process: 20,000 places are some 10 MB. */
const MOST_BUREAUX = 8;

const caches = new WeakMap<pg.Pool, LRUCache<number, { version: string; facts: Promise<LoadedFacts> }>>();

/** What coverage is computed from, kept in the process until the bureau's data change. */
export function loadCoverageFacts(
  { pool }: { readonly pool: pg.Pool },
  scope: BureauScope,
): Promise<LoadedFacts> {
  const database = databaseOf(pool);
  let cache = caches.get(database);
  if (!cache) {
    cache = new LRUCache({ max: MOST_BUREAUX });
    caches.set(database, cache);
  }
  const version = `${scope.id}:${scope.bureau.dataVersion}`;
  const found = cache.get(scope.id);
  if (found?.version === version) {
    return found.facts;
  }
  const facts = finishWhateverHappens(() => readFacts(pool, scope, version));
  cache.set(scope.id, { version, facts });
  // A failure is the caller's to hear of, and is not kept.
  facts.catch(() => cache.delete(scope.id));
  return facts;
}

async function readFacts(pool: pg.Pool, scope: BureauScope, version: string): Promise<LoadedFacts> {
  const [places, points, footprints, items] = await Promise.all([
    loadPlaces(pool, scope.id),
    pool.query<PointRow>(pointsOf(scope.id)),
    pool.query<FootprintRow>(footprintsOf(scope.id)),
    pool.query<{ code: string }>(itemCodesOf(scope.id)),
  ]);
  const listed = placesOf(places);
  return {
    version,
    places: listed,
    points: points.rows,
    pointsInside: pointsInside(places, points.rows, footprints.rows),
    standardHours: scope.bureau.standardHours,
    itemCodes: new Set(items.rows.map(({ code }) => code)),
    townsOrStreets: new Set(listed.flatMap(({ townOrStreet }) => townOrStreet ?? [])),
  };
}

function placesOf({ demandAreas, keyBuildings }: Places): CoveragePlace[] {
  return [
    ...demandAreas.map(
      (area): CoveragePlace => ({
        kind: 'DEMAND_AREA',
        id: area.id,
        code: area.code,
        nameZh: area.nameZh,
        nameEn: area.nameEn,
        townOrStreet: area.townOrStreet,
        position: area.position,
        residents: area.residents,
        enterprises: area.enterprises,
        inUse: null,
      }),
    ),
    ...keyBuildings.map(
      (building): CoveragePlace => ({
        kind: 'KEY_BUILDING',
        id: building.id,
        code: building.code,
        nameZh: building.nameZh,
        nameEn: building.nameEn,
        townOrStreet: building.townOrStreet,
        position: building.position,
        residents: null,
        enterprises: building.enterprises,
        inUse: building,
      }),
    ),
  ];
}

/** Points that state the building, and those that stand within its footprint. */
function pointsInside(
  { demandAreas, keyBuildings }: Places,
  points: readonly PointRow[],
  footprints: readonly FootprintRow[],
): Map<number, readonly number[]> {
  const inFootprint = positionsInside(
    footprints.map(({ footprint }) => footprint),
    points.map(({ position }) => position),
  );
  const byBuilding = new Map(footprints.map(({ id }, index) => [id, inFootprint[index] ?? []]));
  const stated = Map.groupBy(points.keys(), (index) => points[index]?.keyBuildingCode ?? null);
  return new Map(
    keyBuildings.flatMap(({ id, code }, index): [number, number[]][] => {
      const inside = new Set([...(stated.get(code) ?? []), ...(byBuilding.get(id) ?? [])]);
      return inside.size === 0
        ? []
        : [[demandAreas.length + index, [...inside].sort((one, other) => one - other)]];
    }),
  );
}
