import type { InferEntity } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import { EVENT_TYPES } from '../applications/application-event.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import type { ImportChange } from './import-change.ts';
import type { ImportUndo, ImportChange as ListedChange } from './import-desk.type.ts';
import { ImportRefusalEntity, ImportRunEntity } from './import-run.entity.ts';
import { type LiveProgress, progressOf } from './import-run.sql.ts';
import type { ImportError, ImportRefusal, ImportRun, RefusalCount } from './import-run.type.ts';
import { builtInProfiles } from './profile.ts';
import { explainRefusal, type FileRefusal } from './refusal-codes.ts';
import { nativeProfileOf, titlesOfFields } from './suggest-mapping.ts';
import { findUndoableRun, reasonNotToUndo } from './undo-run.ts';

interface Page {
  readonly first: number;
  readonly after: string | null;
}

/** Import runs, the newest first. */
export async function listImportRuns(
  context: RequestContext,
  scope: BureauScope,
  page: Page,
): Promise<Connection<ImportRun>> {
  const first = checkPageSize(page.first);
  const where = { bureauId: scope.id };
  const [after] = page.after === null ? [] : decodeCursor(page.after, 1);
  const rows = await context.em.find(
    ImportRunEntity,
    after === undefined ? where : { ...where, id: { $lt: Number(after) } },
    { orderBy: { id: 'desc' }, limit: first + 1 },
  );
  const live = await liveProgress(context, rows);
  return pageOf(
    rows,
    first,
    (row) => toImportRun(row, live.get(row.id)),
    (row) => [row.id],
    () => context.em.count(ImportRunEntity, where),
  );
}

export async function findImportRun(
  context: RequestContext,
  scope: BureauScope,
  id: string,
): Promise<ImportRun | null> {
  const row = await context.em.findOne(ImportRunEntity, { bureauId: scope.id, id: rowIdOf(id) });
  return row && toImportRun(row, (await liveProgress(context, [row])).get(row.id));
}

type RunRow = InferEntity<typeof ImportRunEntity>;

/** How far those are that are running; the others have come to their end. */
async function liveProgress(
  { pool }: RequestContext,
  rows: readonly RunRow[],
): Promise<ReadonlyMap<number, LiveProgress>> {
  const running = rows.filter(({ status }) => status === 'RUNNING').map(({ id }) => id);
  const live = running.length === 0 ? [] : await progressOf(pool, running);
  return new Map(live.map((each) => [each.runId, each]));
}

/** The refused rows of a run in the order of the file. */
export async function listRefusals(
  context: RequestContext,
  runId: number,
  code: string | null,
  page: Page,
): Promise<Connection<ImportRefusal>> {
  const first = checkPageSize(page.first);
  const where = { importRunId: runId, ...(code === null ? {} : { code }) };
  const rows = await context.em.find(
    ImportRefusalEntity,
    page.after === null ? where : { $and: [where, beyond(page.after)] },
    { orderBy: { rowNumber: 'asc', id: 'asc' }, limit: first + 1 },
  );
  return pageOf(
    rows,
    first,
    (row) => ({
      rowNumber: row.rowNumber,
      columnName: row.columnName ?? null,
      value: row.value ?? null,
      ...reasonsOf(row.code),
      expected: row.expected,
    }),
    (row) => [row.rowNumber, row.id],
    () => context.em.count(ImportRefusalEntity, where),
  );
}

function beyond(cursor: string) {
  const [row, last] = decodeCursor(cursor, 2);
  const [rowNumber, id] = [Number(row), Number(last)];
  return { $or: [{ rowNumber: { $gt: rowNumber } }, { rowNumber, id: { $gt: id } }] };
}

/** Refused rows of a run by code, most first, batched. */
export const refusalCounts = perRequest(
  ({ pool }) =>
    new DataLoader<number, readonly RefusalCount[]>(async (runIds) => {
      const { rows } = await pool.query<RefusalCount & { runId: number }>(
        `select import_run_id as "runId", code, count(*) as count
         from import_refusal where import_run_id = any($1) group by 1, 2 order by 1, 3 desc, 2`,
        [runIds],
      );
      const byRun = Map.groupBy(rows, (row) => row.runId);
      return runIds.map((id) => byRun.get(id) ?? []);
    }),
);

/** What a code means, in both languages. */
export function reasonsOf(code: string) {
  return { code, reasonZh: explainRefusal(code, 'zh'), reasonEn: explainRefusal(code, 'en') };
}

function toImportRun(row: RunRow, live: LiveProgress | undefined): ImportRun {
  return {
    id: String(row.id),
    profileName: row.profileName,
    profileVersion: row.profileVersion,
    recordKind: row.recordKind,
    fileName: row.fileName,
    fileBytes: row.fileBytes,
    fileSha256: row.fileSha256 ?? null,
    encoding: row.encoding ?? null,
    isDryRun: row.dryRun,
    status: row.status,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt ?? null,
    rowsRead: live?.rowsRead ?? row.rowsRead,
    rowsAccepted: row.rowsAccepted,
    rowsRefused: row.rowsRefused,
    recordsAdded: row.recordsAdded,
    recordsChanged: row.recordsChanged,
    recordsUnchanged: row.recordsUnchanged,
    eventsAdded: row.eventsAdded,
    eventsSuperseded: row.eventsSuperseded,
    recordsRemoved: row.recordsRemoved,
    kind: row.kind,
    undoesRunId: row.undoesRunId == null ? null : String(row.undoesRunId),
    format: row.format ?? null,
    progress: live?.phase ? { phase: live.phase, done: live.done, total: live.total } : null,
    isCancelRequested: live?.isCancelRequested ?? false,
    error: row.errorCode == null ? null : { ...reasonsOf(row.errorCode), message: row.errorMessage ?? '' },
  };
}

/** A refusal as the API says it. */
export function errorOf(refusal: FileRefusal): ImportError {
  return { ...reasonsOf(refusal.code), message: refusal.message };
}

/** What a run changed, in the order of the file; the first of it. Its fields under the names that its steward knows. */
export async function listChanges(
  { pool }: RequestContext,
  run: Pick<ImportRun, 'id' | 'recordKind'>,
): Promise<readonly ListedChange[]> {
  const [{ rows }, builtIn] = await Promise.all([
    pool.query<ImportChange>(
      `select record_key as "recordKey", action, differences from import_change where import_run_id = $1 order by ordinal`,
      [Number(run.id)],
    ),
    builtInProfiles(),
  ]);
  const titlesOf = titlesOfFields(nativeProfileOf(builtIn, run.recordKind));
  return rows.map(({ differences, ...change }) => ({
    ...change,
    differences: differences.map((difference) => ({
      ...difference,
      ...titlesOf(difference.field),
      eventType: EVENT_TYPES.find((type) => type === difference.field) ?? null,
    })),
  }));
}

export async function describeUndo({ pool }: RequestContext, runId: number): Promise<ImportUndo> {
  const run = await findUndoableRun(pool, runId);
  return {
    isPossible: run !== null && reasonNotToUndo(run) === null,
    undoneByRunId: run?.undoneByRunId == null ? null : String(run.undoneByRunId),
  };
}
