import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/app.ts';
import { accessMatrix, reachableFields, type Step } from '../src/identity/access-matrix.ts';
import { insertAccount } from '../src/identity/account.ts';
import { ALLOWED, GRANTEES, type Grantee, ROLES, TOKEN_SCOPES } from '../src/identity/principal.ts';
import { digestOf, newSecret } from '../src/identity/secret.ts';
import { beginSession } from '../src/identity/session.ts';
import { enforceAccess } from '../src/platform/access.ts';
import { UNLIMITED_RATES } from '../src/platform/endpoint/rate-limits.ts';
import { inTransaction } from '../src/platform/transaction.ts';
import { buildUnguardedSchema, createSchema } from '../src/schema.ts';
import { documentFor, hollowSchema } from './hollow-schema.ts';
import { runLogger } from './run-log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// The committed matrix of role × field, held against a running server cell by cell.

const MATRIX = new URL('../../../docs/access-matrix.csv', import.meta.url);
const schema = createSchema();

let database: TestDatabase;
const servers: RunningServer[] = [];
const asked = new Map<Grantee, { readonly url: string; readonly headers: Record<string, string> }>();

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query<{ id: number }>(
    `insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours)
     values ('RIVER', '河区', 'River', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]') returning id`,
  );
  const bureauId = rows[0]?.id ?? 0;
  const start = async (isOperator: boolean, demonstrationGuest: boolean) => {
    const server = await startServer({
      freeQueries: 'EVERYONE',
      requestRates: UNLIMITED_RATES,
      database,
      port: 0,
      isOperator,
      demonstrationGuest,
      dashboardFolder: null,
      dataFolder: tmpdir(),
      logger: runLogger(),
      schema: hollowSchema(),
    });
    servers.push(server);
    return server.url;
  };
  const url = await start(false, false);
  asked.set('ANONYMOUS', { url, headers: {} });
  asked.set('GUEST', { url: await start(false, true), headers: {} });
  asked.set('OPERATOR', { url: await start(true, false), headers: {} });
  for (const role of ROLES) {
    const account = { bureauId, signInName: role.toLowerCase(), displayName: role, servicePointIds: [] };
    const id = await inTransaction(database.pool, (client) =>
      insertAccount(client, { ...account, roles: [role] }, new Date()),
    );
    const token = await beginSession(database.pool, id ?? 0, { address: '', userAgent: '' }, new Date());
    asked.set(role, { url, headers: { cookie: `session=${token}` } });
  }
  for (const scope of TOKEN_SCOPES) {
    const secret = newSecret();
    await database.pool.query(
      `insert into service_token (bureau_id, name, secret_sha256, scopes, created_at, created_by, expires_at)
       values ($1, $2, $3, array[$2], now(), 'OPERATOR', now() + interval '1 day')`,
      [bureauId, scope, digestOf(secret)],
    );
    asked.set(`TOKEN_${scope}`, { url, headers: { authorization: `Bearer ${secret}` } });
  }
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await database.close();
});

/**
 * Whether a server lets someone come to fields of one type, by one way: true for all of them, false for FORBIDDEN; anything else is a
 * failure of the test. Of several fields it must be true: the first that is refused hides the others.
 */
async function areOpen(grantee: Grantee, ways: readonly (readonly Step[])[]): Promise<boolean> {
  const who = asked.get(grantee);
  const steps = ways.map((way) => way.at(-1)).filter((step) => step !== undefined);
  const [first] = steps;
  if (first === undefined) {
    throw new Error('There is nothing to ask for.');
  }
  const fields = steps.map(({ field }) => field);
  const query = documentFor(ways[0]?.slice(0, -1) ?? [], first.type, fields);
  const response = await fetch(`${who?.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...who?.headers },
    body: JSON.stringify({ query }),
  });
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))];
  if (codes.some((code) => code !== 'FORBIDDEN') || response.status !== 200) {
    throw new Error(`${grantee}: ${query}: ${response.status} ${JSON.stringify(errors)}`);
  }
  return codes.length === 0;
}

async function committedMatrix(): Promise<ReadonlyMap<string, ReadonlyMap<string, boolean>>> {
  const [head = '', ...lines] = (await readFile(MATRIX, 'utf8')).trimEnd().split('\n');
  const [, , ...grantees] = head.split(',');
  expect(grantees).toEqual([...GRANTEES]);
  return new Map(
    lines.map((line) => {
      const [field = '', , ...cells] = line.split(',');
      return [field, new Map(cells.map((cell, index) => [grantees[index] ?? '', cell === '1']))];
    }),
  );
}

it('the matrix has every field of the schema, and each is open to somebody', async () => {
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );
  const matrix = await committedMatrix();
  expect([...matrix.keys()].sort()).toEqual(fields.sort());
  expect([...matrix].filter(([, row]) => ![...row.values()].includes(true))).toEqual([]);
});

describe('the running server lets in, field by field, as the matrix says', () => {
  const everything = reachableFields(schema, () => true);

  it.each(GRANTEES)('%s', async (grantee) => {
    const matrix = await committedMatrix();
    const own = reachableFields(schema, (rule) => ALLOWED[grantee].has(rule));
    // What is open is asked for type by type; what is closed, field by field.
    const groups = new Map<string, string[]>();
    for (const [field, row] of matrix) {
      const group = row.get(grantee) ? (field.split('.')[0] ?? '') : field;
      groups.set(group, [...(groups.get(group) ?? []), field]);
    }
    const wrong: string[] = [];
    const waiting = [...groups.values()];
    const work = async () => {
      for (let fields = waiting.pop(); fields !== undefined; fields = waiting.pop()) {
        const ways = fields.map((field) => own.get(field) ?? everything.get(field) ?? []);
        if ((await areOpen(grantee, ways)) !== matrix.get(fields[0] ?? '')?.get(grantee)) {
          wrong.push(...fields);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(wrong).toEqual([]);
  });
});

it('removing any one rule does not start, or is another matrix', () => {
  const before = accessMatrix(schema);
  const unnoticed: string[] = [];
  const probe = buildUnguardedSchema();
  const places = Object.values(probe.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => [
      { name: type.name, extensions: type.extensions },
      ...Object.values(type.getFields()).map((field) => ({
        name: `${type.name}.${field.name}`,
        extensions: field.extensions,
      })),
    ])
    .filter(({ extensions }) => 'access' in extensions);
  expect(places.length).toBeGreaterThan(200);
  for (const { name, extensions } of places) {
    const rules = extensions as { access?: unknown };
    const { access } = rules;
    delete rules.access;
    try {
      enforceAccess(probe);
      if (accessMatrix(probe) === before) {
        unnoticed.push(name);
      }
    } catch {
      // It does not start.
    }
    rules.access = access;
  }
  expect(unnoticed).toEqual([]);
});
