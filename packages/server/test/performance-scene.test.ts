import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from './import-bench.ts';
import { runQuery } from './run-query.ts';

// Seven applications of December 2021, small enough that every figure can be counted on one's fingers.
//
//     item (statutory → promised)  channel     visits  accepted            rated
// A1  I1 (20 → 5)                  online      0       2 Dec               7 Dec: 5
// A2  I1                           counter     2       6 Dec, corrected    9 Dec: 2, followed up 10 Dec
// A3  I2 (10 → 1, instant)         assisted    1       2 Dec               2 Dec: 1
// A4  I3 (neither limit nor kind)  —           —       3 Dec               3 Dec, no rating
// A5  I2                           on site     0       3 Dec               3 Dec: 3
// A6  I1                           online      —       withdrawn 3 Dec
// A7  I1                           online      1       by silence: 21, 22, 23, 24, 27 Dec pass, known on 28 Dec; still open

const ITEMS = `code,name_zh,handling,statutory_working_days,promised_working_days,valid_from
I2,即办,INSTANT,10,1,2020-01-01
I3,未注明,,,,2020-01-01
`;
const CASES = `办件编号,事项编码,申请方式,跑动次数,收件时间,补正告知时间,补正提交时间,受理时间,决定时间,撤回时间,评价时间,评价,差评回访时间
A1,I1,网上,0,2021-12-01 09:00,,,2021-12-02 09:00,2021-12-06 09:00,,2021-12-07 09:00,5,
A2,I1,窗口,2,2021-12-01 10:00,2021-12-02 10:00,2021-12-03 10:00,2021-12-06 10:00,2021-12-08 10:00,,2021-12-09 10:00,2,2021-12-10 10:00
A3,I2,帮办代办,1,2021-12-02 09:00,,,2021-12-02 09:10,2021-12-02 09:20,,2021-12-02 09:30,1,
A4,I3,,,2021-12-02 09:00,,,2021-12-03 09:00,2021-12-03 10:00,,2021-12-03 11:00,,
A5,I2,进楼宇活动,0,2021-12-03 09:00,,,2021-12-03 09:10,2021-12-03 09:20,,2021-12-03 09:30,3,
A6,I1,网上,,2021-12-03 09:00,,,,,2021-12-03 15:00,,,
A7,I1,网上,1,2021-12-20 09:00,,,,,,,,
`;

const FIELDS = [
  'compression',
  'instantShare',
  'onlineShare',
  'assistedShare',
  'zeroErrand',
  'atMostOnce',
  'firstPass',
  'satisfaction',
  'badReviewFollowUp',
];

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
  for (const [content, profile] of [
    [ITEMS, 'service-items'],
    [CASES, 'case-table'],
  ] as const) {
    expect(await bench.importFile(content, profile)).toMatchObject({ status: 'SUCCEEDED', rowsRefused: 0 });
  }
});
afterAll(() => bench.database.close());

/** [numerator, denominator, applications, unstated] of every measure. */
async function figures(from: string, to: string): Promise<Record<string, number[]>> {
  const parts = FIELDS.map((field) => `${field} { numerator denominator applications unstated }`).join(' ');
  const { performance } = await runQuery<{ performance: { total: Record<string, object> } }>(
    bench.database,
    `{ performance(bureau: "B", period: { from: "${from}", to: "${to}" }) { total { ${parts} } } }`,
  );
  return Object.fromEntries(FIELDS.map((field) => [field, Object.values(performance.total[field] ?? {})]));
}

describe('counted by hand', () => {
  it('December', async () => {
    expect(await figures('2021-12-01', '2021-12-31')).toEqual({
      // Four of I1 and two of I2: 4 × 20 + 2 × 10 = 100 statutory, 4 × 5 + 2 × 1 = 22 promised.
      compression: [78, 100, 6, 1],
      instantShare: [2, 6, 6, 1],
      onlineShare: [3, 6, 6, 1],
      assistedShare: [1, 6, 6, 1],
      // Closed A1 to A6; A4 and A6 do not say how often one came.
      zeroErrand: [2, 4, 4, 2],
      atMostOnce: [3, 4, 4, 2],
      // All but the withdrawn A6; A2 was corrected.
      firstPass: [5, 6, 6, 0],
      satisfaction: [2, 4, 4, 1],
      badReviewFollowUp: [1, 2, 2, 0],
    });
  });

  it('the first two days: each measure by the day that is its own', async () => {
    expect(await figures('2021-12-01', '2021-12-02')).toEqual({
      // Received A1 to A4: 20 + 20 + 10 statutory, 5 + 5 + 1 promised.
      compression: [39, 50, 3, 1],
      instantShare: [1, 3, 3, 1],
      onlineShare: [1, 3, 3, 1],
      assistedShare: [1, 3, 3, 1],
      // Closed: A3 alone.
      zeroErrand: [0, 1, 1, 0],
      atMostOnce: [1, 1, 1, 0],
      // Accepted: A1 and A3.
      firstPass: [2, 2, 2, 0],
      satisfaction: [0, 1, 1, 0],
      badReviewFollowUp: [0, 1, 1, 0],
    });
  });

  it('acceptance by silence counts from the day on which it is known', async () => {
    expect((await figures('2021-12-20', '2021-12-27'))['firstPass']).toEqual([0, 0, 0, 0]);
    expect((await figures('2021-12-28', '2021-12-28'))['firstPass']).toEqual([1, 1, 1, 0]);
  });

  it('and not before, though the period asked for reaches into days to come', async () => {
    const asOf = (instant: string | null) =>
      bench.database.pool.query('update bureau set as_of = $1', [instant]);
    try {
      await asOf('2021-12-27T23:59:59+08:00');
      expect((await figures('2021-12-20', '2021-12-31'))['firstPass']).toEqual([0, 0, 0, 0]);
      await asOf('2021-12-28T00:00:00+08:00');
      expect((await figures('2021-12-20', '2021-12-31'))['firstPass']).toEqual([1, 1, 1, 0]);
    } finally {
      await asOf(null);
    }
  });

  it('nothing is no rate, not 0', async () => {
    const { performance } = await runQuery<{ performance: { total: { satisfaction: object } } }>(
      bench.database,
      `{ performance(bureau: "B", period: { from: "2021-11-01", to: "2021-11-30" }) { total { satisfaction { value denominator } } } }`,
    );
    expect(performance.total.satisfaction).toEqual({ value: null, denominator: 0 });
  });
});

describe('a follow-up', () => {
  it('without a rating before it is refused, with what was expected', async () => {
    const { runId, rowsRefused } = await bench.importFile(
      '办件编号,收件时间,决定时间,差评回访时间\nB1,2021-12-01 09:00,2021-12-02 09:00,2021-12-03 09:00\n',
    );
    expect(rowsRefused).toBe(1);
    expect(await bench.refusals(runId)).toMatchObject([
      { column: '差评回访时间', code: 'UNLAWFUL_ORDER', expected: 'DECIDED → RATED' },
    ]);
  });

  it('of an event log is 差评回访', async () => {
    await bench.importFile(
      '办件编号,环节,环节时间,评价\nB2,收件,2021-10-08 09:00,\nB2,决定,2021-10-09 09:00,\nB2,好差评,2021-10-11 09:00,1\nB2,差评回访,2021-10-12 09:00,\n',
      'event-log',
    );
    expect((await figures('2021-10-01', '2021-10-31'))['badReviewFollowUp']).toEqual([1, 1, 1, 0]);
  });
});

describe('a foreign log', () => {
  it('that records no corrections does not state whether acceptance was at the first pass', async () => {
    const foreign = 'case_no,received_at,accepted_at\nF1,2021-09-01 09:00,2021-09-02 09:00\n';
    expect(await bench.importFile(foreign, 'case-table-foreign')).toMatchObject({ rowsRefused: 0 });
    expect((await figures('2021-09-01', '2021-09-30'))['firstPass']).toEqual([0, 0, 0, 1]);
  });
});
