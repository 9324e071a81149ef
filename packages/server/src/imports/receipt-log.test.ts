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
