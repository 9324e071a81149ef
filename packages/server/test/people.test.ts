import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/app.ts';
import { insertAccount } from '../src/identity/account.ts';
import { ATTEMPTS } from '../src/identity/attempt-limits.ts';
import { ROLES, type Role } from '../src/identity/principal.ts';
import { newSecret } from '../src/identity/secret.ts';
import { beginSession } from '../src/identity/session.ts';
import { UNLIMITED_RATES } from '../src/platform/endpoint/rate-limits.ts';
import { inTransaction } from '../src/platform/transaction.ts';
import { AccountClient } from './account-client.ts';
import { plantSecret, runLogger } from './run-log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// Administration over HTTP: two bureaux with a point each, so that what is not one's own can be asked for.

const START = Date.parse('2026-11-02T01:00:00Z');
const DAY = 86_400_000;
const PASSWORD = 'a password of the test';

let database: TestDatabase;
let server: RunningServer;
let now = START;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    `with b as (
       insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours)
       values ('RIVER', '河区', 'River', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]'), ('HILL', '山区', 'Hill', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]')
       returning id, code
     )
     insert into service_point (bureau_id, code, name_zh, name_en, kind, form, provenance, content_hash)
     select id, code || '-1', code, code, 'BANK', 'POINT', 'REPORTED', '' from b`,
  );
  server = await startServer({
    freeQueries: 'EVERYONE',
    requestRates: UNLIMITED_RATES,
    database,
    port: 0,
    isOperator: false,
    dashboardFolder: null,
    dataFolder: tmpdir(),
    logger: runLogger(),
    clock: () => new Date(now),
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
});
beforeEach(async () => {
  now = START;
  await database.pool.query('delete from account; delete from service_token; delete from rate_limit');
});

/** Someone who is signed in, with their id. */
async function someone(
  signInName: string,
  roles: readonly Role[],
  bureau: 'RIVER' | 'HILL' | null = 'RIVER',
): Promise<AccountClient & { id: number }> {
  const { rows } = await database.pool.query<{ id: number }>('select id from bureau where code = $1', [
    bureau,
  ]);
  const account = { bureauId: rows[0]?.id ?? null, signInName, displayName: signInName, roles };
  const id = await inTransaction(database.pool, (client) =>
    insertAccount(client, { ...account, servicePointIds: [] }, new Date(now)),
  );
  const client = new AccountClient(server.url);
  const token = await beginSession(database.pool, id ?? 0, { address: '', userAgent: '' }, new Date(now));
  client.plant('session', token);
  return Object.assign(client, { id: id ?? 0 });
}

const CHANGE = `{ ... on PersonChanged { linkPath person { signInName displayName bureauCode roles servicePointCodes disabledAt hasPassword linkExpiresAt isCaller } }
  ... on PersonRefused { code } }`;

interface Change {
  readonly code?: string;
  readonly linkPath?: string;
  readonly person?: Record<string, unknown>;
}

async function change(client: AccountClient, mutation: string): Promise<Change | string | undefined> {
  const { data, codes } = await client.ask<{ it: Change }>(`mutation { it: ${mutation} ${CHANGE} }`);
  return data?.it ?? codes[0];
}

const invitation = (name: string, bureau: string | null, person: string) =>
  `invitePerson(signInName: "${name}"${bureau === null ? '' : `, bureau: "${bureau}"`}, person: { ${person} })`;
const OFFICER = 'displayName: "李娜", roles: [OFFICER], servicePoints: ["RIVER-1"]';

describe('an administrator of a bureau', () => {
  it('invites an officer, who sets a password by the link and is that', async () => {
    const admin = await someone('admin', ['ADMIN']);
    const invited = await change(admin, invitation('Li.Na', 'RIVER', OFFICER));
    expect(invited).toEqual({
      linkPath: expect.stringMatching(/^\/account\/link\/[\w-]{43}$/),
      person: {
        signInName: 'li.na',
        displayName: '李娜',
        bureauCode: 'RIVER',
        roles: ['OFFICER'],
        servicePointCodes: ['RIVER-1'],
        disabledAt: null,
        hasPassword: false,
        linkExpiresAt: '2026-11-05T01:00:00.000Z',
        isCaller: false,
      },
    });
    const officer = new AccountClient(server.url);
    const secret = String((invited as Change).linkPath)
      .split('/')
      .at(-1);
    expect(await officer.attempt('link/use', { secret, password: PASSWORD })).toEqual([200, null]);
    expect((await officer.ask('{ viewer { name roles may } bureaus { code } }')).data).toEqual({
      viewer: { name: 'li.na', roles: ['OFFICER'], may: ['ANYONE', 'SIGNED_IN', 'READER', 'RUN_READER'] },
      bureaus: [{ code: 'RIVER' }],
    });
    const { data } = await admin.ask<{ people: object }>(
      '{ people { totalCount edges { node { signInName hasPassword linkExpiresAt sessionCount isCaller } } } }',
    );
    expect(data?.people).toEqual({
      totalCount: 2,
      edges: [
        {
          node: {
            signInName: 'admin',
            hasPassword: false,
            linkExpiresAt: null,
            sessionCount: 1,
            isCaller: true,
          },
        },
        {
          node: {
            signInName: 'li.na',
            hasPassword: true,
            linkExpiresAt: null,
            sessionCount: 1,
            isCaller: false,
          },
        },
      ],
    });
  });

  it.each([
    ['SIGN_IN_NAME', invitation('li na', 'RIVER', OFFICER)],
    ['NAME_TAKEN', invitation('ADMIN', 'RIVER', OFFICER)],
    ['DISPLAY_NAME', invitation('x', 'RIVER', 'displayName: " ", roles: [LEADER]')],
    ['NO_ROLE', invitation('x', 'RIVER', 'displayName: "x", roles: []')],
    ['OFFICER_POINTS', invitation('x', 'RIVER', 'displayName: "x", roles: [OFFICER]')],
    [
      'OFFICER_POINTS',
      invitation('x', 'RIVER', 'displayName: "x", roles: [LEADER], servicePoints: ["RIVER-1"]'),
    ],
    [
      'UNKNOWN_SERVICE_POINT',
      invitation('x', 'RIVER', 'displayName: "x", roles: [OFFICER], servicePoints: ["HILL-1"]'),
    ],
    ['BUREAU_NOT_FOUND', invitation('x', 'HILL', 'displayName: "x", roles: [LEADER]')],
    ['BUREAU_NOT_FOUND', invitation('x', 'NOWHERE', 'displayName: "x", roles: [LEADER]')],
    ['BUREAU_NOT_FOUND', invitation('x', null, 'displayName: "x", roles: [ADMIN]')],
  ])('is refused with %s, and nobody is there who was not', async (code, mutation) => {
    expect(await change(await someone('admin', ['ADMIN']), mutation)).toEqual({ code });
    const { rows } = await database.pool.query<{ count: number }>('select count(*) from account');
    expect(rows[0]?.count).toBe(1);
  });

  it('neither sees nor changes the people of another bureau, and cannot tell them from nobody', async () => {
    const admin = await someone('admin', ['ADMIN']);
    const other = await someone('other', ['LEADER'], 'HILL');
    const mutations = (id: number) => [
      `changePerson(id: "${id}", person: { displayName: "x", roles: [LEADER] })`,
      `setPersonDisabled(id: "${id}", isDisabled: true)`,
      `issuePersonLink(id: "${id}")`,
    ];
    for (const mutation of [...mutations(other.id), ...mutations(999_999)]) {
      expect(await change(admin, mutation)).toEqual({ code: 'PERSON_NOT_FOUND' });
    }
    const seen = await admin.ask<{ people: { totalCount: number }; sessions: { totalCount: number } }>(
      '{ people { totalCount edges { node { signInName } } } sessions { totalCount edges { node { signInName } } } }',
    );
    expect(seen.data).toEqual({
      people: { totalCount: 1, edges: [{ node: { signInName: 'admin' } }] },
      sessions: { totalCount: 1, edges: [{ node: { signInName: 'admin' } }] },
    });
    expect(await other.kind()).toBe('ACCOUNT');
  });

  it('changes what somebody may do, and it holds at their next question', async () => {
    const admin = await someone('admin', ['ADMIN']);
    const planner = await someone('planner', ['PLANNER']);
    const may = async () =>
      (await planner.ask<{ viewer: { may: string[] } }>('{ viewer { may } }')).data?.viewer.may;
    expect(await may()).toContain('PLANNER');
    await change(admin, `changePerson(id: "${planner.id}", person: { displayName: "x", roles: [LEADER] })`);
    expect(await may()).not.toContain('PLANNER');
    await change(admin, `setPersonDisabled(id: "${planner.id}", isDisabled: true)`);
    expect(await planner.kind()).toBe('ANONYMOUS');
    await change(admin, `setPersonDisabled(id: "${planner.id}", isDisabled: false)`);
    // Enabled again, they sign in again.
    expect(await planner.kind()).toBe('ANONYMOUS');
  });

  it('can shut nobody out of administering by mistake: not themselves', async () => {
    const admin = await someone('admin', ['ADMIN']);
    for (const mutation of [
      `changePerson(id: "${admin.id}", person: { displayName: "x", roles: [LEADER] })`,
      `setPersonDisabled(id: "${admin.id}", isDisabled: true)`,
    ]) {
      expect(await change(admin, mutation)).toEqual({ code: 'OWN_ACCOUNT' });
    }
  });

  it('ends sessions of their bureau, and no other', async () => {
    const admin = await someone('admin', ['ADMIN']);
    const [own, other] = [await someone('own', ['LEADER']), await someone('other', ['LEADER'], 'HILL')];
    const idOf = async (client: AccountClient) =>
      (await client.ask<{ ownSessions: { id: string }[] }>('{ ownSessions { id } }')).data?.ownSessions[0]
        ?.id;
    const end = async (client: AccountClient) =>
      (await admin.ask(`mutation { endSession(id: "${await idOf(client)}") }`)).data;
    expect([await end(own), await end(other)]).toEqual([{ endSession: true }, { endSession: false }]);
    expect([await own.kind(), await other.kind()]).toEqual(['ANONYMOUS', 'ACCOUNT']);
  });
});

it('an administrator of the installation administers every bureau, and invites another such', async () => {
  const admin = await someone('admin', ['ADMIN'], null);
  expect(await change(admin, invitation('h', 'HILL', 'displayName: "h", roles: [LEADER]'))).toMatchObject({
    person: { bureauCode: 'HILL' },
  });
  expect(await change(admin, invitation('second', null, 'displayName: "s", roles: [ADMIN]'))).toMatchObject({
    person: { bureauCode: null },
  });
  expect(await change(admin, invitation('third', null, 'displayName: "t", roles: [LEADER]'))).toEqual({
    code: 'INSTALLATION_ROLE',
  });
});

it('nobody but an administrator administers', async () => {
  for (const role of ROLES.filter((each) => each !== 'ADMIN')) {
    const client = await someone(role.toLowerCase(), [role]);
    expect(await change(client, invitation('x', 'RIVER', OFFICER))).toBe('FORBIDDEN');
    expect((await client.ask('{ people { totalCount } }')).codes).toEqual(['FORBIDDEN']);
    expect((await client.ask('{ serviceTokens { totalCount } }')).codes).toEqual(['FORBIDDEN']);
  }
});

it('what one reader was given is given to no other: not by its ETag, not by address, not after signing out', async () => {
  const [own, other] = [await someone('own', ['LEADER']), await someone('other', ['LEADER'], 'HILL')];
  const path = '/map/places.geojson?bureau=RIVER';
  const given = await own.fetch(path);
  const etag = given.headers.get('etag') ?? '';
  const again = async (client: AccountClient) =>
    (await client.fetch(path, { headers: { 'if-none-match': etag } })).status;
  expect([given.status, await again(own), await again(other)]).toEqual([200, 304, 404]);
  expect(given.headers.get('cache-control')).toMatch(/no-cache|no-store/);
  const figures = 'bureau(code: "RIVER") { code }';
  expect((await own.ask(`{ ${figures} }`)).data).toEqual({ bureau: { code: 'RIVER' } });
  expect((await other.ask(`{ ${figures} }`)).data).toEqual({ bureau: null });
  await own.post('sign-out', {});
  expect([await again(own), (await own.ask(`{ ${figures} }`)).data]).toEqual([403, { bureau: null }]);
});

describe('a service token', () => {
  const bearer = async (secret: string, query = '{ viewer { kind name may } bureaus { code } }') => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query }),
    });
    const answer = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
    return { status: response.status, data: answer.data, code: answer.errors?.[0]?.extensions.code };
  };

  async function made(
    client: AccountClient,
    scopes = 'READ',
    days = 30,
  ): Promise<{ id: string; secret: string }> {
    const { data } = await client.ask<{
      createServiceToken: { secret: string; token: { id: string } };
    }>(
      `mutation { createServiceToken(bureau: "RIVER", name: "夜间导入", scopes: [${scopes}], days: ${days}) { ... on ServiceTokenCreated { secret token { id } } } }`,
    );
    const { secret = '', token } = data?.createServiceToken ?? {};
    return { id: token?.id ?? '', secret: plantSecret('SERVICE_TOKEN', secret) };
  }

  it('does what its scope says, in its bureau, until it expires or is revoked', async () => {
    const admin = await someone('admin', ['ADMIN']);
    const read = await made(admin);
    expect(read.secret).toMatch(/^sct_[\w-]{43}$/);
    expect((await bearer(read.secret)).data).toEqual({
      viewer: { kind: 'TOKEN', name: '夜间导入', may: ['ANYONE', 'READER', 'RUN_READER'] },
      bureaus: [{ code: 'RIVER' }],
    });
    const bring = await made(admin, 'IMPORT');
    expect((await bearer(bring.secret, '{ importProfiles(bureau: "RIVER") { name } }')).code).toBeUndefined();
    expect((await bearer(bring.secret, '{ bureau { code } }')).code).toBe('FORBIDDEN');
    expect((await bearer(read.secret, '{ importProfiles(bureau: "RIVER") { name } }')).code).toBe(
      'FORBIDDEN',
    );
    expect((await bearer(bring.secret, '{ importProfiles(bureau: "HILL") { name } }')).code).toBe(
      'BUREAU_NOT_FOUND',
    );

    const revoke = async () => (await admin.ask(`mutation { revokeServiceToken(id: "${read.id}") }`)).data;
    expect([await revoke(), await revoke()]).toEqual([
      { revokeServiceToken: true },
      { revokeServiceToken: false },
    ]);
    expect(await bearer(read.secret)).toMatchObject({ status: 401, code: 'TOKEN_REFUSED' });
    now += 30 * DAY;
    expect(await bearer(bring.secret)).toMatchObject({ status: 401, code: 'TOKEN_REFUSED' });
  });

  it('shows when it was last used, and its secret is nowhere', async () => {
    const admin = await someone('admin', ['ADMIN']);
    const { secret } = await made(admin);
    const lastUsed = async () =>
      (
        await admin.ask<{ serviceTokens: { edges: { node: { lastUsedAt: string | null } }[] } }>(
          '{ serviceTokens { edges { node { lastUsedAt } } } }',
        )
      ).data?.serviceTokens.edges[0]?.node.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    now += 60_000;
    await bearer(secret);
    expect(await lastUsed()).toBe('2026-11-02T01:01:00.000Z');
    const { rows } = await database.pool.query<{ row: string }>(
      'select service_token::text as row from service_token',
    );
    expect(rows[0]?.row).not.toContain(secret.slice('sct_'.length));
  });

  it.each([
    ['BUREAU_NOT_FOUND', 'bureau: "HILL", name: "x", scopes: [READ], days: 1'],
    ['TOKEN_NAME', 'bureau: "RIVER", name: " ", scopes: [READ], days: 1'],
    ['NO_SCOPE', 'bureau: "RIVER", name: "x", scopes: [], days: 1'],
    ['TOKEN_DAYS', 'bureau: "RIVER", name: "x", scopes: [READ], days: 0'],
    ['TOKEN_DAYS', 'bureau: "RIVER", name: "x", scopes: [READ], days: 367'],
  ])('is not made: %s', async (code, wanted) => {
    const admin = await someone('admin', ['ADMIN']);
    const { data } = await admin.ask(
      `mutation { createServiceToken(${wanted}) { ... on ServiceTokenRefused { code } } }`,
    );
    expect(data).toEqual({ createServiceToken: { code } });
  });

  it('cannot be guessed: from one address so many may fail, and one that is right is not looked at then', async () => {
    const { secret } = await made(await someone('admin', ['ADMIN']));
    const statuses = await Promise.all(
      Array.from({ length: ATTEMPTS.address + 10 }, async () => (await bearer(newSecret())).status),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(ATTEMPTS.address);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(await bearer(secret)).toMatchObject({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });
});
