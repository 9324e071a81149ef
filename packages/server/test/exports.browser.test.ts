/// <reference lib="dom" />
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type CellValue, readXlsx } from 'hucre/xlsx';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';
import { hasLibreOffice, readByLibreOffice } from './spreadsheet.ts';

let product: RunningProduct;
let browser: Browser;
let page: Page;
let folder: string;
beforeAll(async () => {
  [product, browser, folder] = await Promise.all([
    startProduct(),
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'service-circle-downloads-')),
  ]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

const LIBRE_OFFICE = await hasLibreOffice();

/** Opens a page and waits until it shows what its address says. */
async function open(path: string, language: string): Promise<void> {
  const address = new URL(path, product.url);
  address.searchParams.set('lang', language);
  await page.goto(address.href);
  await page.waitForFunction(
    () =>
      document.querySelector('main [data-address]')?.getAttribute('data-address') ===
        location.pathname + location.search &&
      !document.querySelector('main [role=status], main [aria-busy=true]'),
  );
}

interface File {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Some hundred downloads, on a machine that may be busy. */
const WALK_TIMEOUT_MS = 480_000;
/** Chromium drops what a page downloads beyond ten files a second. */
const BETWEEN_DOWNLOADS_MS = 120;
let files = 0;
async function download(menu: Locator, kind: string): Promise<File> {
  await new Promise((resolve) => setTimeout(resolve, BETWEEN_DOWNLOADS_MS));
  await menu.locator('summary').click();
  const [download_] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByText(kind, { exact: true }).click(),
  ]);
  files += 1;
  const path = join(folder, `${files}.${kind.toLowerCase()}`);
  await download_.saveAs(path);
  return { name: download_.suggestedFilename(), path, bytes: await readFile(path) };
}

function csvOf({ bytes }: File): string[][] {
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return parse(bytes, { bom: true });
}

interface Workbook {
  readonly rows: CellValue[][];
  readonly notes: Record<string, string>;
  readonly frozenRows: number;
  readonly widths: (number | undefined)[];
}

async function xlsxOf({ bytes }: File): Promise<Workbook> {
  const { sheets } = await readXlsx(bytes);
  expect(sheets).toHaveLength(2);
  const [data, notes] = sheets;
  return {
    rows: data?.rows ?? [],
    notes: Object.fromEntries((notes?.rows ?? []).map(([title, text]) => [String(title), String(text)])),
    frozenRows: data?.freezePane?.rows ?? 0,
    widths: (data?.columns ?? []).map(({ width }) => width),
  };
}

/** A cell of a workbook as the CSV of the same table writes it. */
function asCsv(value: CellValue): string {
  if (value instanceof Date) {
    const clock = value.toISOString().slice(0, 19).replace('T', ' ');
    return clock.endsWith(' 00:00:00') ? clock.slice(0, 10) : clock;
  }
  const text = value === null ? '' : String(value);
  return typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
}

/** What a table of the page shows, row by row. */
function shownRows(table: Locator): Promise<string[][]> {
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim())),
    );
}

async function attributes(locator: Locator, name: string): Promise<string[]> {
  return locator.evaluateAll((found, of) => found.map((each) => each.getAttribute(of) ?? ''), name);
}

const LANGUAGES = [
  ['zh-CN', '办件量', '期间', '下载时间', '页面地址', '筛选', '定义：'],
  ['en', 'Volume', 'Period', 'Downloaded at', 'Address of the view', 'Filters', 'Definition: '],
] as const;

describe.each(LANGUAGES)(
  'in %s',
  (language, volume, period, downloadedAt, addressOfView, filters, definition) => {
    it('the figures of a page hold the numbers of the API, with their parts, in CSV and XLSX alike', async () => {
      await open('/?from=2021-03-01&to=2021-12-22&point=QX-P01&point=QX-P03', language);
      const scope = '{ servicePoints: ["QX-P01", "QX-P03"] }';
      const days = '{ from: "2021-03-01", to: "2021-12-22" }';
      const { caseload, turnaround, earlyWarning, bureau } = await product.ask<{
        bureau: {
          nameZh: string;
          nameEn: string;
          standardDayMinutes: number;
          freshness: { dataVersion: number };
        };
        caseload: {
          total: Record<'received' | 'backlog' | 'overdue' | 'dueSoon', number>;
          period: { workingDays: number };
        };
        turnaround: {
          total: {
            turnaroundMinutes: { n: number; median: number };
            promisedOnTime: { numerator: number; denominator: number; value: number };
          };
        };
        earlyWarning: {
          attention: { total: { dueWithin: number } };
          targets: { status: string }[];
          watch: { signals: unknown[] };
        };
      }>(
        `{ bureau(code: "QINGXIU") { nameZh nameEn standardDayMinutes freshness { dataVersion } }
         caseload(bureau: "QINGXIU", scope: ${scope}, period: ${days}) { total { received backlog overdue dueSoon } period { workingDays } }
         turnaround(bureau: "QINGXIU", scope: ${scope}, period: ${days}) { total { turnaroundMinutes { n median } promisedOnTime { numerator denominator value } } }
         earlyWarning(bureau: "QINGXIU", scope: ${scope}) { attention { total { dueWithin } } targets { status } watch { signals { since } } } }`,
      );
      const { received, backlog, overdue, dueSoon } = caseload.total;
      const { turnaroundMinutes, promisedOnTime } = turnaround.total;
      const menu = page.locator('.page-actions .download');
      const csv = csvOf(await download(menu, 'CSV'));
      const file = await download(menu, 'XLSX');
      const { rows, notes, frozenRows, widths } = await xlsxOf(file);
      expect(rows.map((row) => row.map(asCsv))).toEqual(csv);
      expect(rows.slice(1).map((row) => row[1])).toEqual([
        received,
        turnaroundMinutes.median / bureau.standardDayMinutes,
        promisedOnTime.value,
        backlog,
        overdue,
        dueSoon,
        earlyWarning.attention.total.dueWithin,
        earlyWarning.targets.filter(({ status }) => ['AT_RISK', 'MISSED'].includes(status)).length,
        earlyWarning.watch.signals.length,
      ]);
      expect(rows[1]?.[0]).toBe(volume);
      expect(rows[2]?.[5]).toBe(turnaroundMinutes.n);
      expect(rows[3]?.slice(3, 5)).toEqual([promisedOnTime.numerator, promisedOnTime.denominator]);
      expect(rows[1]?.slice(7, 10)).toEqual([
        new Date('2021-03-01T00:00:00Z'),
        new Date('2021-12-22T00:00:00Z'),
        caseload.period.workingDays,
      ]);
      expect(rows[4]?.[10]).toEqual(new Date('2021-12-22T16:30:00Z'));
      expect(frozenRows).toBe(1);
      expect(widths.slice(0, 11).every((width) => (width ?? 0) >= 8 && (width ?? 0) <= 60)).toBe(true);
      expect(Object.values(notes)).toContain(
        `${language === 'en' ? bureau.nameEn : bureau.nameZh} (QINGXIU)`,
      );
      expect(notes[period]).toContain('2021-03-01');
      expect(notes[period]).toContain('2021-12-22');
      expect(notes[filters]).toContain(language === 'en' ? 'Yunjin Tower' : '云锦大厦');
      expect(notes[downloadedAt]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \(Asia\/Shanghai\)$/);
      expect(Object.keys(notes).filter((title) => title.startsWith(definition))).toHaveLength(9);
      const address = new URL(notes[addressOfView] ?? '');
      expect(address.searchParams.getAll('point')).toEqual(['QX-P01', 'QX-P03']);
      expect(address.searchParams.get('from')).toBe('2021-03-01');
      expect(address.searchParams.get('lang')).toBe(language);
    });

    it('a chart is a picture that says what it shows, and a table', async () => {
      await open('/?from=2021-10-01&to=2021-12-22', language);
      const chart = page.locator('figure.chart').first();
      const menu = chart.locator('.download');
      const { caseload } = await product.ask<{
        caseload: { groups: { key: { code: string }; figures: { received: number; closed: number } }[] };
      }>(
        `{ caseload(bureau: "QINGXIU", period: { from: "2021-10-01", to: "2021-12-22" }, groupBy: WEEK) { groups { key { code } figures { received closed } } } }`,
      );
      const { rows } = await xlsxOf(await download(menu, 'XLSX'));
      expect(rows.slice(1)).toEqual(
        caseload.groups.map(({ key, figures }) => [
          new Date(`${key.code}T00:00:00Z`),
          figures.received,
          figures.closed,
        ]),
      );
      const svg = (await download(menu, 'SVG')).bytes.toString();
      const drawn = await page.evaluate((source) => {
        const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
        return {
          error: parsed.querySelector('parsererror')?.textContent ?? null,
          texts: [...parsed.querySelectorAll('text')].map((each) => each.textContent ?? ''),
          description: parsed.querySelector('desc')?.textContent ?? '',
          lines: [...parsed.querySelectorAll('path')].map((each) => each.getAttribute('stroke')),
          classes: parsed.querySelectorAll('[class]').length,
          ground: parsed.querySelector('rect')?.getAttribute('fill'),
          fonts: parsed.documentElement.getAttribute('font-family'),
        };
      }, svg);
      expect(drawn.error).toBeNull();
      const title = await chart.getAttribute('aria-label');
      expect(drawn.texts[0]).toBe(title);
      const text = drawn.texts.join(' ');
      for (const part of [
        '2021-10-01',
        '2021-12-22',
        volume,
        caseload.groups.at(-1)?.key.code ?? '',
        'http',
      ]) {
        expect(text).toContain(part);
      }
      const [first] = caseload.groups.filter(({ figures }) => figures.received > 0);
      expect(drawn.description).toContain(`${first?.key.code}: ${volume}`);
      expect(drawn.description).toContain(String(first?.figures.received));
      expect(drawn.lines).toContain('rgb(11, 85, 99)');
      expect(drawn.classes).toBe(0);
      expect(drawn.ground).toBe('#ffffff');
      expect(drawn.fonts).toContain('Noto Sans SC');
      const png = await download(menu, 'PNG');
      expect([...png.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const cssWidth = await chart
        .locator('.recharts-wrapper')
        .evaluate((each) => each.getBoundingClientRect().width);
      expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(2 * cssWidth);
      expect(await inkOf(png.bytes)).toBeGreaterThan(0.01);
    });

    /** The share of a picture that is not white: an empty one has none. */
    async function inkOf(png: Buffer): Promise<number> {
      return page.evaluate(
        async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = image.width;
          canvas.height = image.height;
          const context = canvas.getContext('2d');
          context?.drawImage(image, 0, 0);
          const { data = new Uint8ClampedArray() } =
            context?.getImageData(0, 0, image.width, image.height) ?? {};
          let inked = 0;
          for (let index = 0; index < data.length; index += 4) {
            inked += (data[index] ?? 255) < 200 ? 1 : 0;
          }
          return inked / (data.length / 4);
        },
        `data:image/png;base64,${png.toString('base64')}`,
      );
    }

    it('the whole list of applications comes from the server, under the conditions of the page', async () => {
      await open('/applications?point=QX-P03&standing=OVERDUE&standing=DUE_SOON&sort=DUE_FIRST', language);
      const count = Number(await page.getAttribute('[data-figure=applications]', 'data-value'));
      const rows = csvOf(await download(page.locator('.list-head .download'), 'CSV'));
      expect(count).toBeGreaterThan(0);
      expect(rows).toHaveLength(count + 1);
      const shown = await shownRows(page.locator('main table'));
      expect(rows.slice(1, 1 + shown.length).map(([caseKey]) => caseKey)).toEqual(
        shown.map(([caseKey]) => caseKey),
      );
      const workbook = await xlsxOf(await download(page.locator('.list-head .download'), 'XLSX'));
      expect(workbook.rows.map(([caseKey]) => caseKey)).toEqual(rows.map(([caseKey]) => caseKey));
      expect(rows[1]?.[3]).toBe(language === 'en' ? 'Zijing Street service point' : '紫荆街道帮办代办服务点');
    });

    it(
      'every figure, chart and table of every page has a working download',
      async () => {
        await open('/', language);
        const paths = [
          ...(await page
            .locator('.rail li a')
            .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname))
            // A wall is looked at from afar: its figures leave from the pages that they stand on.
            .then((all) => all.filter((path) => path !== '/wallboard'))),
          '/service-points/QX-P03',
          '/coverage/areas/QX-D001',
          '/coverage/buildings/QX-B02',
          '/applications/QX202103511',
          '/imports/4',
        ];
        const seen = { figures: 0, charts: 0, tables: 0 };
        for (const path of paths) {
          await open(path, language);
          for (const figure of await page.locator('article[data-figure]').all()) {
            const shown = await valueShown(figure);
            const [head, row] = csvOf(await download(figure.locator('.download'), 'CSV'));
            expect(row?.[0], path).toBe(await figure.locator('h3').textContent());
            expect(row).toHaveLength(head?.length ?? 0);
            expect(shownAs(row?.[1] ?? '', shown), `${path}: ${row?.[0]}`).toBe(numberIn(shown));
            seen.figures += 1;
          }
          for (const chart of await page.locator('figure.chart').all()) {
            const name = `${path}: ${await chart.getAttribute('aria-label')}`;
            const csv = csvOf(await download(chart.locator('.download'), 'CSV'));
            if ((await chart.locator('[data-state=empty]').count()) === 0) {
              const table = await shownRows(chart.locator('table'));
              expect(csv.length - 1, name).toBe(table.length);
              expect(
                csv.slice(1).map(([label]) => label),
                name,
              ).toEqual(table.map(([label]) => label));
              for (const kind of ['SVG', 'PNG', 'XLSX']) {
                expect((await download(chart.locator('.download'), kind)).bytes.length, name).toBeGreaterThan(
                  1000,
                );
              }
            }
            seen.charts += 1;
          }
          for (const block of await page.locator('.table-block:has(> .download)').all()) {
            const csv = csvOf(await download(block.locator('> .download'), 'CSV'));
            const table = await shownRows(block.locator('table'));
            expect(csv.length - 1, path).toBe(table.length);
            const { rows } = await xlsxOf(await download(block.locator('> .download'), 'XLSX'));
            expect(
              rows.map((row) => row.map(asCsv).join()),
              path,
            ).toEqual(csv.map((row) => row.map(asMidnight).join()));
            seen.tables += 1;
          }
          // Without a menu of its own stands only what a chart or the server gives, and what holds nothing.
          expect(
            await page
              .locator('.table-block:not(:has(> .download)):has(tbody tr)')
              .evaluateAll((blocks) => blocks.filter((block) => !block.closest('figure.chart')).length),
            path,
          ).toBe(await page.locator('.list-head').count());
        }
        expect(seen.figures).toBeGreaterThan(15);
        expect(seen.charts).toBeGreaterThan(8);
        expect(seen.tables).toBeGreaterThan(8);
      },
      WALK_TIMEOUT_MS,
    );
  },
);

/** The value of a figure as it stands, without its unit. */
function valueShown(figure: Locator): Promise<string> {
  return figure.locator('.figure-value').evaluate((value) => (value.firstChild?.textContent ?? '').trim());
}

/** A cell as LibreOffice tells of it; it writes numbers with 15 digits. */
function asOffice(value: CellValue): unknown {
  if (value instanceof Date) {
    return `date ${asCsv(value).replace(' ', 'T')}`;
  }
  return typeof value === 'number' ? expect.closeTo(value, 12) : (value ?? '');
}

function withoutEnd(row: unknown[]): unknown[] {
  return row.slice(0, row.findLastIndex((value) => value !== '') + 1);
}

/** Midnight has no time of day beside the day it begins. */
function asMidnight(text: string): string {
  return text
    .replace(/^(\d{4}-\d{2}-\d{2}) 00:00(:00)?$/, '$1')
    .replace(/^(\d{4}-\d{2}-\d{2} \d{2}:\d{2})$/, '$1:00');
}

function numberIn(shown: string): number | null {
  const text = shown.replaceAll(',', '');
  const number = Number.parseFloat(text);
  return Number.isNaN(number) ? null : number;
}

/** A downloaded value rounded as the figure shows it. */
function shownAs(value: string, shown: string): number | null {
  if (value === '') {
    return null;
  }
  const digits = /\.(\d+)/.exec(shown)?.[1]?.length ?? 0;
  const number = Number(value) * (shown.includes('%') ? 100 : 1);
  return Number(
    new Intl.NumberFormat('en', { maximumFractionDigits: digits, useGrouping: false }).format(number),
  );
}

describe('a download', () => {
  it('is reached, opened, chosen from and left by keyboard, and has a name of its own', async () => {
    await open('/volume', 'en');
    const summary = page.locator('figure.chart .download summary').first();
    expect(await summary.getAttribute('aria-label')).toBe('Download: Volume over time');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('PNG');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Download: Volume over time',
    );
    expect(await page.locator('.download[open]').count()).toBe(0);
    await summary.click();
    await page.locator('main h1').click();
    expect(await page.locator('.download[open]').count()).toBe(0);
    const names = await attributes(page.locator('.download summary'), 'aria-label');
    expect(new Set(names).size).toBe(names.length);
  });

  it('is not printed', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.download:visible, .page-actions:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  });

  it('says so when it does not work', async () => {
    await open('/volume', 'en');
    await page.route('**/graphql', (route) => route.abort());
    const menu = page.locator('article[data-figure] .download').first();
    await menu.locator('summary').click();
    await menu.getByText('XLSX', { exact: true }).click();
    await menu.locator('[role=alert]').waitFor();
    expect(await menu.locator('[role=alert]').textContent()).toContain('did not work');
    await page.unroute('**/graphql');
  });

  it('of a view is its address, with the days of its period', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.url });
    await open('/volume?period=LAST_3_MONTHS&point=QX-P01', 'en');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(Object.fromEntries(link.searchParams)).toEqual({
      bureau: 'QINGXIU',
      lang: 'en',
      point: 'QX-P01',
      from: '2021-10-01',
      to: '2021-12-22',
    });
  });

  it.runIf(LIBRE_OFFICE)(
    'opens in LibreOffice with numbers as numbers, dates as dates and Chinese intact',
    async () => {
      await open('/?from=2021-03-01&to=2021-12-22', 'zh-CN');
      const figures = await download(page.locator('.page-actions .download'), 'XLSX');
      const office = await readByLibreOffice(figures.path, page);
      expect(Object.keys(office)).toEqual(['数据', '说明']);
      const stored = await xlsxOf(figures);
      expect(office['数据']).toEqual(stored.rows.map((row) => row.map(asOffice)).map(withoutEnd));
      expect(office['数据']?.[1]?.slice(0, 3)).toEqual(['办件量', 6271, '件']);
      expect(office['数据']?.[1]?.slice(7, 9)).toEqual(['date 2021-03-01', 'date 2021-12-22']);
      expect(Object.fromEntries(office['说明'] ?? [])).toMatchObject(stored.notes);
      await open('/volume', 'zh-CN');
      const points = await download(
        page.locator('.table-block:has(> .download) > .download').first(),
        'XLSX',
      );
      expect((await readByLibreOffice(points.path, page))['数据']).toEqual(
        (await xlsxOf(points)).rows.map((row) => row.map(asOffice)).map(withoutEnd),
      );
    },
  );

  it.runIf(!LIBRE_OFFICE)('is not opened in LibreOffice here: it is not installed', () => {
    expect(LIBRE_OFFICE).toBe(false);
  });
});
