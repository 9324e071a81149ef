import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
});
afterAll(() => bench.database.close());

const HEADER = 'case_no,service_point_code,item_code,channel,received_at,accepted_at,decided_at,decision';
const row = (
  key: string,
  rest = 'P1,I1,窗口,2021-10-08 09:30:00,2021-10-08 10:00:00,2021-10-11 15:00:00,准予',
) => `${key},${rest}`;
const table = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');
const isIn = async (key: string) =>
  (await bench.database.pool.query('select from application where case_key = $1', [key])).rowCount === 1;

describe('a file that cannot be taken as a whole', () => {
  const good = table(row('W1'), row('W2'));
  const late = Buffer.concat([
    Buffer.from(`${table(...Array.from({ length: 9000 }, (_, index) => row(`L${index}`)))}`),
  ]);

  it.each<[string, () => string | Buffer, string, RegExp]>([
    [
      'UTF-16',
      () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]),
      'UNREADABLE_ENCODING',
      /byte 1\./,
    ],
    [
      'Latin-1 accents',
      () => iconv.encode(good.replace('准予', 'accordé\u00ff\u00ff'), 'latin1'),
      'UNREADABLE_ENCODING',
      /byte \d+/,
    ],
    [
      'bytes that break off the encoding late',
      () => Buffer.concat([late, Buffer.from([0xff, 0xff, 0x0a])]),
      'UNREADABLE_ENCODING',
      /byte \d+/,
    ],
    [
      'a quote that is never closed',
      () => table(row('Q1'), 'Q2,"P1,I1', row('Q3')),
      'BROKEN_QUOTES',
      /After row 1/,
    ],
    ['a quote inside a value', () => table(row('Q1'), row('Q"2')), 'BROKEN_QUOTES', /After row 1/],
    [
      'a missing column',
      () => good.replace('case_no', 'number'),
      'MISSING_COLUMN',
      /办件编号 \/ case_no.*number, service_point_code/,
    ],
    ['a column twice', () => good.replace('channel', 'case_no'), 'DUPLICATE_COLUMN', /case_no/],
    ['an empty file', () => '', 'EMPTY_FILE', /./],
    ['a header alone', () => `${HEADER}\n`, 'NO_ROWS', /^$/],
    ['a truncated gzip', () => gzipSync(late).subarray(0, -200), 'TRUNCATED_GZIP', /After row \d+/],
    [
      'a damaged gzip',
      () => Buffer.concat([gzipSync(good).subarray(0, 20), Buffer.alloc(40, 7)]),
      'CORRUPT_GZIP',
      /After row 0/,
    ],
  ])('%s: nothing of it is in, and the run says why', async (_name, content, code, where) => {
    const [facts, version] = [await bench.facts(), await bench.dataVersion()];
    const summary = await bench.importFile(content());
    expect(summary).toMatchObject({ status: 'FAILED', recordsAdded: 0, rowsAccepted: 0 });
    expect(summary.refusal?.code).toBe(code);
    expect(summary.refusal?.message).toMatch(where);
    expect(await bench.facts()).toEqual(facts);
    expect(await bench.dataVersion()).toBe(version);
    const { rows } = await bench.database.pool.query(
      'select status, error_code, finished_at is not null as finished from import_run where id = $1',
      [summary.runId],
    );
    expect(rows).toEqual([{ status: 'FAILED', error_code: code, finished: true }]);
  });

  it.each([
    ['a folder', () => mkdtemp(`${tmpdir()}/folder-`), 'NOT_A_FILE'],
    ['no file', () => Promise.resolve(`${tmpdir()}/there-is-no-such-file.csv`), 'FILE_NOT_FOUND'],
  ])('%s is refused by its name', async (_name, path, code) => {
    const place = await path();
    const summary = await bench.importPath(place);
    expect(summary.refusal).toMatchObject({ code, message: place });
  });
});

describe('a refused row', () => {
  it.each<[string, string, { column: string | null; value: string | null; code: string; expected: RegExp }]>([
    [
      'an impossible date',
      'P1,I1,窗口,2021-02-30 09:30:00,,,',
      {
        column: 'received_at',
        value: '2021-02-30 09:30:00',
        code: 'IMPOSSIBLE_DATE',
        expected: /2021-12-18 09:30:00/,
      },
    ],
    [
      'an impossible hour',
      'P1,I1,窗口,2021-03-01 25:30:00,,,',
      { column: 'received_at', value: '2021-03-01 25:30:00', code: 'IMPOSSIBLE_DATE', expected: /./ },
    ],
    [
      'a date where a time is due',
      'P1,I1,窗口,2021-03-01,,,',
      { column: 'received_at', value: '2021-03-01', code: 'NOT_A_DATE_TIME', expected: /日期和时间/ },
    ],
    [
      'a required value missing',
      'P1,I1,窗口,,,,',
      { column: 'received_at', value: null, code: 'MISSING_VALUE', expected: /./ },
    ],
    [
      'an unknown service point',
      'P9,I1,窗口,2021-03-01 09:30:00,,,',
      { column: 'service_point_code', value: 'P9', code: 'UNKNOWN_REFERENCE', expected: /./ },
    ],
    [
      'an unknown channel',
      'P1,I1,电报,2021-03-01 09:30:00,,,',
      { column: 'channel', value: '电报', code: 'UNKNOWN_REFERENCE', expected: /./ },
    ],
    [
      'an unknown decision',
      'P1,I1,窗口,2021-03-01 09:30:00,2021-03-01 09:40:00,2021-03-02 09:00:00,也许',
      { column: 'decision', value: '也许', code: 'UNKNOWN_VALUE', expected: /准予.*不予/ },
    ],
    [
      'too few columns',
      'P1,I1',
      { column: null, value: null, code: 'COLUMN_COUNT', expected: /8 columns, this row has 3/ },
    ],
    [
      'a decision before receipt',
      'P1,I1,窗口,2021-03-03 09:30:00,,2021-03-02 09:00:00,准予',
      { column: 'decided_at', value: 'DECIDED 2021-03-02', code: 'UNLAWFUL_ORDER', expected: /RECEIVED/ },
    ],
  ])(
    '%s: where, what, and what was expected; the good rows of the file are in',
    async (name, rest, refusal) => {
      const [bad, good] = [`BAD ${name}`, `GOOD ${name}`];
      const summary = await bench.importFile(table(row(good), row(bad, rest)));
      expect(summary).toMatchObject({
        status: 'SUCCEEDED',
        rowsRead: 2,
        rowsAccepted: 1,
        rowsRefused: 1,
        recordsAdded: 1,
      });
      const refusals = await bench.refusals(summary.runId);
      expect(refusals).toEqual([
        expect.objectContaining({
          row: 2,
          column: refusal.column,
          value: refusal.value,
          code: refusal.code,
          expected: expect.stringMatching(refusal.expected),
        }),
      ]);
      // Which cell stands under which title is not known of a row of another length: nothing of it is kept.
      expect(refusals[0]?.raw['case_no']).toBe(refusal.code === 'COLUMN_COUNT' ? undefined : bad);
      expect([await isIn(good), await isIn(bad)]).toEqual([true, false]);
    },
  );

  it('tells every reason of a row with several, and counts it once', async () => {
    const summary = await bench.importFile(
      table(row('SEVERAL', 'P1,I1,窗口,yesterday,2021-13-01 09:00:00,,也许')),
    );
    expect(summary).toMatchObject({ rowsRead: 1, rowsRefused: 1 });
    expect((await bench.refusals(summary.runId)).map(({ code }) => code)).toEqual([
      'NOT_A_DATE_TIME',
      'IMPOSSIBLE_DATE',
      'UNKNOWN_VALUE',
    ]);
  });

  it('takes a row that stands twice once, and refuses all rows of a key that disagree', async () => {
    const other = 'P1,I1,网上,2021-10-08 09:30:00,2021-10-08 10:00:00,2021-10-11 15:00:00,准予';
    const summary = await bench.importFile(
      table(row('TWICE'), row('TWICE'), row('DISAGREE'), row('FINE'), row('DISAGREE', other)),
    );
    expect(summary).toMatchObject({ rowsRead: 5, rowsAccepted: 3, rowsRefused: 2, recordsAdded: 2 });
    expect(await bench.refusals(summary.runId)).toEqual([
      expect.objectContaining({
        row: 3,
        column: 'case_no',
        value: 'DISAGREE',
        code: 'DUPLICATE_KEY_DIFFERENT_CONTENT',
        expected: expect.stringContaining('row 3'),
      }),
      expect.objectContaining({
        row: 5,
        code: 'DUPLICATE_KEY_DIFFERENT_CONTENT',
        raw: expect.objectContaining({ channel: '网上' }),
      }),
    ]);
    expect([await isIn('TWICE'), await isIn('DISAGREE'), await isIn('FINE')]).toEqual([true, false, true]);
  });

  it('of an event log out of lawful order names the row that broke it, and holds the others of its case back', async () => {
    const log = [
      '办件编号,服务点编码,事项编码,环节,环节时间',
      'LOG1,P1,I1,收件,2021-10-08 09:30:00',
      'LOG1,P1,I1,发证,2021-10-08 11:00:00',
      'LOG1,P1,I1,受理,2021-10-08 12:00:00',
      'LOG2,P1,I1,收件,2021-10-08 09:30:00',
      'LOG2,P1,I1,决定,2021-10-08 10:30:00',
      '',
    ].join('\n');
    const summary = await bench.importFile(log, 'event-log');
    expect(summary).toMatchObject({ rowsRead: 5, rowsAccepted: 2, rowsRefused: 3, recordsAdded: 1 });
    expect(await bench.refusals(summary.runId)).toEqual([
      expect.objectContaining({ row: 1, code: 'HELD_BACK', expected: expect.stringContaining('row 2') }),
      expect.objectContaining({
        row: 2,
        column: '环节',
        value: 'ISSUED 2021-10-08',
        code: 'UNLAWFUL_ORDER',
        expected: expect.stringContaining('RECEIVED → '),
      }),
      expect.objectContaining({ row: 3, code: 'HELD_BACK' }),
    ]);
    expect([await isIn('LOG1'), await isIn('LOG2')]).toEqual([false, true]);
  });

  it('leaves what was there before as it was', async () => {
    await bench.importFile(table(row('BEFORE')));
    const before = await bench.facts();
    await bench.importFile(table(row('BEFORE', 'P1,I1,窗口,never,,,')));
    expect(await bench.facts()).toEqual(before);
  });
});
