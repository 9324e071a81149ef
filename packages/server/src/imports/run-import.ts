import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { CalendarCode, OpeningSpan } from '../working-time/working-calendar.ts';
import { createWorkingCalendar, type WorkingCalendar } from '../working-time/working-calendar.ts';
import { copyIntoStaging, createStaging } from './apply-applications.sql.ts';
import { type ApplyCounts, applyApplications } from './apply-applications.ts';
import { applyReference } from './apply-reference.ts';
import type { ImportStatus } from './import-run.entity.ts';
import { insertRun, lockBureau, lockRun, markInterruptedRuns, unlockRun } from './import-run.sql.ts';
import { fitProfile, type MappedRow, type RowMapper } from './map-rows.ts';
import type { MappingProfile } from './profile.ts';
import { readTable, type Table } from './read-table.ts';
import { rederive } from './rederive.ts';
import { References } from './references.ts';
import { RefusalBook } from './refusal-book.ts';
import { FileRefusal } from './refusal-codes.ts';
import { copyLine, createStager } from './staged-row.ts';

export type ImportPhase = 'READING' | 'APPLYING';

export interface ImportProgress {
  readonly phase: ImportPhase;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rowsRead: number;
}

export interface ImportRequest {
  readonly pool: pg.Pool;
  readonly bureauCode: string;
  readonly filePath: string;
  readonly profile: MappingProfile;
  /** Does everything, tells what would change, and takes it back. */
  readonly dryRun: boolean;
  /** Who runs it: a role, never a person's name. */
  readonly actor: string;
  readonly now: () => Date;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportSummary extends ApplyCounts {
  readonly runId: number;
  readonly status: ImportStatus;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRefused: number;
  readonly encoding: string | null;
  readonly ignoredColumns: readonly string[];
  /** Why the file was not taken as a whole; null: it was. */
  readonly refusal: FileRefusal | null;
}

interface BureauRow {
  readonly id: number;
  readonly timeZone: string;
  readonly calendarCode: CalendarCode;
  readonly standardHours: OpeningSpan[];
}

const NO_COUNTS: ApplyCounts = {
  recordsAdded: 0,
  recordsChanged: 0,
  recordsUnchanged: 0,
  eventsAdded: 0,
  eventsSuperseded: 0,
};

/** Characters sent to COPY at once: a write to the socket for every row costs more than the row. */
const COPY_CHUNK = 65_536;

/** Reference data are held in memory to be compared by code: more rows than this are no reference data. */
const LARGEST_REFERENCE_FILE = 100_000;

/**
 * Takes a file through its profile to facts, in one transaction: all its good rows, or nothing when the file cannot be read.
 * Refused rows are kept with the run. The same file again changes nothing.
 * @throws FileRefusal IMPORT_IN_PROGRESS; every other refusal of a file is recorded with the run and returned
 */
export async function runImport(request: ImportRequest): Promise<ImportSummary> {
  const { pool, profile, now } = request;
  const bureau = await findBureau(pool, request.bureauCode);
  await markInterruptedRuns(pool, now());
  const client = await pool.connect();
  try {
    if (!(await lockBureau(client, bureau.id))) {
      throw new FileRefusal('IMPORT_IN_PROGRESS', request.bureauCode);
    }
    const fileBytes = await stat(request.filePath).then(
      ({ size }) => size,
      () => 0,
    );
    const runId = await insertRun(pool, {
      bureauId: bureau.id,
      profileName: profile.name,
      profileVersion: profile.version,
      recordKind: profile.recordKind,
      lawfulOrder: profile.lawfulOrder,
      fileName: basename(request.filePath),
      fileBytes,
      dryRun: request.dryRun,
      startedAt: now(),
      actor: request.actor,
    });
    await lockRun(client, runId);
    try {
      return await new Run(request, client, bureau, runId, fileBytes).execute();
    } finally {
      await unlockRun(client, runId, bureau.id);
    }
  } finally {
    client.release();
  }
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

/** One file on its way in. */
class Run {
  readonly #calendar: WorkingCalendar;
  #table: Table | null = null;
  #rowsRead = 0;

  constructor(
    private readonly request: ImportRequest,
    private readonly client: pg.PoolClient,
    private readonly bureau: BureauRow,
    private readonly runId: number,
    private readonly fileBytes: number,
  ) {
    this.#calendar = createWorkingCalendar({
      code: bureau.calendarCode,
      timeZone: bureau.timeZone,
      standardHours: bureau.standardHours,
    });
  }

  async execute(): Promise<ImportSummary> {
    const { client, request } = this;
    try {
      await client.query('begin');
      const table = await readTable(request.filePath);
      this.#table = table;
      const mapper = fitProfile(request.profile, table.header, this.bureau.timeZone);
      const refusals = new RefusalBook(request.pool, this.runId, table.header);
      const counts = await this.#take(table, mapper, refusals);
      if (this.#rowsRead === 0) {
        throw new FileRefusal('NO_ROWS');
      }
      await refusals.complete(() => readTable(request.filePath));
      const hasChanged = counts.recordsAdded + counts.recordsChanged > 0;
      if (hasChanged && !request.dryRun) {
        if (request.profile.recordKind === 'SERVICE_ITEMS') {
          await rederive(client, this.bureau.id, this.#calendar);
        }
        await client.query('update bureau set data_version = data_version + 1 where id = $1', [
          this.bureau.id,
        ]);
      }
      const rowsRefused = refusals.refusedRows;
      const outcome = {
        rowsRead: this.#rowsRead,
        rowsAccepted: this.#rowsRead - rowsRefused,
        rowsRefused,
        ...counts,
      };
      if (request.dryRun) {
        await client.query('rollback');
      }
      // In the transaction of the facts, so that the run has succeeded exactly when they are in.
      await this.#finish('SUCCEEDED', outcome);
      if (!request.dryRun) {
        await client.query('commit');
      }
      return { runId: this.runId, status: 'SUCCEEDED', ...outcome, ...this.#about(mapper), refusal: null };
    } catch (error) {
      await client.query('rollback');
      const refusal = error instanceof FileRefusal ? error : new FileRefusal('UNEXPECTED');
      const outcome = {
        rowsRead: this.#rowsRead,
        rowsAccepted: 0,
        rowsRefused: this.#rowsRead,
        ...NO_COUNTS,
      };
      await this.#finish('FAILED', outcome, refusal);
      if (!(error instanceof FileRefusal)) {
        throw error;
      }
      return { runId: this.runId, status: 'FAILED', ...outcome, ...this.#about(null), refusal };
    }
  }

  #about(mapper: RowMapper | null) {
    return { encoding: this.#table?.encoding() ?? null, ignoredColumns: mapper?.ignoredColumns ?? [] };
  }

  async #take(table: Table, mapper: RowMapper, refusals: RefusalBook): Promise<ApplyCounts> {
    const { client, request, bureau, runId } = this;
    const { profile } = request;
    const context = {
      client,
      bureauId: bureau.id,
      runId,
      calendar: this.#calendar,
      profile,
      mapper,
      refuse: refusals.refuseLater,
    };
    if (profile.recordKind !== 'CASE_TABLE' && profile.recordKind !== 'EVENT_LOG') {
      const rows: MappedRow[] = [];
      for await (const row of this.#mappedRows(table, mapper, refusals, null)) {
        rows.push(row);
        if (rows.length > LARGEST_REFERENCE_FILE) {
          throw new FileRefusal('TOO_MANY_ROWS', `> ${LARGEST_REFERENCE_FILE}`);
        }
      }
      return applyReference(context, rows);
    }
    const references = await References.load(request.pool, bureau.id, profile, mapper);
    await client.query(createStaging);
    const stage = createStager(profile);
    const mappedRows = this.#mappedRows(table, mapper, refusals, references);
    async function* chunks() {
      let chunk = '';
      for await (const row of mappedRows) {
        for (const staged of stage(row)) {
          chunk += copyLine(staged);
        }
        if (chunk.length >= COPY_CHUNK) {
          yield chunk;
          chunk = '';
        }
      }
      yield chunk;
    }
    await pipeline(Readable.from(chunks(), { highWaterMark: 2 }), client.query(copyFrom(copyIntoStaging)));
    this.#report('APPLYING');
    await references.create(client);
    return applyApplications(context);
  }

  async *#mappedRows(table: Table, mapper: RowMapper, refusals: RefusalBook, references: References | null) {
    for await (const row of table.rows) {
      this.#rowsRead = row.rowNumber;
      if (row.rowNumber % 1000 === 0) {
        this.#report('READING');
      }
      const mapped = mapper.map(row);
      const found = 'refusals' in mapped ? mapped.refusals : (references?.check(mapped) ?? []);
      if ('values' in mapped && found.length === 0) {
        yield mapped;
      } else {
        await refusals.refuse(row, found);
      }
    }
  }

  #report(phase: ImportPhase): void {
    this.request.onProgress?.({
      phase,
      bytesRead: this.#table?.bytesRead() ?? 0,
      bytesTotal: this.fileBytes,
      rowsRead: this.#rowsRead,
    });
  }

  async #finish(
    status: 'SUCCEEDED' | 'FAILED',
    outcome: ApplyCounts & { rowsRead: number; rowsAccepted: number; rowsRefused: number },
    refusal: FileRefusal | null = null,
  ): Promise<void> {
    await this.client.query(
      `update import_run set status = $2, finished_at = $3, rows_read = $4, rows_accepted = $5, rows_refused = $6, records_added = $7,
         records_changed = $8, records_unchanged = $9, events_added = $10, events_superseded = $11, file_sha256 = $12, encoding = $13,
         error_code = $14, error_message = $15
       where id = $1`,
      [
        this.runId,
        status,
        this.request.now(),
        outcome.rowsRead,
        outcome.rowsAccepted,
        outcome.rowsRefused,
        outcome.recordsAdded,
        outcome.recordsChanged,
        outcome.recordsUnchanged,
        outcome.eventsAdded,
        outcome.eventsSuperseded,
        this.#table?.sha256() ?? null,
        this.#table?.encoding() ?? null,
        refusal?.code ?? null,
        refusal?.message ?? null,
      ],
    );
  }
}
