import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { withoutPersonalData } from '../platform/personal-data.ts';
import type { ApplicantKeys } from './applicant-keys.ts';
import { copyIntoStaging, createStaging } from './apply-applications.sql.ts';
import { type Applied, applyApplications } from './apply-applications.ts';
import { applyReference } from './apply-reference.ts';
import { type ActiveRun, conductRun } from './conduct-run.ts';
import type { ImportStatus } from './import-run.entity.ts';
import { fitProfile, type MappedRow, type RowMapper } from './map-rows.ts';
import { repeatableTitles } from './personal-columns.ts';
import { checkPlaceColumns, completePlace } from './place-row.ts';
import type { MappingProfile } from './profile.ts';
import { readTable } from './read-table.ts';
import { rederive } from './rederive.ts';
import { References } from './references.ts';
import { RefusalBook } from './refusal-book.ts';
import { FileRefusal } from './refusal-codes.ts';
import type { FileFacts, ProgressReport, RunCounts, RunOutcome } from './run-outcome.ts';
import type { RunProgress } from './run-progress.ts';
import { copyLine, createStager } from './staged-row.ts';
import type { Table } from './table.ts';

export interface ImportRequest {
  readonly pool: pg.Pool;
  readonly bureauCode: string;
  readonly filePath: string;
  /** As the sender calls it; by default the name at the end of the path. */
  readonly fileName?: string;
  /** Of a workbook: the sheet to read; by default the first. */
  readonly sheet?: string | null;
  readonly profile: MappingProfile;
  /** Does everything, tells what would change, and takes it back. */
  readonly dryRun: boolean;
  /** Under which applicants are hashed; needed for a file that states who they are. */
  readonly applicantKeys?: ApplicantKeys | undefined;
  /** Who runs it: a role, never a person's name. */
  readonly actor: string;
  readonly now: () => Date;
  /** Called with the run's id once it is on record. */
  readonly onStarted?: (runId: number) => void;
  readonly onProgress?: (progress: ProgressReport) => void;
}

export interface ImportSummary extends RunCounts {
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

/** Characters sent to COPY at once: a write to the socket for every row costs more than the row. */
const COPY_CHUNK = 65_536;

/** Rows between two looks at how far it is. */
const REPORTED_ROWS = 1000;

/** Reference data are held in memory to be compared by code: more rows than this are no reference data. */
const LARGEST_REFERENCE_FILE = 100_000;

/**
 * Takes a file through its profile to facts, in one transaction: all its good rows, or nothing when the file cannot be read.
 * Refused rows are kept with the run. The same file again changes nothing.
 * @throws FileRefusal IMPORT_IN_PROGRESS; every other refusal of a file is recorded with the run and returned
 */
export async function runImport(request: ImportRequest): Promise<ImportSummary> {
  const { pool, bureauCode, profile, filePath, now } = request;
  const fileBytes = await stat(filePath).then(
    ({ size }) => size,
    () => 0,
  );
  const file = new IncomingFile(request, fileBytes);
  const { runId, status, outcome, refusal } = await conductRun(
    {
      pool,
      bureauCode,
      run: {
        profileName: profile.name,
        profileVersion: profile.version,
        recordKind: profile.recordKind,
        lawfulOrder: profile.lawfulOrder,
        fileName: withoutPersonalData(request.fileName ?? basename(filePath)),
        fileBytes,
        dryRun: request.dryRun,
        actor: request.actor,
        undoesRunId: null,
      },
      now,
      onStarted: request.onStarted,
      onProgress: request.onProgress,
    },
    (run) => file.take(run),
    () => file.known(),
  );
  const { changes: _changes, file: facts, ...counts } = outcome;
  return {
    runId,
    status,
    ...counts,
    rowsAccepted: outcome.rowsRead - outcome.rowsRefused,
    encoding: facts?.encoding ?? null,
    ignoredColumns: refusal === null ? file.ignoredColumns : [],
    refusal,
  };
}

function digestBy({ applicantKeys }: ImportRequest): ((identity: string) => string) | null {
  return applicantKeys
    ? (identity) => {
        const { keyId, digest } = applicantKeys.digest(identity);
        return `${keyId}:${digest}`;
      }
    : null;
}

/** One file on its way in. */
class IncomingFile {
  #table: Table | null = null;
  #rowsRead = 0;
  ignoredColumns: readonly string[] = [];

  constructor(
    private readonly request: ImportRequest,
    private readonly bytes: number,
  ) {}

  /** What is known of it so far. */
  known(): { readonly rowsRead: number; readonly file: FileFacts | null } {
    const table = this.#table;
    return {
      rowsRead: this.#rowsRead,
      file: table && {
        sha256: table.sha256(),
        encoding: table.encoding(),
        format: table.format,
        header: repeatableTitles(table.header),
      },
    };
  }

  async take(run: ActiveRun): Promise<RunOutcome> {
    const { request } = this;
    const table = await readTable(request.filePath, request);
    this.#table = table;
    const mapper = fitProfile(request.profile, table.header, run.timeZone, digestBy(request));
    if (mapper.fields.has('applicantIdentity') && !request.applicantKeys) {
      throw new Error('Identities cannot be hashed without a key.');
    }
    checkPlaceColumns(request.profile, mapper);
    this.ignoredColumns = mapper.ignoredColumns;
    const refusals = new RefusalBook(request.pool, run.id, mapper);
    const { changes, ...counts } = await this.#apply(run, table, mapper, refusals);
    if (this.#rowsRead === 0) {
      throw new FileRefusal('NO_ROWS');
    }
    await refusals.complete(() => readTable(request.filePath, request));
    if (counts.recordsAdded + counts.recordsChanged > 0 && request.profile.recordKind === 'SERVICE_ITEMS') {
      await rederive(run.client, run.bureauId, run.calendar);
    }
    return { ...this.known(), rowsRefused: refusals.refusedRows, changes, ...counts };
  }

  async #apply(run: ActiveRun, table: Table, mapper: RowMapper, refusals: RefusalBook): Promise<Applied> {
    const { client, bureauId, progress } = run;
    const { profile, pool } = this.request;
    const context = {
      client,
      bureauId,
      runId: run.id,
      calendar: run.calendar,
      progress,
      profile,
      mapper,
      now: this.request.now,
      refuse: refusals.refuseLater,
    };
    if (profile.recordKind !== 'CASE_TABLE' && profile.recordKind !== 'EVENT_LOG') {
      const rows: MappedRow[] = [];
      for await (const row of this.#mappedRows(progress, table, mapper, refusals, null)) {
        rows.push(row);
        if (rows.length > LARGEST_REFERENCE_FILE) {
          throw new FileRefusal('TOO_MANY_ROWS', `> ${LARGEST_REFERENCE_FILE}`);
        }
      }
      return applyReference(context, rows);
    }
    const references = await References.load(pool, bureauId, profile, mapper);
    await client.query(createStaging);
    const stage = createStager(profile);
    const mappedRows = this.#mappedRows(progress, table, mapper, refusals, references);
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
    progress.advance('WRITING');
    await references.create(client);
    return applyApplications(context);
  }

  async *#mappedRows(
    progress: RunProgress,
    table: Table,
    mapper: RowMapper,
    refusals: RefusalBook,
    references: References | null,
  ) {
    for await (const row of table.rows) {
      this.#rowsRead = row.rowNumber;
      if (row.rowNumber % REPORTED_ROWS === 0) {
        progress.report({
          phase: 'READING',
          done: table.bytesRead(),
          total: this.bytes,
          rowsRead: row.rowNumber,
        });
      }
      const mapped = completePlace(mapper.map(row), this.request.profile, mapper);
      const found = 'refusals' in mapped ? mapped.refusals : (references?.check(mapped) ?? []);
      if (found.length === 0) {
        yield mapped;
      } else {
        await refusals.refuse(row, found);
      }
    }
  }
}
