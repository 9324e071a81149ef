import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';
import { runQuery } from '../../test/run-query.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { addBureau } from '../bureau/add-bureau.ts';
import { loadProfile } from './profile.ts';
import { readTable } from './read-table.ts';
import { runImport } from './run-import.ts';

const folder = await mkdtemp(join(tmpdir(), 'service-circle-formats-'));

async function fileOf(content: string | Buffer | Uint8Array, name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The header and every row of a file. */
async function read(content: string | Buffer | Uint8Array, name = 'file', sheet: string | null = null) {
  const table = await readTable(await fileOf(content, name), { sheet });
  const rows: (readonly string[])[] = [];
  for await (const { cells } of table.rows) {
    rows.push(cells);
  }
  return { format: table.format, header: table.header, rows, sheets: table.sheets };
}

const workbook = (rows: (string | number | boolean | Date | null)[][], name = '办件') =>
  writeXlsx({ sheets: [{ name, rows }] });

describe('a workbook', () => {
  it('gives dates as the wall clock they show, whole numbers whole, truth in words, and nothing for nothing', async () => {
    const { header, rows, format } = await read(
      await workbook([
        ['办件编号', '收件时间', '次数', '比例', '三统一', '备注'],
        ['001', new Date(Date.UTC(2021, 11, 18, 9, 30)), 1_234_567_890_123, 0.125, true, null],
      ]),
    );
    expect(format).toBe('XLSX');
    expect(header).toEqual(['办件编号', '收件时间', '次数', '比例', '三统一', '备注']);
    expect(rows).toEqual([['001', '2021-12-18 09:30:00', '1234567890123', '0.125', 'true', '']]);
  });

  it('is read in the date system of 1904 too', async () => {
    const bytes = await writeXlsx({
      dateSystem: '1904',
      sheets: [
        {
          name: 'a',
          rows: [
            ['k', 'd'],
            ['1', new Date(Date.UTC(2021, 0, 2))],
          ],
        },
      ],
    });
    expect((await read(bytes)).rows).toEqual([['1', '2021-01-02 00:00:00']]);
  });

  it('gives its first sheet, or the one that is named, and names those there are', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '一月',
          rows: [
            ['a', 'b'],
            ['1', '2'],
          ],
        },
        {
          name: '二月',
          rows: [
            ['a', 'b'],
            ['3', '4'],
          ],
        },
      ],
    });
    expect(await read(bytes)).toMatchObject({ rows: [['1', '2']], sheets: ['一月', '二月'] });
    expect(await read(bytes, 'file', '二月')).toMatchObject({ rows: [['3', '4']], sheets: ['二月', '一月'] });
    await expect(read(bytes, 'file', '三月')).rejects.toMatchObject({
      code: 'UNKNOWN_SHEET',
      message: '三月: 一月, 二月',
    });
  });

  it('may have a title above its header and empty rows anywhere', async () => {
    const { header, rows } = await read(
      await workbook([['青秀区办件登记'], [], ['a', 'b', 'c'], ['1', '2', null], [], ['3', null, null]]),
    );
    expect(header).toEqual(['a', 'b', 'c']);
    expect(rows).toEqual([
      ['1', '2', ''],
      ['3', '', ''],
    ]);
  });

  it('that is not one says what is wrong with it', async () => {
    const whole = Buffer.from(
      await workbook([
        ['a', 'b'],
        ['1', '2'],
      ]),
    );
    await expect(read(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'CORRUPT_WORKBOOK',
    });
    const locked = await writeXlsx({
      sheets: [{ name: 'a', rows: [['a', 'b']] }],
      encryption: { password: 'x', spinCount: 1000 },
    });
    await expect(read(locked)).rejects.toMatchObject({ code: 'ENCRYPTED_WORKBOOK' });
    await expect(read(await workbook([]))).rejects.toMatchObject({ code: 'EMPTY_FILE' });
  });
});

describe('JSON Lines', () => {
  it('has as columns the keys of all its lines', async () => {
    const { format, header, rows } = await read('{"a":1,"b":"中"}\n\n{"c":true,"a":null}\n');
    expect(format).toBe('JSON_LINES');
    expect(header).toEqual(['a', 'b', 'c']);
    expect(rows).toEqual([
      ['1', '中', ''],
      ['', '', 'true'],
    ]);
  });

  it.each([
    ['{"a":1}\n{"a":', 'BROKEN_JSON', 'Line 2.'],
    ['{"a":1}\n[1]', 'BROKEN_JSON', 'Line 2 is not an object.'],
    ['{"a":1}\n\n{"a":{"b":2}}', 'NESTED_JSON', 'Line 3, a.'],
  ])('%j is refused', async (content, code, message) => {
    await expect(read(content)).rejects.toMatchObject({ code, message });
  });
});

describe('XES', () => {
  const log = (body: string) => `<?xml version="1.0"?><!-- a log --><log xes.version="2.0">${body}</log>`;

  it('gives a row an event, with the attributes of its trace, and none of an attribute’s own attributes', async () => {
    const { format, header, rows } = await read(
      log(`<global scope="event"><string key="g" value="x"/></global>
        <trace><string key="concept:name" value="A &amp; B"><string key="nested" value="no"/></string>
          <event><string key="concept:name" value="one"/></event>
          <event><date key="time:timestamp" value="2021-12-18T09:30:00+08:00"/><list key="l"><values><int key="i" value="1"/></values></list></event>
        </trace>`),
    );
    expect(format).toBe('XES');
    expect(header).toEqual(['case:concept:name', 'concept:name', 'time:timestamp']);
    expect(rows).toEqual([
      ['A & B', 'one', ''],
      ['A & B', '', '2021-12-18T09:30:00+08:00'],
    ]);
  });

  it.each([
    [log('<trace><event></trace>'), 'BROKEN_XML'],
    ['<html><body/></html>', 'NOT_XES'],
    [
      '<!DOCTYPE log [<!ENTITY x "boom">]><log><trace><string key="a" value="&x;"/></trace></log>',
      'BROKEN_XML',
    ],
  ])('%j is refused', async (content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });
});

describe('any table', () => {
  it('reads the same from CSV, from JSON Lines and from a workbook, plain or packed', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'办件a1 ,"\'=é\n'), minLength: 1, maxLength: 8 });
    const cell = text.filter((value) => value.trim() !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.stringMatching(/^[a-z办]{2,6}$/), { minLength: 2, maxLength: 5 }),
        fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        async (header, cells) => {
          const rows = cells.map((row) => row.slice(0, header.length));
          const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
          const csv = [header, ...rows].map((row) => row.map(quote).join(',')).join('\r\n');
          const lines = rows
            .map((row) => JSON.stringify(Object.fromEntries(header.map((name, index) => [name, row[index]]))))
            .join('\n');
          const expected = { header, rows };
          expect(await read(csv)).toMatchObject(expected);
          expect(await read(gzipSync(csv))).toMatchObject(expected);
          expect(await read(lines)).toMatchObject(expected);
          expect(await read(await workbook([header, ...rows]))).toMatchObject(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the same rows', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await createImportBench();
  });
  afterAll(() => bench.database.close());
  beforeEach(async () => {
    await bench.database.pool.query('truncate application_record, application_event, applicant_key');
  });

  const CSV = [
    '办件编号,服务点编码,事项编码,申请方式,跑动次数,收件时间,决定时间,决定结果',
    'C1,P1,I1,窗口,1,2021-10-08 09:30:00,2021-10-11 15:00:00,准予',
    'C2,P1,I1,网上,0,2021-10-08 21:30:45,,',
    '0003,P1,,帮办代办,,2021-10-09 00:00:00,2021-10-20 08:59:59,不予',
    '',
  ].join('\n');

  async function factsOf(content: string | Buffer, name: string) {
    const summary = await bench.importFile(content, 'case-table', { name });
    expect(summary).toMatchObject({ refusal: null, rowsRefused: 0, recordsAdded: 3 });
    const facts = await bench.facts();
    await bench.database.pool.query('truncate application_record, application_event, applicant_key');
    return facts;
  }

  it('give the same facts from CSV, from JSON Lines and from a workbook made by a library', async () => {
    const [header = [], ...rows] = parse(CSV) as string[][];
    const expected = await factsOf(CSV, 'cases.csv');
    const typed = rows.map((row) =>
      row.map((cell, index) => {
        if (/^\d{4}-/.test(cell)) {
          return new Date(`${cell.replace(' ', 'T')}Z`);
        }
        return index === 4 && cell !== '' ? Number(cell) : cell;
      }),
    );
    expect(await factsOf(Buffer.from(await workbook([header, ...typed])), 'cases.xlsx')).toEqual(expected);
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(row.map((cell, index) => [header[index], cell]))),
    );
    expect(await factsOf(lines.join('\n'), 'cases.jsonl')).toEqual(expected);
  });

  const hasLibreOffice = existsSync('/usr/bin/soffice');
  it.skipIf(!hasLibreOffice)(
    'give the same facts from workbooks made by LibreOffice, new and old (skipped without soffice)',
    async () => {
      const expected = await factsOf(CSV, 'cases.csv');
      const csv = await fileOf(CSV, 'libre.csv');
      for (const [extension, filter] of [
        ['xlsx', 'xlsx:Calc MS Excel 2007 XML'],
        ['xls', 'xls:MS Excel 97'],
      ] as const) {
        await promisify(execFile)('soffice', [
          '--headless',
          `-env:UserInstallation=file://${folder}/libreoffice`,
          // Fields by commas, text in UTF-8, every column as it is recognised, the first as text.
          '--infilter=CSV:44,34,76,1,1/2',
          '--convert-to',
          filter,
          '--outdir',
          folder,
          csv,
        ]);
        expect(
          await factsOf(await readFile(join(folder, `libre.${extension}`)), `libre.${extension}`),
        ).toEqual(expected);
      }
    },
    120_000,
  );

  it('with a failed formula are refused at the cell', async () => {
    const { runId } = await bench.importFile(CSV.replace('C2,P1', 'C2,#N/A'), 'case-table', {
      name: 'na.csv',
    });
    expect(await bench.refusals(runId)).toMatchObject([
      { row: 2, column: '服务点编码', value: '#N/A', code: 'SPREADSHEET_ERROR' },
    ]);
  });
});

const SHARED = new URL('../../../../../shared/data/', import.meta.url).pathname;

async function foreignBureau(timeZone: string): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await addBureau(database.pool, {
    code: 'F',
    nameZh: '外地',
    nameEn: 'Foreign',
    timeZone,
    calendarCode: 'MON_FRI',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  return database;
}

async function importShared(database: TestDatabase, file: string, profile: string) {
  return runImport({
    pool: database.pool,
    bureauCode: 'F',
    filePath: join(SHARED, file),
    profile: await loadProfile(profile),
    dryRun: false,
    actor: 'test',
    now: () => new Date(),
  });
}

describe.skipIf(!existsSync(SHARED))('the receipt log (skipped without the shared data)', () => {
  it('gives from XES exactly what it gives from CSV', async () => {
    const factsFrom = async (file: string) => {
      const database = await foreignBureau('Europe/Amsterdam');
      const summary = await importShared(database, file, 'xes');
      expect(summary).toMatchObject({ rowsRead: 8577, rowsRefused: 0, recordsAdded: 1434 });
      const { rows: cases } = await database.pool.query(
        `select (to_jsonb(a) - '{id,import_run_id,changed_by_run_id,touched_by_run_id,source_row,content_hash,channel_id,department_id}'::text[])
           || jsonb_build_object('channel', c.code, 'department', d.code) as facts
         from application a left join channel c on c.id = a.channel_id left join department d on d.id = a.department_id order by a.case_key`,
      );
      const { rows: events } = await database.pool.query(
        `select a.case_key, to_jsonb(e) - '{id,application_id,import_run_id,source_row,ordinal}'::text[] as facts
         from application_event e join application a on a.id = e.application_id order by a.case_key, e.occurred_at, e.content_hash`,
      );
      await database.close();
      return { cases, events };
    };
    const [xes, csv] = [await factsFrom('receipt/receipt.xes.gz'), await factsFrom('receipt/receipt.csv.gz')];
    expect(xes.cases).toEqual(csv.cases);
    expect(xes.events).toEqual(csv.events);
  });
});

describe.skipIf(!existsSync(SHARED))('Seattle’s permits (skipped without the shared data)', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await foreignBureau('America/Los_Angeles');
    const summary = await importShared(database, 'blds-seattle/permits.csv.gz', 'blds-permits');
    expect(summary).toMatchObject({ refusal: null, rowsRead: 4180, rowsRefused: 0, recordsAdded: 4180 });
  });
  afterAll(() => database.close());

  const REFERENCE = existsSync(SHARED)
    ? JSON.parse(readFileSync(join(SHARED, 'blds-seattle/REFERENCE.json'), 'utf8'))
    : {};
  const PERIOD = '{ from: "2013-01-01", to: "2026-12-31" }';
  const single = async <Row extends object>(text: string): Promise<Row | undefined> =>
    (await database.pool.query<Row>(text)).rows[0];
  /** When the building was completed: a step of the source, none of ours. */
  const COMPLETED = `(select e.occurred_at at time zone 'America/Los_Angeles' from application_event e
    where e.application_id = a.id and e.step_name = 'Completed')::date`;
  const byYear = (months: { key: { code: string }; figures: Record<string, number> }[], figure: string) => {
    const years: Record<string, number> = {};
    for (const { key, figures } of months) {
      const [year = ''] = key.code.split('-');
      years[year] = (years[year] ?? 0) + (figures[figure] ?? 0);
    }
    return Object.fromEntries(Object.entries(years).filter(([, count]) => count > 0));
  };

  it('are there by status and by the year of application, issue and completion', async () => {
    const { rows } = await database.pool.query<{ status: string; count: number }>(
      'select source_status as status, count(*) as count from application group by 1',
    );
    expect(Object.fromEntries(rows.map(({ status, count }) => [status, count]))).toEqual(
      REFERENCE.StatusCurrent,
    );
    const { caseload, turnaround } = await runQuery<Record<string, { groups: Parameters<typeof byYear>[0] }>>(
      database,
      `{ caseload(bureau: "F", period: ${PERIOD}, groupBy: MONTH) { groups { key { code } figures { received } } }
         turnaround(bureau: "F", period: ${PERIOD}, groupBy: MONTH) { groups { key { code } figures { decided } } } }`,
    );
    expect(byYear(caseload?.groups ?? [], 'received')).toEqual(REFERENCE.applied_per_year);
    expect(byYear(turnaround?.groups ?? [], 'decided')).toEqual(REFERENCE.issued_per_year);
    const { rows: completed } = await database.pool.query<{ year: string; count: number }>(
      `select to_char(${COMPLETED}, 'YYYY') as year, count(*) as count from application a where ${COMPLETED} is not null group by 1`,
    );
    expect(Object.fromEntries(completed.map(({ year, count }) => [year, count]))).toEqual(
      REFERENCE.completed_per_year,
    );
  });

  const statistics = (days: string) =>
    `select count(d) as count, round(avg(d), 6) as mean, percentile_cont(0.5) within group (order by d) as p50,
       percentile_cont(0.75) within group (order by d) as p75, percentile_cont(0.9) within group (order by d) as p90,
       max(d) as max, min(d) as min, count(*) filter (where d < 0) as negative from (select ${days} as d from application a) f`;

  it('took as many calendar days, and one was completed before it was issued', async () => {
    const { def: _definition, ...applied } = REFERENCE.applied_to_issued_calendar_days;
    expect(await single(statistics('decided_on - received_on'))).toEqual(applied);
    const issued = await single<Record<string, number>>(statistics(`${COMPLETED} - decided_on`));
    expect({ ...issued, mean: 0 }).toEqual({ ...REFERENCE.issued_to_completed_calendar_days, mean: 0 });
    expect(issued?.['mean']).toBeCloseTo(REFERENCE.issued_to_completed_calendar_days.mean, 5);
  });

  it('took as many working days, as the API says', async () => {
    const { def: _definition, count, mean, p50, p90, max, min } = REFERENCE.applied_to_issued_working_days;
    const { turnaround } = await runQuery<{
      turnaround: { total: { receiptToDecisionWorkingDays: Record<string, number> } };
    }>(
      database,
      `{ turnaround(bureau: "F", period: ${PERIOD}) { total { receiptToDecisionWorkingDays { n mean median p90 max min } } } }`,
    );
    const found = turnaround.total.receiptToDecisionWorkingDays;
    expect({ ...found, mean: 0 }).toEqual({ n: count, mean: 0, median: p50, p90, max, min });
    expect(found['mean']).toBeCloseTo(mean, 6);
  });

  it('have no date invented where the source has none', async () => {
    const { caseload } = await runQuery<{ caseload: { total: { backlog: number } } }>(
      database,
      `{ caseload(bureau: "F", period: ${PERIOD}) { total { backlog } } }`,
    );
    expect(caseload.total.backlog).toBe(REFERENCE.applied_not_issued);
    expect(
      await single(
        `select count(*) filter (where decided_on is not null and ${COMPLETED} is null) as issued_not_completed,
           count(*) filter (where source_status = 'Completed' and ${COMPLETED} is null) as completed_status_without_date,
           count(*) filter (where source_status <> 'Completed' and ${COMPLETED} is not null) as date_with_other_status
         from application a`,
      ),
    ).toEqual({
      issued_not_completed: REFERENCE.issued_not_completed,
      completed_status_without_date: REFERENCE.completed_status_without_CompletedDate,
      date_with_other_status: REFERENCE.CompletedDate_with_status_not_Completed,
    });
  });
});
