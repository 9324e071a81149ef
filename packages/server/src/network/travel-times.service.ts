import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { Position } from '../places/place.entity.ts';
import { travelEnds } from './travel-ends.sql.ts';
import { ESTIMATE_RULES, estimateMatrix } from './travel-estimate.ts';
import type { TravelMode } from './travel-mode.ts';
import type { TravelTimes } from './travel-times.ts';
import { TravelTimesCache } from './travel-times-cache.ts';

const caches = new WeakMap<pg.Pool, TravelTimesCache>();

/**
 * The travel times of a bureau in a mode, from every demand area and key building to every service point that has coordinates
 * (one without is in no pair). Kept in the process until the bureau's data change.
 */
export function loadTravelTimes(
  context: RequestContext,
  scope: BureauScope,
  mode: TravelMode,
): Promise<TravelTimes> {
  const version = `${scope.id}:${scope.bureau.dataVersion}:${mode}:estimate`;
  return cacheOf(context.pool).get(`${scope.id}:${mode}`, version, () =>
    estimateTravelTimes(context, scope, mode, version),
  );
}

async function estimateTravelTimes(
  { pool }: RequestContext,
  scope: BureauScope,
  mode: TravelMode,
  version: string,
): Promise<TravelTimes> {
  const { places, points } = await travelEnds(pool, scope.id);
  const rule = ESTIMATE_RULES[mode];
  return {
    mode,
    basis: {
      source: 'ESTIMATE',
      ...rule,
      calibrationPairs: 0,
      medianRelativeError: null,
      p90RelativeError: null,
    },
    version,
    places: places.map(({ kind, id }) => ({ kind, id })),
    pointIds: points.map(({ id }) => id),
    seconds: await estimateMatrix(places.map(positionOf), points.map(positionOf), rule),
  };
}

function positionOf({ longitude, latitude }: { longitude: number; latitude: number }): Position {
  return [longitude, latitude];
}

function cacheOf(pool: pg.Pool): TravelTimesCache {
  let cache = caches.get(pool);
  if (!cache) {
    cache = new TravelTimesCache();
    caches.set(pool, cache);
  }
  return cache;
}
