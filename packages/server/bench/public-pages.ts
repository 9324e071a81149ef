import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { startServer } from '../src/app.ts';
import { loadDemonstration } from '../src/demonstration/load-demonstration.ts';
import { loadDemonstrationRelease } from '../src/demonstration/load-release.ts';
import { ENTITIES } from '../src/entities.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { openDatabase } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';

// How many requests a second the pages of a release take on one core, and that none of them asks the database: the whole server as it is, in this
// process, asked over HTTP by autocannon in another. Counted by the processor time that the server took, since others may keep the machine busy.

/** What must hold (issue 8). */
const LEAST_REQUESTS_PER_SECOND = 2_000;
const SECONDS = 5;
const CONNECTIONS = 50;
const PATHS = ['', 'en.html', 'release.css', 'places.html', 'data/volume.csv', 'data/release.json'];

interface Result {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly throughput: { readonly average: number };
  readonly non2xx: number;
  readonly errors: number;
}

/** autocannon in a process of its own, as its command. */
async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Result> {
  const command = createRequire(import.meta.url).resolve('autocannon');
  const options = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`]);
  const child = spawn(
    process.execPath,
    [command, '--json', '--connections', String(CONNECTIONS), '--duration', String(SECONDS), ...options, url],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, 'close');
  return JSON.parse(text) as Result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const folder = await mkdtemp(join(tmpdir(), 'service-circle-bench-'));
const postgres = await startEmbeddedPostgres(folder, { share: false });
const statements: string[] = [];
const database = await openDatabase({
  url: postgres.url,
  entities: ENTITIES,
  onStatement: (text) => statements.push(text),
});
await migrate(database.pool);
await loadDemonstration({
  pool: database.pool,
  dataFolder: folder,
  now: () => new Date(),
  onProgress: () => undefined,
});
await loadDemonstrationRelease(createRequestContext({ database, principal: new Principal('OPERATOR') }));
const server = await startServer({
  database,
  port: 0,
  isOperator: false,
  dashboardFolder: null,
  dataFolder: folder,
  logger: pino({ level: 'silent' }),
});

say(
  `${availableParallelism()} cores; the server on one of them, ${CONNECTIONS} connections, ${SECONDS} s a file`,
);
// Not measured: the first thousands of requests are run by code that is not compiled yet.
await ask(`${server.url}/public/QINGXIU/2021-11/`, { 'accept-encoding': 'br' });
let isGood = true;
for (const path of PATHS) {
  const url = `${server.url}/public/QINGXIU/2021-11/${path}`;
  const headers = { 'accept-encoding': 'br' };
  const first = await fetch(url, { headers });
  const etag = first.headers.get('etag') ?? '';
  await first.arrayBuffer();
  for (const [what, asked] of [
    ['whole', headers],
    ['304', { ...headers, 'if-none-match': etag }],
  ] as const) {
    statements.length = 0;
    const cpu = process.cpuUsage();
    const began = performance.now();
    const { requests, latency, throughput, errors, non2xx } = await ask(url, asked);
    const used = process.cpuUsage(cpu);
    const coreSeconds = (used.user + used.system) / 1_000_000;
    const perCore = requests.total / coreSeconds;
    const cores = coreSeconds / ((performance.now() - began) / 1000);
    // The timer looks whether anything was published since, whoever reads.
    const byTimer = statements.filter((text) => text.includes('from published_release')).length;
    const byReaders = statements.length - byTimer;
    isGood &&= perCore >= LEAST_REQUESTS_PER_SECOND && byReaders === 0 && errors === 0;
    isGood &&= what === '304' || non2xx === 0;
    say(
      [
        (path || 'index').padEnd(18),
        what.padEnd(6),
        `${Math.round(perCore)} requests a core-second`.padStart(27),
        `${Math.round(requests.average)} requests/s on ${cores.toFixed(2)} cores`.padStart(33),
        `p50 ${latency.p50} ms, p99 ${latency.p99} ms`.padStart(24),
        `${(throughput.average / 1e6).toFixed(1)} MB/s`.padStart(12),
        `statements: ${byReaders} for ${requests.total} requests, ${byTimer} by the timer`,
      ].join('  '),
    );
  }
}
say(
  isGood ? 'held' : `NOT HELD: at least ${LEAST_REQUESTS_PER_SECOND} requests a core-second and no statement`,
);
await server.close();
await database.close();
await postgres.stop();
process.exitCode = isGood ? 0 : 1;
