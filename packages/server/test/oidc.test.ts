import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/app.ts';
import { OIDC_PATH, type OidcConfig, readOidcConfig } from '../src/identity/oidc-config.ts';
import { UNLIMITED_RATES } from '../src/platform/endpoint/rate-limits.ts';
import { AccountClient } from './account-client.ts';
import { freePort } from './free-port.ts';
import { CLIENT, type RunningProvider, startProvider } from './oidc-provider.ts';
import { plantSecret, runLogger } from './run-log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// Single sign-on against a real provider on the loopback address.

const NOW = () => new Date();
let database: TestDatabase;
let provider: RunningProvider;
let server: RunningServer;
let logged = '';
const keepLine = (line: string) => {
  logged += line;
};

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    `insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours)
     values ('RIVER', '河区', 'River', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]')`,
  );
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  provider = await startProvider(`${publicUrl}${OIDC_PATH}/callback`);
  server = await startServer({
    freeQueries: 'EVERYONE',
    requestRates: UNLIMITED_RATES,
    database,
    port,
    isOperator: false,
    dashboardFolder: null,
    dataFolder: tmpdir(),
    logger: runLogger(keepLine),
    clock: NOW,
    oidc: readOidcConfig(
      {
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: plantSecret('OIDC_SECRET', CLIENT.secret),
        OIDC_BUREAU: 'RIVER',
        OIDC_ROLE_MAP: 'river-leaders = LEADER, river-planners=PLANNER',
      },
      publicUrl,
    ),
  });
});
afterAll(async () => {
  await server.close();
  await provider.close();
  await database.close();
});
beforeEach(async () => {
  await database.pool.query('delete from account; delete from oidc_attempt');
  provider.tampering = {};
  provider.person = {
    sub: 'u-1',
    preferred_username: 'Li.Na',
    name: '李娜',
    roles: ['river-leaders', 'somewhere-else'],
  };
});

/** Follows redirects as a browser does, from the start until the provider sends back. @returns the address of the callback */
async function toCallback(client: AccountClient, next = '/warnings'): Promise<string> {
  const began = await client.fetch(`${OIDC_PATH}/start?${new URLSearchParams({ next })}`);
  const atProvider = new AccountClient(provider.issuer);
  let address = began.headers.get('location') ?? '';
  while (address.startsWith(provider.issuer) || address.startsWith('/')) {
    const { pathname, search } = new URL(address, provider.issuer);
    const response = await atProvider.fetch(pathname + search);
    address = response.headers.get('location') ?? '';
  }
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** @returns where the browser is sent */
async function signIn(client: AccountClient, next?: string): Promise<string | null> {
  return (await client.fetch(await toCallback(client, next))).headers.get('location');
}

const client = () => new AccountClient(server.url);
const REFUSED = '/account/sign-in?problem=SINGLE_SIGN_ON_REFUSED';

async function accounts(): Promise<unknown[]> {
  return (
    await database.pool.query(
      `select sign_in_name, display_name, oidc_subject, array(select role from account_role where account_id = id) as roles from account order by id`,
    )
  ).rows;
}

describe('whoever the provider knows', () => {
  it('gets an account with the roles of the claim, a session, and the page they came for', async () => {
    const someone = client();
    expect(await signIn(someone, '/warnings?period=YEAR')).toBe('/warnings?period=YEAR');
    expect((await someone.ask('{ viewer { name displayName roles } bureaus { code } }')).data).toEqual({
      viewer: { name: 'li.na', displayName: '李娜', roles: ['LEADER'] },
      bureaus: [{ code: 'RIVER' }],
    });
  });

  it('keeps the account when they come again, with the roles that the claim says then', async () => {
    await signIn(client());
    provider.person = { ...provider.person, roles: 'river-planners' };
    await signIn(client());
    expect(await accounts()).toEqual([
      { sign_in_name: 'li.na', display_name: '李娜', oidc_subject: 'u-1', roles: ['PLANNER'] },
    ]);
  });

  it('is not taken for the local account of the same name', async () => {
    await database.pool.query(
      "insert into account (sign_in_name, display_name, created_at) values ('li.na', 'local', now())",
    );
    const someone = client();
    await signIn(someone);
    expect((await someone.ask<{ viewer: { name: string } }>('{ viewer { name } }')).data?.viewer.name).toBe(
      `u-1@${new URL(provider.issuer).hostname}`,
    );
    expect(await accounts()).toHaveLength(2);
  });

  it.each([['//evil.example'], ['https://evil.example/'], ['/\\evil.example'], ['']])(
    'is not sent on to %j',
    async (next) => {
      expect(await signIn(client(), next)).toBe('/');
    },
  );
});

describe('refused, with nobody signed in and no account made', () => {
  async function expectRefused(someone: AccountClient, location: string | null, problem = REFUSED) {
    expect(location).toBe(problem);
    const { rows } = await database.pool.query(
      'select outcome, code from audit_entry order by id desc limit 1',
    );
    expect(rows).toEqual([{ outcome: 'REFUSED', code: problem.split('=')[1] }]);
    expect(await someone.kind()).toBe('ANONYMOUS');
    expect(await accounts()).toEqual([]);
  }

  it('whose claim has no role that is known here', async () => {
    provider.person = { ...provider.person, roles: ['somewhere-else'] };
    const someone = client();
    await expectRefused(someone, await signIn(someone), '/account/sign-in?problem=SINGLE_SIGN_ON_NO_ROLE');
  });

  it('a state that is not the one sent', async () => {
    const someone = client();
    const callback = new URL(await toCallback(someone), server.url);
    callback.searchParams.set('state', 'tampered');
    const response = await someone.fetch(callback.pathname + callback.search);
    await expectRefused(someone, response.headers.get('location'));
  });

  it('another browser than the one that began (sign-in forced upon a victim)', async () => {
    const callback = await toCallback(client());
    const victim = client();
    const response = await victim.fetch(callback);
    await expectRefused(victim, response.headers.get('location'));
  });

  it.each<[string, RunningProvider['tampering']]>([
    ['a nonce that is not the one sent', { claims: (claims) => ({ ...claims, nonce: 'another' }) }],
    ['a token for another client', { claims: (claims) => ({ ...claims, aud: 'another-client' }) }],
    ['a token of another provider', { claims: (claims) => ({ ...claims, iss: 'https://evil.example' }) }],
    [
      'a token that has expired',
      {
        claims: (claims) => ({
          ...claims,
          iat: Number(claims['iat']) - 7200,
          exp: Number(claims['iat']) - 3600,
        }),
      },
    ],
    ['a token that another key has signed', { withForeignKey: true }],
  ])('%s', async (_name, tampering) => {
    provider.tampering = tampering;
    const someone = client();
    await expectRefused(someone, await signIn(someone));
  });
});

it('a callback works once', async () => {
  const someone = client();
  const callback = await toCallback(someone);
  const cookies = someone.cookie;
  expect((await someone.fetch(callback)).headers.get('location')).toBe('/warnings');
  const again = await fetch(server.url + callback, { redirect: 'manual', headers: { cookie: cookies } });
  expect(again.headers.get('location')).toBe(REFUSED);
});

describe('somebody who was let in before', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['disabled here', () => database.pool.query('update account set disabled_at = now()')],
    [
      'given no role any more by the provider',
      () => {
        provider.person = { ...provider.person, roles: [] };
        return Promise.resolve();
      },
    ],
  ])('is refused, and their sessions end: %s', async (_name, revoke) => {
    const former = client();
    await signIn(former);
    expect(await former.kind()).toBe('ACCOUNT');
    await revoke();
    const again = client();
    expect(await signIn(again)).toMatch(/problem=SINGLE_SIGN_ON_/);
    expect([await former.kind(), await again.kind()]).toEqual(['ANONYMOUS', 'ANONYMOUS']);
  });
});

it('no code, token or secret is ever logged', async () => {
  provider.tampering = { claims: (claims) => ({ ...claims, nonce: 'another' }) };
  const someone = client();
  const callback = await toCallback(someone);
  await someone.fetch(callback);
  expect(logged).toContain('a provider did not vouch for whoever came back from it');
  const code = plantSecret('OIDC_CODE', new URL(callback, server.url).searchParams.get('code') ?? '');
  expect(code).not.toBe('');
  for (const planted of [code, CLIENT.secret, 'eyJ']) {
    expect(logged).not.toContain(planted);
  }
});

describe('what is set up wrong is said in one line', () => {
  const whole = {
    OIDC_ISSUER: 'https://id.example',
    OIDC_CLIENT_ID: 'x',
    OIDC_CLIENT_SECRET: 'x',
    OIDC_BUREAU: 'RIVER',
    OIDC_ROLE_MAP: 'a=LEADER',
  };

  it.each<[string, Record<string, string>, string | null, RegExp]>([
    [
      'an issuer without TLS',
      { ...whole, OIDC_ISSUER: 'http://id.example' },
      'https://c.example',
      /OIDC_ISSUER/,
    ],
    ['no public address', whole, null, /PUBLIC_URL/],
    ['no secret', { ...whole, OIDC_CLIENT_SECRET: '' }, 'https://c.example', /OIDC_CLIENT_SECRET/],
    ['a role that there is not', { ...whole, OIDC_ROLE_MAP: 'a=BOSS' }, 'https://c.example', /OIDC_ROLE_MAP/],
  ])('%s', (_name, environment, publicUrl, line) => {
    expect(() => readOidcConfig(environment, publicUrl)).toThrow(line);
  });

  it('nothing is set: there is none', () => {
    expect(readOidcConfig({}, 'https://c.example')).toBeNull();
    const config: OidcConfig | null = readOidcConfig(whole, 'https://c.example');
    expect(config?.redirectUri).toBe('https://c.example/api/account/oidc/callback');
  });
});
