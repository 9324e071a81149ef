import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from './import-bench.ts';
import { runQuery } from './run-query.ts';

const ITEMS = `code,name_zh,name_en,domain_code,domain_name_zh,domain_name_en,valid_from
HE-1,卫生许可,Hygiene permit,HEALTH,医疗卫生,Health,2020-01-01
`;
// E1 as the newspaper of 22 December 2021 has it: 40 and more in two hours; the others made up.
const EVENTS = `活动编码,名称,日期,地点,时长分钟,服务企业数,企业数为下限,咨询数,宣传资料份数,三统一,服务领域
E1,进楼宇,2021-12-18,楼宇,120,40,是,,,是,医疗卫生、市政；HEALTH
E2,走访,2021-10-29,产业园,150,21,否,58,180,否,
E3,宣讲,2021-09-17,楼宇,180,,,96,300,否,企业开办
E4,咨询,2021-09-18,楼宇,,12,,,,否,
`;
const BATCH = `办件编号,进楼宇活动编码,收件时间,受理时间,勘验时间,勘验结果,决定时间,发证时间
B1,E1,2021-12-18 09:00,2021-12-18 09:05,2021-12-18 09:20,通过,2021-12-18 09:30,2021-12-18 09:40
B2,E1,2021-12-18 09:10,2021-12-18 09:15,2021-12-18 09:30,通过,2021-12-18 09:50,2021-12-18 10:30
B3,E1,2021-12-18 08:30,2021-12-18 09:15,2021-12-18 09:30,通过,2021-12-20 09:50,2021-12-20 10:30
B4,E1,2021-12-18 08:40,2021-12-18 09:15,,,2021-12-18 09:50,2021-12-18 11:30
`;

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
  for (const [content, profile] of [
    [ITEMS, 'service-items'],
    [EVENTS, 'outreach-events'],
    [BATCH, 'case-table'],
  ] as const) {
    expect(await bench.importFile(content, profile)).toMatchObject({ status: 'SUCCEEDED', rowsRefused: 0 });
  }
});
afterAll(() => bench.database.close());

interface Sum {
  sum: number | null;
  events: number;
  isMinimum: boolean;
}
interface Report {
  outreach: {
    events: number;
    buildingDays: number;
    enterprises: Sum;
    consultations: Sum;
    leaflets: Sum;
    enterprisesPerHour: object;
  };
}

const REPORT = `query ($period: PeriodInput!) { outreach(bureau: "B", period: $period) {
  events buildingDays
  enterprises { sum events isMinimum } consultations { sum events isMinimum } leaflets { sum events isMinimum }
  enterprisesPerHour { value enterprises minutes events unstated isMinimum }
} }`;
const reportOf = async (from: string, to: string) =>
  (await runQuery<Report>(bench.database, REPORT, { period: { from, to } })).outreach;

describe('outreach in sum', () => {
  it('adds what events state, and says of how many; a lower bound among them makes a lower bound', async () => {
    expect(await reportOf('2021-01-01', '2021-12-31')).toEqual({
      events: 4,
      buildingDays: 1,
      enterprises: { sum: 73, events: 3, isMinimum: true },
      consultations: { sum: 154, events: 2, isMinimum: false },
      leaflets: { sum: 480, events: 2, isMinimum: false },
      // 61 in 4.5 hours: E3 has no enterprises, E4 no duration.
      enterprisesPerHour: {
        value: (61 * 60) / 270,
        enterprises: 61,
        minutes: 270,
        events: 2,
        unstated: 2,
        isMinimum: true,
      },
    });
  });

  it('of the building day alone is at least 20 an hour', async () => {
    const { enterprisesPerHour } = await reportOf('2021-12-18', '2021-12-18');
    expect(enterprisesPerHour).toMatchObject({ value: 20, isMinimum: true, unstated: 0 });
  });

  it('is exact without the lower bound', async () => {
    const { enterprises, enterprisesPerHour } = await reportOf('2021-10-01', '2021-10-31');
    expect(enterprises.isMinimum).toBe(false);
    expect(enterprisesPerHour).toMatchObject({ value: 8.4, isMinimum: false });
  });

  it('of no event is no figure, not 0', async () => {
    expect(await reportOf('2021-01-01', '2021-01-31')).toMatchObject({
      events: 0,
      enterprises: { sum: null, events: 0, isMinimum: false },
      enterprisesPerHour: { value: null, isMinimum: false },
    });
  });
});

describe('an outreach event', () => {
  interface Events {
    outreachEvents: {
      totalCount: number;
      edges: {
        node: {
          code: string;
          enterprisesPerHour: number | null;
          isEnterprisesMinimum: boolean;
          domains: object[];
          batch: object | null;
          batchSize: number;
        };
      }[];
    };
  }
  const EVENTS_OF = `query ($period: PeriodInput) { outreachEvents(bureau: "B", period: $period) { totalCount edges { node {
    code enterprisesPerHour isEnterprisesMinimum batchSize domains { code nameZh nameEn }
    batch { applications accepted inspected issued unified firstReceivedAt lastIssuedAt }
  } } } }`;
  const eventsOf = async (period: object | null = null) =>
    (await runQuery<Events>(bench.database, EVENTS_OF, { period })).outreachEvents;

  it('says its domains by the names that are loaded, and by its own where none is', async () => {
    const { edges } = await eventsOf();
    const domains = Object.fromEntries(edges.map(({ node }) => [node.code, node.domains]));
    const health = { code: 'HEALTH', nameZh: '医疗卫生', nameEn: 'Health' };
    expect(domains).toEqual({
      E1: [health, { code: null, nameZh: '市政', nameEn: '市政' }],
      E2: [],
      E3: [{ code: null, nameZh: '企业开办', nameEn: '企业开办' }],
      E4: [],
    });
  });

  it('has its own pace where it states both parts', async () => {
    const { edges } = await eventsOf();
    expect(edges.map(({ node }) => [node.code, node.enterprisesPerHour, node.isEnterprisesMinimum])).toEqual([
      ['E1', 20, true],
      ['E2', 8.4, false],
      ['E4', null, false],
      ['E3', null, false],
    ]);
  });

  it('unifies what was accepted, inspected and issued on its own day (三统一), and nothing else', async () => {
    const { edges } = await eventsOf({ from: '2021-12-01', to: '2021-12-31' });
    expect(edges.map(({ node }) => [node.code, node.batchSize, node.batch])).toEqual([
      [
        'E1',
        4,
        {
          applications: 4,
          accepted: 4,
          inspected: 3,
          issued: 3,
          // B3 was issued two days later, B4 never inspected.
          unified: 2,
          firstReceivedAt: '2021-12-18T01:00:00.000Z',
          lastIssuedAt: '2021-12-18T02:30:00.000Z',
        },
      ],
    ]);
    const { applications } = await runQuery<{ applications: { totalCount: number } }>(
      bench.database,
      '{ applications(bureau: "B", where: { outreachEvents: ["E1"] }) { totalCount } }',
    );
    expect(applications.totalCount).toBe(4);
  });

  it('is listed with one statement for its batch and one for domains, however many events there are', async () => {
    await eventsOf({ from: '2021-12-18', to: '2021-12-18' });
    bench.database.takeStatements();
    expect((await eventsOf({ from: '2021-12-18', to: '2021-12-18' })).totalCount).toBe(1);
    const ofOne = bench.database.takeStatements().length;
    expect((await eventsOf()).totalCount).toBe(4);
    expect(bench.database.takeStatements()).toHaveLength(ofOne);
  });

  it('sent again changes nothing; with another domain it is a change that says so', async () => {
    expect(await bench.importFile(EVENTS, 'outreach-events')).toMatchObject({
      recordsAdded: 0,
      recordsChanged: 0,
      recordsUnchanged: 4,
    });
    const { runId, recordsChanged } = await bench.importFile(
      EVENTS.replace('医疗卫生、市政；HEALTH', '市政'),
      'outreach-events',
    );
    expect(recordsChanged).toBe(1);
    const { rows } = await bench.database.pool.query(
      'select record_key, differences from import_change where import_run_id = $1',
      [runId],
    );
    expect(rows).toEqual([
      {
        record_key: 'E1',
        differences: [{ field: 'domainNames', before: '{医疗卫生,市政,HEALTH}', after: '{市政}' }],
      },
    ]);
    await bench.undo(runId);
    const { edges } = await eventsOf({ from: '2021-12-18', to: '2021-12-18' });
    expect(edges[0]?.node.domains).toHaveLength(2);
  });
});
