import type pg from 'pg';
import {
  type CalendarCode,
  createWorkingCalendar,
  type OpeningSpan,
  type WorkingCalendar,
} from '../working-time/working-calendar.ts';
import type { ImportStatus } from './import-run.entity.ts';
import {
  deleteRefusals,
  finishRun,
  insertChanges,
  insertRun,
  lockBureau,
  lockRun,
  markInterruptedRuns,
  type NewRun,
  unlockRun,
} from './import-run.sql.ts';
import { FileRefusal } from './refusal-codes.ts';
import { type FileFacts, NO_COUNTS, type RunOutcome } from './run-outcome.ts';
import { RunProgress } from './run-progress.ts';

export interface BureauRow {
  readonly id: number;
  readonly timeZone: string;
  readonly calendarCode: CalendarCode;
  readonly standardHours: OpeningSpan[];
}

/** A run at work: its transaction, and what it tells while it works. */
export interface ActiveRun {
  readonly id: number;
  readonly client: pg.PoolClient;
  readonly bureauId: number;
  readonly timeZone: string;
  readonly calendar: WorkingCalendar;
  readonly progress: RunProgress;
}

export interface ConductedRun {
  readonly runId: number;
  readonly status: ImportStatus;
  readonly outcome: RunOutcome;
  /** Why nothing of it is in; null: it is. */
  readonly refusal: FileRefusal | null;
}

export interface RunRequest {
  readonly pool: pg.Pool;
  readonly bureauCode: string;
  readonly run: Omit<NewRun, 'bureauId' | 'startedAt'>;
  readonly now: () => Date;
  /** Called with the run's id once it is on record. */
  readonly onStarted?: ((runId: number) => void) | undefined;
  readonly onProgress?: RunProgress['listener'] | undefined;
}

/** The code of PostgreSQL for a statement that was cancelled. */
const QUERY_CANCELED = '57014';

/**
 * One run of a bureau: alone, on record, in one transaction. What `work` does is in as a whole, or not at all.
 * @param known what is known of the file so far, asked for when the run fails
 * @throws FileRefusal IMPORT_IN_PROGRESS; every other refusal is recorded with the run and returned
 */
export async function conductRun(
  request: RunRequest,
  work: (run: ActiveRun) => Promise<RunOutcome>,
  known: () => { readonly rowsRead: number; readonly file: FileFacts | null },
): Promise<ConductedRun> {
  const { pool, now } = request;
  const bureau = await findBureau(pool, request.bureauCode);
  await markInterruptedRuns(pool, now());
  const client = await pool.connect();
  try {
    if (!(await lockBureau(client, bureau.id))) {
      throw new FileRefusal('IMPORT_IN_PROGRESS', request.bureauCode);
    }
    const runId = await insertRun(pool, { ...request.run, bureauId: bureau.id, startedAt: now() });
    await lockRun(client, runId);
    try {
      request.onStarted?.(runId);
      const progress = await RunProgress.start(pool, client, runId, request.onProgress);
      const run: ActiveRun = {
        id: runId,
        client,
        bureauId: bureau.id,
        timeZone: bureau.timeZone,
        calendar: createWorkingCalendar({ ...bureau, code: bureau.calendarCode }),
        progress,
      };
      return await conclude(request, run, work, known);
    } finally {
      await unlockRun(client, runId, bureau.id);
    }
  } finally {
    client.release();
  }
}

async function conclude(
  { pool, run: { dryRun }, now }: RunRequest,
  run: ActiveRun,
  work: (run: ActiveRun) => Promise<RunOutcome>,
  known: () => { readonly rowsRead: number; readonly file: FileFacts | null },
): Promise<ConductedRun> {
  const { client, progress, id: runId } = run;
  try {
    await client.query('begin');
    const outcome = await work(run);
    progress.throwIfCancelled();
    const hasChanged = outcome.recordsAdded + outcome.recordsChanged + outcome.recordsRemoved > 0;
    if (hasChanged && !dryRun) {
      await client.query('update bureau set data_version = data_version + 1 where id = $1', [run.bureauId]);
    }
    await progress.stop();
    if (dryRun) {
      await client.query('rollback');
    }
    // In the transaction of the facts, so that the run has succeeded exactly when they are in.
    await insertChanges(client, runId, outcome.changes);
    await finishRun(client, { runId, status: 'SUCCEEDED', finishedAt: now(), outcome, refusal: null });
    if (!dryRun) {
      await client.query('commit');
    }
    return { runId, status: 'SUCCEEDED', outcome, refusal: null };
  } catch (error) {
    await client.query('rollback');
    await progress.stop();
    const refusal = refusalOf(error, progress);
    const { rowsRead, file } = known();
    const outcome = { ...NO_COUNTS, rowsRead, rowsRefused: rowsRead, changes: [], file };
    const status = refusal.code === 'CANCELLED' ? 'CANCELLED' : 'FAILED';
    if (status === 'CANCELLED') {
      // Half a list of refusals says nothing.
      await deleteRefusals(pool, runId);
    }
    await finishRun(client, { runId, status, finishedAt: now(), outcome, refusal });
    if (refusal.code === 'UNEXPECTED') {
      throw error;
    }
    return { runId, status, outcome, refusal };
  }
}

function refusalOf(error: unknown, progress: RunProgress): FileRefusal {
  if (progress.isCancelled && (error as { code?: unknown }).code === QUERY_CANCELED) {
    return new FileRefusal('CANCELLED');
  }
  return error instanceof FileRefusal ? error : new FileRefusal('UNEXPECTED');
}

async function findBureau(pool: pg.Pool, code: string): Promise<BureauRow> {
  const { rows } = await pool.query<BureauRow>(
    `select id, time_zone as "timeZone", calendar_code as "calendarCode", standard_hours as "standardHours"
     from bureau where code = $1`,
    [code],
  );
  const [bureau] = rows;
  if (!bureau) {
    throw new RangeError(`There is no bureau ${code}.`);
  }
  return bureau;
}
