import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { addBureau } from '../bureau/add-bureau.ts';
import { loadProfile } from './profile.ts';
import { type ImportSummary, runImport } from './run-import.ts';

const FOLDER = new URL('../../../../../shared/data/receipt/', import.meta.url).pathname;
const isThere = existsSync(FOLDER);

// A real permit log: the receipt phase of environmental permit applications of a Dutch municipality.
describe.skipIf(!isThere)('the receipt log', () => {
  let database: TestDatabase;
  let summary: ImportSummary;

  const importLog = async () =>
    runImport({
      pool: database.pool,
      bureauCode: 'RECEIPT',
      filePath: join(FOLDER, 'receipt.csv.gz'),
      profile: await loadProfile('xes'),
      dryRun: false,
      actor: 'test',
      now: () => new Date(),
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    await addBureau(database.pool, {
      code: 'RECEIPT',
      nameZh: '收件日志',
      nameEn: 'Receipt log',
      timeZone: 'Europe/Amsterdam',
      calendarCode: 'MON_FRI',
      standardHours: [{ open: '09:00', close: '17:00' }],
    });
    summary = await importLog();
  });
  afterAll(() => database.close());

  it('comes in whole', () => {
    expect(summary).toMatchObject({
      status: 'SUCCEEDED',
      rowsRead: 8577,
      rowsRefused: 0,
      recordsAdded: 1434,
      eventsAdded: 8577 + 1434 + 1329,
    });
  });

  it('keeps its traps as they are: single-event cases, events after the end, and the text EMPTY, which is a group and not nothing', async () => {
    const { rows } = await database.pool.query(
      `select count(*) filter (where logged_events = 1) as single, count(*) filter (where last_logged_at > decided_at) as after_the_end,
         count(*) filter (where decided_at < received_at) as reversed,
         (select count(*) from application_event where actor_role = 'EMPTY') as empty
       from application`,
    );
    expect(rows).toEqual([{ single: 116, after_the_end: 145, reversed: 2, empty: 1936 }]);
  });

  it('keeps instants to the millisecond, by the offset that is written', async () => {
    const { rows } = await database.pool.query<{ at: Date }>(
      `select e.occurred_at as at from application_event e join application a on a.id = e.application_id
       where a.case_key = 'case-10011' and e.type = 'NAMED_STEP' order by e.occurred_at`,
    );
    // 2011-10-11 13:45:40.276+02:00 in summer, 2011-11-24 15:37:16.553+01:00 in winter.
    expect(rows.map(({ at }) => at.toISOString())).toEqual([
      '2011-10-11T11:45:40.276Z',
      '2011-10-12T06:26:25.398Z',
      '2011-11-24T14:36:51.302Z',
      '2011-11-24T14:37:16.553Z',
    ]);
  });

  it('comes in again without changing anything', async () => {
    expect(await importLog()).toMatchObject({
      recordsAdded: 0,
      recordsChanged: 0,
      recordsUnchanged: 1434,
      eventsAdded: 0,
      eventsSuperseded: 0,
    });
  });
});
