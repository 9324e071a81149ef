import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { STREETS_NETWORK } from '../src/demonstration/load-streets.ts';
import { hasEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import { TYPESCRIPT_LOADER } from '../src/platform/typescript-loader.ts';
import { keepLog } from './run-log.ts';

// The server as a process: how it starts, refuses to start, and ends.

const SERVER = fileURLToPath(new URL('../', import.meta.url));
const started: ChildProcess[] = [];

interface Running {
  readonly child: ChildProcess;
  /** Everything it wrote. */
  output(): string;
}

function serve(environment: Record<string, string>, ...args: string[]): Running {
  const child = spawn(
    process.execPath,
    [...TYPESCRIPT_LOADER, join(SERVER, 'src/cli.ts'), 'serve', ...args],
    {
      env: { ...process.env, PORT: '0', TSX_TSCONFIG_PATH: join(SERVER, 'tsconfig.json'), ...environment },
    },
  );
  started.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => {
    keepLog(String(chunk));
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    keepLog(String(chunk));
    output += chunk;
  });
  return { child, output: () => output };
}

/** The address it prints when it is ready. */
async function addressOf({ child, output }: Running): Promise<string> {
  for (;;) {
    const address = /http:\/\/localhost:\d+/.exec(output())?.[0];
    if (address) {
      return address;
    }
    if (child.exitCode !== null) {
      throw new Error(`It ended: ${output()}`);
    }
    await sleep(50);
  }
}

async function ask<Data>(address: string, query: string): Promise<Data> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: Data }).data;
}

async function volumeAt(address: string): Promise<number> {
  const { caseload } = await ask<{ caseload: { total: { received: number } } }>(
    address,
    '{ caseload(bureau: "QINGXIU", period: { from: "2021-01-01", to: "2021-12-22" }) { total { received } } }',
  );
  return caseload.total.received;
}

/** What the district's travel times rest on, in each mode. */
async function basesAt(address: string): Promise<string[]> {
  const basis = (mode: string) =>
    `${mode}: coverage(bureau: "QINGXIU", where: { mode: ${mode} }) { basis { source networkName } }`;
  const answer = await ask<Record<string, { basis: { source: string; networkName: string | null } }>>(
    address,
    `{ ${['WALK', 'CYCLE', 'DRIVE'].map(basis).join(' ')} }`,
  );
  return Object.values(answer).map(({ basis: { source, networkName } }) => networkName ?? source);
}

async function end({ child }: Running, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await once(child, 'exit');
}

async function postgresPid(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'service-circle-start-'));
  await chmod(folder, 0o755);
});
afterAll(() => {
  for (const child of started.filter(
    ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
  )) {
    child.kill('SIGKILL');
  }
});

/** Of seven starts, the first of which loads the demonstration, on a machine that does other work too. */
const STARTS_MS = 400_000;

describe('npm start', { timeout: STARTS_MS }, () => {
  it('loads the demonstration once, ends PostgreSQL with itself, and comes back on the same data after kill -9', async () => {
    const first = serve({ DATA_FOLDER: folder });
    expect(await volumeAt(await addressOf(first))).toBe(6271);
    expect(first.output()).toContain('7/7');
    const bases = ['WALK', 'CYCLE', 'DRIVE'].map(() =>
      hasEmbeddedValhalla() ? STREETS_NETWORK : 'ESTIMATE',
    );
    expect(await basesAt(await addressOf(first))).toEqual(bases);
    const postgres = await postgresPid(folder);
    expect(isAlive(postgres)).toBe(true);
    await end(first, 'SIGTERM');
    expect(isAlive(postgres)).toBe(false);

    const second = serve({ DATA_FOLDER: folder });
    expect(await volumeAt(await addressOf(second))).toBe(6271);
    expect(second.output()).not.toContain('Loading');
    expect(await basesAt(await addressOf(second))).toEqual(bases);
    const orphan = await postgresPid(folder);
    await end(second, 'SIGKILL');
    expect(isAlive(orphan)).toBe(true);

    const third = serve({ DATA_FOLDER: folder });
    expect(await volumeAt(await addressOf(third))).toBe(6271);
    expect(isAlive(orphan)).toBe(false);

    const locked = serve({ DATA_FOLDER: folder });
    await once(locked.child, 'exit');
    expect(locked.child.exitCode).toBe(1);
    expect(locked.output()).toMatch(
      /^The data folder \S+ is in use by another service-circle \(process \d+\)\..*\n$/,
    );

    const operator = serve({ DATA_FOLDER: folder }, '--operator');
    expect(await volumeAt(await addressOf(operator))).toBe(6271);
    await end(operator, 'SIGINT');
    expect(await volumeAt(await addressOf(third))).toBe(6271);
    await end(third, 'SIGINT');
  });

  it('says in one line that a port is in use', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const blocked = serve({ DATABASE_URL: inject('postgresUrl'), DATA_FOLDER: folder, PORT: port });
    await once(blocked.child, 'exit');
    blocker.close();
    expect(blocked.child.exitCode).toBe(1);
    expect(
      blocked
        .output()
        .split('\n')
        .filter((line) => line && !line.startsWith('Loading')),
    ).toEqual([`Port ${port} is in use. Stop what listens there, or choose another with PORT.`]);
  });

  it.each([
    [
      'an unreachable database',
      { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/nothing' },
      /^The database at postgres:\/\/someone@127\.0\.0\.1:1\/nothing cannot be reached: .*ECONNREFUSED.*\n$/,
    ],
    [
      'a database address that is none',
      { DATABASE_URL: 'someone:secret@nowhere' },
      /^DATABASE_URL must be an address such as postgres:\/\/user:password@host:5432\/database\.\n$/,
    ],
    [
      'a port that is none',
      { PORT: 'four thousand' },
      /^PORT must be a number from 0 to 65535, not "four thousand"\.\n$/,
    ],
  ])('says in one line what is wrong with %s', async (_name, environment, line) => {
    const refused = serve({ DATA_FOLDER: folder, ...environment });
    await once(refused.child, 'exit');
    expect(refused.child.exitCode).toBe(1);
    expect(refused.output()).toMatch(line);
    expect(refused.output()).not.toContain('secret');
  });
});
