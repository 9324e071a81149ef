import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { loadProfile } from '../src/imports/profile.ts';
import { type ImportSummary, runImport } from '../src/imports/run-import.ts';
import type { TestDatabase } from './test-database.ts';

// The receipt phase of environmental permit applications of a Dutch municipality (CoSeLoG, DOI
// 10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6): a real log, read where it lies beside the project.

const FOLDER = new URL('../../../../shared/data/receipt/', import.meta.url).pathname;

/** Whether the shared data are there; a test on them says so when they are not. */
export const hasReceiptLog = existsSync(FOLDER);

export const RECEIPT_CSV = join(FOLDER, 'receipt.csv.gz');

export function receiptReference(): Record<string, unknown> & Reference {
  return JSON.parse(readFileSync(join(FOLDER, 'REFERENCE.json'), 'utf8'));
}

interface Statistic {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
  readonly min: number;
}

interface Reference {
  readonly cases: number;
  readonly events: number;
  readonly cases_per_channel: { values: Record<string, number> };
  readonly cases_per_department: { values: Record<string, number> };
  readonly months_first_event: { values: Record<string, number> };
  readonly months_last_event: { values: Record<string, number> };
  readonly months_startdate: { values: Record<string, number> };
  readonly months_enddate: { values: Record<string, number> };
  readonly turnaround_events_hours: {
    all: Statistic;
    by_channel: Record<string, Statistic>;
    by_department: Record<string, Statistic>;
  };
  readonly turnaround_start_to_end_hours: { all: Statistic; by_channel: Record<string, Statistic> };
  readonly working_days_events: { all: Statistic; by_channel: Record<string, Statistic> };
  readonly working_days_start_to_end: { all: Statistic };
  readonly open_cases: { value: number; by_channel: Record<string, number> };
  readonly on_time: {
    all: { closed: number; on_time: number; rate: number };
    by_channel: Record<string, { closed: number; on_time: number }>;
    by_department: Record<string, { closed: number; on_time: number }>;
    as_of: string;
    open_overdue_at_as_of: number;
  };
  readonly backlog_month_end_start_enddate: { values: Record<string, number> };
}

/** A bureau of its own for the log: Amsterdam, Monday to Friday. */
export async function addReceiptBureau(database: TestDatabase, code: string): Promise<void> {
  await addBureau(database.pool, {
    code,
    nameZh: '收件日志',
    nameEn: 'Receipt log',
    timeZone: 'Europe/Amsterdam',
    calendarCode: 'MON_FRI',
    standardHours: [{ open: '09:00', close: '17:00' }],
    // The last instant of the log: its reference counts what is open and overdue then.
    asOf: new Date(receiptReference().on_time.as_of),
  });
}

export async function importInto(
  database: TestDatabase,
  bureauCode: string,
  filePath: string,
  profile: string,
): Promise<ImportSummary> {
  return runImport({
    pool: database.pool,
    bureauCode,
    filePath,
    profile: await loadProfile(profile),
    dryRun: false,
    actor: 'test',
    now: () => new Date(),
  });
}

/** The same log as a case table with Chinese headers in GB18030, one row a case. */
export async function receiptAsCaseTable(): Promise<string> {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(RECEIPT_CSV)), { columns: true });
  const cases = Map.groupBy(rows, (row) => row['case:concept:name'] ?? '');
  const lines = [
    '办件编号,申请方式,部门编码,收件时间,决定时间,截止时间,环节数,首环节时间,末环节时间',
    ...[...cases].map(([key, events]) => {
      const [first] = events;
      const times = events
        .map((event) => event['time:timestamp'] ?? '')
        .sort((one, other) => Date.parse(one) - Date.parse(other));
      return [
        key,
        first?.['case:channel'],
        first?.['case:department'],
        first?.['case:startdate'],
        first?.['case:enddate'],
        first?.['case:deadline'],
        events.length,
        times[0],
        times.at(-1),
      ].join(',');
    }),
  ];
  // A Chinese note in a column that no profile maps, so that the encoding matters beyond the header.
  const text = lines.map((line, index) => `${line},${index === 0 ? '备注' : '收件阶段'}`).join('\r\n');
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-receipt-'));
  const file = join(folder, '办件表.csv');
  await writeFile(file, iconv.encode(text, 'gb18030'));
  return file;
}
