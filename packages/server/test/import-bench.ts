import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { loadProfile } from '../src/imports/profile.ts';
import { type ImportSummary, runImport } from '../src/imports/run-import.ts';
import { type UndoSummary, undoRun } from '../src/imports/undo-run.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A bureau with one service point and one item (promised 5, statutory 20 working days), into which tests import files. */
export interface ImportBench {
  readonly database: TestDatabase;
  /** Writes a file and imports it. */
  importFile(
    content: string | Buffer,
    profile?: string,
    options?: { dryRun?: boolean; name?: string },
  ): Promise<ImportSummary>;
  /** Imports whatever stands at a path. */
  importPath(path: string, profile?: string): Promise<ImportSummary>;
  /** Takes a run back. */
  undo(runId: number): Promise<UndoSummary>;
  /** Refusals of a run, in the order of the file. */
  refusals(runId: number): Promise<StoredRefusal[]>;
  /** Everything that is in force, without what says when it came. */
  facts(): Promise<unknown>;
  dataVersion(): Promise<number>;
}

export interface StoredRefusal {
  readonly row: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly expected: string;
  readonly raw: Record<string, string>;
}

export async function createImportBench(): Promise<ImportBench> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-import-'));
  await addBureau(database.pool, {
    code: 'B',
    nameZh: '局',
    nameEn: 'Bureau',
    timeZone: 'Asia/Shanghai',
    calendarCode: 'CN',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  const importPath = async (path: string, profile = 'case-table', dryRun = false) =>
    runImport({
      pool: database.pool,
      bureauCode: 'B',
      filePath: path,
      profile: await loadProfile(profile),
      dryRun,
      actor: 'test',
      now: () => new Date(),
    });
  let files = 0;
  const bench: ImportBench = {
    database,
    importPath,
    importFile: async (content, profile, { dryRun = false, name } = {}) => {
      files += 1;
      const path = join(folder, name ?? `file-${files}.csv`);
      await writeFile(path, content);
      return importPath(path, profile, dryRun);
    },
    undo: (runId) =>
      undoRun({ pool: database.pool, bureauCode: 'B', runId, actor: 'test', now: () => new Date() }),
    refusals: async (runId) =>
      (
        await database.pool.query<StoredRefusal>(
          `select row_number as row, column_name as column, value, code, expected, raw
           from import_refusal where import_run_id = $1 order by row_number, id`,
          [runId],
        )
      ).rows,
    facts: async () =>
      (
        await database.pool.query(
          `select a.case_key, p.code as point, i.code as item, c.code as channel, a.applicant_kind, a.state, a.received_at, a.decided_at,
             a.promised_due_on, a.bureau_minutes, a.content_hash,
             (select json_agg(json_build_array(e.type, e.step_name, e.occurred_at, e.decision) order by e.occurred_at, e.ordinal)
              from application_event e where e.application_id = a.id and e.superseded_by_run_id is null) as events
           from application a left join service_point p on p.id = a.service_point_id
           left join service_item i on i.id = a.service_item_id left join channel c on c.id = a.channel_id
           order by a.case_key`,
        )
      ).rows,
    dataVersion: async () =>
      (await database.pool.query<{ version: number }>('select data_version as version from bureau')).rows[0]
        ?.version ?? -1,
  };
  await bench.importFile(
    'code,name_zh,kind,status_history\nP1,点,BANK,OPERATING 2021-01-01\n',
    'service-points',
  );
  await bench.importFile(
    'code,name_zh,handling,statutory_working_days,promised_working_days,valid_from\nI1,事项,COMMITTED,20,5,2020-01-01\n',
    'service-items',
  );
  return bench;
}
