import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shiftDay } from '../src/working-time/calendar-day.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runQuery, tryQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

// Every figure of the API against plain SQL over the facts, under random filters, on the demonstration district.

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
  // The instants of each application straight from the append-only facts, once: what the plain statements rest on.
  const instants = ['RECEIVED', 'DECIDED', 'ISSUED', 'NOT_ACCEPTED', 'WITHDRAWN', 'TERMINATED'].map(
    (type) => `min(occurred_at) filter (where type = '${type}') as ${type.toLowerCase()}`,
  );
  await database.pool.query(
    `create table lived as select application_id, ${instants.join(', ')}
     from application_event where superseded_by_run_id is null group by application_id`,
  );
});
afterAll(() => database.close());

const RUNS = { numRuns: 40 };
const NOW = '2021-12-22T16:30:00+08:00';

const CODES = {
  servicePoints: ['QX-A01', 'QX-P01', 'QX-P02', 'QX-P03', 'QX-P06', 'QX-P08'],
  servicePointKinds: ['BUSINESS_BUILDING', 'BANK', 'POST_OFFICE', 'SERVICE_HALL'],
  serviceItems: ['MR-001', 'MR-010', 'HE-001', 'HS-001', 'CT-001'],
  departments: ['MR', 'HE', 'CT', 'HS'],
  domains: ['START', 'FOOD', 'LIFE'],
  channels: ['ONLINE', 'COUNTER', 'ASSISTED', 'ON_SITE_EVENT'],
  applicantKinds: ['PERSON', 'ENTERPRISE'],
} as const;

const scopes = fc.record(
  Object.fromEntries(
    Object.entries(CODES).map(([field, codes]) => [
      field,
      fc.subarray([...codes] as string[], { minLength: 1 }),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Record<keyof typeof CODES, string[]>>>;

/** Up to three restrictions at once, so that something is left. */
const filters = fc
  .tuple(scopes, fc.subarray(Object.keys(CODES) as (keyof typeof CODES)[], { maxLength: 2 }))
  .map(([scope, kept]) =>
    Object.fromEntries(Object.entries(scope).filter(([field]) => kept.includes(field as never))),
  );

const days = fc.integer({ min: 0, max: 300 }).map((offset) => shiftDay('2021-02-25', offset));
const periods = fc
  .tuple(days, days)
  .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }));

/** The filter written again, by joins and equality, to check the one under test. */
function plainFilter(scope: Record<string, string[]>): { joins: string; where: string; values: unknown[] } {
  const values: unknown[] = [];
  const columns: Record<string, string> = {
    servicePoints: 'sp.code',
    servicePointKinds: 'sp.kind',
    serviceItems: 'si.code',
    departments: 'd.code',
    domains: 'dm.code',
    channels: 'c.code',
    applicantKinds: 'a.applicant_kind',
  };
  const where = Object.entries(scope).map(([field, codes]) => {
    values.push(codes);
    return `${columns[field]} = any($${values.length}::text[])`;
  });
  return {
    joins: `from application a join lived l on l.application_id = a.id left join service_point sp on sp.id = a.service_point_id
      left join service_item si on si.id = a.service_item_id left join department d on d.id = a.department_id
      left join domain dm on dm.id = a.domain_id left join channel c on c.id = a.channel_id`,
    where: ['true', ...where].join(' and '),
    values,
  };
}

async function plain<Row extends object>(
  select: string,
  scope: Record<string, string[]>,
  condition: string,
): Promise<Row> {
  const { joins, where, values } = plainFilter(scope);
  const { rows } = await database.pool.query<Row>(
    `select ${select} ${joins} where ${where} and ${condition}`,
    values,
  );
  const [row] = rows;
  if (!row) {
    throw new Error('An aggregate has a row.');
  }
  return row;
}

/** The instant of an event of a type, from the facts. */
const eventAt = (type: string) => `l.${type.toLowerCase()}`;
const localDay = (instant: string) => `(${instant} at time zone 'Asia/Shanghai')::date`;

describe('caseload', () => {
  const query = `query ($scope: ScopeFilter, $period: PeriodInput!, $groupBy: Dimension) {
    caseload(bureau: "QINGXIU", scope: $scope, period: $period, groupBy: $groupBy) {
      total { backlogAtStart received closed backlog overdue dueSoon noDeadline ageing { code count } }
      groups { key { code } figures { backlogAtStart received closed backlog overdue } }
    }
  }`;
  interface Figures {
    backlogAtStart: number;
    received: number;
    closed: number;
    backlog: number;
    overdue: number;
    dueSoon: number;
    noDeadline: number;
    ageing: { count: number }[];
  }
  interface Answer {
    caseload: { total: Figures; groups: { key: { code: string | null }; figures: Figures }[] };
  }

  it('counts what plain SQL counts over the events', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { caseload } = await runQuery<Answer>(database, query, { scope, period });
        const closedAt = `least(${eventAt('DECIDED')}, ${eventAt('NOT_ACCEPTED')}, ${eventAt('WITHDRAWN')}, ${eventAt('TERMINATED')})`;
        const expected = await plain<Record<string, number>>(
          `count(*) filter (where ${localDay(eventAt('RECEIVED'))} between '${period.from}' and '${period.to}') as received,
           count(*) filter (where ${localDay(closedAt)} between '${period.from}' and '${period.to}') as closed,
           count(*) filter (where ${localDay(eventAt('RECEIVED'))} <= '${period.to}' and coalesce(${localDay(closedAt)} > '${period.to}', true)) as backlog`,
          scope,
          'true',
        );
        expect(caseload.total).toMatchObject(expected);
      }),
      RUNS,
    );
  });

  it('adds up: standing and age to the backlog, groups to the total, every day to the next', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { caseload } = await runQuery<Answer>(database, query, { scope, period, groupBy: 'DAY' });
        const { total, groups } = caseload;
        expect(total.backlogAtStart + total.received - total.closed).toBe(total.backlog);
        expect(total.ageing.reduce((sum, { count }) => sum + count, 0)).toBe(total.backlog);
        let before = total.backlogAtStart;
        for (const { figures } of groups) {
          expect(figures.backlogAtStart).toBe(before);
          expect(figures.backlogAtStart + figures.received - figures.closed).toBe(figures.backlog);
          before = figures.backlog;
        }
        expect(before).toBe(total.backlog);
        expect(groups.at(-1)?.figures.overdue).toBe(total.overdue);
        const byPoint = await runQuery<Answer>(database, query, { scope, period, groupBy: 'SERVICE_POINT' });
        for (const field of ['received', 'closed', 'backlog', 'overdue'] as const) {
          expect(byPoint.caseload.groups.reduce((sum, { figures }) => sum + figures[field], 0)).toBe(
            total[field],
          );
        }
      }),
      { numRuns: 15 },
    );
  });

  it('leads to a list of exactly the applications behind each figure', async () => {
    const count = `query ($scope: ScopeFilter, $where: ApplicationSelection) {
      applications(bureau: "QINGXIU", scope: $scope, where: $where, first: 1) { totalCount }
    }`;
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { total } = (await runQuery<Answer>(database, query, { scope, period })).caseload;
        const openOn = period.to;
        for (const [where, figure] of [
          [{ received: period }, total.received],
          [{ closed: period }, total.closed],
          [{ openOn }, total.backlog],
          [{ openOn, standing: ['OVERDUE'] }, total.overdue],
          [{ openOn, standing: ['DUE_SOON'] }, total.dueSoon],
          [{ openOn, standing: ['NO_DEADLINE'] }, total.noDeadline],
          [{ openOn, standing: ['OVERDUE', 'DUE_SOON', 'WITHIN_LIMIT', 'NO_DEADLINE'] }, total.backlog],
        ] as const) {
          const { applications } = await runQuery<{ applications: { totalCount: number } }>(database, count, {
            scope,
            where,
          });
          expect(applications.totalCount).toBe(figure);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('turnaround', () => {
  const query = `query ($scope: ScopeFilter, $period: PeriodInput!, $groupBy: Dimension) {
    turnaround(bureau: "QINGXIU", scope: $scope, period: $period, groupBy: $groupBy) {
      total {
        decided turnaroundMinutes { n mean min median p90 max } endToEndDays { n mean min median p90 max }
        ownedTime { n bureauMinutes applicantMinutes excludedMinutes wholeMinutes }
        promisedOnTime { numerator denominator value } statutoryOnTime { numerator denominator value }
      }
      groups { key { code } figures { decided turnaroundMinutes { n median p90 } } }
      histogram { fromMinutes toMinutes count }
    }
  }`;
  interface Statistic {
    n: number;
    mean: number | null;
    min: number | null;
    median: number | null;
    p90: number | null;
    max: number | null;
  }
  interface Rate {
    numerator: number;
    denominator: number;
    value: number | null;
  }
  interface Answer {
    turnaround: {
      total: {
        decided: number;
        turnaroundMinutes: Statistic;
        endToEndDays: Statistic;
        ownedTime: Record<
          'n' | 'bureauMinutes' | 'applicantMinutes' | 'excludedMinutes' | 'wholeMinutes',
          number
        >;
        promisedOnTime: Rate;
        statutoryOnTime: Rate;
      };
      groups: { key: { code: string | null }; figures: { decided: number; turnaroundMinutes: Statistic } }[];
      histogram: { fromMinutes: number; toMinutes: number | null; count: number }[];
    };
  }

  const statistics = (value: string) =>
    `count(${value}) as n, avg(${value})::float8 as mean, min(${value})::float8 as min, max(${value})::float8 as max,
     percentile_cont(0.5) within group (order by ${value}) as median, percentile_cont(0.9) within group (order by ${value}) as p90`;

  const expectSame = (actual: Statistic, expected: Statistic) => {
    expect(actual.n).toBe(expected.n);
    for (const field of ['mean', 'min', 'median', 'p90', 'max'] as const) {
      if (expected[field] === null) {
        expect(actual[field]).toBeNull();
      } else {
        expect(actual[field]).toBeCloseTo(expected[field], 6);
      }
    }
  };

  it('is what percentile_cont and count say over the facts, and null over none', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { total, histogram } = (await runQuery<Answer>(database, query, { scope, period })).turnaround;
        const decided = eventAt('DECIDED');
        const condition = `${localDay(decided)} between '${period.from}' and '${period.to}'`;
        expectSame(
          total.turnaroundMinutes,
          await plain<Statistic>(statistics('a.bureau_minutes'), scope, condition),
        );
        expectSame(
          total.endToEndDays,
          await plain<Statistic>(
            statistics(`extract(epoch from ${eventAt('ISSUED')} - ${eventAt('RECEIVED')})::float8 / 86400`),
            scope,
            condition,
          ),
        );
        const rates = await plain<{ decided: number; late: number; judged: number }>(
          `count(*) as decided, count(*) filter (where a.promised_due_on < ${localDay(decided)}) as late,
           count(*) filter (where a.promised_due_on is not null) as judged`,
          scope,
          condition,
        );
        expect(total.decided).toBe(rates.decided);
        expect(total.promisedOnTime).toEqual({
          numerator: rates.judged - rates.late,
          denominator: rates.judged,
          value: rates.judged === 0 ? null : (rates.judged - rates.late) / rates.judged,
        });
        const { bureauMinutes, applicantMinutes, excludedMinutes, wholeMinutes } = total.ownedTime;
        expect(bureauMinutes + applicantMinutes + excludedMinutes).toBe(wholeMinutes);
        expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(total.turnaroundMinutes.n);
      }),
      RUNS,
    );
  });

  it('is the same for a group as for a filter on that group', async () => {
    await fc.assert(
      fc.asyncProperty(periods, async (period) => {
        const { groups } = (await runQuery<Answer>(database, query, { period, groupBy: 'SERVICE_POINT' }))
          .turnaround;
        for (const { key, figures } of groups) {
          const alone = await runQuery<Answer>(database, query, {
            period,
            scope: { servicePoints: [key.code] },
          });
          expect(alone.turnaround.total.turnaroundMinutes).toMatchObject(figures.turnaroundMinutes);
        }
      }),
      { numRuns: 5 },
    );
  });
});

describe('the demonstration district', () => {
  it('shows 6,271 as the sum over exactly 8 operating points, as imported facts', async () => {
    const { servicePoints } = await runQuery<{
      servicePoints: { edges: { node: { code: string; status: string; form: string; volume: number } }[] };
    }>(
      database,
      '{ servicePoints(bureau: "QINGXIU", filter: { statuses: [OPERATING] }) { edges { node { code status form volume } } } }',
      {},
      { role: 'GUEST' },
    );
    const points = servicePoints.edges.map(({ node }) => node);
    expect(points).toHaveLength(8);
    expect(points.filter(({ form }) => form === 'AREA')).toHaveLength(1);
    expect(points.reduce((sum, { volume }) => sum + volume, 0)).toBe(6271);
    const { rows } = await database.pool.query(
      `select count(*) as applications, count(*) filter (where r.status = 'SUCCEEDED') as imported
       from application a join import_run r on r.id = a.import_run_id`,
    );
    expect(rows).toEqual([{ applications: 6271, imported: 6271 }]);
  });

  it('has one point in preparation and a building day of 40 and more within two hours', async () => {
    const answer = await runQuery<{
      servicePoints: { edges: { node: { nameZh: string; volume: number } }[] };
      outreachEvents: {
        edges: {
          node: { isBuildingDay: boolean; heldOn: string; batchSize: number; durationMinutes: number };
        }[];
      };
    }>(
      database,
      `{ servicePoints(bureau: "QINGXIU", filter: { statuses: [PREPARING] }) { edges { node { nameZh volume } } }
         outreachEvents(bureau: "QINGXIU") { edges { node { isBuildingDay heldOn batchSize durationMinutes } } } }`,
    );
    expect(answer.servicePoints.edges.map(({ node }) => node)).toEqual([
      { nameZh: '爱琴海帮办代办服务点', volume: 0 },
    ]);
    const [buildingDay] = answer.outreachEvents.edges.filter(({ node }) => node.isBuildingDay);
    expect(buildingDay?.node).toMatchObject({ heldOn: '2021-12-18', durationMinutes: 120 });
    expect(buildingDay?.node.batchSize).toBeGreaterThanOrEqual(40);
    const { rows } = await database.pool.query(
      `select extract(epoch from max(issued_at) - min(received_at)) / 60 <= 120 as within, bool_and(issued_at is not null) as issued
       from application where outreach_event_id is not null`,
    );
    expect(rows).toEqual([{ within: true, issued: true }]);
  });

  it('has nothing after its own today', async () => {
    const { rows } = await database.pool.query(
      'select count(*) as later from application_event where occurred_at > $1',
      [NOW],
    );
    expect(rows).toEqual([{ later: 0 }]);
  });
});

describe('the API', () => {
  const LIST = `query ($first: Int!, $after: String, $sort: ApplicationSort!) {
    applications(bureau: "QINGXIU", first: $first, after: $after, sort: $sort) {
      pageInfo { hasNextPage endCursor }
      edges { node {
        caseKey servicePoint { code nameZh status volume statusHistory { status } } serviceItem { code limits { promisedWorkingDays } }
        department { code } domain { code } channel { code } outreachEvent { code batchSize servicePoint { code } }
        events { type servicePoint { code } source { fileName rowNumber } } timeline { owner workingMinutes } source { fileName }
      } }
    }
  }`;

  it('answers a list with points, items and events in a constant number of statements', async () => {
    const statements = async (first: number) => {
      database.takeStatements();
      await runQuery(database, LIST, { first, sort: 'NEWEST_RECEIVED' });
      return database.takeStatements().length;
    };
    const few = await statements(5);
    expect(few).toBeGreaterThan(3);
    expect(await statements(50)).toBe(few);
    expect(await statements(100)).toBe(few);
  });

  it.each(['NEWEST_RECEIVED', 'OLDEST_RECEIVED', 'DUE_FIRST', 'LONGEST_TURNAROUND'])(
    'pages through every application once, %s',
    async (sort) => {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const {
          applications,
        }: {
          applications: {
            pageInfo: { hasNextPage: boolean; endCursor: string };
            edges: { node: { caseKey: string } }[];
          };
        } = await runQuery(
          database,
          `query ($after: String, $sort: ApplicationSort!) { applications(bureau: "QINGXIU", first: 100, after: $after, sort: $sort, scope: { servicePoints: ["QX-P03"] }) {
              pageInfo { hasNextPage endCursor } edges { node { caseKey } } } }`,
          { after, sort },
        );
        seen.push(...applications.edges.map(({ node }) => node.caseKey));
        after = applications.pageInfo.endCursor;
        more = applications.pageInfo.hasNextPage;
      }
      const { rows } = await database.pool.query<{ count: number }>(
        "select count(*) as count from application a join service_point p on p.id = a.service_point_id where p.code = 'QX-P03'",
      );
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(rows[0]?.count);
    },
  );

  it('refuses what it must with a code of the closed list', async () => {
    const codeOf = async (query: string, role: 'GUEST' | 'OPERATOR' = 'GUEST') =>
      (await tryQuery(database, query, {}, { role })).errors.map(({ code }) => code);
    expect(await codeOf('{ applications(bureau: "QINGXIU", first: 101) { totalCount } }')).toEqual([
      'PAGE_SIZE',
    ]);
    expect(await codeOf('{ applications(bureau: "QINGXIU", after: "x") { totalCount } }')).toEqual([
      'INVALID_CURSOR',
    ]);
    expect(
      await codeOf('{ caseload(bureau: "NONE", period: { from: "2021-01-01", to: "2021-01-02" }) { asOf } }'),
    ).toEqual(['BUREAU_NOT_FOUND']);
    expect(
      await codeOf(
        '{ caseload(bureau: "QINGXIU", period: { from: "2021-01-02", to: "2021-01-01" }) { asOf } }',
      ),
    ).toEqual(['INVALID_PERIOD']);
    expect(
      await codeOf(
        '{ caseload(bureau: "QINGXIU", period: { from: "1990-01-01", to: "2021-01-01" }, groupBy: DAY) { asOf } }',
      ),
    ).toEqual(['INVALID_PERIOD']);
  });

  it('hides from a guest every bureau that is not the demonstration, without a hint that it is there', async () => {
    await database.pool.query(
      `insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours)
       values ('HIDDEN', '他局', 'Another', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]') on conflict do nothing`,
    );
    const bureaus = '{ bureaus { code } bureau(code: "HIDDEN") { code } }';
    expect(await runQuery(database, bureaus, {}, { role: 'GUEST' })).toEqual({
      bureaus: [{ code: 'QINGXIU' }],
      bureau: null,
    });
    expect(await runQuery(database, bureaus)).toMatchObject({ bureau: { code: 'HIDDEN' } });
    const ask = (bureau: string) =>
      tryQuery(database, `{ importRuns(bureau: "${bureau}") { totalCount } }`, {}, { role: 'GUEST' });
    const [hidden, missing] = [await ask('HIDDEN'), await ask('ABSENT')];
    expect(hidden.errors[0]?.message.replace('HIDDEN', '')).toBe(
      missing.errors[0]?.message.replace('ABSENT', ''),
    );
  });

  it('answers a year that is not announced with a typed refusal', async () => {
    const { workingCalendar } = await runQuery<{ workingCalendar: object }>(
      database,
      `{ workingCalendar(bureau: "QINGXIU", year: 2035) { __typename ... on CalendarNotAnnounced { year firstAnnouncedYear lastAnnouncedYear } } }`,
    );
    expect(workingCalendar).toEqual({
      __typename: 'CalendarNotAnnounced',
      year: 2035,
      firstAnnouncedYear: 2021,
      lastAnnouncedYear: 2026,
    });
  });
});
