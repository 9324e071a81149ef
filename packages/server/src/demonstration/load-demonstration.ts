import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { addBureau } from '../bureau/add-bureau.ts';
import { setCoverageTarget } from '../coverage/coverage-target-changes.ts';
import { loadProfile } from '../imports/profile.ts';
import { runImport } from '../imports/run-import.ts';
import { inTransaction } from '../platform/transaction.ts';
import { loadTargets } from '../warnings/load-targets.ts';
import { QINGXIU, SEED } from './district.ts';
import { COVERAGE_TARGETS } from './district-targets.ts';
import { writeDemonstrationFiles, writeTargetsFile } from './write-files.ts';

/** What the bureau set itself for the year, made up like the rest. */
const TARGETS_FILE = '目标.csv';
const TARGETS_AUTHOR = {
  actor: 'demonstration',
  at: new Date('2021-03-01T09:00:00+08:00'),
  provenance: 'SYNTHETIC',
} as const;

export interface DemonstrationOptions {
  readonly pool: pg.Pool;
  /** The generated files are kept in `demonstration` below it: they are examples of what can be imported. */
  readonly dataFolder: string;
  readonly now: () => Date;
  readonly onProgress: (line: string) => void;
}

/**
 * Loads the demonstration district into an installation that has no bureau of its own, through the importer, as files. A load that was
 * interrupted goes on with the files that are not in; so does one of an earlier version, with the files that have changed since.
 * @throws Error when the importer refuses a row of it, which would be a defect of ours
 */
export async function loadDemonstration({
  pool,
  dataFolder,
  now,
  onProgress,
}: DemonstrationOptions): Promise<void> {
  const { rows: bureaux } = await pool.query<{ code: string }>('select code from bureau');
  const isThere = bureaux.some(({ code }) => code === QINGXIU.code);
  if (bureaux.length > 0 && !isThere) {
    return;
  }
  const files = writeDemonstrationFiles(SEED);
  const { rows: loaded } = await pool.query<{ sha256: string }>(
    `select r.file_sha256 as sha256 from import_run r join bureau b on b.id = r.bureau_id
     where b.code = $1 and r.status = 'SUCCEEDED' and not r.dry_run`,
    [QINGXIU.code],
  );
  const isLoaded = new Set(loaded.map(({ sha256 }) => sha256));
  if (!isThere) {
    await addBureau(pool, QINGXIU);
  }
  const folder = join(dataFolder, 'demonstration');
  await mkdir(folder, { recursive: true });
  for (const [index, file] of files.entries()) {
    if (isLoaded.has(createHash('sha256').update(file.content).digest('hex'))) {
      continue;
    }
    const filePath = join(folder, file.name);
    await writeFile(filePath, file.content);
    const summary = await runImport({
      pool,
      bureauCode: QINGXIU.code,
      filePath,
      profile: await loadProfile(file.profile),
      dryRun: false,
      actor: 'demonstration',
      now,
    });
    if (summary.status !== 'SUCCEEDED' || summary.rowsRefused > 0) {
      throw new Error(`The demonstration file ${file.name} was not taken whole (run ${summary.runId}).`);
    }
    onProgress(
      `Loading the demonstration district · 载入演示数据 ${index + 1}/${files.length}: ${file.name}, ${summary.rowsRead} rows`,
    );
  }
  await loadDemonstrationTargets(pool, folder);
  await setCoverageTargets(pool);
}

/** Unless the district ever had a target: one that was ended stays ended. */
async function loadDemonstrationTargets(pool: pg.Pool, folder: string): Promise<void> {
  const bureau = await districtWithout(pool, 'target');
  if (!bureau) {
    return;
  }
  const filePath = join(folder, TARGETS_FILE);
  await writeFile(filePath, writeTargetsFile());
  await loadTargets(pool, bureau, filePath, TARGETS_AUTHOR);
}

/** Unless the district ever had one, as above. */
async function setCoverageTargets(pool: pg.Pool): Promise<void> {
  const bureau = await districtWithout(pool, 'coverage_target');
  if (!bureau) {
    return;
  }
  await inTransaction(pool, async (client) => {
    for (const target of COVERAGE_TARGETS) {
      const outcome = await setCoverageTarget(client, bureau, target, TARGETS_AUTHOR);
      if ('code' in outcome) {
        throw new Error(`A coverage target of the demonstration was refused: ${outcome.code}.`);
      }
    }
  });
}

/** The district, where it has no row of the table; null: it has. */
export async function districtWithout(
  pool: pg.Pool,
  table: 'target' | 'coverage_target' | 'bureau_network',
): Promise<{ readonly id: number } | null> {
  const { rows } = await pool.query<{ id: number }>(
    `select id from bureau b where code = $1 and not exists (select from ${table} t where t.bureau_id = b.id)`,
    [QINGXIU.code],
  );
  return rows[0] ?? null;
}
