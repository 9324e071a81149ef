import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/app.ts';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { insertAccount } from '../src/identity/account.ts';
import { firstAdministratorLink } from '../src/identity/account-commands.ts';
import { ATTEMPTS } from '../src/identity/attempt-limits.ts';
import { issueLink } from '../src/identity/one-time-link.ts';
import type { Role } from '../src/identity/principal.ts';
import { createOwnerContext } from '../src/identity/request-context.ts';
import { newSecret } from '../src/identity/secret.ts';
import { beginSession } from '../src/identity/session.ts';
import { LIMITS } from '../src/platform/endpoint/limits.ts';
import { UNLIMITED_RATES } from '../src/platform/endpoint/rate-limits.ts';
import { inTransaction } from '../src/platform/transaction.ts';
import { AccountClient, refusalOf } from './account-client.ts';
import { runLogger } from './run-log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// Signing in over HTTP: an installation with a district of its own and nobody in it.

const PASSWORD = 'a password of the test';
const START = Date.parse('2026-11-02T01:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let database: TestDatabase;
let server: RunningServer;
let now = START;
let logged = '';
const keepLine = (line: string) => {
  logged += line;
};

beforeAll(async () => {
  database = await createTestDatabase();
  await addBureau(database.pool, {
    code: 'RIVER',
    nameZh: '河区',
    nameEn: 'River',
    timeZone: 'Asia/Shanghai',
    calendarCode: 'CN',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  server = await startServer({
    freeQueries: 'EVERYONE',
    requestRates: UNLIMITED_RATES,
    database,
    port: 0,
    isOperator: false,
    dashboardFolder: null,
    dataFolder: await mkdtemp(join(tmpdir(), 'service-circle-sign-in-')),
    logger: runLogger(keepLine),
    clock: () => new Date(now),
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
});
beforeEach(async () => {
  now = START;
  await database.pool.query('delete from one_time_link; delete from account; delete from rate_limit');
});

const owner = () => createOwnerContext(database.pool, () => new Date(now));
const client = () => new AccountClient(server.url);

async function addAccount(signInName: string, roles: readonly Role[] = ['LEADER']): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>("select id from bureau where code = 'RIVER'");
  const id = await inTransaction(database.pool, (transaction) =>
    insertAccount(
      transaction,
      {
        bureauId: rows[0]?.id ?? 0,
        signInName,
        displayName: signInName,
        roles,
        servicePointIds: [],
      },
      new Date(now),
    ),
  );
  return id ?? 0;
}

const linkFor = (accountId: number, purpose: 'INVITATION' | 'PASSWORD_RESET' = 'INVITATION') =>
  issueLink(database.pool, { purpose, accountId }, new Date(now));

/** An account that has set its password by an invitation, and is signed in. */
async function signedIn(signInName: string): Promise<AccountClient> {
  const { secret } = await linkFor(await addAccount(signInName));
  const someone = client();
  expect(await someone.attempt('link/use', { secret, password: PASSWORD })).toEqual([200, null]);
  return someone;
}

/** An account in a session that began without a password, where it matters not how. */
async function admitted(signInName: string): Promise<AccountClient> {
  const origin = { address: '', userAgent: '' };
  const someone = client();
  someone.plant(
    'session',
    await beginSession(database.pool, await addAccount(signInName), origin, new Date(now)),
  );
  return someone;
}

describe('a fresh installation', () => {
  it('has no account and no password; the printed link makes the administrator, once', async () => {
    const { rows } = await database.pool.query<{ count: number }>('select count(*) from account');
    expect(rows[0]?.count).toBe(0);
    const line = (await firstAdministratorLink(owner(), server.url)) ?? '';
    const secret = /\/account\/link\/([\w-]{43})$/.exec(line)?.[1] ?? '';
    expect(line).toContain(server.url);

    const administrator = client();
    expect(await administrator.kind()).toBe('ANONYMOUS');
    const use = { secret, password: PASSWORD, signInName: ' Admin@River ', displayName: '管理员' };
    expect(await administrator.attempt('link/use', { ...use, password: 'too short' })).toEqual([
      422,
      'PASSWORD_LENGTH',
    ]);
    expect(await administrator.attempt('link/use', { ...use, signInName: 'a b' })).toEqual([
      422,
      'SIGN_IN_NAME',
    ]);
    expect(await administrator.attempt('link/use', use)).toEqual([200, null]);
    const viewer = '{ viewer { kind name displayName roles } bureaus { code } }';
    expect((await administrator.ask(viewer)).data).toEqual({
      viewer: { kind: 'ACCOUNT', name: 'admin@river', displayName: '管理员', roles: ['ADMIN'] },
      bureaus: [{ code: 'RIVER' }],
    });

    expect(await client().attempt('link/use', { ...use, signInName: 'second' })).toEqual([
      404,
      'LINK_REFUSED',
    ]);
    expect(await firstAdministratorLink(owner(), server.url)).toBeNull();
    expect(await client().attempt('sign-in', { name: 'ADMIN@river', password: PASSWORD })).toEqual([
      200,
      null,
    ]);
  });

  it('makes one administrator of many who use the link at once', async () => {
    const line = (await firstAdministratorLink(owner(), '')) ?? '';
    const secret = line.split('/').at(-1) ?? '';
    const answers = await Promise.all(
      [1, 2, 3, 4].map((each) =>
        client().attempt('link/use', { secret, password: PASSWORD, signInName: `admin${each}` }),
      ),
    );
    expect(answers.map(([status]) => status).sort()).toEqual([200, 404, 404, 404]);
    const { rows } = await database.pool.query<{ count: number }>('select count(*) from account');
    expect(rows[0]?.count).toBe(1);
  });
});

describe('a link', () => {
  const refused = [404, 'LINK_REFUSED'];

  it('tells whom it is for, and is refused when it was used, has expired, was replaced or was never made', async () => {
    const accountId = await addAccount('li.na');
    const first = await linkFor(accountId);
    const second = await linkFor(accountId);
    expect(await client().attempt('link', { secret: first.secret })).toEqual(refused);
    const told = await client().post('link', { secret: second.secret });
    expect(await told.json()).toEqual({ purpose: 'INVITATION', signInName: 'li.na', displayName: 'li.na' });
    now += 72 * HOUR;
    expect(await client().attempt('link/use', { secret: second.secret, password: PASSWORD })).toEqual(
      refused,
    );
    const third = await linkFor(accountId);
    const use = { secret: third.secret, password: PASSWORD };
    expect(await client().attempt('link/use', use)).toEqual([200, null]);
    expect(await client().attempt('link/use', use)).toEqual(refused);
    expect(await client().attempt('link/use', { ...use, secret: newSecret() })).toEqual(refused);
  });

  it('of a disabled account is refused', async () => {
    const accountId = await addAccount('li.na');
    const { secret } = await linkFor(accountId);
    await database.pool.query('update account set disabled_at = now()');
    expect(await client().attempt('link/use', { secret, password: PASSWORD })).toEqual(refused);
  });

  it('to set a new password ends every session there was', async () => {
    const former = await signedIn('li.na');
    expect(await former.kind()).toBe('ACCOUNT');
    const { rows } = await database.pool.query<{ id: number }>('select id from account');
    const { secret } = await linkFor(rows[0]?.id ?? 0, 'PASSWORD_RESET');
    expect(await client().attempt('link/use', { secret, password: `${PASSWORD}!` })).toEqual([200, null]);
    expect(await former.kind()).toBe('ANONYMOUS');
    const [status] = await client().attempt('sign-in', { name: 'li.na', password: PASSWORD });
    expect(status).toBe(401);
  });
});

describe('a session', () => {
  it('is kept from scripts and from other sites, and its token is not in the database', async () => {
    const { secret } = await linkFor(await addAccount('li.na'));
    const response = await client().post('link/use', { secret, password: PASSWORD });
    const [line = ''] = response.headers.getSetCookie();
    expect(line).toMatch(
      /^session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const { rows } = await database.pool.query<{ row: string }>('select session::text as row from session');
    const token = /session=([\w-]+)/.exec(line)?.[1] ?? '';
    expect(rows.map(({ row }) => row).join()).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });

  it('ends after half an hour without a question, and after twelve hours with any', async () => {
    const idle = await signedIn('li.na');
    now += 29 * MINUTE;
    expect(await idle.kind()).toBe('ACCOUNT');
    now += 31 * MINUTE;
    expect(await idle.kind()).toBe('ANONYMOUS');

    const busy = client();
    await busy.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    const from = now;
    for (now += 20 * MINUTE; now < from + 12 * HOUR; now += 20 * MINUTE) {
      expect(await busy.kind()).toBe('ACCOUNT');
    }
    expect(await busy.kind()).toBe('ANONYMOUS');
  });

  it('begins with a token of its own: one that was planted before is worth nothing (fixation)', async () => {
    await signedIn('li.na');
    const victim = client();
    const planted = newSecret();
    victim.plant('session', planted);
    await victim.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    expect(victim.cookie).not.toContain(planted);
    const attacker = client();
    attacker.plant('session', planted);
    expect([await victim.kind(), await attacker.kind()]).toEqual(['ACCOUNT', 'ANONYMOUS']);
  });

  it('that was there ends when its browser signs in anew', async () => {
    const someone = await signedIn('li.na');
    const before = client();
    before.plant('session', someone.cookie.slice('session='.length));
    expect(await before.kind()).toBe('ACCOUNT');
    await someone.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    expect([await someone.kind(), await before.kind()]).toEqual(['ACCOUNT', 'ANONYMOUS']);
  });

  it('ends by signing out here, everywhere, and when the account is disabled', async () => {
    const [one, other] = [await signedIn('li.na'), client()];
    await other.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    const { data } = await one.ask<{ ownSessions: { isPresent: boolean }[] }>(
      '{ ownSessions { isPresent } }',
    );
    expect(data?.ownSessions.map(({ isPresent }) => isPresent)).toEqual([false, true]);
    const copied = client();
    copied.plant('session', one.cookie.slice('session='.length));
    await one.post('sign-out', {});
    expect([await one.kind(), await copied.kind(), await other.kind()]).toEqual([
      'ANONYMOUS',
      'ANONYMOUS',
      'ACCOUNT',
    ]);
    await one.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    expect((await one.ask('mutation { signOutEverywhere }')).data).toEqual({ signOutEverywhere: 2 });
    expect([await one.kind(), await other.kind()]).toEqual(['ANONYMOUS', 'ANONYMOUS']);
    await one.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    await database.pool.query('update account set disabled_at = now()');
    expect(await one.kind()).toBe('ANONYMOUS');
    expect(await one.attempt('sign-in', { name: 'li.na', password: PASSWORD })).toEqual([
      401,
      'SIGN_IN_REFUSED',
    ]);
  });

  it('of another cannot be ended by guessing its number', async () => {
    const [one, other] = [await admitted('li.na'), await admitted('wang.wei')];
    const { data } = await other.ask<{ ownSessions: { id: string }[] }>('{ ownSessions { id } }');
    const id = data?.ownSessions[0]?.id ?? '';
    expect((await one.ask(`mutation { endOwnSession(id: "${id}") }`)).data).toEqual({ endOwnSession: false });
    expect((await one.ask(`mutation { endSession(id: "${id}") }`)).codes).toEqual(['FORBIDDEN']);
    expect(await other.kind()).toBe('ACCOUNT');
  });
});

describe('guessing', () => {
  it('is refused the same way for a wrong password and a name that is nobody’s', async () => {
    await signedIn('li.na');
    const wrong = await client().post('sign-in', { name: 'li.na', password: 'not the password' });
    const nobody = await client().post('sign-in', { name: 'nobody', password: 'not the password' });
    expect([wrong.status, await wrong.json()]).toEqual([nobody.status, await nobody.json()]);
  });

  it('of the password of an account is throttled, at once too, and forgotten when it is right', async () => {
    await signedIn('li.na');
    const guess = async () =>
      (await client().attempt('sign-in', { name: 'li.na', password: 'wrong wrong' }))[0];
    const first = await Promise.all(Array.from({ length: ATTEMPTS.account - 1 }, guess));
    expect(first).toEqual(first.map(() => 401));
    expect((await client().attempt('sign-in', { name: 'li.na', password: PASSWORD }))[0]).toBe(200);
    const statuses = await Promise.all(Array.from({ length: 3 * ATTEMPTS.account }, guess));
    expect(statuses.filter((status) => status === 401)).toHaveLength(ATTEMPTS.account);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2 * ATTEMPTS.account);
    const right = await client().post('sign-in', { name: 'li.na', password: PASSWORD });
    expect(await refusalOf(right)).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    const seconds = Number(right.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(ATTEMPTS.minutes * 60);
  });

  it('of names and links from one address is throttled, whatever they are', async () => {
    const statuses: number[] = [];
    for (let each = 0; each < ATTEMPTS.address + 5; each += 1) {
      const [status] = await client().attempt('link', { secret: newSecret() });
      statuses.push(status);
    }
    expect(statuses.filter((status) => status === 404)).toHaveLength(ATTEMPTS.address);
    expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429]);
    expect(await client().attempt('sign-in', { name: 'someone', password: PASSWORD })).toEqual([
      429,
      'TOO_MANY_ATTEMPTS',
    ]);
  });
});

describe('on record', () => {
  const entries = async () =>
    (
      await database.pool.query<{ entry: unknown[] }>(
        `select array[action, actor_kind, actor, outcome, coalesce(code, '')] as entry from audit_entry
         where outcome <> 'BEGUN' and at >= $1 order by id`,
        [new Date(now)],
      )
    ).rows.map(({ entry }) => entry.join(' ').trim());
  // No other test of this file is at that time: entries are never taken away.
  beforeEach(() => {
    now = START + 1000 * HOUR;
  });

  it('are signing in, being refused, being throttled, and signing out here and everywhere, without a secret', async () => {
    const { secret } = await linkFor(await addAccount('li.na'));
    const someone = client();
    await someone.attempt('link/use', { secret, password: PASSWORD });
    const former = someone.cookie;
    await someone.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    await someone.attempt('sign-out', {});
    await someone.attempt('link/use', { secret, password: PASSWORD });
    for (let each = 0; each <= ATTEMPTS.account; each += 1) {
      await client().attempt('sign-in', { name: 'planted.name', password: 'planted wrong password' });
    }
    await someone.attempt('sign-in', { name: 'li.na', password: PASSWORD });
    await someone.attempt('password', { password: PASSWORD, newPassword: 'planted new password' });
    await someone.ask('mutation { signOutEverywhere }');
    expect(await entries()).toEqual([
      'SIGN_IN ACCOUNT li.na SUCCEEDED',
      'SIGN_IN ACCOUNT li.na SUCCEEDED',
      'SIGN_OUT ACCOUNT li.na SUCCEEDED',
      'SIGN_IN ANONYMOUS ANONYMOUS REFUSED LINK_REFUSED',
      ...Array<string>(ATTEMPTS.account).fill('SIGN_IN ANONYMOUS ANONYMOUS REFUSED SIGN_IN_REFUSED'),
      'SIGN_IN ANONYMOUS ANONYMOUS REFUSED TOO_MANY_ATTEMPTS',
      'SIGN_IN ACCOUNT li.na SUCCEEDED',
      'PASSWORD_CHANGED ACCOUNT li.na SUCCEEDED',
      'SIGN_OUT ACCOUNT li.na SUCCEEDED',
    ]);
    const { rows } = await database.pool.query<{ all: string; addresses: number; bureaus: string[] }>(
      `select string_agg(to_jsonb(e)::text, '') as all, count(*) filter (where address is null) as addresses,
         array_agg(distinct b.code) filter (where b.code is not null) as bureaus
       from audit_entry e left join bureau b on b.id = e.bureau_id where e.at >= $1`,
      [new Date(now)],
    );
    expect(rows[0]?.addresses).toBe(0);
    expect(rows[0]?.bureaus).toEqual(['RIVER']);
    for (const planted of [PASSWORD, 'planted', secret, former.slice('session='.length), 'scrypt']) {
      expect(rows[0]?.all).not.toContain(planted);
    }
  });
});

describe('another site', () => {
  const name = 'li.na';

  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    ['a page of another origin in an old browser', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['a page without an origin', { 'sec-fetch-site': '', origin: 'null' }],
  ])('may not sign anyone in or out: %s', async (_name, headers) => {
    const someone = await admitted(name);
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
    for (const path of ['sign-in', 'sign-out']) {
      const response = await someone.fetch(`/api/account/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...sent },
        body: JSON.stringify(path === 'sign-in' ? { name, password: PASSWORD } : {}),
      });
      expect(await refusalOf(response)).toEqual([403, 'CROSS_SITE_REQUEST']);
    }
    expect(await someone.kind()).toBe('ACCOUNT');
  });

  it('may not send what a form can send', async () => {
    const response = await (await admitted(name)).fetch('/api/account/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(await refusalOf(response)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('finds nothing to subscribe to: a request to speak WebSocket is not taken up', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'GET /graphql HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).not.toContain('101 Switching Protocols');
  });
});

it('no body that cannot be read gives more than its code', async () => {
  const answers = [
    ['{', 400, 'BAD_REQUEST'],
    ['[]', 400, 'BAD_USER_INPUT'],
    ['{"name":1,"password":"x"}', 400, 'BAD_USER_INPUT'],
    [`{"name":"${'x'.repeat(LIMITS.bodyBytes)}"}`, 413, 'BODY_TOO_LARGE'],
  ] as const;
  for (const [body, ...refusal] of answers) {
    const response = await client().fetch('/api/account/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await refusalOf(response)).toEqual(refusal);
  }
});

it('no password, secret or token is ever logged', async () => {
  const someone = await signedIn('planted.name');
  await client().attempt('sign-in', { name: 'planted.name', password: 'planted wrong password' });
  await database.pool.query('alter table session rename to session_gone');
  const failed = await client().attempt('sign-in', { name: 'planted.name', password: PASSWORD });
  await database.pool.query('alter table session_gone rename to session');
  expect(failed).toEqual([500, 'INTERNAL_SERVER_ERROR']);
  expect(logged).toContain('a request failed');
  for (const planted of [PASSWORD, 'planted wrong password', someone.cookie.slice('session='.length)]) {
    expect(logged).not.toContain(planted);
  }
});
