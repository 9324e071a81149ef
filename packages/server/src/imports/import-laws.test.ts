import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
});
afterAll(() => bench.database.close());

const ZH = '办件编号,服务点编码,事项编码,申请方式,收件时间,受理时间,决定时间,决定结果';
const EN = 'case_no,service_point_code,item_code,channel,received_at,accepted_at,decided_at,decision';
const ROWS = [
  'C1,P1,I1,窗口,2021-10-08 09:30:00,2021-10-08 10:00:00,2021-10-11 15:00:00,准予',
  'C2,P1,I1,网上,2021-10-08 21:30:00,2021-10-11 10:00:00,,',
  'C3,P1,,帮办代办,2021-10-09 09:30:00,,,',
];
const table = (header: string, rows: readonly string[]) => [header, ...rows, ''].join('\r\n');

describe('an import', () => {
  it('of the same file again changes nothing', async () => {
    const file = table(ZH, ROWS);
    await bench.importFile(file);
    const [facts, version] = [await bench.facts(), await bench.dataVersion()];
    expect(await bench.importFile(file)).toMatchObject({
      recordsAdded: 0,
      recordsChanged: 0,
      recordsUnchanged: 3,
      eventsAdded: 0,
      eventsSuperseded: 0,
    });
    expect(await bench.facts()).toEqual(facts);
    expect(await bench.dataVersion()).toBe(version);
  });

  it('of a corrected file changes what it corrects, says so, and erases nothing', async () => {
    await bench.importFile(table(ZH, ROWS));
    const version = await bench.dataVersion();
    const corrected = ROWS.map((row) => row.replace('2021-10-11 15:00:00', '2021-10-12 15:00:00'));
    expect(await bench.importFile(table(ZH, corrected))).toMatchObject({
      recordsChanged: 1,
      recordsUnchanged: 2,
      eventsAdded: 1,
      eventsSuperseded: 1,
    });
    expect(await bench.dataVersion()).toBe(version + 1);
    const { rows } = await bench.database.pool.query<{ at: string; superseded: boolean }>(
      `select to_char(e.occurred_at at time zone 'Asia/Shanghai', 'DD HH24:MI') as at, e.superseded_by_run_id is not null as superseded
       from application_event e join application a on a.id = e.application_id
       where a.case_key = 'C1' and e.type = 'DECIDED' order by e.id`,
    );
    expect(rows).toEqual([
      { at: '11 15:00', superseded: true },
      { at: '12 15:00', superseded: false },
    ]);
    await bench.importFile(table(ZH, ROWS));
  });

  it('that is only tried tells the same and changes nothing', async () => {
    const file = table(ZH, [...ROWS, 'DRY,P1,I1,窗口,2021-10-08 09:30:00,,,', 'BAD,P1,I1,窗口,never,,,']);
    const [facts, version] = [await bench.facts(), await bench.dataVersion()];
    const tried = await bench.importFile(file, 'case-table', { dryRun: true });
    expect(tried).toMatchObject({ recordsAdded: 1, rowsRefused: 1 });
    expect(await bench.facts()).toEqual(facts);
    expect(await bench.dataVersion()).toBe(version);
    expect(await bench.refusals(tried.runId)).toHaveLength(1);
    const { runId: _tried, ...outcome } = tried;
    const { runId: _real, ...real } = await bench.importFile(file);
    expect(real).toEqual(outcome);
  });

  it.each<[string, () => string | Buffer]>([
    ['UTF-8 with BOM', () => `\ufeff${table(ZH, ROWS)}`],
    ['GB18030', () => iconv.encode(table(ZH, ROWS), 'gb18030')],
    ['gzip', () => gzipSync(table(ZH, ROWS))],
    ['gzip of GB18030', () => gzipSync(iconv.encode(table(ZH, ROWS), 'gb18030'))],
    ['English headers', () => table(EN, ROWS)],
    [
      'other order of columns, a column nobody maps and one without a name',
      () =>
        table(
          `备注,,${ZH}`,
          ROWS.map((row) => `note,x,${row}`),
        ),
    ],
  ])('in %s gives the same facts', async (_name, content) => {
    await bench.importFile(table(ZH, ROWS));
    const facts = await bench.facts();
    expect(await bench.importFile(content())).toMatchObject({
      status: 'SUCCEEDED',
      rowsRefused: 0,
      recordsChanged: 0,
      recordsAdded: 0,
    });
    expect(await bench.facts()).toEqual(facts);
  });

  it('leaves alone what the file has no column for', async () => {
    await bench.importFile(table(ZH, ['KEEP,P1,I1,网上,2021-10-08 09:30:00,,,']));
    await bench.importFile(table('办件编号,收件时间', ['KEEP,2021-10-08 09:45:00']));
    const { rows } = await bench.database.pool.query(
      `select p.code as point, i.code as item, c.code as channel, to_char(a.received_at at time zone 'Asia/Shanghai', 'HH24:MI') as received
       from application a join service_point p on p.id = a.service_point_id join service_item i on i.id = a.service_item_id
       join channel c on c.id = a.channel_id where case_key = 'KEEP'`,
    );
    expect(rows).toEqual([{ point: 'P1', item: 'I1', channel: 'ONLINE', received: '09:45' }]);
  });

  it('derives the deadlines of what is there anew when an item gets another limit', async () => {
    const items = (promised: number) =>
      bench.importFile(
        `code,name_zh,statutory_working_days,promised_working_days,valid_from\nI2,事项二,20,${promised},2020-01-01\n`,
        'service-items',
      );
    const due = async () =>
      (
        await bench.database.pool.query<{ due: string }>(
          "select promised_due_on as due from application where case_key = 'LIMIT'",
        )
      ).rows[0]?.due;
    await items(5);
    await bench.importFile(table(ZH, ['LIMIT,P1,I2,网上,2021-11-01 09:30:00,2021-11-01 10:00:00,,']));
    expect(await due()).toBe('2021-11-08');
    await items(3);
    expect(await due()).toBe('2021-11-04');
  });

  it('of any table: twice is once, rows in any order are the same, accepted and refused make up what was read', async () => {
    const times = fc
      .integer({ min: 0, max: 5000 })
      .map((hours) => new Date(Date.UTC(2021, 2, 1) + hours * 3_600_000).toISOString());
    const cases = fc.record({
      key: fc.integer({ min: 1, max: 12 }).map((number) => `R${number}`),
      channel: fc.constantFrom('网上', '窗口', '电报'),
      received: fc.oneof(
        { weight: 8, arbitrary: times },
        { weight: 1, arbitrary: fc.constant('2021-02-31 10:00:00') },
      ),
      decided: fc.option(times, { nil: '' }),
    });
    const lines = fc.array(
      cases.map(({ key, channel, received, decided }) => `${key},P1,I1,${channel},${received},,${decided},`),
      { minLength: 1, maxLength: 15 },
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.infiniteStream(fc.nat()), async (rows, order) => {
        await bench.database.pool.query('truncate application_record, application_event cascade');
        const summary = await bench.importFile(table(ZH, rows));
        expect(summary.rowsAccepted + summary.rowsRefused).toBe(summary.rowsRead);
        expect(summary.rowsRead).toBe(rows.length);
        const facts = await bench.facts();
        const again = await bench.importFile(table(ZH, rows));
        expect(again).toMatchObject({ recordsAdded: 0, recordsChanged: 0, rowsRefused: summary.rowsRefused });
        const shuffled = rows
          .map((row) => ({ row, key: order.next().value }))
          .sort((one, other) => one.key - other.key);
        expect(
          await bench.importFile(
            table(
              ZH,
              shuffled.map(({ row }) => row),
            ),
          ),
        ).toMatchObject({ recordsAdded: 0, recordsChanged: 0 });
        expect(await bench.facts()).toEqual(facts);
      }),
      { numRuns: 25 },
    );
  });
});
