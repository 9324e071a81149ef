import { expect, it } from 'vitest';
import { createImportBench } from '../../test/import-bench.ts';

/** More cases than are written at once (20,000), so that what is written in portions is held against the whole. */
const CASES = 22_000;

const fileOf = (channelOf: (number: number) => string) => {
  const rows = Array.from({ length: CASES }, (_, index) => {
    const key = `L${String(index).padStart(5, '0')}`;
    return `${key},P1,I1,${channelOf(index)},2021-10-08 09:30:00`;
  });
  return ['办件编号,服务点编码,事项编码,申请方式,收件时间', ...rows, ''].join('\n');
};

it('a file of more cases than are written at once goes in whole, and is corrected anywhere', async () => {
  const bench = await createImportBench();
  try {
    expect(await bench.importFile(fileOf(() => '窗口'))).toMatchObject({
      rowsAccepted: CASES,
      recordsAdded: CASES,
      eventsAdded: CASES,
    });
    const counts = `select count(*)::int as cases, count(distinct a.case_key)::int as keys,
      (select count(*)::int from application_event where superseded_by_run_id is null) as events from application a`;
    expect((await bench.database.pool.query(counts)).rows).toEqual([
      { cases: CASES, keys: CASES, events: CASES },
    ]);
    const corrected = [0, 19_999, 20_000, CASES - 1];
    expect(
      await bench.importFile(fileOf((number) => (corrected.includes(number) ? '网上' : '窗口'))),
    ).toMatchObject({ recordsChanged: corrected.length, recordsUnchanged: CASES - corrected.length });
    const { rows } = await bench.database.pool.query(
      `select substr(a.case_key, 2)::int as number from application a join channel c on c.id = a.channel_id
       where c.code = 'ONLINE' order by 1`,
    );
    expect(rows.map(({ number }) => number)).toEqual(corrected);
  } finally {
    await bench.database.close();
  }
}, 400_000);
