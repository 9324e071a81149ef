import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { loadProfile } from '../src/imports/profile.ts';
import { runImport } from '../src/imports/run-import.ts';
import { createPool } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';

// An import of a case table against a bare COPY of the same rows into an indexed table of the same shape, in turn in one run: the
// ratio matters, not the seconds. `npm run bench -- --rows 50000 --rounds 3`

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '50000' }, rounds: { type: 'string', default: '3' } },
});
const rows = Number(values.rows);
const HEADER = ['办件编号', '申请方式', '收件时间', '受理时间', '决定时间', '决定结果'];

const folder = await mkdtemp(join(tmpdir(), 'service-circle-bench-'));
await chmod(folder, 0o755);
const server = await startEmbeddedPostgres(folder, { share: false });
const pool = createPool(server.url, 4);
try {
  await migrate(pool);
  const ratios: number[] = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    const file = join(folder, `round-${round}.csv`);
    await writeRows(file, round);
    const copySeconds = await timed(() => bareCopy(pool, file));
    const importSeconds = await timed(() => importRows(pool, file, `BENCH-${round}`));
    ratios.push(importSeconds / copySeconds);
    print(
      `round ${round}: COPY ${copySeconds.toFixed(2)} s, import ${importSeconds.toFixed(2)} s, ratio ${(importSeconds / copySeconds).toFixed(1)}`,
    );
  }
  const median = ratios.sort((one, other) => one - other)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  print(
    `${rows} rows: median ratio ${median.toFixed(1)}; peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
} finally {
  await pool.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

async function writeRows(file: string, round: number): Promise<void> {
  function* lines() {
    yield `${HEADER.join(',')}\n`;
    for (let row = 0; row < rows; row++) {
      const day = `2021-${String(1 + (row % 11)).padStart(2, '0')}-${String(1 + (row % 27)).padStart(2, '0')}`;
      const minute = String(row % 60).padStart(2, '0');
      yield `R${round}-${row},窗口,${day} 09:${minute}:00,${day} 10:${minute}:00,${day} 15:${minute}:00,准予\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

/** The rows as they are, into a table with the key and the dates indexed. */
async function bareCopy(database: pg.Pool, file: string): Promise<void> {
  const client = await database.connect();
  try {
    await client.query(
      `drop table if exists bare;
       create table bare (case_key text primary key, channel text, received_at timestamptz, accepted_at timestamptz, decided_at timestamptz, decision text);
       create index on bare (received_at); create index on bare (decided_at)`,
    );
    await pipeline(
      createReadStream(file),
      client.query(copyFrom('copy bare from stdin (format csv, header)')),
    );
  } finally {
    client.release();
  }
}

async function importRows(database: pg.Pool, filePath: string, bureauCode: string): Promise<void> {
  await addBureau(database, {
    code: bureauCode,
    nameZh: bureauCode,
    nameEn: bureauCode,
    timeZone: 'Asia/Shanghai',
    calendarCode: 'CN',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  const summary = await runImport({
    pool: database,
    bureauCode,
    filePath,
    profile: await loadProfile('case-table'),
    dryRun: false,
    actor: 'bench',
    now: () => new Date(),
  });
  if (summary.recordsAdded !== rows) {
    throw new Error(`The import took ${summary.recordsAdded} of ${rows} rows.`);
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
