import type pg from 'pg';
import type { RecordKind } from './import-run.entity.ts';
import type { RowRefusal } from './refusal-codes.ts';

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
}

export async function insertRun(pool: pg.Pool, run: NewRun): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into import_run (bureau_id, profile_name, profile_version, record_kind, lawful_order, file_name, file_bytes, dry_run,
       status, started_at, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'RUNNING', $9, $10) returning id`,
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
      await client.query('delete from import_refusal where import_run_id = $1', [id]);
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
