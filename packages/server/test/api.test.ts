import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_OF } from '../src/demonstration/district.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { runQuery, tryQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
});
afterAll(() => database.close());

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
      [AS_OF],
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
    expect(await codeOf('{ workingCalendar(bureau: "QINGXIU", year: 10000) { __typename } }')).toEqual([
      'INVALID_PERIOD',
    ]);
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
