import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CellValue, readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../dashboard/src/platform/messages/en.ts';
import { zhCN } from '../../dashboard/src/platform/messages/zh-cn.ts';
import { type RunningServer, startServer } from '../src/app.ts';
import { readApplications } from '../src/applications/application.service.ts';
import { MOST_EXPORTS_AT_ONCE } from '../src/applications/application-export.route.ts';
import { EXPORT_TEXTS } from '../src/applications/application-export.texts.ts';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { enterBureau } from '../src/bureau/bureau-scope.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { shiftDay } from '../src/working-time/calendar-day.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runLogger } from './run-log.ts';
import { runQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
let server: RunningServer;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
  await addBureau(database.pool, {
    code: 'HIDDEN',
    nameZh: '内部局',
    nameEn: 'Hidden',
    timeZone: 'Asia/Shanghai',
    calendarCode: 'CN',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  server = await startServer({
    database,
    port: 0,
    isOperator: false,
    demonstrationGuest: true,
    dashboardFolder: null,
    dataFolder: tmpdir(),
    logger: runLogger(),
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

function address(parameters: Record<string, unknown>, kind = 'csv'): string {
  const asText = Object.entries({ bureau: 'QINGXIU', ...parameters }).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return `${server.url}/exports/applications.${kind}?${new URLSearchParams(asText).toString()}`;
}

async function download(parameters: Record<string, unknown>): Promise<Record<string, string>[]> {
  const response = await fetch(address(parameters));
  expect(response.status).toBe(200);
  return parse(await response.text(), { bom: true, columns: true });
}

const LIST = `query ($scope: ScopeFilter, $where: ApplicationSelection, $sort: ApplicationSort!) {
  applications(bureau: "QINGXIU", scope: $scope, where: $where, sort: $sort, first: 100) {
    totalCount
    edges { node {
      caseKey state applicantKind receivedAt acceptedAt decidedAt decision issuedAt closedAt isAcceptanceDeemed
      servicePoint { code nameZh nameEn } serviceItem { code nameZh nameEn }
      department { nameZh nameEn } domain { nameZh nameEn } channel { nameZh nameEn }
      ownedTime { bureauMinutes applicantMinutes excludedMinutes }
      promisedDeadline { __typename ... on DeadlineKnown { dueOn workingDaysLeft } ... on DeadlineUnknown { reason } }
    } }
  }
}`;

interface Named {
  code: string;
  nameZh: string;
  nameEn: string;
}
interface Node {
  caseKey: string;
  state: keyof (typeof EXPORT_TEXTS)['en']['states'];
  applicantKind: 'PERSON' | 'ENTERPRISE' | null;
  receivedAt: string;
  acceptedAt: string | null;
  decidedAt: string | null;
  decision: 'GRANTED' | 'REFUSED' | null;
  issuedAt: string | null;
  closedAt: string | null;
  isAcceptanceDeemed: boolean;
  servicePoint: Named | null;
  serviceItem: Named | null;
  department: Named | null;
  domain: Named | null;
  channel: Named | null;
  ownedTime: { bureauMinutes: number; applicantMinutes: number; excludedMinutes: number } | null;
  promisedDeadline: {
    dueOn?: string;
    workingDaysLeft?: number | null;
    reason?: keyof (typeof EXPORT_TEXTS)['en']['noDeadline'];
  };
}
interface Answer {
  applications: { totalCount: number; edges: { node: Node }[] };
}

const CODES = {
  servicePoints: ['QX-A01', 'QX-P01', 'QX-P03', 'QX-P08'],
  serviceItems: ['MR-001', 'MR-010', 'HE-001'],
  departments: ['MR', 'HE', 'CT', 'HS'],
  channels: ['ONLINE', 'COUNTER', 'ASSISTED'],
  applicantKinds: ['PERSON', 'ENTERPRISE'],
};
const scopes = fc.record(
  Object.fromEntries(
    Object.entries(CODES).map(([field, codes]) => [field, fc.subarray(codes, { minLength: 1 })]),
  ),
  { requiredKeys: [] },
);
const days = fc.integer({ min: 0, max: 300 }).map((offset) => shiftDay('2021-02-25', offset));
const periods = fc
  .tuple(days, days)
  .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }));
const selections = fc.record(
  {
    received: periods,
    decided: periods,
    openOn: days,
    standing: fc.subarray(['OVERDUE', 'DUE_SOON', 'WITHIN_LIMIT', 'NO_DEADLINE'], { minLength: 1 }),
    promisedOnTime: fc.boolean(),
    caseKeyPrefix: fc.constantFrom('QX2021', 'qx20210', 'NOSUCH'),
  },
  { requiredKeys: [] },
);
const sorts = fc.constantFrom('NEWEST_RECEIVED', 'OLDEST_RECEIVED', 'DUE_FIRST', 'LONGEST_TURNAROUND');

describe('the list of applications as CSV', () => {
  it('holds as many rows as the list counts, in its order, under any filter', async () => {
    await fc.assert(
      fc.asyncProperty(scopes, selections, sorts, async (scope, where, sort) => {
        const { applications } = await runQuery<Answer>(database, LIST, { scope, where, sort });
        const rows = await download({ scope, where, sort });
        expect(rows).toHaveLength(applications.totalCount);
        expect(rows.slice(0, 100).map((row) => row['办件编号'])).toEqual(
          applications.edges.map(({ node }) => node.caseKey),
        );
      }),
      { numRuns: 25 },
    );
  });

  /** An instant as the clocks of the bureau show it, by the platform's own formatter. */
  const clock = (instant: string | null) =>
    instant === null
      ? ''
      : new Intl.DateTimeFormat('sv-SE', {
          timeZone: 'Asia/Shanghai',
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(new Date(instant));
  const text = (value: string | number | null | undefined) => (value == null ? '' : String(value));

  it.each(['zh-CN', 'en'] as const)('says in %s what the API answers', async (language) => {
    const texts = EXPORT_TEXTS[language];
    const { columns } = texts;
    const name = (value: Named | null) => text(value && (language === 'en' ? value.nameEn : value.nameZh));
    const at = (title: string) => `${title} (Asia/Shanghai)`;
    for (const where of [{}, { standing: ['OVERDUE', 'DUE_SOON', 'NO_DEADLINE'] }]) {
      const { applications } = await runQuery<Answer>(database, LIST, { where, sort: 'NEWEST_RECEIVED' });
      const rows = await download({ where, lang: language });
      expect(rows.length).toBeGreaterThan(100);
      for (const [index, { node }] of applications.edges.entries()) {
        const { promisedDeadline, ownedTime } = node;
        expect(rows[index]).toMatchObject({
          [columns.caseKey]: node.caseKey,
          [columns.state]: texts.states[node.state],
          [columns.pointCode]: text(node.servicePoint?.code),
          [columns.point]: name(node.servicePoint),
          [columns.itemCode]: text(node.serviceItem?.code),
          [columns.item]: name(node.serviceItem),
          [columns.department]: name(node.department),
          [columns.domain]: name(node.domain),
          [columns.channel]: name(node.channel),
          [columns.applicant]: text(node.applicantKind && texts.applicants[node.applicantKind]),
          [at(columns.receivedAt)]: clock(node.receivedAt),
          [at(columns.acceptedAt)]: clock(node.acceptedAt),
          [columns.isAcceptanceDeemed]:
            node.acceptedAt === null ? '' : node.isAcceptanceDeemed ? texts.yes : texts.no,
          [at(columns.decidedAt)]: clock(node.decidedAt),
          [columns.decision]: text(node.decision && texts.decisions[node.decision]),
          [at(columns.issuedAt)]: clock(node.issuedAt),
          [at(columns.closedAt)]: clock(node.closedAt),
          [columns.promisedDueOn]: text(promisedDeadline.dueOn),
          [columns.noDeadline]: promisedDeadline.reason ? texts.noDeadline[promisedDeadline.reason] : '',
          [columns.daysLeft]: text(promisedDeadline.workingDaysLeft),
          [columns.turnaroundDays]: text(ownedTime && ownedTime.bureauMinutes / 420),
          [columns.bureauMinutes]: text(ownedTime?.bureauMinutes),
          [columns.applicantMinutes]: text(ownedTime?.applicantMinutes),
          [columns.excludedMinutes]: text(ownedTime?.excludedMinutes),
        });
      }
    }
  });

  it.each(['zh-CN', 'en'] as const)(
    'is the same list in %s as XLSX: real numbers and dates, and a sheet that says what it is',
    async (lang) => {
      const parameters = {
        lang,
        scope: { servicePoints: ['QX-P03', 'QX-A01'], applicantKinds: ['PERSON', 'ENTERPRISE'] },
        where: {
          received: { from: '2021-11-01', to: '2021-12-22' },
          standing: ['OVERDUE', 'DUE_SOON', 'WITHIN_LIMIT'],
        },
        sort: 'DUE_FIRST',
      };
      const lines = parse(await (await fetch(address(parameters))).text(), { bom: true });
      const response = await fetch(address(parameters, 'xlsx'));
      expect(response.headers.get('content-type')).toContain('spreadsheetml');
      const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
      const [data, notes] = sheets;
      expect(lines.length).toBeGreaterThan(5);
      expect(data?.rows.map((row) => lines[0]?.map((_, column) => asCsv(row[column] ?? null)))).toEqual(
        lines,
      );
      expect(data?.freezePane?.rows).toBe(1);
      const columnOf = (title: string) => lines[0]?.findIndex((each) => each.startsWith(title)) ?? -1;
      const { columns } = EXPORT_TEXTS[lang];
      expect(data?.rows[1]?.[columnOf(columns.receivedAt)]).toBeInstanceOf(Date);
      expect(data?.rows[1]?.[columnOf(columns.promisedDueOn)]).toBeInstanceOf(Date);
      expect(data?.rows[1]?.[columnOf(columns.daysLeft)]).toBeTypeOf('number');
      const said = Object.fromEntries(
        (notes?.rows ?? []).map(([title, text]) => [String(title), String(text)]),
      );
      const { notes: titles, standings } = EXPORT_TEXTS[lang];
      expect(said[titles.rows]).toBe(String(lines.length - 1));
      expect(said[titles.filters]).toContain(lang === 'en' ? 'Zijing Street' : '紫荆街道');
      expect(said[titles.filters]).toContain('2021-11-01 – 2021-12-22');
      expect(said[titles.filters]).toContain(standings.OVERDUE);
      expect(said[titles.freshness]).toContain('2021-12-22 16:28');
      expect(said[titles.downloadedAt]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \(Asia\/Shanghai\)$/);
      expect(said[titles.address]).toBe(address(parameters, 'xlsx'));
      expect(Object.keys(said).filter((title) => title.startsWith(titles.definition))).toHaveLength(4);
    },
  );

  /** A cell as the CSV of the same list writes it. */
  function asCsv(value: CellValue): string {
    const text =
      value instanceof Date ? value.toISOString().slice(0, 19).replace('T', ' ') : String(value ?? '');
    return value instanceof Date ? text.replace(/ 00:00:00$/, '') : text;
  }

  it('begins with a byte order mark, and is named for the bureau, what it holds and the day', async () => {
    const response = await fetch(address({ where: { caseKeyPrefix: 'QX20210351' } }));
    expect(new Uint8Array(await response.arrayBuffer()).slice(0, 3)).toEqual(
      new Uint8Array([0xef, 0xbb, 0xbf]),
    );
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain(
      'QINGXIU_办件_2021-12-22.csv',
    );
  });

  it('has its header alone where nothing meets the conditions', async () => {
    const text = await (await fetch(address({ where: { caseKeyPrefix: 'NOSUCH' } }))).text();
    expect(text.split('\r\n')).toEqual([expect.stringContaining('办件编号'), '']);
  });

  it('protects a case number that a spreadsheet would run as a formula', async () => {
    await database.pool.query(
      `update application set case_key = '=HYPERLINK("http://x")' where case_key = 'QX202103511'`,
    );
    const rows = await download({ where: { caseKeyPrefix: '=HYPER' } });
    expect(rows.map((row) => row['办件编号'])).toEqual([`'=HYPERLINK("http://x")`]);
    await database.pool.query(
      `update application set case_key = 'QX202103511' where case_key = '=HYPERLINK("http://x")'`,
    );
  });

  it('calls things as the pages do', () => {
    for (const [language, messages] of [
      ['zh-CN', zhCN],
      ['en', en],
    ] as const) {
      const texts = EXPORT_TEXTS[language];
      const { columns, states, applicants, decisions, noDeadline, title, orders, standings, ages } = texts;
      const shared: Record<string, string> = {
        'nav.applications': title,
        'column.caseKey': columns.caseKey,
        'column.state': columns.state,
        'column.point': columns.point,
        'column.item': columns.item,
        'filter.department': columns.department,
        'filter.domain': columns.domain,
        'filter.channel': columns.channel,
        'filter.applicant': columns.applicant,
        'column.receivedAt': columns.receivedAt,
        'column.acceptedAt': columns.acceptedAt,
        'column.decidedAt': columns.decidedAt,
        'column.issuedAt': columns.issuedAt,
        'column.daysLeft': columns.daysLeft,
        'column.turnaround': columns.turnaroundDays,
        'chip.promisedOnTime': columns.promisedOnTime,
        'chip.statutoryOnTime': columns.statutoryOnTime,
        ...prefixed('state', states),
        ...prefixed('applicant', applicants),
        ...prefixed('decision', decisions),
        ...prefixed('noDeadline', noDeadline),
        ...prefixed('sort', orders),
        ...prefixed('standing', standings),
        ...prefixed('age', ages),
        ...prefixed('actor', texts.waitingFor),
        ...prefixed('fact', texts.facts),
        ...prefixed('handling', texts.handlings),
        ...prefixed('way', texts.ways),
      };
      expect(messages).toMatchObject(shared);
    }
  });

  function prefixed(prefix: string, texts: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(texts).map(([key, value]) => [`${prefix}.${key}`, value]));
  }
});

describe('a list that is not given', () => {
  it.each([
    ['a bureau that is not there', { bureau: 'NOSUCH' }, 404, 'BUREAU_NOT_FOUND'],
    ['a bureau that is not open to the caller', { bureau: 'HIDDEN' }, 404, 'BUREAU_NOT_FOUND'],
    ['a scope that is not JSON', { scope: '{' }, 400, 'BAD_USER_INPUT'],
    ['a scope with a field of its own', { scope: { points: ['QX-P01'] } }, 400, 'BAD_USER_INPUT'],
    ['a standing that is none', { where: { standing: ['LATE'] } }, 400, 'BAD_USER_INPUT'],
    ['an order that is none', { sort: 'BY_MOON' }, 400, 'BAD_USER_INPUT'],
    [
      'a period that ends before it begins',
      { where: { received: { from: '2021-12-02', to: '2021-12-01' } } },
      400,
      'INVALID_PERIOD',
    ],
  ])('says why, as the API does: %s', async (_, parameters, status, code) => {
    const response = await fetch(address(parameters));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(response.headers.get('content-disposition')).toBeNull();
  });
});

describe('a long list', () => {
  // Longer than what the connection takes in by itself, so that the server has to wait for the reader.
  const COPIES = 20;
  beforeAll(async () => {
    const { rows } = await database.pool.query<{ column: string }>(
      `select column_name as column from information_schema.columns
       where table_name = 'application' and column_name not in ('id', 'case_key')`,
    );
    const columns = rows.map(({ column }) => column).join(', ');
    await database.pool.query(
      `insert into application (case_key, ${columns})
       select case_key || '-' || copy, ${columns} from application, generate_series(1, ${COPIES}) as copy`,
    );
  });

  const statements = async () => {
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and state <> 'idle' and query like '%"caseKey"%'`,
    );
    return rows[0]?.count ?? 0;
  };
  const untilNoneRuns = async () => {
    while ((await statements()) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  /** A reader that has the head of the answer and has taken nothing of its body. */
  const begin = async () => {
    const abort = new AbortController();
    const response = await fetch(address({}), { signal: abort.signal });
    return { response, abort };
  };

  it('arrives whole', async () => {
    const text = await (await fetch(address({}))).text();
    expect(text.split('\r\n')).toHaveLength(1 + 6271 * (COPIES + 1) + 1);
  });

  it('is never held as a whole: what was taken of it is let go', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const context = createRequestContext({ database, principal: new Principal('GUEST') });
    const choice = { scope: null, where: null, sort: 'NEWEST_RECEIVED' } as const;
    const taken: WeakRef<object>[] = [];
    for await (const [first] of readApplications(context, await enterBureau(context, 'QINGXIU'), choice)) {
      if (first) {
        taken.push(new WeakRef(first.row));
      }
      if (taken.length === 40) {
        break;
      }
      if (taken.length === 39) {
        await new Promise((resolve) => setImmediate(resolve));
        collect();
        // The one at hand, and the one before it, which the loop may still know.
        expect(taken.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(2);
      }
    }
    expect(taken).toHaveLength(40);
  });

  it('is known to be cut off when the database fails midway', async () => {
    const { response } = await begin();
    expect(response.status).toBe(200);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
       and pid <> pg_backend_pid() and query like '%"caseKey"%'`,
    );
    await expect(response.text()).rejects.toThrow();
  });

  it('gives its connection back when the reader leaves', async () => {
    const { abort } = await begin();
    expect(await statements()).toBe(1);
    abort.abort();
    await untilNoneRuns();
    expect(database.pool.waitingCount).toBe(0);
  });

  it('waits for others: no more are written at once than leave the pages their connections', async () => {
    const readers = await Promise.all(Array.from({ length: MOST_EXPORTS_AT_ONCE }, begin));
    const refused = await fetch(address({}));
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'BUSY' } }] });
    const { bureau } = await runQuery<{ bureau: { code: string } }>(database, '{ bureau { code } }');
    expect(bureau.code).toBe('QINGXIU');
    for (const { abort } of readers) {
      abort.abort();
    }
    await untilNoneRuns();
    expect(await download({ where: { caseKeyPrefix: 'QX202103511' } })).toHaveLength(COPIES + 1);
  });
});
