import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { Position } from '../places/place.entity.ts';
import { networkOfBureau } from './network.sql.ts';
import type { EngineContext } from './network-engines.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { hasMoved } from './pending-pairs.ts';
import type { RoutingEngine, Snap } from './routing-engine.ts';
import { type PlaceEnd, travelEnds } from './travel-ends.sql.ts';
import { estimateMatrix } from './travel-estimate.ts';
import { findMatrix, listRowHeads } from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import { LONGEST_SECONDS, NOT_COMPUTED, type TravelTimes, UNREACHABLE } from './travel-times.ts';

/** Places asked of the engine in one question, between two looks at whether to stop: it searches once for each position, however many they are. */
const PLACES_AT_ONCE = 1000;
/** Times to a thousand positions from ten thousand places are 20 MB. */
const LARGEST_BYTES = 64 * 1024 * 1024;

const columns = new LRUCache<string, Uint16Array>({
  maxSize: LARGEST_BYTES,
  sizeCalculation: (column) => column.byteLength + 1,
});

/** A position and the seconds to it, place by place: NOT_COMPUTED where it has not been asked for. */
interface Asked {
  readonly position: Position;
  readonly column: Uint16Array;
}

export interface SiteTimesOptions {
  /** Asked between questions to the engine; true ends the work. */
  readonly shouldStop?: () => boolean;
  /** Places whose ways are there, of all that are asked from. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The seconds from every place of a bureau's travel times to positions that they do not lead to, on the same basis: by the engine of the
 * same network, or by the same estimate, never by both.
 * @returns for each position a value for each of `times.places`; null: it was stopped before the end
 * @throws NetworkRefusal ENGINE_NOT_INSTALLED, TILES_MISSING, SERVICE_UNREACHABLE, NETWORK_NOT_IN_USE; RoutingEngineError
 */
export async function timesToPositions(
  context: EngineContext,
  scope: BureauScope,
  times: TravelTimes,
  positions: readonly Position[],
  options: SiteTimesOptions = {},
): Promise<readonly Uint16Array[] | null> {
  if (positions.length === 0) {
    return [];
  }
  const ends = await placeEnds(context, scope, times);
  if (times.basis.source === 'ESTIMATE') {
    return columnsOf(
      await estimateMatrix(ends.map(positionOf), positions, times.basis),
      ends.length,
      positions.length,
    );
  }
  const network = await networkOfBureau(context.pool, scope.id);
  if (network?.id !== times.basis.networkId) {
    throw new NetworkRefusal('NETWORK_NOT_IN_USE');
  }
  const hash = createHash('sha256')
    .update(JSON.stringify(ends.map(positionOf)))
    .digest('base64');
  const keyOf = (position: Position) =>
    JSON.stringify([network.id, network.loadedAt, times.mode, hash, position]);
  const asked = positions.map((position): Asked => {
    const column = columns.get(keyOf(position)) ?? new Uint16Array(ends.length).fill(NOT_COMPUTED);
    // Kept from the start: what is computed before it is stopped need not be computed again.
    columns.set(keyOf(position), column);
    return { position, column };
  });
  const open = asked.filter(({ column }) => column.includes(NOT_COMPUTED));
  if (open.length > 0) {
    const engine = await context.networkEngines.of(network);
    const snaps = await snapsOf(context, scope, engine, times, network.id, ends);
    if (!(await complete(engine, times.mode, snaps, open, options))) {
      return null;
    }
  }
  return asked.map(({ column }) => column);
}

/** Where the places of the times are, in their order. @throws RangeError for one that has gone meanwhile */
async function placeEnds(
  { pool }: EngineContext,
  scope: BureauScope,
  { places }: TravelTimes,
): Promise<PlaceEnd[]> {
  const known = new Map(
    (await travelEnds(pool, scope.id)).places.map((end) => [`${end.kind}${end.id}`, end]),
  );
  return places.map(({ kind, id }) => {
    const end = known.get(`${kind}${id}`);
    if (!end) {
      throw new RangeError(`The place ${kind} ${id} has gone.`);
    }
    return end;
  });
}

/** Where on the network the places stand: as the matrix has it, asked of the engine for those that it has not. */
async function snapsOf(
  { pool }: EngineContext,
  scope: BureauScope,
  engine: RoutingEngine,
  { mode }: TravelTimes,
  networkId: number,
  ends: readonly PlaceEnd[],
): Promise<readonly (Snap | null)[]> {
  const matrix = await findMatrix(pool, scope.id, networkId, mode);
  const heads = new Map(
    (matrix ? await listRowHeads(pool, matrix.id) : []).map((head) => [`${head.kind}${head.id}`, head]),
  );
  const known = ends.map((end) => {
    const head = heads.get(`${end.kind}${end.id}`);
    return head && !hasMoved(end, head) ? head : null;
  });
  const asked = ends.filter((_, index) => known[index] === null);
  const located = (await engine.locate(mode, asked.map(positionOf))).values();
  return known.map((head) =>
    head === null
      ? (located.next().value ?? null)
      : head.snapMetres === null || head.snapLongitude === null || head.snapLatitude === null
        ? null
        : { metres: head.snapMetres, position: [head.snapLongitude, head.snapLatitude] },
  );
}

/** @returns false: stopped before the end */
async function complete(
  engine: RoutingEngine,
  mode: TravelMode,
  snaps: readonly (Snap | null)[],
  asked: readonly Asked[],
  { shouldStop, onProgress }: SiteTimesOptions,
): Promise<boolean> {
  const located = await engine.locate(
    mode,
    asked.map(({ position }) => position),
  );
  const targets = asked.flatMap(({ column }, index) => {
    const snap = located[index] ?? null;
    if (snap === null) {
      column.fill(UNREACHABLE);
    }
    return snap === null ? [] : [{ column, position: snap.position }];
  });
  for (let from = 0; from < snaps.length; from += PLACES_AT_ONCE) {
    const places = Array.from(snaps.slice(from, from + PLACES_AT_ONCE).keys(), (index) => from + index);
    const open = targets.filter(({ column }) => places.some((place) => column[place] === NOT_COMPUTED));
    if (open.length > 0) {
      if (shouldStop?.() === true) {
        return false;
      }
      await askFrom(engine, mode, snaps, places, open);
    }
    onProgress?.(Math.min(from + PLACES_AT_ONCE, snaps.length), snaps.length);
  }
  return true;
}

/** From some places to every target. */
async function askFrom(
  engine: RoutingEngine,
  mode: TravelMode,
  snaps: readonly (Snap | null)[],
  places: readonly number[],
  targets: readonly Asked[],
): Promise<void> {
  const sources = places.flatMap((place) => {
    const snap = snaps[place] ?? null;
    return snap === null ? [] : [{ place, position: snap.position }];
  });
  const rows = await engine.matrix(
    mode,
    sources.map(({ position }) => position),
    targets.map(({ position }) => position),
  );
  targets.forEach(({ column }, index) => {
    for (const place of places) {
      column[place] = UNREACHABLE;
    }
    sources.forEach(({ place }, row) => {
      const seconds = rows[row]?.[index] ?? null;
      if (seconds !== null) {
        column[place] = Math.min(LONGEST_SECONDS, Math.round(seconds));
      }
    });
  });
}

/** Site by site, of a matrix that is place by place. */
function columnsOf(seconds: Uint16Array, places: number, sites: number): Uint16Array[] {
  return Array.from({ length: sites }, (_, site) =>
    Uint16Array.from({ length: places }, (__, place) => seconds[place * sites + site] ?? UNREACHABLE),
  );
}

function positionOf({ longitude, latitude }: PlaceEnd): Position {
  return [longitude, latitude];
}
