import type pg from 'pg';
import type { Position } from '../places/place.entity.ts';
import { inTransaction } from '../platform/transaction.ts';
import { checkDatum } from './datum-check.ts';
import type { KindSuspicion } from './datum-suspicion.sql.ts';
import type { EstimateFit } from './estimate-fit.ts';
import { fitMatrix } from './fit-matrix.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { liveSlots, type PendingRow, pendingRows } from './pending-pairs.ts';
import { type RoutingEngine, RoutingEngineError, type Snap } from './routing-engine.ts';
import { type PointEnd, travelEnds } from './travel-ends.sql.ts';
import {
  commitBatch,
  deleteOtherRows,
  finishTravelRun,
  insertTargets,
  insertTravelRun,
  listRowHeads,
  listTargets,
  lockTravel,
  markInterruptedTravelRuns,
  type RowUpdate,
  requireMatrix,
  type TargetRow,
  type TravelRunStatus,
  unlockTravel,
} from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import { LONGEST_SECONDS, NOT_COMPUTED, UNREACHABLE } from './travel-times.ts';

/** Places committed together: what a kill costs, at most, of each engine. */
const FEWEST_AT_ONCE = 50;
const MOST_AT_ONCE = 2000;
/** An engine searches from whichever are fewer: so many places to a point make the search a small part of each. */
const PLACES_TO_A_POINT = 10;

export interface TravelComputation {
  readonly pool: pg.Pool;
  readonly bureauId: number;
  readonly networkId: number;
  /** One after the other, each a run of its own. */
  readonly modes: readonly TravelMode[];
  /** At work beside each other, all on the same network. */
  readonly engines: readonly RoutingEngine[];
  readonly actor: string;
  readonly now: () => Date;
  readonly onStarted?: ((runId: number) => void) | undefined;
  readonly onProgress?: ((mode: TravelMode, pairsDone: number, pairsTotal: number) => void) | undefined;
}

export interface TravelOutcome {
  readonly mode: TravelMode;
  readonly runId: number;
  readonly status: TravelRunStatus;
  readonly pairsComputed: number;
  /** Of kinds of places whose coordinates look to be in the wrong datum; none where the run did not come to its end. */
  readonly datumSuspicions: readonly KindSuspicion[];
  /** What the estimate comes to on these travel times; null: too few pairs, or the run did not come to its end. */
  readonly estimateFit: EstimateFit | null;
}

/**
 * Computes the travel times of a bureau that are not there yet, in batches that hold as they are committed: killed or cancelled, it is
 * taken up again where it stood. After a mode that was cancelled the next ones are not begun.
 * @throws NetworkRefusal TRAVEL_RUN_IN_PROGRESS; RoutingEngineError, after the run is on record as failed
 */
export async function computeTravelTimes(request: TravelComputation): Promise<TravelOutcome[]> {
  const { pool, bureauId, networkId, modes, now } = request;
  const client = await pool.connect();
  try {
    await lockTravel(client, bureauId);
    try {
      await markInterruptedTravelRuns(client, bureauId, now());
      const outcomes: TravelOutcome[] = [];
      for (const mode of modes) {
        const { id: matrixId } = await requireMatrix(pool, bureauId, networkId, mode);
        const outcome = await compute(request, { mode, matrixId });
        outcomes.push(outcome);
        if (outcome.status === 'CANCELLED') {
          break;
        }
      }
      return outcomes;
    } finally {
      await unlockTravel(client, bureauId);
    }
  } finally {
    client.release();
  }
}

interface Matrix {
  readonly mode: TravelMode;
  readonly matrixId: number;
}

async function compute(request: TravelComputation, matrix: Matrix): Promise<TravelOutcome> {
  const { pool, bureauId, now } = request;
  const { mode, matrixId } = matrix;
  const ends = await travelEnds(pool, bureauId);
  const { places, points } = ends;
  const known = await listTargets(pool, matrixId);
  const fresh = newTargets(points, known);
  const live = new Set(liveSlots(points, [...known, ...fresh]).values());
  const pending = pendingRows(places, await listRowHeads(pool, matrixId), live);
  const pairsTotal = pending.reduce((sum, { pairs }) => sum + pairs, 0);
  const runId = await insertTravelRun(pool, { matrixId, pairsTotal, startedAt: now(), actor: request.actor });
  request.onStarted?.(runId);
  try {
    await deleteOtherRows(pool, matrixId, places);
    const targets = [...known, ...(await putOnRoads(request, matrix, fresh))];
    const { status, pairsComputed } = await work(request, {
      mode,
      matrixId,
      runId,
      targets,
      live,
      pending,
      pairsTotal,
    });
    const isWhole = status === 'SUCCEEDED';
    const engine = firstOf(request.engines);
    const datumSuspicions = isWhole ? await checkDatum(pool, matrixId, engine, mode, ends) : [];
    const estimateFit = isWhole ? await fitMatrix(pool, matrixId, mode, ends) : null;
    await finishTravelRun(pool, runId, status, now());
    return { mode, runId, status, pairsComputed, datumSuspicions, estimateFit };
  } catch (error) {
    await finishTravelRun(pool, runId, 'FAILED', now(), failureOf(error));
    throw error;
  }
}

function failureOf(error: unknown): { code: string; message: string } {
  if (error instanceof NetworkRefusal) {
    return { code: error.code, message: error.message };
  }
  return error instanceof RoutingEngineError
    ? { code: 'ENGINE_FAILED', message: error.message }
    : { code: 'UNEXPECTED', message: 'Something went wrong on our side; it has been logged.' };
}

/** Points that are new or have moved get slots behind the last. */
function newTargets(points: readonly PointEnd[], targets: readonly TargetRow[]): TargetRow[] {
  const known = liveSlots(points, targets);
  return points
    .filter(({ id }) => !known.has(id))
    .map(({ id, longitude, latitude }, index) => ({
      slot: targets.length + index,
      servicePointId: id,
      longitude,
      latitude,
      snapMetres: null,
      snapLongitude: null,
      snapLatitude: null,
    }));
}

async function putOnRoads(
  { pool, engines }: TravelComputation,
  { mode, matrixId }: Matrix,
  fresh: readonly TargetRow[],
): Promise<TargetRow[]> {
  const snaps = await firstOf(engines).locate(mode, fresh.map(positionOf));
  const targets = fresh.map((target, index) => ({
    ...target,
    snapMetres: snaps[index]?.metres ?? null,
    snapLongitude: snaps[index]?.position[0] ?? null,
    snapLatitude: snaps[index]?.position[1] ?? null,
  }));
  await insertTargets(pool, matrixId, targets);
  return targets;
}

interface Plan extends Matrix {
  readonly runId: number;
  readonly targets: readonly TargetRow[];
  readonly live: ReadonlySet<number>;
  readonly pending: readonly PendingRow[];
  readonly pairsTotal: number;
}

async function work(
  request: TravelComputation,
  plan: Plan,
): Promise<{ readonly status: TravelRunStatus; readonly pairsComputed: number }> {
  const batches = batchesOf(plan, request.engines.length);
  let pairsComputed = 0;
  let isToStop = false;
  const drain = async (engine: RoutingEngine) => {
    for (let batch = batches.pop(); batch && !isToStop; batch = batches.pop()) {
      const updates = await computeBatch(engine, plan, batch);
      const pairs = batch.reduce((sum, each) => sum + each.pairs, 0);
      isToStop ||= await inTransaction(request.pool, (client) =>
        commitBatch(client, plan.matrixId, plan.runId, updates, pairs, request.now()),
      );
      pairsComputed += pairs;
      request.onProgress?.(plan.mode, pairsComputed, plan.pairsTotal);
    }
  };
  await Promise.all(
    request.engines.map((engine) =>
      drain(engine).catch((error: unknown) => {
        isToStop = true;
        throw error;
      }),
    ),
  );
  return { status: isToStop && pairsComputed < plan.pairsTotal ? 'CANCELLED' : 'SUCCEEDED', pairsComputed };
}

/** Of places that lack the same slots, so that a batch is one question; the last is taken first. */
function batchesOf({ pending, targets, live }: Plan, engines: number): PendingRow[][] {
  const batches: PendingRow[][] = [];
  for (const [fromSlot, rows] of Map.groupBy(pending, (row) => row.fromSlot)) {
    const points = targets.slice(fromSlot).filter(({ slot }) => live.has(slot)).length;
    const share = Math.ceil(rows.length / engines);
    const atOnce = Math.max(FEWEST_AT_ONCE, Math.min(MOST_AT_ONCE, points * PLACES_TO_A_POINT, share));
    for (let from = 0; from < rows.length; from += atOnce) {
      batches.push(rows.slice(from, from + atOnce));
    }
  }
  return batches.reverse();
}

async function computeBatch(
  engine: RoutingEngine,
  { mode, targets, live }: Plan,
  batch: readonly PendingRow[],
): Promise<RowUpdate[]> {
  const fromSlot = batch[0]?.fromSlot ?? 0;
  const wanted = targets.slice(fromSlot);
  const reachable = wanted.flatMap(({ slot, snapLongitude, snapLatitude }) =>
    live.has(slot) && snapLongitude !== null && snapLatitude !== null
      ? [{ index: slot - fromSlot, position: [snapLongitude, snapLatitude] as const }]
      : [],
  );
  const snaps = await snapsOf(engine, mode, batch);
  const onNetwork = snaps.flatMap((snap, index) => (snap ? [{ index, position: snap.position }] : []));
  const rows = await engine.matrix(
    mode,
    onNetwork.map(({ position }) => position),
    reachable.map(({ position }) => position),
  );
  const secondsOf = new Map(onNetwork.map(({ index }, row) => [index, rows[row] ?? []]));
  return batch.map(({ place }, index) => {
    // A live slot is unreachable until the engine says otherwise: a place or point off the network has no way at all.
    const seconds = new Uint16Array(wanted.map(({ slot }) => (live.has(slot) ? UNREACHABLE : NOT_COMPUTED)));
    const found = secondsOf.get(index);
    for (const [column, target] of reachable.entries()) {
      const value = found?.[column] ?? null;
      seconds[target.index] = value === null ? UNREACHABLE : Math.min(LONGEST_SECONDS, Math.round(value));
    }
    return { place, snap: snaps[index] ?? null, seconds: littleEndian(seconds), appends: fromSlot > 0 };
  });
}

async function snapsOf(
  engine: RoutingEngine,
  mode: TravelMode,
  batch: readonly PendingRow[],
): Promise<(Snap | null)[]> {
  if (batch.every(({ head }) => head === null)) {
    return engine.locate(
      mode,
      batch.map(({ place }) => positionOf(place)),
    );
  }
  return batch.map(({ head }) =>
    head && head.snapMetres !== null && head.snapLongitude !== null && head.snapLatitude !== null
      ? { metres: head.snapMetres, position: [head.snapLongitude, head.snapLatitude] }
      : null,
  );
}

function littleEndian(seconds: Uint16Array): Buffer {
  const buffer = Buffer.alloc(seconds.length * 2);
  for (const [index, value] of seconds.entries()) {
    buffer.writeUInt16LE(value, index * 2);
  }
  return buffer;
}

function positionOf({ longitude, latitude }: { longitude: number; latitude: number }): Position {
  return [longitude, latitude];
}

function firstOf(engines: readonly RoutingEngine[]): RoutingEngine {
  const [engine] = engines;
  if (!engine) {
    throw new RangeError('There is no engine to compute with.');
  }
  return engine;
}
