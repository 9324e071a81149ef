import type { Random } from '../src/demonstration/random.ts';
import { LIMITS } from '../src/platform/endpoint/limits.ts';

/** A request to /graphql that nobody in good faith sends. */
export interface HostileRequest {
  readonly kind: string;
  readonly method: string;
  readonly contentType: string;
  readonly body: Buffer | string;
}

type Make = (random: Random) => string | Buffer | Partial<HostileRequest>;

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join(' ');
const document = (query: string, more: object = {}) => JSON.stringify({ query, ...more });

/** A name no longer than it must be, of the schema or of no schema. */
const name = (random: Random) =>
  random.pick([
    'viewer',
    'bureaus',
    'definitions',
    'errorCodes',
    '__typename',
    '__schema',
    'x',
    'constructor',
    '__proto__',
  ]);

const KINDS: Readonly<Record<string, Make>> = {
  deep: (random) => {
    const depth = random.integer(2, 300);
    const field = random.pick(['a', 'bureaus', '... on Query', 'b: a']);
    return document(`${`{ ${field} `.repeat(depth)}{ x }${' }'.repeat(depth)}`);
  },
  'deep introspection': (random) => {
    const depth = random.integer(2, 60);
    return document(
      `{ __type(name: "Query") { fields { type ${'{ ofType '.repeat(depth)}{ name }${' }'.repeat(depth)} } } }`,
    );
  },
  wide: (random) => document(`{ ${times(random.integer(100, 3_000), () => name(random))} }`),
  'wide with selections': (random) => {
    const inner = times(random.integer(2, 40), () => 'kind');
    return document(`{ ${times(random.integer(2, 40), () => `viewer { ${inner} }`)} }`);
  },
  aliased: (random) => document(`{ ${times(random.integer(2, 200), (at) => `a${at}: viewer { kind }`)} }`),
  'aliased lists': (random) => {
    // A few of those are answered.
    const [aliases, first] = random.chance(0.1) ? [2, 1] : [random.integer(15, LIMITS.aliases), 100];
    return document(
      `{ ${times(aliases, (at) => `a${at}: applications(bureau: "QINGXIU", first: ${first}) { edges { node { events { type occurredAt decision source { fileName rowNumber } } } } }`)} }`,
    );
  },
  directives: (random) =>
    document(
      `{ viewer { ${times(random.integer(2, 100), () => `kind @${random.pick(['include(if: true)', 'skip(if: false)', 'deprecated', 'x'])}`)} } }`,
    ),
  'repeated directives': (random) =>
    document(`{ viewer ${'@include(if: true) '.repeat(random.integer(2, 100))}{ kind } }`),
  'recursive fragments': (random) => {
    const length = random.integer(1, 30);
    return document(
      `{ viewer { ...F0 } } ${times(length, (at) => `fragment F${at} on Viewer { kind ...F${(at + 1) % length} }`)}`,
    );
  },
  'fragments that multiply': (random) => {
    const depth = random.integer(2, 40);
    return document(
      `{ ...F0 } ${times(depth, (at) => `fragment F${at} on Query { a${at}: viewer { kind } ...F${at + 1} ...F${at + 1} }`)} fragment F${depth} on Query { viewer { kind } }`,
    );
  },
  'fragments nobody uses': (random) =>
    document(
      `{ viewer { kind } } ${times(random.integer(2, 60), (at) => `fragment F${at} on Viewer { ${times(20, () => 'kind')} }`)}`,
    ),
  'huge text': (random) =>
    document(
      `{ bureau(code: "${random.pick(['x', '\\u0000', '漢', '\\"'].map((each) => JSON.stringify(each).slice(1, -1)))}${'x'.repeat(random.integer(1_000, 200_000))}") { code } }`,
    ),
  'huge block text': (random) =>
    document(`{ bureau(code: """${'\n  x'.repeat(random.integer(100, 20_000))}""") { code } }`),
  'huge number': (random) =>
    document(
      `{ applications(bureau: "QINGXIU", first: ${'9'.repeat(random.integer(5, 50_000))}) { totalCount } }`,
    ),
  'nested literal': (random) => {
    const depth = random.integer(5, 1_200);
    const [open, close] = random.pick([
      ['[', ']'],
      ['{ a: ', '}'],
    ] as const);
    return document(`{ bureau(code: ${open.repeat(depth)}1${close.repeat(depth)}) { code } }`);
  },
  'nested JSON': (random) => {
    const depth = random.integer(10, 40_000);
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    return `{"query":"query ($s: ScopeFilter) { applications(bureau: \\"QINGXIU\\", scope: $s) { totalCount } }","variables":{"s":${open.repeat(depth)}1${close.repeat(depth)}}}`;
  },
  'bad variables': (random) =>
    document(
      'query ($first: Int!, $sort: ApplicationSort) { applications(bureau: "QINGXIU", first: $first, sort: $sort) { totalCount } }',
      {
        variables: random.pick<object>([
          {},
          { first: 'many' },
          { first: 1e300 },
          { first: -1 },
          { first: [1, 2] },
          { first: 5, sort: 'x'.repeat(random.integer(1, 10_000)) },
          { first: null, sort: null },
          { first: { toString: 1 } },
          { first: 2 ** 31 },
        ]),
      },
    ),
  'variables that are none': (random) =>
    document(
      '{ viewer { kind } }',
      random.pick<object>([
        { variables: 'x' },
        { variables: [1] },
        { variables: 7 },
        { extensions: 'x' },
        { operationName: 7 },
      ]),
    ),
  'names of the language': (random) =>
    document(
      `query ($${random.pick(['__proto__', 'constructor', 'toString'])}: String) { bureau(code: "x") { ${random.pick(['__proto__', 'constructor', 'hasOwnProperty'])} } }`,
      {
        variables: JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x"}') as object,
      },
    ),
  operations: (random) =>
    document(
      times(random.integer(1, 60), (at) => `query Q${at} { viewer { kind } }`),
      random.pick<object>([{}, { operationName: 'Q99' }, { operationName: '' }, { operationName: 'Q0' }]),
    ),
  'not GraphQL': (random) =>
    document(
      times(random.integer(1, 300), () =>
        random.pick([
          '{',
          '}',
          '(',
          ')',
          '$',
          '...',
          '@',
          '!',
          '"',
          '"""',
          '&',
          '|',
          'fragment',
          'on',
          'query',
          '\u0000',
          '\uFEFF',
          '漢',
        ]),
      ),
    ),
  'broken JSON': (random) => '{"query":"{ viewer { kind } }"'.slice(0, random.integer(1, 29)),
  'broken UTF-8': (random) => {
    const bad = Buffer.from([random.pick([0x80, 0xbf, 0xc0, 0xf5, 0xff]), random.integer(0x80, 0xff)]);
    return Buffer.concat([Buffer.from('{"query":"{ viewer { kind } } #'), bad, Buffer.from('"}')]);
  },
  'half a letter': (random) =>
    document(
      `{ bureau(code: "${random.pick(['\\ud800', '\\udfff', '\\u{110000}', '\\uD83D\\uD83D'])}") { code } }`,
    ),
  'UTF-16': () => Buffer.from(document('{ viewer { kind } }'), 'utf16le'),
  batch: (random) =>
    JSON.stringify(Array.from({ length: random.integer(0, 500) }, () => ({ query: '{ viewer { kind } }' }))),
  'no object': (random) =>
    random.pick([
      'null',
      '7',
      '"x"',
      'true',
      '[]',
      '{}',
      '{"query":null}',
      '{"query":["x"]}',
      '{"query":""}',
    ]),
  'no hash': (random) =>
    JSON.stringify({
      extensions: random.pick<object>([
        { persistedQuery: true },
        { persistedQuery: { version: 2, sha256Hash: 'a' } },
        { persistedQuery: { version: 1, sha256Hash: { a: 1 } } },
        { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(random.integer(0, 5_000)) } },
        { persistedQuery: [] },
      ]),
    }),
  'too large': (random) =>
    document(`{ viewer { kind } } # ${'x'.repeat(LIMITS.bodyBytes + random.integer(0, 100_000))}`),
  'another type': (random) => ({
    contentType: random.pick([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/json; charset=latin1',
      '',
      'x',
    ]),
    body: document('{ viewer { kind } }'),
  }),
  'another method': (random) => ({
    method: random.pick(['PUT', 'DELETE', 'PATCH']),
    body: document('{ viewer { kind } }'),
  }),
  'what guests may not': (random) =>
    document(
      random.pick([
        'mutation { useNetwork(bureau: "QINGXIU", network: "x") { network { name } } }',
        'mutation { undoImport(bureau: "QINGXIU", run: "1") { run { id } } }',
        'subscription { viewer { kind } }',
        '{ bureau(code: "x\' or 1=1 --") { code } applications(bureau: "\'; drop table bureau; --") { totalCount } }',
      ]),
    ),
};

export const HOSTILE_KINDS = Object.keys(KINDS);

/** The next request, of every kind in turn. */
export function hostileRequest(random: Random, index: number): HostileRequest {
  const kind = HOSTILE_KINDS[index % HOSTILE_KINDS.length] ?? '';
  const made = KINDS[kind]?.(random) ?? '';
  const plain = { kind, method: 'POST', contentType: 'application/json', body: '' };
  return typeof made === 'string' || Buffer.isBuffer(made) ? { ...plain, body: made } : { ...plain, ...made };
}
