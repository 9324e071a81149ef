import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '../src/app.ts';
import { ENTITIES } from '../src/entities.ts';
import { type Database, openDatabase } from '../src/platform/database.ts';
import { inTransaction } from '../src/platform/transaction.ts';
import { runLogger } from './run-log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// A question is made slow by a lock that somebody else holds: it waits for as long as it is let.

const STATEMENT_SECONDS = 0.4;
const ANSWERED_BY =
  '{ caseload(bureau: "QX", period: { from: "2021-01-01", to: "2021-12-31" }) { total { received } } }';

let database: TestDatabase;
let hasty: Database;
const servers: RunningServer[] = [];
const urls = { patient: '', hasty: '' };

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    `insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours, is_demonstration)
     values ('QX', '局', 'Bureau', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]', true)`,
  );
  hasty = await openDatabase({ url: database.url, entities: ENTITIES, statementSeconds: STATEMENT_SECONDS });
  const start = async (options: Pick<ServerOptions, 'database'>) => {
    const server = await startServer({
      port: 0,
      isOperator: true,
      dashboardFolder: null,
      dataFolder: tmpdir(),
      logger: runLogger(),
      ...options,
    });
    servers.push(server);
    return server.url;
  };
  urls.patient = await start({ database });
  urls.hasty = await start({ database: hasty });
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await hasty.close();
  await database.close();
});

/** Lets go of what `lock` holds. */
let unlock: () => Promise<void>;

async function lock(table: string): Promise<void> {
  const held = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const done = inTransaction(database.pool, async (client) => {
    await client.query(`lock table ${table} in access exclusive mode`);
    held.resolve();
    await letGo.promise;
  });
  await held.promise;
  unlock = () => {
    letGo.resolve();
    return done;
  };
}
afterEach(() => unlock());

async function ask(
  url: string,
  query: string,
  signal?: AbortSignal,
): Promise<{ codes: unknown[]; data: unknown }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
  const { data, errors = [] } = (await response.json()) as {
    data: unknown;
    errors?: { extensions: { code: unknown } }[];
  };
  return { data, codes: errors.map(({ extensions }) => extensions.code) };
}

async function waiting(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

/** Sends a question that waits for the lock, leaves, and waits until it is ended: by then the server has heard of whoever left before. */
async function askAndLeave(query: string): Promise<void> {
  const before = await waiting();
  const caller = new AbortController();
  ask(urls.patient, query, caller.signal).catch(() => undefined);
  await expect.poll(waiting, { interval: 20 }).toBe(before + 1);
  caller.abort();
  await expect.poll(waiting, { interval: 20 }).toBe(before);
}

describe('a statement that takes longer than it is given', () => {
  it.each(['application_record', 'bureau'])(
    'is refused with a code, not as a failure: of %s',
    async (table) => {
      await lock(table);
      expect(await ask(urls.hasty, ANSWERED_BY)).toEqual({ data: null, codes: ['QUERY_TOO_SLOW'] });
      const file = await fetch(`${urls.hasty}/exports/applications.csv?bureau=QX`);
      expect([file.status, await file.json()]).toEqual([
        503,
        { errors: [{ message: expect.any(String), extensions: { code: 'QUERY_TOO_SLOW' } }] },
      ]);
      await unlock();
      expect((await ask(urls.hasty, ANSWERED_BY)).codes).toEqual([]);
    },
  );

  it('has no limit where it is the installation’s own work', async () => {
    await lock('application_record');
    const counted = hasty.pool.query('select from application_record');
    await ask(urls.hasty, ANSWERED_BY);
    await unlock();
    expect((await counted).rowCount).toBe(0);
  });
});

describe('when whoever asked goes away', () => {
  beforeEach(async () => {
    expect(await waiting()).toBe(0);
  });

  it.each([
    ['a question', '/graphql'],
    ['an export', '/exports/applications.csv?bureau=QX'],
  ])('the running statement of %s is ended, and its connection serves the next', async (_what, path) => {
    await lock('application_record');
    const caller = new AbortController();
    const { signal } = caller;
    const asked =
      path === '/graphql' ? ask(urls.patient, ANSWERED_BY, signal) : fetch(urls.patient + path, { signal });
    asked.catch(() => undefined);
    await expect.poll(waiting, { interval: 20 }).toBe(1);
    caller.abort();
    await expect.poll(waiting, { interval: 20 }).toBe(0);
    await unlock();
    expect((await ask(urls.patient, ANSWERED_BY)).codes).toEqual([]);
  });

  it('a change is made as a whole, and is on record', async () => {
    await lock('target');
    const caller = new AbortController();
    const change = `mutation { setTarget(bureau: "QX", target: { measure: "on-time", grain: YEAR, value: 0.9, validFrom: "2021-01-01" }) { __typename } }`;
    ask(urls.patient, change, caller.signal).catch(() => undefined);
    await expect.poll(waiting, { interval: 20 }).toBe(1);
    caller.abort();
    await askAndLeave('{ targetHistory(bureau: "QX") { edges { node { id } } } }');
    await unlock();
    await expect
      .poll(
        async () =>
          (
            await database.pool.query(
              `select outcome from audit_entry where action = 'TARGET_SET' and outcome <> 'BEGUN'`,
            )
          ).rows,
      )
      .toEqual([{ outcome: 'SUCCEEDED' }]);
    expect((await database.pool.query('select from target')).rowCount).toBe(1);
  });

  it('what others wait for too is found out for them', async () => {
    await lock('key_building');
    const caller = new AbortController();
    const question = '{ coverage(bureau: "QX") { __typename } }';
    ask(urls.patient, question, caller.signal).catch(() => undefined);
    await expect.poll(waiting, { interval: 20 }).toBeGreaterThan(0);
    const other = ask(urls.patient, question);
    caller.abort();
    await askAndLeave('{ keyBuilding(bureau: "QX", code: "B") { code } }');
    await unlock();
    expect((await other).codes).toEqual([]);
  });
});
