import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';
import { TYPESCRIPT_LOADER } from '../platform/typescript-loader.ts';

let bench: ImportBench;
let file: string;
const ROWS = 40_000;

beforeAll(async () => {
  bench = await createImportBench();
  const rows = Array.from(
    { length: ROWS },
    (_, index) => `K${index},P1,I1,窗口,2021-10-08 09:30:00,2021-10-08 10:00:00,2021-10-11 15:00:00,准予`,
  );
  file = join(await mkdtemp(join(tmpdir(), 'service-circle-kill-')), '办件表.csv');
  await writeFile(
    file,
    `${['办件编号,服务点编码,事项编码,申请方式,收件时间,受理时间,决定时间,决定结果', ...rows].join('\n')}\n`,
  );
});
afterAll(() => bench.database.close());

/** The operator's import as a process of its own, on the test's database. */
function startImport(): ChildProcess {
  const server = fileURLToPath(new URL('../../', import.meta.url));
  return spawn(
    process.execPath,
    [...TYPESCRIPT_LOADER, join(server, 'src/cli.ts'), 'import', file, '--profile', 'case-table'],
    {
      env: {
        ...process.env,
        DATABASE_URL: bench.database.url,
        TSX_TSCONFIG_PATH: join(server, 'tsconfig.json'),
      },
      stdio: 'ignore',
    },
  );
}

async function runs(): Promise<{ status: string; rows: number }[]> {
  const { rows } = await bench.database.pool.query<{ status: string; rows: number }>(
    "select status, rows_accepted as rows from import_run where record_kind = 'CASE_TABLE' order by id",
  );
  return rows;
}

/** Until the run is on record, and then so much longer. */
async function killAfter(child: ChildProcess, milliseconds: number): Promise<void> {
  const before = (await runs()).length;
  while ((await runs()).length === before) {
    await sleep(20);
  }
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it('killed at any moment leaves nothing half-written, is known as interrupted, and can be run again', async () => {
  const version = await bench.dataVersion();
  // While reading, while the set-based statements run, and late.
  for (const moment of [50, 400, 900]) {
    await killAfter(startImport(), moment);
    expect(await bench.facts()).toEqual([]);
    expect(await bench.dataVersion()).toBe(version);
  }
  const again = startImport();
  const [code] = await once(again, 'exit');
  expect(code).toBe(0);
  expect(await runs()).toEqual([
    { status: 'INTERRUPTED', rows: 0 },
    { status: 'INTERRUPTED', rows: 0 },
    { status: 'INTERRUPTED', rows: 0 },
    { status: 'SUCCEEDED', rows: ROWS },
  ]);
  const { rows } = await bench.database.pool.query('select count(*) as applications from application');
  expect(rows).toEqual([{ applications: ROWS }]);
});
