import { tmpdir } from 'node:os';
import { GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/app.ts';
import { ApplicationEntity } from '../src/applications/application.entity.ts';
import { insertAccount } from '../src/identity/account.ts';
import type { Role } from '../src/identity/principal.ts';
import type { RequestContext } from '../src/identity/request-context.ts';
import { beginSession } from '../src/identity/session.ts';
import { inTransaction } from '../src/platform/transaction.ts';
import { AccountClient } from './account-client.ts';
import { runLogger } from './run-log.ts';
import { type ScopedRows, writeScopedRows } from './scoped-rows.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// Whose rows somebody who is signed in sees over HTTP: with the product's own questions, and with questions that filter nothing.

/** Questions in whose code every filter was forgotten. */
const UNFILTERED = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, RequestContext>({
    name: 'Query',
    fields: {
      byStatement: {
        type: new GraphQLList(GraphQLString),
        resolve: async (_source, _args, { pool }) =>
          (await pool.query<{ key: string }>('select case_key as key from application order by 1')).rows.map(
            ({ key }) => key,
          ),
      },
      byEntity: {
        type: new GraphQLList(GraphQLString),
        resolve: async (_source, _args, { em }) =>
          (await em.find(ApplicationEntity, {}, { orderBy: { caseKey: 'asc' } })).map(
            ({ caseKey }) => caseKey,
          ),
      },
    },
  }),
});

let database: TestDatabase;
let ids: ScopedRows;
const servers: RunningServer[] = [];
const urls = { product: '', unfiltered: '' };
const tokens = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  ids = await writeScopedRows(database.pool);
  const start = async (schema?: GraphQLSchema) => {
    const server = await startServer({
      database,
      port: 0,
      isOperator: false,
      freeQueries: 'EVERYONE',
      dashboardFolder: null,
      dataFolder: tmpdir(),
      logger: runLogger(),
      ...(schema && { schema }),
    });
    servers.push(server);
    return server.url;
  };
  urls.product = await start();
  urls.unfiltered = await start(UNFILTERED);
  const people: [name: string, roles: readonly Role[], points: readonly number[]][] = [
    ['officer', ['OFFICER'], [ids.p1]],
    ['idle', ['OFFICER'], []],
    ['leader', ['LEADER'], []],
    ['both', ['OFFICER', 'LEADER'], [ids.p1]],
  ];
  for (const [signInName, roles, servicePointIds] of people) {
    const account = { bureauId: ids.one, signInName, displayName: signInName, roles, servicePointIds };
    const id = await inTransaction(database.pool, (client) => insertAccount(client, account, new Date()));
    tokens.set(
      signInName,
      await beginSession(database.pool, id ?? 0, { address: '', userAgent: '' }, new Date()),
    );
  }
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await database.close();
});

function clientOf(name: string, url = urls.product): AccountClient {
  const client = new AccountClient(url);
  client.plant('session', tokens.get(name) ?? '');
  return client;
}

const PERIOD = '{ from: "2021-12-01", to: "2021-12-31" }';
const SEEN: [name: string, cases: readonly string[]][] = [
  ['officer', ['p1-case']],
  ['idle', []],
  ['leader', ['p1-case', 'p2-case']],
  ['both', ['p1-case', 'p2-case']],
];

describe('over HTTP, the product’s own questions show the applications of one’s own points and no others', () => {
  it.each(SEEN)('%s: in the list and its count, in figures, in groups, by address', async (name, cases) => {
    const { data, codes } = await clientOf(name).ask<{
      applications: { totalCount: number; edges: { node: { caseKey: string } }[] };
      caseload: {
        total: { received: number };
        groups: { key: { code: string }; figures: { received: number } }[];
      };
      p1: object | null;
      p2: object | null;
      q: object | null;
    }>(`{
      applications(bureau: "ONE") { totalCount edges { node { caseKey } } }
      caseload(bureau: "ONE", period: ${PERIOD}, groupBy: SERVICE_POINT) {
        total { received } groups { key { code } figures { received } }
      }
      p1: application(bureau: "ONE", caseKey: "p1-case") { caseKey }
      p2: application(bureau: "ONE", caseKey: "p2-case") { caseKey }
      q: application(bureau: "ONE", caseKey: "q-case") { caseKey }
    }`);
    expect(codes).toEqual([]);
    expect(data?.applications.totalCount).toBe(cases.length);
    expect(data?.applications.edges.map(({ node }) => node.caseKey).sort()).toEqual(cases);
    expect(data?.caseload.total.received).toBe(cases.length);
    const groups = data?.caseload.groups.filter(({ figures }) => figures.received > 0) ?? [];
    expect(groups.map(({ key }) => `${key.code}-case`).sort()).toEqual(cases);
    expect([data?.p1, data?.p2, data?.q].map((found) => found !== null)).toEqual([
      cases.includes('p1-case'),
      cases.includes('p2-case'),
      false,
    ]);
  });

  it.each(SEEN)('%s: in the file', async (name, cases) => {
    const response = await clientOf(name).fetch('/exports/applications.csv?bureau=ONE');
    expect(response.status).toBe(200);
    expect([...new Set((await response.text()).match(/\w+-case/g) ?? [])].sort()).toEqual(cases);
  });

  it.each(SEEN)('%s: nothing of another bureau', async (name) => {
    const { codes } = await clientOf(name).ask('{ applications(bureau: "OTHER") { totalCount } }');
    expect(codes).toEqual(['BUREAU_NOT_FOUND']);
    expect((await clientOf(name).fetch('/exports/applications.csv?bureau=OTHER')).status).toBe(404);
  });
});

describe('over HTTP, with every filter of the code forgotten', () => {
  it.each(SEEN)('%s sees no row more', async (name, cases) => {
    const { data } = await clientOf(name, urls.unfiltered).ask('{ byStatement byEntity }');
    expect(data).toEqual({ byStatement: cases, byEntity: cases });
  });

  it('nobody sees any', async () => {
    const { data } = await new AccountClient(urls.unfiltered).ask('{ byStatement byEntity }');
    expect(data).toEqual({ byStatement: [], byEntity: [] });
  });
});
