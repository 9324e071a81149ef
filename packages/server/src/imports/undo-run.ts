import type pg from 'pg';
import { type ActiveRun, conductRun } from './conduct-run.ts';
import type { RecordKind } from './import-run.entity.ts';
import { rederive } from './rederive.ts';
import { FileRefusal } from './refusal-codes.ts';
import { NO_COUNTS, type RunCounts, type RunOutcome } from './run-outcome.ts';
import {
  blockingRuns,
  collectAffected,
  countAffected,
  forgetAdded,
  forgetApplicants,
  rememberAffected,
  restoreApplications,
  restoreDated,
  restoreEvents,
  restoreReferences,
  supersedeDated,
  supersedeEventsOf,
  voidAdded,
} from './undo-run.sql.ts';

export interface UndoRequest {
  readonly pool: pg.Pool;
  readonly bureauCode: string;
  readonly runId: number;
  readonly actor: string;
  readonly now: () => Date;
}

export interface UndoSummary extends RunCounts {
  readonly runId: number;
  readonly refusal: FileRefusal | null;
}

export interface UndoableRun {
  readonly id: number;
  readonly kind: 'FILE' | 'UNDO';
  readonly status: string;
  readonly dryRun: boolean;
  readonly recordKind: RecordKind;
  readonly changedRecords: number;
  readonly undoneByRunId: number | null;
  /** It took an UNDO back. */
  readonly isRedo: boolean;
}

/** A violated foreign key: something else refers to the record. */
const FOREIGN_KEY_VIOLATION = '23503';

/** The tables of reference data, and the dated facts that stand below their records. */
const REFERENCE_TABLES: Partial<Record<RecordKind, { table: string; dated: string | null }>> = {
  SERVICE_POINTS: { table: 'service_point', dated: 'service_point_status' },
  SERVICE_ITEMS: { table: 'service_item', dated: 'service_item_limit' },
  OUTREACH_EVENTS: { table: 'outreach_event', dated: null },
  DEMAND_AREAS: { table: 'demand_area', dated: null },
  KEY_BUILDINGS: { table: 'key_building', dated: null },
};

/**
 * Takes a run back by a run of its own: what it changed says again what it said before, what it added is out of force, and every
 * fact of both stays on record. An UNDO of applications can be taken back in the same way.
 * @throws FileRefusal IMPORT_IN_PROGRESS; UNDO_BLOCKED, naming the runs in the way, is recorded and returned
 */
export async function undoRun(request: UndoRequest): Promise<UndoSummary> {
  const { pool, bureauCode, actor, now } = request;
  const undone = await findUndoableRun(pool, request.runId, bureauCode);
  const obstacle = undone === null ? 'no such run' : reasonNotToUndo(undone);
  if (undone === null || obstacle !== null) {
    return { runId: request.runId, ...NO_COUNTS, refusal: new FileRefusal('UNDO_BLOCKED', obstacle ?? '') };
  }
  const { runId, outcome, refusal } = await conductRun(
    {
      pool,
      bureauCode,
      run: { ...(await aboutRun(pool, undone.id)), dryRun: false, actor, undoesRunId: undone.id },
      now,
    },
    (run) => takeBack(run, undone),
    () => ({ rowsRead: 0, file: null }),
  );
  const { changes: _changes, file: _file, rowsRead: _read, rowsRefused: _refused, ...counts } = outcome;
  return { runId, ...counts, refusal };
}

/** null: nothing about the run itself stands in the way; whether later runs do is found out by trying. */
export function reasonNotToUndo(run: UndoableRun): string | null {
  if (run.status !== 'SUCCEEDED' || run.dryRun || run.changedRecords === 0) {
    return 'it changed nothing';
  }
  if (run.undoneByRunId !== null) {
    return `run ${run.undoneByRunId} took it back already`;
  }
  if (run.kind === 'UNDO' && run.recordKind in REFERENCE_TABLES) {
    return 'send the file of the run that it took back again';
  }
  if (run.isRedo) {
    return 'take back the run of the file instead';
  }
  return null;
}

/** @param bureauCode of which bureau it must be; null: whichever. @returns null: there is no such run */
export async function findUndoableRun(
  pool: pg.Pool,
  runId: number,
  bureauCode: string | null = null,
): Promise<UndoableRun | null> {
  const { rows } = await pool.query<UndoableRun>(
    `select r.id, r.kind, r.status, r.dry_run as "dryRun", r.record_kind as "recordKind",
       r.records_added + r.records_changed + r.records_removed as "changedRecords",
       (select u.id from import_run u where u.undoes_run_id = r.id and u.status = 'SUCCEEDED'
          and not exists (select from import_run v where v.undoes_run_id = u.id and v.status = 'SUCCEEDED')
        limit 1) as "undoneByRunId",
       coalesce(t.kind = 'UNDO', false) as "isRedo"
     from import_run r join bureau b on b.id = r.bureau_id left join import_run t on t.id = r.undoes_run_id where r.id = $1 and ($2::text is null or b.code = $2)`,
    [runId, bureauCode],
  );
  return rows[0] ?? null;
}

async function aboutRun(pool: pg.Pool, runId: number) {
  const { rows } = await pool.query<{
    profileName: string;
    profileVersion: number;
    recordKind: RecordKind;
    lawfulOrder: string;
    fileName: string;
    fileBytes: number;
  }>(
    `select profile_name as "profileName", profile_version as "profileVersion", record_kind as "recordKind",
       lawful_order as "lawfulOrder", file_name as "fileName", file_bytes as "fileBytes"
     from import_run where id = $1`,
    [runId],
  );
  const [about] = rows;
  if (!about) {
    throw new Error(`Run ${runId} is gone.`);
  }
  return about;
}

async function takeBack(run: ActiveRun, undone: UndoableRun): Promise<RunOutcome> {
  run.progress.advance('WRITING');
  const reference = REFERENCE_TABLES[undone.recordKind];
  const counts = reference
    ? await takeBackReferences(run, undone, reference)
    : await takeBackApplications(run, undone);
  return { ...NO_COUNTS, ...counts, rowsRead: 0, rowsRefused: 0, changes: [], file: null };
}

async function takeBackApplications(run: ActiveRun, undone: UndoableRun): Promise<Partial<RunCounts>> {
  const { client, id: undoId, bureauId } = run;
  await client.query(collectAffected(bureauId, undone));
  const { rows } = await client.query<{
    affected: number;
    removed: number;
    revived: number;
  }>(countAffected);
  const { affected = 0, removed = 0, revived = 0 } = rows[0] ?? {};
  if (affected !== undone.changedRecords) {
    const { rows: later } = await client.query<{ id: number }>(blockingRuns(undone.id));
    throw new FileRefusal('UNDO_BLOCKED', later.map(({ id }) => `#${id}`).join(', '));
  }
  await client.query(rememberAffected(undoId));
  const superseded = await client.query(supersedeEventsOf(undone, undoId));
  const restored = await client.query(restoreEvents(undone.id, undoId));
  await client.query(voidAdded(undoId));
  await client.query(forgetApplicants);
  await client.query(restoreApplications(undoId));
  // Limits and calendar may have changed since.
  await rederive(client, bureauId, run.calendar, { touchedByRunId: undoId });
  return {
    recordsAdded: revived,
    recordsChanged: affected - removed - revived,
    recordsRemoved: removed,
    eventsAdded: restored.rowCount ?? 0,
    eventsSuperseded: superseded.rowCount ?? 0,
  };
}

async function takeBackReferences(
  run: ActiveRun,
  undone: UndoableRun,
  { table, dated }: { table: string; dated: string | null },
): Promise<Partial<RunCounts>> {
  const { client, id: undoId, bureauId } = run;
  const { rows: later } = await client.query<{ id: number }>(
    `select distinct t.import_run_id as id from import_before b join ${table} t on t.id = b.record_id
     where b.import_run_id = $1 and b.record_table = $2 and t.import_run_id <> $1 order by 1`,
    [undone.id, table],
  );
  if (later.length > 0) {
    throw new FileRefusal('UNDO_BLOCKED', later.map(({ id }) => `#${id}`).join(', '));
  }
  const owner = `${table}_id`;
  if (dated !== null) {
    await client.query(supersedeDated(dated, undone.id, undoId));
    const columns = await columnsOf(client, dated);
    await client.query(restoreDated(dated, columns, undone.id, undoId));
  }
  const columns = await columnsOf(client, table);
  const restored = await client.query(restoreReferences(table, columns, undone.id, undoId));
  let removed = 0;
  try {
    for (const statement of forgetAdded(table, dated, owner, undone.id, undoId)) {
      removed = (await client.query(statement)).rowCount ?? 0;
    }
  } catch (error) {
    throw (error as { code?: unknown }).code === FOREIGN_KEY_VIOLATION
      ? new FileRefusal('UNDO_BLOCKED')
      : error;
  }
  if (undone.recordKind === 'SERVICE_ITEMS') {
    await rederive(client, bureauId, run.calendar);
  }
  return { recordsChanged: restored.rowCount ?? 0, recordsRemoved: removed };
}

/** The columns of a table beside the ones that say which row it is and where it came from. */
async function columnsOf(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1
       and column_name not in ('id', 'import_run_id', 'superseded_by_run_id') order by ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}
