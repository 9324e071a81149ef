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
import { LONGEST_SECONDS, type TravelTimes, UNREACHABLE } from './travel-times.ts';

/** Positions asked of the engine together; each such part is kept as soon as it is there. */
const POSITIONS_AT_ONCE = 64;
/** Places asked of the engine between two looks at whether to stop. */
const PLACES_AT_ONCE = 64;
/** Times to a thousand positions from ten thousand places are 20 MB. */
const LARGEST_BYTES = 64 * 1024 * 1024;

const columns = new LRUCache<string, Uint16Array>({
  maxSize: LARGEST_BYTES,
  sizeCalculation: (column) => column.byteLength + 1,
});

export interface SiteTimesOptions {
  /** Asked between questions to the engine; true ends the work. */
  readonly shouldStop?: () => boolean;
  /** Positions done and to be done. */
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
  const missing = positions.filter((position) => !columns.has(keyOf(position)));
  const found = new Map<string, Uint16Array>();
  for (const position of positions) {
    const column = columns.get(keyOf(position));
    if (column) {
      found.set(keyOf(position), column);
    }
  }
  if (missing.length > 0) {
    const engine = await context.networkEngines.of(network);
    const snaps = await snapsOf(context, scope, engine, times, network.id, ends);
    for (let from = 0; from < missing.length; from += POSITIONS_AT_ONCE) {
      const part = missing.slice(from, from + POSITIONS_AT_ONCE);
      const computed = await compute(engine, times.mode, snaps, part, options);
      if (computed === null) {
        return null;
      }
      part.forEach((position, index) => {
        const column = computed[index] ?? new Uint16Array(ends.length).fill(UNREACHABLE);
        columns.set(keyOf(position), column);
        found.set(keyOf(position), column);
      });
      options.onProgress?.(from + part.length, missing.length);
    }
  }
  return positions.map((position) => found.get(keyOf(position)) ?? new Uint16Array(ends.length));
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

/** null: stopped. */
async function compute(
  engine: RoutingEngine,
  mode: TravelMode,
  snaps: readonly (Snap | null)[],
  positions: readonly Position[],
  { shouldStop }: SiteTimesOptions,
): Promise<Uint16Array[] | null> {
  const result = positions.map(() => new Uint16Array(snaps.length).fill(UNREACHABLE));
  const targets = (await engine.locate(mode, positions)).flatMap((snap, index) =>
    snap ? [{ snap, index }] : [],
  );
  const sources = snaps.flatMap((snap, index) => (snap ? [{ snap, index }] : []));
  for (let from = 0; from < sources.length; from += PLACES_AT_ONCE) {
    if (shouldStop?.() === true) {
      return null;
    }
    const part = sources.slice(from, from + PLACES_AT_ONCE);
    const rows = await engine.matrix(
      mode,
      part.map(({ snap }) => snap.position),
      targets.map(({ snap }) => snap.position),
    );
    part.forEach(({ index: place }, row) => {
      targets.forEach(({ index: site }, column) => {
        const seconds = rows[row]?.[column] ?? null;
        const times = result[site];
        if (seconds !== null && times) {
          times[place] = Math.min(LONGEST_SECONDS, Math.round(seconds));
        }
      });
    });
  }
  return result;
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
