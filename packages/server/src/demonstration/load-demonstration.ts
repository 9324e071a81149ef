import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { addBureau } from '../bureau/add-bureau.ts';
import { loadProfile } from '../imports/profile.ts';
import { runImport } from '../imports/run-import.ts';
import { QINGXIU } from './district.ts';
import { writeDemonstrationFiles } from './write-files.ts';

/** The day of the report. */
const SEED = 20_211_222;

export interface DemonstrationOptions {
  readonly pool: pg.Pool;
  /** The generated files are kept in `demonstration` below it: they are examples of what can be imported. */
  readonly dataFolder: string;
  readonly now: () => Date;
  readonly onProgress: (line: string) => void;
}

/**
 * Loads the demonstration district into an installation that has no bureau of its own, through the importer, as files. A load that was
 * interrupted goes on: a file that is in changes nothing.
 * @throws Error when the importer refuses a row of it, which would be a defect of ours
 */
export async function loadDemonstration({
  pool,
  dataFolder,
  now,
  onProgress,
}: DemonstrationOptions): Promise<void> {
  const { rows } = await pool.query<{ bureaus: number; loaded: number }>(
    `select count(distinct b.id) as bureaus, count(distinct r.file_name) filter (where r.status = 'SUCCEEDED') as loaded
     from bureau b left join import_run r on r.bureau_id = b.id and b.code = $1`,
    [QINGXIU.code],
  );
  const files = writeDemonstrationFiles(SEED);
  const { bureaus = 0, loaded = 0 } = rows[0] ?? {};
  const { rowCount: isThere } = await pool.query('select from bureau where code = $1', [QINGXIU.code]);
  if ((bureaus > 0 && isThere === 0) || loaded >= files.length) {
    return;
  }
  if (isThere === 0) {
    await addBureau(pool, QINGXIU);
  }
  const folder = join(dataFolder, 'demonstration');
  await mkdir(folder, { recursive: true });
  for (const [index, file] of files.entries()) {
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
}
