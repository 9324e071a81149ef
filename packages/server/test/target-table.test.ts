import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadTargets } from '../src/warnings/load-targets.ts';
import { createImportBench, type ImportBench } from './import-bench.ts';

let bench: ImportBench;
let folder: string;
let bureau: { id: number };
beforeAll(async () => {
  bench = await createImportBench();
  folder = await mkdtemp(join(tmpdir(), 'service-circle-targets-'));
  const { rows } = await bench.database.pool.query<{ id: number }>('select id from bureau');
  bureau = { id: rows[0]?.id ?? 0 };
});
afterAll(() => bench.database.close());

async function load(content: string | Buffer): Promise<number> {
  const path = join(folder, 'targets.csv');
  await writeFile(path, content);
  return loadTargets(bench.database.pool, bureau, path, {
    actor: 'OPERATOR',
    at: new Date('2024-01-02T01:00:00Z'),
    provenance: 'REPORTED',
  });
}

const stored = async () =>
  (
    await bench.database.pool.query(
      `select measure, p.code as point, i.code as item, grain, direction, value, valid_from, valid_to, set_by
       from target t left join service_point p on p.id = t.service_point_id left join service_item i on i.id = t.service_item_id
       where superseded_at is null order by t.id`,
    )
  ).rows;

const CHINESE = [
  '指标编码,服务点编码,事项编码,周期,方向,目标值,起始日期,截止日期',
  'on-time,,I1,季度,,98%,2024-01-01,2024-12-31',
  'volume,P1,,一次,不低于,"1,200",2024年1月1日,2024-06-30',
  'turnaround-p90,,,月,,5.5,2024/1/1,',
  '',
].join('\r\n');

it('a table of targets goes in whole, in Chinese or English, in UTF-8 or GB18030, and twice as once', async () => {
  expect(await load(iconv.encode(CHINESE, 'gb18030'))).toBe(3);
  const expected = [
    {
      measure: 'on-time',
      point: null,
      item: 'I1',
      grain: 'QUARTER',
      direction: 'AT_LEAST',
      value: 0.98,
      valid_from: '2024-01-01',
      valid_to: '2024-12-31',
      set_by: 'OPERATOR',
    },
    {
      measure: 'volume',
      point: 'P1',
      item: null,
      grain: 'ONCE',
      direction: 'AT_LEAST',
      value: 1200,
      valid_from: '2024-01-01',
      valid_to: '2024-06-30',
      set_by: 'OPERATOR',
    },
    {
      measure: 'turnaround-p90',
      point: null,
      item: null,
      grain: 'MONTH',
      direction: 'AT_MOST',
      value: 5.5,
      valid_from: '2024-01-01',
      valid_to: null,
      set_by: 'OPERATOR',
    },
  ];
  expect(await stored()).toEqual(expected);
  await load(CHINESE);
  await load(
    'measure,service_item_code,grain,value,valid_from,valid_to\non-time,I1,QUARTER,0.98,2024-01-01,2024-12-31\n',
  );
  expect(await stored()).toEqual(expected);
  const { rows } = await bench.database.pool.query('select count(*) as count from target');
  expect(rows).toEqual([{ count: 3 }]);
});

it.each([
  ['backlog,9,月', '指标编码,目标值,周期', 'The file has no column 起始日期 / valid_from'],
  ['luck,9,月,2024-01-01', '指标编码,目标值,周期,起始日期', 'Row 2: UNKNOWN_MEASURE'],
  ['backlog,much,月,2024-01-01', '指标编码,目标值,周期,起始日期', 'Row 2, 目标值 / value: "much"'],
  ['backlog,9,周,2024-01-01', '指标编码,目标值,周期,起始日期', 'Row 2, 周期 / grain: "周"'],
  ['backlog,9,月,2024-02-30', '指标编码,目标值,周期,起始日期', 'Row 2, 起始日期 / valid_from: "2024-02-30"'],
  ['backlog,9,月,2024-01-02', '指标编码,目标值,周期,起始日期', 'Row 2: NOT_WHOLE_PERIODS'],
  ['volume,9,月,2024-01-01', '指标编码,目标值,周期,起始日期', 'Row 2: DIRECTION_NEEDED'],
  ['on-time,98,月,2024-01-01', '指标编码,目标值,周期,起始日期', 'Row 2: VALUE_OUT_OF_RANGE'],
])('a table with %s changes nothing, and says why', async (row, header, message) => {
  const before = await stored();
  const good = header.includes('起始日期') ? 'backlog,7,月,2030-01-01' : 'backlog,7,月';
  await expect(load(`${header}\n${good}\n${row}\n`)).rejects.toThrow(message);
  expect(await stored()).toEqual(before);
});
