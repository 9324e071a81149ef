import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { Position } from '../places/place.entity.ts';
import { databaseOf } from '../platform/row-scope.ts';
import { type EstimateBasis, estimateBasis } from './estimate-basis.ts';
import { type NetworkRow, networkOfBureau } from './network.sql.ts';
import { hasMoved, liveSlots } from './pending-pairs.ts';
import { travelEnds } from './travel-ends.sql.ts';
import { estimateMatrix } from './travel-estimate.ts';
import { findMatrix, listRows, listTargets, type MatrixRow } from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import { NOT_COMPUTED, type TravelTimes } from './travel-times.ts';
import { TravelTimesCache } from './travel-times-cache.ts';

const caches = new WeakMap<pg.Pool, TravelTimesCache>();

/**
 * The travel times of a bureau in a mode, from every demand area and key building to every service point that has coordinates
 * (one without is in no pair): from the matrix of the network that the bureau uses, once there is one in this mode, and estimated
 * otherwise. Kept in the process until the bureau's data or the matrix change.
 */
export async function loadTravelTimes(
  context: RequestContext,
  scope: BureauScope,
  mode: TravelMode,
): Promise<TravelTimes> {
  const { pool } = context;
  const network = await networkOfBureau(pool, scope.id);
  const matrix = network && (await findMatrix(pool, scope.id, network.id, mode));
  const facts = `${scope.id}:${scope.bureau.dataVersion}:${mode}`;
  if (network && matrix?.computedAt) {
    const version = `${facts}:${matrix.id}:${matrix.revision}`;
    return cacheOf(pool).get(`${scope.id}:${mode}`, version, () =>
      networkTravelTimes(pool, scope.id, mode, network, matrix, version),
    );
  }
  const basis = await estimateBasis(pool, scope.id, mode);
  const version = `${facts}:estimate:${basis.calibrationNetwork}:${basis.detourFactor}:${basis.calibrationPairs}`;
  return cacheOf(pool).get(`${scope.id}:${mode}`, version, () =>
    estimateTravelTimes(pool, scope.id, mode, basis, version),
  );
}

async function networkTravelTimes(
  pool: pg.Pool,
  bureauId: number,
  mode: TravelMode,
  network: NetworkRow,
  matrix: MatrixRow,
  version: string,
): Promise<TravelTimes> {
  const [{ places, points }, targets, rows] = await Promise.all([
    travelEnds(pool, bureauId),
    listTargets(pool, matrix.id),
    listRows(pool, matrix.id),
  ]);
  const slotOf = liveSlots(points, targets);
  const rowOf = new Map(rows.map((row) => [`${row.kind}${row.id}`, row]));
  const seconds = new Uint16Array(places.length * points.length).fill(NOT_COMPUTED);
  for (const [placeIndex, place] of places.entries()) {
    const row = rowOf.get(`${place.kind}${place.id}`);
    if (!row || hasMoved(place, row)) {
      continue;
    }
    for (const [pointIndex, point] of points.entries()) {
      const slot = slotOf.get(point.id);
      if (slot !== undefined && slot < row.slots) {
        seconds[placeIndex * points.length + pointIndex] = row.seconds.readUInt16LE(slot * 2);
      }
    }
  }
  return {
    mode,
    basis: {
      source: 'NETWORK',
      networkId: network.id,
      networkName: network.name,
      attribution: network.attribution,
      computedAt: matrix.computedAt,
    },
    version,
    places: places.map(({ kind, id }) => ({ kind, id })),
    pointIds: points.map(({ id }) => id),
    seconds,
  };
}

async function estimateTravelTimes(
  pool: pg.Pool,
  bureauId: number,
  mode: TravelMode,
  basis: EstimateBasis,
  version: string,
): Promise<TravelTimes> {
  const { places, points } = await travelEnds(pool, bureauId);
  return {
    mode,
    basis,
    version,
    places: places.map(({ kind, id }) => ({ kind, id })),
    pointIds: points.map(({ id }) => id),
    seconds: await estimateMatrix(places.map(positionOf), points.map(positionOf), basis),
  };
}

function positionOf({ longitude, latitude }: { longitude: number; latitude: number }): Position {
  return [longitude, latitude];
}

function cacheOf(pool: pg.Pool): TravelTimesCache {
  const database = databaseOf(pool);
  let cache = caches.get(database);
  if (!cache) {
    cache = new TravelTimesCache();
    caches.set(database, cache);
  }
  return cache;
}
