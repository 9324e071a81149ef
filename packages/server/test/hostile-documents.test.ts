import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../src/demonstration/random.ts';
import { isRefusalCode } from '../src/platform/refusal.ts';
import { TYPESCRIPT_LOADER } from '../src/platform/typescript-loader.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { HOSTILE_KINDS, type HostileRequest, hostileRequest } from './hostile-requests.ts';
import { keepLog } from './run-log.ts';
import type { TestDatabase } from './test-database.ts';

const DOCUMENTS = 20_000;
/** Before the first measure: what a process learns once, and its cache of parsed documents, is no growth. */
const WARM_UP = 4_000;
const AT_ONCE = 12;
/** What 16,000 requests may leave behind: the noise of a heap of some 200 MB, far below a kilobyte each. */
const MOST_GROWTH_BYTES = 12 * 1024 * 1024;
/** Some minutes on an idle machine; others work on it too. */
const LONGEST_MS = 900_000;
const SEED = 20_211_222;

let database: TestDatabase;
let server: ChildProcess;
let url: string;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const complaints: string[] = [];

beforeAll(async () => {
  database = await createDemonstrationDatabase();
  server = fork(fileURLToPath(new URL('./endpoint-process.ts', import.meta.url)), {
    execArgv: [...TYPESCRIPT_LOADER, '--expose-gc'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_FOLDER: await mkdtemp(join(tmpdir(), 'service-circle-data-')),
      TSX_TSCONFIG_PATH: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  server.stderr?.on('data', (text) => {
    complaints.push(String(text));
    keepLog(String(text));
  });
  const [started] = (await once(server, 'message')) as [{ url: string }];
  url = started.url;
});
afterAll(async () => {
  agent.destroy();
  server.kill();
  await once(server, 'exit');
  await database.close();
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

function send({ method, contentType, body }: HostileRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/graphql`,
      {
        agent,
        method,
        headers: {
          ...(contentType !== '' && { 'content-type': contentType }),
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function heapBytes(): Promise<number> {
  server.send('measure');
  const [answer] = (await once(server, 'message')) as [{ heapBytes: number }];
  return answer.heapBytes;
}

it(
  `${DOCUMENTS} hostile requests crash nothing, grow nothing, and are each refused with a code of the list`,
  async () => {
    const random = createRandom(SEED);
    const codesOf = new Map(HOSTILE_KINDS.map((kind) => [kind, new Set<string>()]));
    const wrong: string[] = [];
    const judge = ({ kind, body }: HostileRequest, { status, text }: Answer) => {
      const about = () => `${kind} ${status}: ${String(body).slice(0, 120)} → ${text.slice(0, 300)}`;
      const { errors = [], data } = JSON.parse(text) as {
        errors?: { extensions: { code: unknown } }[];
        data?: unknown;
      };
      const codes = errors.map((each) => each.extensions.code);
      const isTold = errors.length > 0 ? codes.every(isRefusalCode) : data !== undefined;
      if (
        status >= 500 ||
        !isTold ||
        codes.includes('INTERNAL_SERVER_ERROR') ||
        /\bat .+:\d+:\d+|select |pg_/.test(text)
      ) {
        wrong.push(about());
      }
      for (const code of codes) {
        codesOf.get(kind)?.add(String(code));
      }
    };

    let sent = 0;
    const sendUntil = async (end: number) => {
      const one = async () => {
        while (sent < end) {
          const next = hostileRequest(random, sent);
          sent += 1;
          judge(next, await send(next));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, one));
    };
    await sendUntil(WARM_UP);
    const before = await heapBytes();
    await sendUntil(DOCUMENTS);
    const grownBytes = (await heapBytes()) - before;

    expect(wrong.slice(0, 10)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(grownBytes).toBeLessThan(MOST_GROWTH_BYTES);
    expect(server.exitCode).toBeNull();
    // The generator reaches every limit and every way to be refused.
    const seen = new Set([...codesOf.values()].flatMap((codes) => [...codes]));
    expect([...seen].sort()).toEqual([
      'BAD_REQUEST',
      'BAD_USER_INPUT',
      'BODY_TOO_LARGE',
      'BUREAU_NOT_FOUND',
      'DOCUMENT_TOO_COSTLY',
      'DOCUMENT_TOO_DEEP',
      'DOCUMENT_TOO_LONG',
      'FORBIDDEN',
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'OPERATION_RESOLUTION_FAILURE',
      'PAGE_SIZE',
      'PERSISTED_QUERY_NOT_FOUND',
      'TOO_MANY_ALIASES',
      'TOO_MANY_DIRECTIVES',
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    // A long text is the code of a bureau that is not there, which is an answer.
    const answered = [...codesOf].filter(([, codes]) => codes.size === 0).map(([kind]) => kind);
    expect(answered.sort()).toEqual(['huge block text', 'huge text']);
  },
  LONGEST_MS,
);
