import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  getIntrospectionQuery,
  Lexer,
  type OperationDefinitionNode,
  parse,
  Source,
  TokenKind,
  validate,
} from 'graphql';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '../src/app.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { createToken } from '../src/identity/service-token.ts';
import { documentCost } from '../src/platform/endpoint/document-cost.ts';
import { LIMITS } from '../src/platform/endpoint/limits.ts';
import { createSchema } from '../src/schema.ts';
import { NO_AREA, NO_BUILDING, writeDistrict } from './coverage-district.ts';
import { plausibleVariables } from './plausible-variables.ts';
import { runLogger } from './run-log.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

let product: RunningProduct;
const running: RunningServer[] = [];
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await Promise.all(running.map((server) => server.close()));
  await product.close();
});

/** Another server process, as far as it can know: its own connections, on the same database. */
async function startBeside(options: Partial<ServerOptions>): Promise<string> {
  const server = await startServer({
    database: product.database,
    port: 0,
    isOperator: false,
    dashboardFolder: null,
    dataFolder: product.dataFolder,
    logger: runLogger(),
    ...options,
  });
  running.push(server);
  return server.url;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly codes: readonly unknown[];
  readonly data: unknown;
}

async function send(address: string, init: RequestInit): Promise<Answer> {
  const headers = {
    accept: 'application/graphql-response+json',
    ...(init.headers as Record<string, string>),
  };
  const response = await fetch(address, { ...init, headers });
  const { data = null, errors = [] } = (await response.json()) as {
    data?: unknown;
    errors?: { extensions: { code: unknown } }[];
  };
  return {
    status: response.status,
    headers: response.headers,
    codes: errors.map((each) => each.extensions.code),
    data,
  };
}

function post(body: unknown, headers: Record<string, string> = {}, url = product.url): Promise<Answer> {
  return send(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const ask = (query: string) => post({ query });
const repeat = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join(' ');

describe('GraphQL over HTTP', () => {
  // The audits do not know that a GET must say it is no form of another site.
  const fetchWithPreflight = (url: string, init: RequestInit = {}) =>
    fetch(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), 'apollo-require-preflight': 'true' },
    });
  const audits = serverAudits({ url: () => `${product.url}/graphql`, fetchFn: fetchWithPreflight });

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});

describe('a document beyond a limit is refused with its own code', () => {
  const nested = (depth: number) => `{ a ${'{ a '.repeat(depth - 1)} ${'}'.repeat(depth)}`;
  it.each([
    ['tokens', 'DOCUMENT_TOO_LONG', `{ ${repeat(LIMITS.tokens, () => 'viewer')} }`],
    ['depth', 'DOCUMENT_TOO_DEEP', nested(LIMITS.depth + 1)],
    ['aliases', 'TOO_MANY_ALIASES', `{ ${repeat(LIMITS.aliases + 1, (at) => `a${at}: viewer { kind }`)} }`],
    [
      'directives',
      'TOO_MANY_DIRECTIVES',
      `{ viewer { ${repeat(LIMITS.directives + 1, () => 'kind @include(if: true)')} } }`,
    ],
    [
      'cost',
      'DOCUMENT_TOO_COSTLY',
      `{ ${repeat(20, (at) => `a${at}: applications(bureau: "QINGXIU", first: 100) { edges { node { events { type occurredAt decision source { fileName rowNumber } } timeline { owner workingMinutes } } } }`)} }`,
    ],
  ])('%s', async (_limit, code, query) => {
    const answer = await ask(query);
    expect(answer.codes).toContain(code);
    expect(answer.status).toBe(400);
  });

  it('and one at each limit is not', async () => {
    const refusals = async (query: string) =>
      (await ask(query)).codes.filter((code) => code !== 'GRAPHQL_VALIDATION_FAILED');
    expect(await refusals(nested(LIMITS.depth))).toEqual([]);
    expect(await refusals(`{ ${repeat(LIMITS.aliases, (at) => `a${at}: viewer { kind }`)} }`)).toEqual([]);
    expect(
      await refusals(`{ viewer { ${repeat(LIMITS.directives, () => 'kind @include(if: true)')} } }`),
    ).toEqual([]);
    // Two braces around the fields.
    expect(await refusals(`{ ${repeat(LIMITS.tokens - 2, () => 'bureaus')} }`)).toEqual([]);
  });

  it('a subscription is not taken: there is none', async () => {
    expect(await ask('subscription { viewer { kind } }')).toMatchObject({
      status: 400,
      codes: ['OPERATION_RESOLUTION_FAILURE'],
    });
  });

  it('several documents in one request are not taken', async () => {
    expect(await post([{ query: '{ viewer { kind } }' }, { query: '{ viewer { kind } }' }])).toMatchObject({
      status: 400,
      codes: ['BAD_REQUEST'],
    });
  });

  it('introspection is within the limits', async () => {
    expect(await ask(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).toMatchObject({
      status: 200,
      codes: [],
    });
  });
});

it('every document of the dashboard is within half of every limit', () => {
  const schema = createSchema();
  const manifest = JSON.parse(
    readFileSync(
      fileURLToPath(new URL('../../dashboard/dist/persisted-documents.json', import.meta.url)),
      'utf8',
    ),
  ) as Record<string, string>;
  const measured = Object.entries(manifest).map(([hash, text]) => {
    expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    const document = parse(text, { maxTokens: LIMITS.tokens / 2 });
    expect(validate(schema, document)).toEqual([]);
    const operation = document.definitions.find(
      (each): each is OperationDefinitionNode => each.kind === 'OperationDefinition',
    );
    const name = operation?.name?.value;
    const cost = operation
      ? documentCost(schema, document, operation, plausibleVariables(schema, operation))
      : 0;
    return {
      name,
      cost,
      tokens: tokensOf(text),
      depth: deepest(text),
      aliases: text.match(/\w+: \w+/g)?.length ?? 0,
    };
  });
  expect(measured.length).toBeGreaterThan(60);
  expect(measured.filter(({ cost }) => cost === 0 || cost > LIMITS.cost / 2)).toEqual([]);
  expect(measured.filter(({ tokens }) => tokens > LIMITS.tokens / 2)).toEqual([]);
  expect(measured.filter(({ depth }) => depth > LIMITS.depth / 2)).toEqual([]);
});

function tokensOf(text: string): number {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) {
    tokens += 1;
  }
  return tokens;
}

function deepest(text: string): number {
  let depth = 0;
  return [...text].reduce((most, letter) => {
    depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
    return Math.max(most, depth);
  }, 0);
}

describe('a request that is not one is refused with a code', () => {
  const json = { 'content-type': 'application/json' };
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
  it.each<[string, RequestInit, number, string]>([
    ['broken JSON', { body: '{"query":', headers: json }, 400, 'BAD_REQUEST'],
    ['no document', { body: '{}', headers: json }, 400, 'BAD_REQUEST'],
    [
      'a document that is no text',
      { body: '{"query":{"kind":"Document"}}', headers: json },
      400,
      'BAD_REQUEST',
    ],
    [
      'bytes that are not UTF-8',
      { body: bytes('{"query":"{ viewer { kind } } # ', [0xff, 0xfe], '"}'), headers: json },
      400,
      'BAD_REQUEST',
    ],
    [
      'a body too large',
      {
        body: JSON.stringify({
          query: '{ viewer { kind } }',
          variables: { x: 'x'.repeat(LIMITS.bodyBytes) },
        }),
        headers: json,
      },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'another charset',
      { body: '{}', headers: { 'content-type': 'application/json; charset=latin1' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'an encoding nobody knows',
      { body: '{}', headers: { ...json, 'content-encoding': 'rot13' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'another method',
      { method: 'PUT', body: '{"query":"{ viewer { kind } }"}', headers: json },
      405,
      'BAD_REQUEST',
    ],
    [
      'a hash that is none',
      { body: '{"extensions":{"persistedQuery":true}}', headers: json },
      400,
      'BAD_REQUEST',
    ],
    [
      'a hash that is not that of the document',
      {
        body: '{"query":"{ viewer { kind } }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
        headers: json,
      },
      400,
      'BAD_REQUEST',
    ],
  ])('%s', async (_what, init, status, code) => {
    expect(await send(`${product.url}/graphql`, { method: 'POST', ...init })).toMatchObject({
      status,
      codes: [code],
    });
  });

  it('an address that does not exist, beside the API as elsewhere', async () => {
    for (const path of ['/api/none', '/exports/none.csv', '/map/none', '/assets/none.js']) {
      expect(await send(product.url + path, {})).toMatchObject({ status: 404, codes: ['NOT_FOUND'] });
    }
    expect(await send(`${product.url}/none`, { method: 'POST' })).toMatchObject({
      status: 404,
      codes: ['NOT_FOUND'],
    });
    expect(await send(`${product.url}/api/%ff`, {})).toMatchObject({ codes: ['NOT_FOUND'] });
  });

  it('a body that comes too slowly: the connection is closed', async () => {
    const { hostname, port } = new URL(product.url);
    const started = performance.now();
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let text = '';
      socket.write(
        'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
      );
      const drip = setInterval(() => socket.write(' '), 500);
      socket.on('data', (data) => {
        text += String(data);
      });
      socket.on('error', reject);
      socket.on('close', () => {
        clearInterval(drip);
        resolve(text);
      });
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('REQUEST_TIMEOUT');
    expect(performance.now() - started).toBeGreaterThan(LIMITS.bodySeconds * 900);
  });
});

describe('a page of another site', () => {
  const query = JSON.stringify({ query: '{ viewer { kind } }' });
  it.each<[string, RequestInit]>([
    [
      'by a form',
      {
        body: 'query=%7Bviewer%7Bkind%7D%7D',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['by a form of plain text', { body: query, headers: { 'content-type': 'text/plain' } }],
    ['with no content type', { body: Buffer.from(query) }],
  ])('is not answered %s', async (_how, init) => {
    const answer = await send(`${product.url}/graphql`, { method: 'POST', ...init });
    expect(answer).toMatchObject({ data: null, codes: ['BAD_REQUEST'] });
  });

  it('is not answered by an address in an image', async () => {
    const address = `${product.url}/graphql?query=${encodeURIComponent('{ viewer { kind } }')}`;
    expect(await send(address, {})).toMatchObject({ data: null, codes: ['BAD_REQUEST'] });
  });

  it('changes nothing with a browser that says where it comes from', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
    ] as Record<string, string>[]) {
      expect(await post(query, headers)).toMatchObject({ status: 403, codes: ['CROSS_SITE_REQUEST'] });
      expect(
        await send(`${product.url}/api/import-files?bureau=QINGXIU&name=a.csv`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', ...headers },
          body: 'x',
        }),
      ).toMatchObject({ status: 403, codes: ['CROSS_SITE_REQUEST'] });
    }
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: product.url }, {}] as Record<
      string,
      string
    >[]) {
      expect(await post(query, headers)).toMatchObject({ status: 200, codes: [] });
    }
  });

  const SUBSCRIPTION = 'subscription { caseload { __typename } }';
  it.each<[string, string, RequestInit]>([
    [
      'an EventSource',
      `?query=${encodeURIComponent(SUBSCRIPTION)}`,
      { headers: { accept: 'text/event-stream' } },
    ],
    ['an EventSource under another name', '/stream', { headers: { accept: 'text/event-stream' } }],
    [
      'parts of a multipart answer',
      '',
      {
        method: 'POST',
        headers: {
          accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json',
          'content-type': 'text/plain',
        },
        body: JSON.stringify({ query: SUBSCRIPTION }),
      },
    ],
    [
      'a stream of events',
      '',
      {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'text/plain' },
        body: JSON.stringify({ query: SUBSCRIPTION }),
      },
    ],
  ])('subscribes to nothing by %s', async (_how, path, init) => {
    const response = await fetch(`${product.url}/graphql${path}`, {
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
      },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(response.headers.get('content-type')).not.toMatch(/event-stream|multipart/);
    // It ends, and holds no answer.
    expect(await response.json()).toMatchObject({
      errors: [
        { extensions: { code: expect.stringMatching(/^(BAD_REQUEST|NOT_FOUND|CROSS_SITE_REQUEST)$/) } },
      ],
    });
  });

  it('is given leave for nothing: no header of CORS, asked before or after', async () => {
    const origin = 'https://elsewhere.example';
    const before = await fetch(`${product.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    const after = await fetch(`${product.url}/map/places.geojson?bureau=QINGXIU`, { headers: { origin } });
    for (const response of [before, after]) {
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect(after.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

describe('headers', () => {
  it.each([
    '/',
    '/volume',
    '/graphql',
    '/exports/none',
    '/api/none',
    '/map/none',
    '/persisted-documents.json',
  ])('of %s let nothing foreign in, and no page of another site around it', async (path) => {
    const { headers } = await fetch(product.url + path, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = policy.split(';').filter((each) => each.trim().startsWith('script-src '));
    expect(scripts).toHaveLength(1);
    expect(scripts[0]).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('keep every answer that depends on who asks out of every cache', async () => {
    const cacheOf = async (address: string, init: RequestInit = {}) =>
      (await fetch(product.url + address, init)).headers.get('cache-control');
    const query = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ viewer { kind } }"}',
    };
    expect(await cacheOf('/graphql', query)).toBe('no-store');
    expect(await cacheOf('/exports/applications.csv?bureau=NONE')).toBe('private, no-store');
    expect(await cacheOf('/api/import-runs/1/refused-rows?bureau=QINGXIU')).toBe('private, no-store');
    // Asked for again each time, by its version.
    expect(await cacheOf('/map/places.geojson?bureau=QINGXIU')).toBe('private, no-cache');
    expect(await cacheOf('/map/places.geojson?bureau=NONE')).toBe('private, no-store');
  });
});

describe('documents of the dashboard', () => {
  const hashes = () =>
    Object.entries(
      JSON.parse(
        readFileSync(
          fileURLToPath(new URL('../../dashboard/dist/persisted-documents.json', import.meta.url)),
          'utf8',
        ),
      ) as Record<string, string>,
    );
  const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

  it('are asked by their hashes', async () => {
    const [hash] = hashes().find(([, text]) => text.startsWith('query Bureau(')) ?? [''];
    expect(await post({ ...byHash(hash), variables: {} })).toMatchObject({
      status: 200,
      codes: [],
      data: expect.any(Object),
    });
  });

  it('are known under no other hash, and none is learnt from a request', async () => {
    const unknown = 'a'.repeat(64);
    expect((await post(byHash(unknown))).codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    const query = '{ viewer { __typename } }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    expect((await post({ query, ...byHash(sha256Hash) })).codes).toEqual([]);
    expect((await post(byHash(sha256Hash))).codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });

  it('are all that may be asked by who is not known', async () => {
    const url = await startBeside({ demonstrationGuest: false, dashboardFolder: DASHBOARD });
    expect((await post({ query: '{ viewer { kind } }' }, {}, url)).codes).toEqual(['DOCUMENT_NOT_TRUSTED']);
    const [hash] = hashes().find(([, text]) => text.startsWith('query Bureau(')) ?? [''];
    expect((await post(byHash(hash), {}, url)).codes).toEqual([]);
  });

  it('are all that may be asked where nobody may ask freely', async () => {
    const url = await startBeside({
      freeQueries: 'NOBODY',
      dashboardFolder: DASHBOARD,
    });
    expect(await post({ query: '{ viewer { kind } }' }, {}, url)).toMatchObject({
      status: 403,
      codes: ['DOCUMENT_NOT_TRUSTED'],
      data: null,
    });
    const [hash, query] = hashes().find(([, text]) => text.startsWith('query Bureau(')) ?? ['', ''];
    expect((await post(byHash(hash), {}, url)).codes).toEqual([]);
    expect((await post({ query }, {}, url)).codes).toEqual([]);
  });
});

describe('too many requests', () => {
  const viewer = { query: '{ viewer { kind } }' };

  it('of one address are refused by every server of the database together, with the time to wait', async () => {
    await product.database.pool.query('delete from request_rate');
    const rates = { requestRates: { ofAddress: 6, ofPrincipal: null } };
    const [one, other] = await Promise.all([startBeside(rates), startBeside(rates)]);
    const statuses = [];
    for (const url of [one, other, one, other, one, other]) {
      statuses.push((await post(viewer, {}, url)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    for (const url of [one, other]) {
      const refused = await post(viewer, {}, url);
      expect(refused).toMatchObject({ status: 429, codes: ['RATE_LIMITED'], data: null });
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
    }
    expect(await send(`${one}/map/places.geojson?bureau=QINGXIU`, {})).toMatchObject({ status: 429 });
    // The pages themselves are no questions.
    expect((await fetch(`${one}/graphql/explorer/ruru.js`)).status).toBe(200);
  });

  it('of one service token are refused, whatever address they come from; another token is not', async () => {
    const url = await startBeside({ requestRates: { ofAddress: null, ofPrincipal: 3 }, trustProxy: 1 });
    const context = createRequestContext({
      database: product.database,
      principal: new Principal('OPERATOR'),
    });
    const newToken = async (name: string) => {
      const made = await createToken(context, { bureauCode: 'QINGXIU', name, scopes: ['READ'], days: 1 });
      return typeof made === 'string' ? made : made.secret;
    };
    const [one, other] = [await newToken('one'), await newToken('other')];
    const statusOf = async (secret: string, address: string) =>
      (await post(viewer, { authorization: `Bearer ${secret}`, 'x-forwarded-for': address }, url)).status;
    const statuses = [];
    for (const address of ['203.0.113.11', '203.0.113.12', '203.0.113.13', '203.0.113.14']) {
      statuses.push(await statusOf(one, address));
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(await statusOf(other, '203.0.113.14')).toBe(200);
  });

  it('are counted by the address that a trusted proxy tells, and by its own where none is trusted', async () => {
    await product.database.pool.query('delete from request_rate');
    const requestRates = { ofAddress: 1, ofPrincipal: null };
    const [behind, direct] = await Promise.all([
      startBeside({ requestRates, trustProxy: 1 }),
      startBeside({ requestRates }),
    ]);
    const from = async (url: string, address: string) =>
      (await post(viewer, { 'x-forwarded-for': address }, url)).status;
    expect(await from(behind, '203.0.113.1')).toBe(200);
    expect(await from(behind, '203.0.113.2')).toBe(200);
    // What the caller says before its proxy does is not believed.
    expect(await from(behind, '203.0.113.9, 203.0.113.1')).toBe(429);
    expect(await from(direct, '203.0.113.3')).toBe(200);
    expect(await from(direct, '203.0.113.4')).toBe(429);
  });
});

describe('a row of another bureau', () => {
  it('and one that does not exist are answered alike', async () => {
    const bureauId = await writeDistrict(product.database.pool, {
      code: 'FOREIGN',
      areas: [{ ...NO_AREA, code: 'FA', residents: 5, enterprises: 3, longitude: 108.3, latitude: 22.8 }],
      buildings: [{ ...NO_BUILDING, code: 'FB' }],
      points: [
        {
          code: 'FP',
          longitude: 108.3,
          latitude: 22.8,
          openingHours: null,
          handledItemCodes: null,
          keyBuildingCode: null,
          statuses: [['OPERATING', '2021-01-01']],
        },
      ],
      items: [],
    });
    const { rows } = await product.database.pool.query<{ run: string; scenario: string }>(
      `with run as (insert into import_run (bureau_id, profile_name, profile_version, record_kind, file_name, file_bytes, status, started_at, actor)
         values ($1, 'case-table', 1, 'APPLICATION', 'f.csv', 1, 'FAILED', now(), 'OPERATOR') returning id),
       scenario as (insert into siting_scenario (bureau_id, name, question, provenance, saved_at, saved_by)
         values ($1, 'foreign', '{}', 'REPORTED', now(), 'OPERATOR') returning id)
       select run.id as run, scenario.id as scenario from run, scenario`,
      [bureauId],
    );
    const [ids = { run: '', scenario: '' }] = rows;
    // There is another bureau now, so who is nobody is no guest unless it is said.
    const url = await startBeside({ demonstrationGuest: true });
    const answerTo = async (
      bureau: string,
      names: Record<'run' | 'scenario' | 'area' | 'building' | 'point', string | number>,
    ) => {
      const { data, codes, status } = await post(
        {
          query: `{
        importRun(bureau: "${bureau}", id: "${names.run}") { id }
        sitingScenario(bureau: "${bureau}", id: "${names.scenario}") { name }
        sitingComparison(bureau: "${bureau}", ids: ["${names.scenario}"]) { name }
        demandArea(bureau: "${bureau}", code: "${names.area}") { code }
        keyBuilding(bureau: "${bureau}", code: "${names.building}") { code }
        servicePoint(bureau: "${bureau}", code: "${names.point}") { code }
        placeCoverage(bureau: "${bureau}", kind: DEMAND_AREA, code: "${names.area}") { __typename }
      }`,
        },
        {},
        url,
      );
      return { data, codes, status };
    };
    const foreign = { run: ids.run, scenario: ids.scenario, area: 'FA', building: 'FB', point: 'FP' };
    const missing = { run: 999_999, scenario: 999_999, area: 'NA', building: 'NB', point: 'NP' };
    const answers = await Promise.all([
      answerTo('QINGXIU', foreign),
      answerTo('QINGXIU', missing),
      answerTo('FOREIGN', foreign),
      answerTo('MISSING', missing),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[2]).toEqual(answers[3]);
    expect(answers[0]?.data).toMatchObject({ importRun: null, sitingScenario: null, servicePoint: null });
    expect(answers[2]?.data).toBeNull();
    for (const path of ['/map/places.geojson?bureau=', '/exports/applications.csv?bureau=']) {
      const [hidden, none] = await Promise.all([
        send(`${url}${path}FOREIGN`, {}),
        send(`${url}${path}MISSING`, {}),
      ]);
      expect([hidden.status, hidden.codes]).toEqual([404, ['BUREAU_NOT_FOUND']]);
      expect([none.status, none.codes]).toEqual([hidden.status, hidden.codes]);
    }
  });
});
