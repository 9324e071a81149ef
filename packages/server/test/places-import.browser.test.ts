/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromWgs84 } from '../src/places/datum.ts';
import { greatCircleMetres } from '../src/places/great-circle.ts';
import type { Position } from '../src/places/place.entity.ts';
import { launchBrowser, settle } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ role: 'OPERATOR' }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});

/** A square of some hundred metres as a map in a datum shows it. */
function squareAt([x, y]: Position, datum: 'WGS84' | 'GCJ02' = 'WGS84') {
  const ring: Position[] = [
    [x, y],
    [x + 0.004, y],
    [x + 0.004, y + 0.004],
    [x, y + 0.004],
    [x, y],
  ];
  return { type: 'Polygon', coordinates: [ring.map((position) => fromWgs84(position, datum))] };
}

const feature = (properties: object, geometry: object | null) => ({ type: 'Feature', properties, geometry });
const collection = (features: readonly object[]) => JSON.stringify({ type: 'FeatureCollection', features });

async function drop(name: string, content: string, language = 'zh-CN'): Promise<void> {
  await page.goto(`${product.url}/imports?lang=${language}`);
  await settle(page);
  const dropped = await page.evaluateHandle(
    ([text, fileName]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], fileName ?? ''));
      return transfer;
    },
    [content, name],
  );
  await page.dispatchEvent('.drop-zone', 'drop', { dataTransfer: dropped });
  await page.waitForURL(/imports\/files\//);
  await settle(page);
}

async function run(button: string): Promise<string> {
  const before = page.url();
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL((url) => url.href !== before && /imports\/\d+/.test(url.pathname));
  await page.waitForSelector('main dl[data-status]:not([data-status=RUNNING])');
  await settle(page);
  return page.textContent('main dl.facts').then(String);
}

const preview = () => page.locator('table').last().locator('tbody tr').allTextContents();

async function areasLike(code: string) {
  const { rows } = await product.database.pool.query<{
    code: string;
    longitude: number;
    latitude: number;
    source_datum: string;
  }>('select code, longitude, latitude, source_datum from demand_area where code like $1 order by code', [
    code,
  ]);
  return rows;
}

describe('GeoJSON on the imports page', () => {
  it('is recognised, shown, imported but for its bad features, which come back as GeoJSON, are put right and sent again', async () => {
    const good = squareAt([108.31, 22.83]);
    await drop(
      '需求单元.geojson',
      collection([
        feature({ 需求单元编码: 'T1', 名称: '测试社区', 单元类型: '社区', 常住人口: 0 }, good),
        feature({ 需求单元编码: 'T2', 名称: '无边界村', 单元类型: '村', 常住人口: 80 }, null),
        feature(
          { 需求单元编码: 'T3', 名称: '未闭合', 单元类型: '村', 常住人口: 90 },
          {
            type: 'Polygon',
            coordinates: [good.coordinates[0]?.slice(0, 4)],
          },
        ),
      ]),
    );
    expect(await page.getByLabel('按此方案读取').inputValue()).toBe('demand-areas');
    expect(await page.textContent('main dl.facts')).toContain('GEOJSON');
    const rows = await preview();
    expect(rows[0]).toContain('接收');
    expect(rows[0]).toContain('COMMUNITY');
    expect(rows[0]).toContain('Polygon (5)');
    expect(rows[1]).toContain('MISSING_COORDINATES');
    expect(rows[2]).toContain('UNCLOSED_RING');

    expect(await run('导入')).toMatch(/需求单元.*读取 3，接收 1，退回 2/);
    expect(await page.textContent('main')).toContain('边界没有闭合');
    expect((await areasLike('T%')).map(({ code }) => code)).toEqual(['T1']);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载退回的行' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('需求单元-退回原因.geojson');
    const refused = JSON.parse(await readFile(await download.path(), 'utf8')) as {
      features: { properties: object }[];
    };
    const corrected = refused.features.map(({ properties }) => feature(properties, good));
    await drop('需求单元-更正.geojson', collection(corrected));
    expect(await run('试运行')).toMatch(/新增 2/);
    await page.getByRole('link', { name: '返回文件以正式导入' }).click();
    await page.waitForURL(/imports\/files\//);
    await settle(page);
    expect(await run('导入')).toMatch(/读取 2，接收 2，退回 0/);
    expect((await areasLike('T%')).map(({ code }) => code)).toEqual(['T1', 'T2', 'T3']);

    await page.getByRole('button', { name: '撤销此次导入' }).click();
    expect(await run('确定')).toContain('失效 2');
    expect((await areasLike('T%')).map(({ code }) => code)).toEqual(['T1']);
    expect(complaints).toEqual([]);
  });

  it('of a Chinese map is converted once its datum is chosen, and the profile is kept under a name that says so', async () => {
    const where: Position = [108.35, 22.81];
    await drop(
      'gaode.geojson',
      collection([feature({ code: 'U1', residents: 10 }, squareAt(where, 'GCJ02'))]),
      'en',
    );
    await page.getByLabel('Coordinates are in').selectOption('GCJ02');
    await settle(page);
    expect(await page.getByLabel(/^Name of the profile/).inputValue()).toBe('demand-areas-gcj02');
    // Back at what is kept, nothing is made here; and once more.
    await page.getByLabel('Coordinates are in').selectOption('WGS84');
    expect(await page.getByLabel(/^Name of the profile/).count()).toBe(0);
    await page.getByLabel('Coordinates are in').selectOption('GCJ02');
    await settle(page);
    expect(await run('Import')).toMatch(/Demand areas/);
    const [area] = await areasLike('U1');
    expect(area?.source_datum).toBe('GCJ02');
    const middle: Position = [where[0] + 0.002, where[1] + 0.002];
    expect(greatCircleMetres([area?.longitude ?? 0, area?.latitude ?? 0], middle)).toBeLessThan(10);
    expect(complaints).toEqual([]);
  });

  it('of key buildings is recognised too, and what is no GeoJSON says why', async () => {
    await drop(
      '楼宇.geojson',
      collection([
        feature({ 楼宇编码: 'V1', 名称: '测试大厦', 楼宇状态: '停用' }, squareAt([108.36, 22.82])),
      ]),
    );
    expect(await page.getByLabel('按此方案读取').inputValue()).toBe('key-buildings');
    const [row] = await preview();
    expect(row).toContain('CONTRADICTORY_DATES');
    await drop('坏.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature"');
    expect(await page.textContent('[role=alert]')).toContain('BROKEN_GEOJSON');
    expect(complaints).toEqual([]);
  });
});
