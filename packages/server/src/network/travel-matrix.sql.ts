import type pg from 'pg';
import sql from 'sql-template-tag';
import { NetworkRefusal } from './network-refusal.ts';
import type { Snap } from './routing-engine.ts';
import type { PlaceEnd } from './travel-ends.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import type { PlaceKey, PlaceKind } from './travel-times.ts';

/** Of a bureau's runs: one at a time, held by a connection and gone with a process that dies. */
const TRAVEL_LOCK = 7003;

export const TRAVEL_RUN_STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'] as const;
export type TravelRunStatus = (typeof TRAVEL_RUN_STATUSES)[number];

export interface MatrixRow {
  readonly id: number;
  readonly revision: number;
  readonly computedAt: Date | null;
}

export async function findMatrix(
  pool: pg.Pool | pg.ClientBase,
  bureauId: number,
  networkId: number,
  mode: TravelMode,
): Promise<MatrixRow | null> {
  const { rows } = await pool.query<MatrixRow>(sql`
    select id, revision, computed_at as "computedAt" from travel_matrix
    where bureau_id = ${bureauId} and network_id = ${networkId} and mode = ${mode}`);
  return rows[0] ?? null;
}

export async function requireMatrix(
  pool: pg.Pool,
  bureauId: number,
  networkId: number,
  mode: TravelMode,
): Promise<MatrixRow> {
  await pool.query(sql`
    insert into travel_matrix (bureau_id, network_id, mode) values (${bureauId}, ${networkId}, ${mode}) on conflict do nothing`);
  const matrix = await findMatrix(pool, bureauId, networkId, mode);
  if (!matrix) {
    throw new Error('The travel matrix was not recorded.');
  }
  return matrix;
}

/** Where a slot of the matrix leads. */
export interface TargetRow {
  readonly slot: number;
  readonly servicePointId: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly snapMetres: number | null;
  readonly snapLongitude: number | null;
  readonly snapLatitude: number | null;
}

export async function listTargets(pool: pg.Pool | pg.ClientBase, matrixId: number): Promise<TargetRow[]> {
  const { rows } = await pool.query<TargetRow>(sql`
    select slot, service_point_id as "servicePointId", longitude, latitude, snap_metres as "snapMetres",
      snap_longitude as "snapLongitude", snap_latitude as "snapLatitude"
    from travel_target where matrix_id = ${matrixId} order by slot`);
  return rows;
}

export async function insertTargets(
  pool: pg.Pool,
  matrixId: number,
  targets: readonly TargetRow[],
): Promise<void> {
  await pool.query(sql`
    insert into travel_target (matrix_id, slot, service_point_id, longitude, latitude, snap_metres, snap_longitude, snap_latitude)
    select ${matrixId}, t.slot, t."servicePointId", t.longitude, t.latitude, t."snapMetres", t."snapLongitude", t."snapLatitude"
    from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as t (slot int, "servicePointId" int, longitude float8,
      latitude float8, "snapMetres" float8, "snapLongitude" float8, "snapLatitude" float8)`);
}

/** What is computed from a place, without the times themselves. */
export interface RowHead {
  readonly kind: PlaceKind;
  readonly id: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly snapMetres: number | null;
  readonly snapLongitude: number | null;
  readonly snapLatitude: number | null;
  /** Of the first so many. */
  readonly slots: number;
}

const HEAD = sql`place_kind as kind, place_id as id, longitude, latitude, snap_metres as "snapMetres",
  snap_longitude as "snapLongitude", snap_latitude as "snapLatitude", octet_length(seconds) / 2 as slots`;

export async function listRowHeads(pool: pg.Pool | pg.ClientBase, matrixId: number): Promise<RowHead[]> {
  return (await pool.query<RowHead>(sql`select ${HEAD} from travel_row where matrix_id = ${matrixId}`)).rows;
}

export interface StoredRow extends RowHead {
  readonly seconds: Buffer;
}

/** Of every place, or of those that are named. */
export async function listRows(
  pool: pg.Pool | pg.ClientBase,
  matrixId: number,
  places: readonly PlaceKey[] | null = null,
): Promise<StoredRow[]> {
  const keys = places?.map(({ kind, id }) => `${kind}${id}`) ?? null;
  const { rows } = await pool.query<StoredRow>(sql`
    select ${HEAD}, seconds from travel_row
    where matrix_id = ${matrixId} and (${keys}::text[] is null or (place_kind || place_id) = any (${keys}::text[]))`);
  return rows;
}

export interface RowUpdate {
  readonly place: PlaceEnd;
  readonly snap: Snap | null;
  /** Little-endian, two bytes a slot. */
  readonly seconds: Buffer;
  /** Whether these go behind what is there, or take its place. */
  readonly appends: boolean;
}

/** A batch with the progress of its run, all or nothing. @returns whether someone wants the run to stop */
export async function commitBatch(
  client: pg.ClientBase,
  matrixId: number,
  runId: number,
  updates: readonly RowUpdate[],
  pairs: number,
  now: Date,
): Promise<boolean> {
  await client.query(sql`
    insert into travel_row (matrix_id, place_kind, place_id, longitude, latitude, snap_metres, snap_longitude, snap_latitude, seconds)
    select ${matrixId}, t.* from unnest(${updates.map(({ place }) => place.kind)}::text[], ${updates.map(({ place }) => place.id)}::int[],
      ${updates.map(({ place }) => place.longitude)}::float8[], ${updates.map(({ place }) => place.latitude)}::float8[],
      ${updates.map(({ snap }) => snap?.metres ?? null)}::float8[], ${updates.map(({ snap }) => snap?.position[0] ?? null)}::float8[],
      ${updates.map(({ snap }) => snap?.position[1] ?? null)}::float8[], ${updates.map(({ seconds }) => seconds)}::bytea[]) t
    on conflict (matrix_id, place_kind, place_id) do update set longitude = excluded.longitude, latitude = excluded.latitude,
      snap_metres = excluded.snap_metres, snap_longitude = excluded.snap_longitude, snap_latitude = excluded.snap_latitude,
      seconds = case when (excluded.place_kind || excluded.place_id) = any (${updates
        .filter(({ appends }) => appends)
        .map(({ place }) => `${place.kind}${place.id}`)}::text[])
        then travel_row.seconds || excluded.seconds else excluded.seconds end`);
  await client.query(sql`
    update travel_matrix set revision = revision + 1, computed_at = ${now} where id = ${matrixId}`);
  const { rows } = await client.query<{ isToStop: boolean }>(sql`
    update travel_run set pairs_done = pairs_done + ${pairs} where id = ${runId}
    returning cancel_requested_at is not null as "isToStop"`);
  return rows[0]?.isToStop ?? false;
}

/** Rows of places that are no longer there. */
export async function deleteOtherRows(
  pool: pg.Pool,
  matrixId: number,
  places: readonly PlaceEnd[],
): Promise<void> {
  await pool.query(sql`
    delete from travel_row r where matrix_id = ${matrixId} and not exists (
      select from unnest(${places.map(({ kind }) => kind)}::text[], ${places.map(({ id }) => id)}::int[]) as p (kind, id)
      where p.kind = r.place_kind and p.id = r.place_id)`);
}

/** Runs of a bureau one at a time. @throws NetworkRefusal TRAVEL_RUN_IN_PROGRESS */
export async function lockTravel(client: pg.ClientBase, bureauId: number): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>(
    sql`select pg_try_advisory_lock(${TRAVEL_LOCK}, ${bureauId}) as locked`,
  );
  if (!rows[0]?.locked) {
    throw new NetworkRefusal('TRAVEL_RUN_IN_PROGRESS');
  }
}

export async function unlockTravel(client: pg.ClientBase, bureauId: number): Promise<void> {
  await client.query(sql`select pg_advisory_unlock(${TRAVEL_LOCK}, ${bureauId})`);
}

/** Runs whose process died, by the lock that nobody holds, are marked as such. What they committed holds. @param bureauId null: all */
export async function markInterruptedTravelRuns(
  client: pg.Pool | pg.ClientBase,
  bureauId: number | null,
  now: Date,
): Promise<void> {
  await client.query(sql`
    update travel_run r set status = 'INTERRUPTED', finished_at = ${now} from travel_matrix m
    where m.id = r.matrix_id and r.status = 'RUNNING' and (${bureauId}::int is null or m.bureau_id = ${bureauId})
      and case when r.status = 'RUNNING' then pg_try_advisory_xact_lock(${TRAVEL_LOCK}, m.bureau_id) else false end`);
}

export async function insertTravelRun(
  pool: pg.Pool,
  run: {
    readonly matrixId: number;
    readonly pairsTotal: number;
    readonly startedAt: Date;
    readonly actor: string;
  },
): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(sql`
    insert into travel_run (matrix_id, status, started_at, actor, pairs_total)
    values (${run.matrixId}, 'RUNNING', ${run.startedAt}, ${run.actor}, ${run.pairsTotal}) returning id`);
  const [row] = rows;
  if (!row) {
    throw new Error('The travel run was not recorded.');
  }
  return row.id;
}

export async function finishTravelRun(
  pool: pg.Pool,
  runId: number,
  status: TravelRunStatus,
  now: Date,
  error: { readonly code: string; readonly message: string } | null = null,
): Promise<void> {
  await pool.query(sql`
    update travel_run set status = ${status}, finished_at = ${now}, error_code = ${error?.code ?? null},
      error_message = ${error?.message ?? null} where id = ${runId}`);
}

/** @returns false: it is not running, or not of this bureau */
export async function requestTravelCancel(
  pool: pg.Pool,
  bureauId: number,
  runId: number,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(sql`
    update travel_run r set cancel_requested_at = coalesce(cancel_requested_at, ${now}) from travel_matrix m
    where m.id = r.matrix_id and m.bureau_id = ${bureauId} and r.id = ${runId} and r.status = 'RUNNING'`);
  return rowCount === 1;
}
