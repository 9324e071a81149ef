import type pg from 'pg';
import type { ImportChange } from './import-change.ts';
import type { ImportStatus, RecordKind } from './import-run.entity.ts';
import type { FileRefusal, RowRefusal } from './refusal-codes.ts';
import type { ProgressReport, RunOutcome, RunPhase } from './run-outcome.ts';

// The record of a run. It is written outside the run's transaction, so that a run that fails is on record too.

/** Locks of a run (held by its connection: gone with a process that dies) and of a bureau's imports. */
const RUN_LOCK = 7001;
const BUREAU_LOCK = 7002;

export interface NewRun {
  readonly bureauId: number;
  readonly profileName: string;
  readonly profileVersion: number;
  readonly recordKind: RecordKind;
  readonly lawfulOrder: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly dryRun: boolean;
  readonly startedAt: Date;
  readonly actor: string;
  /** Of an UNDO: the run that it takes back; null: of a file. */
  readonly undoesRunId: number | null;
}

export async function insertRun(pool: pg.Pool, run: NewRun): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into import_run (bureau_id, profile_name, profile_version, record_kind, lawful_order, file_name, file_bytes, dry_run,
       status, started_at, actor, kind, undoes_run_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'RUNNING', $9, $10, case when $11::bigint is null then 'FILE' else 'UNDO' end, $11)
     returning id`,
    [
      run.bureauId,
      run.profileName,
      run.profileVersion,
      run.recordKind,
      run.lawfulOrder,
      run.fileName,
      run.fileBytes,
      run.dryRun,
      run.startedAt,
      run.actor,
      run.undoesRunId,
    ],
  );
  const [row] = rows;
  if (!row) {
    throw new Error('The import run was not recorded.');
  }
  return row.id;
}

export async function lockRun(client: pg.ClientBase, runId: number): Promise<void> {
  await client.query('select pg_advisory_lock($1, $2)', [RUN_LOCK, runId]);
}

export async function unlockRun(client: pg.ClientBase, runId: number, bureauId: number): Promise<void> {
  await client.query('select pg_advisory_unlock($1, $2), pg_advisory_unlock($3, $4)', [
    RUN_LOCK,
    runId,
    BUREAU_LOCK,
    bureauId,
  ]);
}

/** false: another import of the bureau is running. */
export async function lockBureau(client: pg.ClientBase, bureauId: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [
    BUREAU_LOCK,
    bureauId,
  ]);
  return rows[0]?.locked ?? false;
}

/** Runs whose process died are marked as such: nothing of them is in, and their refusals say nothing. */
export async function markInterruptedRuns(pool: pg.Pool, now: Date): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ id: number }>(
      `select id from import_run where status = 'RUNNING' and pg_try_advisory_lock($1, id::int)`,
      [RUN_LOCK],
    );
    for (const { id } of rows) {
      await deleteRefusals(pool, id);
      await client.query(
        `update import_run set status = 'INTERRUPTED', finished_at = $2 where id = $1 and status = 'RUNNING'`,
        [id, now],
      );
      await client.query('select pg_advisory_unlock($1, $2)', [RUN_LOCK, id]);
    }
    return rows.length;
  } finally {
    client.release();
  }
}

/** Writes down how far a run is. @returns whether someone wants it cancelled */
export async function reportProgress(
  pool: pg.Pool,
  runId: number,
  { phase, done, total, rowsRead }: ProgressReport,
): Promise<boolean> {
  const { rows } = await pool.query<{ is_to_stop: boolean }>(
    `insert into import_progress as p (import_run_id, phase, done, total, rows_read) values ($1, $2, $3, $4, $5)
     on conflict (import_run_id) do update
     set phase = excluded.phase, done = excluded.done, total = excluded.total, rows_read = excluded.rows_read
     returning p.cancel_requested_at is not null as is_to_stop`,
    [runId, phase, done, total, rowsRead],
  );
  return rows[0]?.is_to_stop ?? false;
}

/** How far a run is, and whether someone wants it cancelled. */
export interface LiveProgress {
  readonly runId: number;
  readonly phase: RunPhase | null;
  readonly done: number;
  readonly total: number | null;
  readonly rowsRead: number;
  readonly isCancelRequested: boolean;
}

/** Of the runs among them that have told anything. */
export async function progressOf(pool: pg.Pool, runIds: readonly number[]): Promise<LiveProgress[]> {
  const { rows } = await pool.query<LiveProgress>(
    `select import_run_id as "runId", phase, done, total, rows_read as "rowsRead",
       cancel_requested_at is not null as "isCancelRequested"
     from import_progress where import_run_id = any($1)`,
    [runIds],
  );
  return rows;
}

/** @returns false: it is not running */
export async function requestCancel(
  pool: pg.Pool,
  bureauId: number,
  runId: number,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into import_progress as p (import_run_id, cancel_requested_at)
     select id, $3 from import_run where bureau_id = $1 and id = $2 and status = 'RUNNING'
     on conflict (import_run_id) do update
     set cancel_requested_at = coalesce(p.cancel_requested_at, excluded.cancel_requested_at)`,
    [bureauId, runId, now],
  );
  return rowCount === 1;
}

export async function finishRun(
  client: pg.ClientBase,
  {
    runId,
    status,
    finishedAt,
    outcome,
    refusal,
  }: {
    readonly runId: number;
    readonly status: ImportStatus;
    readonly finishedAt: Date;
    readonly outcome: RunOutcome;
    readonly refusal: FileRefusal | null;
  },
): Promise<void> {
  const { file } = outcome;
  await client.query(
    `update import_run set status = $2, finished_at = $3, rows_read = $4, rows_accepted = $5, rows_refused = $6, records_added = $7,
       records_changed = $8, records_unchanged = $9, records_removed = $10, events_added = $11, events_superseded = $12,
       file_sha256 = $13, encoding = $14, format = $15, header = $16, error_code = $17, error_message = $18
     where id = $1`,
    [
      runId,
      status,
      finishedAt,
      outcome.rowsRead,
      outcome.rowsRead - outcome.rowsRefused,
      outcome.rowsRefused,
      outcome.recordsAdded,
      outcome.recordsChanged,
      outcome.recordsUnchanged,
      outcome.recordsRemoved,
      outcome.eventsAdded,
      outcome.eventsSuperseded,
      file?.sha256 ?? null,
      file?.encoding ?? null,
      file?.format ?? null,
      file?.header ?? null,
      refusal?.code ?? null,
      refusal?.message ?? null,
    ],
  );
}

export async function insertChanges(
  client: pg.ClientBase,
  runId: number,
  changes: readonly ImportChange[],
): Promise<void> {
  await client.query(
    `insert into import_change (import_run_id, ordinal, record_key, action, differences)
     select $1, c.ordinal, c.change->>'recordKey', c.change->>'action', c.change->'differences'
     from jsonb_array_elements($2::jsonb) with ordinality as c (change, ordinal)`,
    [runId, JSON.stringify(changes)],
  );
}

export async function deleteRefusals(pool: pg.Pool, runId: number): Promise<void> {
  await pool.query('delete from import_refusal where import_run_id = $1', [runId]);
}

export interface StoredRefusal extends RowRefusal {
  /** Header → value, as the row stood in the file; {} until it has been read again. */
  readonly raw: Readonly<Record<string, string>>;
}

export async function insertRefusals(
  pool: pg.Pool,
  runId: number,
  refusals: readonly StoredRefusal[],
): Promise<void> {
  await pool.query(
    `insert into import_refusal (import_run_id, row_number, column_name, value, code, expected, raw)
     select $1, r."rowNumber", r."columnName", r.value, r.code, r.expected, r.raw
     from jsonb_to_recordset($2::jsonb)
       as r ("rowNumber" bigint, "columnName" text, value text, code text, expected text, raw jsonb)`,
    [runId, JSON.stringify(refusals)],
  );
}
