import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  await bench.database.pool.query(
    'truncate application_record, application_event, applicant_key, import_before',
  );
});

const HEADER = '办件编号,服务点编码,申请方式,收件时间,受理时间,决定时间';
const table = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');
const C1 = 'C1,P1,窗口,2021-10-08 09:30:00,2021-10-08 10:00:00,2021-10-11 15:00:00';
const C1_LATER = 'C1,P1,网上,2021-10-08 09:30:00,2021-10-08 10:00:00,2021-10-12 15:00:00';
const C2 = 'C2,P1,网上,2021-10-09 09:30:00,,';

/** Every row of both tables, whether in force or not: what may grow and never shrink. */
async function recorded(): Promise<{ applications: number; events: number }> {
  const { rows } = await bench.database.pool.query<{ applications: number; events: number }>(
    `select (select count(*) from application_record) as applications, (select count(*) from application_event) as events`,
  );
  return rows[0] ?? { applications: -1, events: -1 };
}

describe('taking a run back', () => {
  it('puts out of force what it added, keeps it on record, and says how many', async () => {
    const { runId } = await bench.importFile(table(C1, C2));
    const version = await bench.dataVersion();
    expect(await bench.undo(runId)).toMatchObject({
      refusal: null,
      recordsAdded: 0,
      recordsChanged: 0,
      recordsRemoved: 2,
      eventsAdded: 0,
      eventsSuperseded: 4,
    });
    expect(await bench.facts()).toEqual([]);
    expect(await recorded()).toEqual({ applications: 2, events: 4 });
    expect(await bench.dataVersion()).toBe(version + 1);
  });

  it('says again what was there before it, with the row of the file that says so', async () => {
    await bench.importFile(table(C1, C2));
    const facts = await bench.facts();
    const { runId } = await bench.importFile(table(C1_LATER));
    expect(await bench.undo(runId)).toMatchObject({
      refusal: null,
      recordsChanged: 1,
      recordsRemoved: 0,
      eventsAdded: 1,
      eventsSuperseded: 1,
    });
    expect(await bench.facts()).toEqual(facts);
    const { rows } = await bench.database.pool.query(
      `select e.import_run_id < $1 as is_of_the_first_file, e.source_row as row
       from application_event e join application a on a.id = e.application_id
       where a.case_key = 'C1' and e.type = 'DECIDED' and e.superseded_by_run_id is null`,
      [runId],
    );
    expect(rows).toEqual([{ is_of_the_first_file: true, row: 1 }]);
  });

  it('is itself taken back: what the file said is in force again', async () => {
    await bench.importFile(table(C1));
    const { runId } = await bench.importFile(table(C1_LATER, C2));
    const facts = await bench.facts();
    const undo = await bench.undo(runId);
    expect(await bench.undo(undo.runId)).toMatchObject({
      refusal: null,
      recordsAdded: 1,
      recordsChanged: 1,
      recordsRemoved: 0,
    });
    expect(await bench.facts()).toEqual(facts);
    const again = await bench.undo(runId);
    expect(again).toMatchObject({ refusal: null, recordsRemoved: 1, recordsChanged: 1 });
  });

  it('is refused while a later run says otherwise, naming it, and allowed once that is taken back', async () => {
    const first = await bench.importFile(table(C1, C2));
    const second = await bench.importFile(table(C1_LATER));
    const facts = await bench.facts();
    const refused = await bench.undo(first.runId);
    expect(refused.refusal).toMatchObject({ code: 'UNDO_BLOCKED', message: `#${second.runId}` });
    expect(await bench.facts()).toEqual(facts);
    await bench.undo(second.runId);
    expect((await bench.undo(first.runId)).refusal).toBeNull();
    expect(await bench.facts()).toEqual([]);
  });

  it('is refused for a run that changed nothing or was taken back already', async () => {
    const dry = await bench.importFile(table(C1), 'case-table', { dryRun: true });
    expect((await bench.undo(dry.runId)).refusal?.code).toBe('UNDO_BLOCKED');
    const { runId } = await bench.importFile(table(C1));
    await bench.undo(runId);
    expect((await bench.undo(runId)).refusal?.message).toMatch(/took it back already/);
    expect((await bench.undo(999_999)).refusal?.message).toBe('no such run');
  });

  it('leaves the file free to be sent again, with nothing doubled', async () => {
    const file = table(C1, C2);
    const { runId } = await bench.importFile(file);
    const facts = await bench.facts();
    await bench.undo(runId);
    expect(await bench.importFile(file)).toMatchObject({ recordsAdded: 2, eventsAdded: 4 });
    expect(await bench.facts()).toEqual(facts);
  });

  it('of any files, from the last to the first, gives what there was before each', async () => {
    const rows = fc.array(fc.constantFrom(C1, C1_LATER, C2, C2.replace('网上', '窗口')), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 4 }), async (files) => {
        await bench.database.pool.query(
          'truncate application_record, application_event, applicant_key, import_before',
        );
        const before: { runId: number; facts: unknown }[] = [];
        for (const file of files) {
          const facts = await bench.facts();
          const { runId, recordsAdded, recordsChanged } = await bench.importFile(
            table(...new Map(file.map((row) => [row.slice(0, 2), row])).values()),
          );
          if (recordsAdded + recordsChanged > 0) {
            before.push({ runId, facts });
          }
        }
        for (const { runId, facts } of before.reverse()) {
          expect((await bench.undo(runId)).refusal).toBeNull();
          expect(await bench.facts()).toEqual(facts);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('taking back reference data', () => {
  const points = (name: string, history: string) =>
    `code,name_zh,kind,status_history\nP7,${name},BANK,${history}\n`;
  const stored = async () =>
    (
      await bench.database.pool.query(
        `select p.name_zh, (select json_agg(json_build_array(s.status, s.valid_from) order by s.valid_from)
           from service_point_status s where s.service_point_id = p.id and s.superseded_by_run_id is null) as history
         from service_point p where p.code = 'P7'`,
      )
    ).rows;

  it('restores the record and its dated facts, and removes what it added', async () => {
    const first = await bench.importFile(points('甲', 'OPERATING 2021-01-01'), 'service-points');
    const before = await stored();
    const second = await bench.importFile(points('乙', 'CLOSED 2021-06-01'), 'service-points');
    expect((await bench.undo(first.runId)).refusal?.message).toBe(`#${second.runId}`);
    expect(await bench.undo(second.runId)).toMatchObject({ refusal: null, recordsChanged: 1 });
    expect(await stored()).toEqual(before);
  });

  it('is refused while applications refer to what it added', async () => {
    const { runId } = await bench.importFile(
      'code,name_zh,kind,status_history\nP8,丙,BANK,OPERATING 2021-01-01\n',
      'service-points',
    );
    const used = await bench.importFile(table(C1.replace('P1', 'P8')));
    expect((await bench.undo(runId)).refusal?.code).toBe('UNDO_BLOCKED');
    await bench.undo(used.runId);
    // Out of force, the application stays on record, and so does the point that it names.
    expect((await bench.undo(runId)).refusal?.code).toBe('UNDO_BLOCKED');
  });

  it('removes an added record that nothing refers to, and keeps it whole with the run', async () => {
    const { runId } = await bench.importFile(
      'code,name_zh,kind,status_history\nP9,丁,BANK,OPERATING 2021-01-01\n',
      'service-points',
    );
    const undo = await bench.undo(runId);
    expect(undo).toMatchObject({ refusal: null, recordsRemoved: 1 });
    const { rows } = await bench.database.pool.query<{ before: { code: string; dated: object[] } }>(
      'select before from import_before where import_run_id = $1',
      [undo.runId],
    );
    expect(rows[0]?.before).toMatchObject({ code: 'P9', dated: [{ status: 'OPERATING' }] });
  });
});

describe('the list of what would change', () => {
  it('of a dry run names each case, and what differs', async () => {
    await bench.importFile(table(C1));
    const { runId } = await bench.importFile(table(C1_LATER, C2), 'case-table', { dryRun: true });
    const { rows } = await bench.database.pool.query(
      'select record_key as key, action, differences from import_change where import_run_id = $1 order by ordinal',
      [runId],
    );
    expect(rows).toEqual([
      {
        key: 'C1',
        action: 'CHANGED',
        differences: [
          { field: 'channelCode', before: 'COUNTER', after: 'ONLINE' },
          { field: 'DECIDED', before: '2021-10-11T07:00:00Z', after: '2021-10-12T07:00:00Z' },
        ],
      },
      { key: 'C2', action: 'ADDED', differences: expect.arrayContaining([]) },
    ]);
    expect(rows[1].differences).toContainEqual({
      field: 'RECEIVED',
      before: null,
      after: '2021-10-09T01:30:00Z',
    });
  });
});
