/// <reference lib="dom" />
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadProfile } from '../src/imports/profile.ts';
import { runImport } from '../src/imports/run-import.ts';
import { launchBrowser, settle, wcagViolations } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
let browser: Browser;
/** The definitions that a figure may lead to. */
let defined: ReadonlySet<string>;
const opened: Page[] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ withStreets: true }), launchBrowser()]);
  const { definitions } = await product.ask<{ definitions: { id: string }[] }>('{ definitions { id } }');
  defined = new Set(definitions.map(({ id }) => id));
});
afterEach(() => Promise.all(opened.splice(0).map((page) => page.context().close())));
afterAll(async () => {
  await browser.close();
  await product.close();
});

interface Opened {
  readonly page: Page;
  /** What the browser complained of. */
  readonly complaints: string[];
}

async function newPage(): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  opened.push(page);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('request', (request) => {
    if (!request.url().startsWith(product.url) && !request.url().startsWith('data:')) {
      complaints.push(`asked another host: ${request.url()}`);
    }
  });
  return { page, complaints };
}

async function open(path: string): Promise<Opened> {
  const tab = await newPage();
  await tab.page.goto(product.url + path);
  await settle(tab.page);
  return tab;
}

/** The scenario of the demonstration, under one name in both languages. */
const EXAMPLE = '示例：开三个新点，半小时内居民最多 · Example: three new points for the most residents';

/** Every page, with its heading in both languages. */
const PAGES = [
  ['/', '总览', 'Overview'],
  ['/volume', '办件量', 'Volume'],
  ['/turnaround', '办理时长', 'Turnaround'],
  ['/caseload', '在办与积压', 'Caseload'],
  ['/performance', '服务质效', 'Service quality'],
  ['/outreach', '进楼宇活动', 'Outreach'],
  ['/why?measure=on-time', '为何变化', 'Why it moved'],
  ['/why?measure=turnaround-median&by=SERVICE_POINT', '为何变化', 'Why it moved'],
  ['/warnings', '预警', 'Warnings'],
  ['/briefing', '月报', 'Monthly briefing'],
  ['/service-points', '服务点', 'Service points'],
  ['/service-points/QX-P03', '紫荆街道帮办代办服务点', 'Zijing Street service point'],
  ['/coverage', '服务圈', 'Service circle'],
  ['/coverage/areas/QX-D001', '玉溪村', 'Yuxi Village'],
  ['/coverage/buildings/QX-B02', '锦绣国际', 'Jinxiu International'],
  ['/coverage/network', '路网与出行时间', 'Network and travel times'],
  ['/circle', '我身边的便民服务圈', 'The service circle near you'],
  ['/siting', '选址', 'Siting'],
  ['/siting/1', `选址方案：${EXAMPLE}`, `Scenario: ${EXAMPLE}`],
  ['/siting/compare?scenario=1', '方案比较', 'Scenarios side by side'],
  ['/applications', '办件', 'Applications'],
  ['/applications/QX202103511', '办件 QX202103511', 'Application QX202103511'],
  ['/imports', '数据导入', 'Imports'],
  ['/imports/4', '导入批次 4', 'Import run 4'],
  ['/definitions', '指标定义', 'Definitions'],
  ['/nowhere', '没有这个页面', 'There is no such page'],
] as const;

const LANGUAGES = [
  ['zh-CN', '演示数据', '便民服务圈', /^数据更新至 \d{4}-\d{2}-\d{2} \d{2}:\d{2}$/],
  ['en', 'Demonstration data', 'Service Circle', /^Facts up to \d{4}-\d{2}-\d{2} \d{2}:\d{2}$/],
] as const;

describe.each(LANGUAGES)('in %s', (language, notice, product_, freshness) => {
  let figures = 0;
  let charts = 0;

  it.each(PAGES)(
    '%s opens whole, says that the data are a demonstration, breaks no rule of WCAG 2.2 AA, and explains its figures',
    async (path, zh, en) => {
      const { page, complaints } = await open(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      const heading = language === 'en' ? en : zh;
      expect(await page.textContent('main h1')).toBe(heading);
      expect(await page.title()).toBe(`${heading} · ${product_}`);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await page.textContent('.notice')).toContain(notice);
      const explained = await explainedFigures(page, freshness);
      figures += explained.figures;
      charts += explained.charts;
      for (const width of [1280, 1920, 390]) {
        await page.setViewportSize({ width, height: 900 });
        // A chart follows its frame a moment later.
        await expect
          .poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
          .toBe(true);
        // At 1920 it is the page of 1280 with more room: not worth a second for each of fifty pages.
        if (width !== 1920) {
          expect(await wcagViolations(page)).toEqual([]);
        }
      }
      expect(complaints).toEqual([]);
    },
  );

  it('there were figures and charts to explain', () => {
    expect(figures).toBeGreaterThan(30);
    expect(charts).toBeGreaterThan(8);
  });
});

const DAY = /\d{4}-\d{2}-\d{2}/;

/** Expects unit, period, count, freshness and definition at every figure and chart of the page. @returns how many there are */
async function explainedFigures(page: Page, freshness: RegExp): Promise<{ figures: number; charts: number }> {
  const textsOf = (selector: string, part: string) =>
    page
      .locator(selector)
      .evaluateAll(
        (found, of) =>
          found.map((each) => [...each.querySelectorAll(of)].map((text) => text.textContent ?? '')),
        part,
      );
  const hashesOf = (selector: string) =>
    page
      .locator(`${selector} .measure`)
      .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).hash.slice(1)));
  const notes = await textsOf('article[data-figure]', '.figure-notes > span');
  const values = (await textsOf('article[data-figure]', '.figure-value')).map(([value]) => value ?? '');
  const units = (await textsOf('article[data-figure]', '.figure-value .unit')).map(([unit]) => unit ?? '');
  const whole = await page.locator('article[data-figure]').allTextContents();
  for (const [index, value] of values.entries()) {
    expect(units[index] !== '' || value.includes('%'), whole[index]).toBe(true);
    expect(notes[index]?.at(-1), whole[index]).toMatch(freshness);
    expect(notes[index]?.at(-2), whole[index]).toMatch(DAY);
    if (value.includes('%')) {
      const [count = ''] = (whole[index] ?? '').split(value)[1]?.split(DAY) ?? [];
      expect(count, whole[index]).toMatch(/\d/);
    }
  }
  for (const chartNotes of await textsOf('figure.chart', '.figure-notes > span')) {
    expect(chartNotes[0]).not.toBe('');
    expect(chartNotes[1]).toMatch(DAY);
    expect(chartNotes.at(-1)).toMatch(freshness);
  }
  const hashes = [...(await hashesOf('article[data-figure]')), ...(await hashesOf('figure.chart'))];
  expect(hashes.length).toBeGreaterThanOrEqual(values.length);
  expect(hashes.filter((hash) => !defined.has(hash))).toEqual([]);
  return { figures: values.length, charts: await page.locator('figure.chart').count() };
}

it('the walk leaves out no page of the navigation', async () => {
  const { page } = await open('/');
  const linked = await page
    .locator('nav.rail li a')
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  expect(linked.length).toBeGreaterThan(0);
  const walked = PAGES.map(([path]) => path.replace(/\?.*/, ''));
  // The wall is a screen of its own, with a walk of its own.
  expect(linked.filter((path) => !walked.some((each) => each === path))).toEqual(['/wallboard']);
});

describe('figures', () => {
  it('draws Chinese with glyphs, not with empty boxes', async () => {
    const { page } = await newPage();
    await page.setContent('<canvas width="60" height="60"></canvas>');
    const ink = await page.evaluate(() => {
      const context = document.querySelector('canvas')?.getContext('2d', { willReadFrequently: true });
      return ['办', '件', '\u{10FFFE}'].map((character) => {
        context?.clearRect(0, 0, 60, 60);
        if (context) {
          context.font = '40px "Noto Sans SC", sans-serif';
        }
        context?.fillText(character, 5, 45);
        return [...(context?.getImageData(0, 0, 60, 60).data ?? [])].join();
      });
    });
    expect(new Set(ink).size).toBe(3);
  });

  const figure = (page: Page, measure: string) =>
    page.locator(`[data-figure="${measure}"]`).first().getAttribute('data-value').then(Number);

  it.each(['zh-CN', 'en'])('show in %s what the API answers', async (language) => {
    const period = '{ from: "2021-03-01", to: "2021-12-22" }';
    const answer = await product.ask<{
      caseload: {
        total: { received: number; closed: number; backlog: number; overdue: number; dueSoon: number };
      };
      turnaround: {
        total: {
          turnaroundMinutes: { median: number };
          promisedOnTime: { value: number };
          endToEndDays: { median: number };
        };
      };
    }>(
      `{ caseload(bureau: "QINGXIU", period: ${period}) { total { received closed backlog overdue dueSoon } }
         turnaround(bureau: "QINGXIU", period: ${period}) { total { turnaroundMinutes { median } promisedOnTime { value } endToEndDays { median } } } }`,
    );
    const { caseload, turnaround } = answer;
    const overview = (await open(`/?lang=${language}&period=ALL`)).page;
    expect(await figure(overview, 'volume')).toBe(caseload.total.received);
    expect(await figure(overview, 'backlog')).toBe(caseload.total.backlog);
    expect(await figure(overview, 'overdue')).toBe(caseload.total.overdue);
    expect(await figure(overview, 'due-soon')).toBe(caseload.total.dueSoon);
    expect(await figure(overview, 'turnaround')).toBe(turnaround.total.turnaroundMinutes.median);
    expect(await figure(overview, 'on-time')).toBe(turnaround.total.promisedOnTime.value);
    const volume = (await open(`/volume?lang=${language}&period=ALL`)).page;
    expect(await figure(volume, 'closed')).toBe(caseload.total.closed);
    const page = (await open(`/turnaround?lang=${language}&period=ALL`)).page;
    expect(await figure(page, 'end-to-end')).toBe(turnaround.total.endToEndDays.median);
  });

  it('show 6,271 as the sum over exactly 8 operating points', async () => {
    const { page } = await open('/service-points');
    expect(await figure(page, 'operating-points')).toBe(8);
    expect(await figure(page, 'volume')).toBe(6271);
    const volumes = await page
      .locator('[data-point]')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value'))));
    expect(volumes.filter((each) => each > 0)).toHaveLength(8);
    expect(volumes.reduce((sum, each) => sum + each, 0)).toBe(6271);
    const volume = (await open('/volume?period=ALL')).page;
    expect(await figure(volume, 'volume')).toBe(6271);
    expect(await volume.locator('[data-point]').count()).toBe(8);
  });

  it.each([
    ['/', 'volume'],
    ['/', 'backlog'],
    ['/', 'overdue'],
    ['/', 'due-soon'],
    ['/', 'due-within'],
    ['/warnings', 'overdue'],
    ['/warnings', 'due-within'],
    ['/volume', 'closed'],
  ])('on %s, %s leads to as many applications as it says', async (path, measure) => {
    const { page } = await open(`${path}?point=QX-P01&point=QX-P03`);
    const value = await figure(page, measure);
    expect(value).toBeGreaterThan(0);
    await page.locator(`[data-figure="${measure}"] .figure-value a`).first().click();
    await page.waitForSelector('[data-figure=applications]');
    await settle(page);
    expect(await figure(page, 'applications')).toBe(value);
  });

  it('in a table lead to as many applications as they say', async () => {
    const { page } = await open('/caseload');
    const links = page.locator('table tbody tr').filter({ hasText: '紫荆街道' }).locator('td a');
    const rows = await links.evaluateAll((found) =>
      found.map((link) => [link.textContent ?? '', (link as HTMLAnchorElement).href] as const),
    );
    // Open at the start, received, closed, open at the end, overdue, due soon.
    expect(rows).toHaveLength(6);
    for (const [text, href] of rows) {
      const list = (await open(href.slice(product.url.length))).page;
      const count =
        text === '0' ? await list.locator('[data-state=empty]').count() : await figure(list, 'applications');
      expect(count).toBe(text === '0' ? 1 : Number(text.replaceAll(',', '')));
    }
  });
});

describe('states', () => {
  it('says what to do when nothing meets the conditions', async () => {
    const { page } = await open('/applications?search=NOSUCH');
    expect(await page.textContent('[data-state=empty]')).toContain('没有符合条件的办件');
  });

  it('says what went wrong, and tries again when asked', async () => {
    const { page } = await newPage();
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('"operationName":"Volume"') ? route.abort() : route.continue(),
    );
    await page.goto(`${product.url}/volume?lang=en`);
    await page.waitForSelector('[data-state=error]');
    expect(await page.textContent('[role=alert]')).toContain('The service does not answer');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('[data-figure=volume]');
  });

  it('tells a guest of a bureau that is not theirs as of one that is not there', async () => {
    const { page } = await newPage();
    await page.goto(`${product.url}/?bureau=HIDDEN&lang=en`);
    await page.waitForSelector('[data-state=empty]');
    expect(await page.textContent('[data-state=empty]')).toContain('There is no bureau to see');
  });

  it('explains a year whose working days are not announced', async () => {
    const { page } = await open('/definitions?year=2035&lang=en');
    expect(await page.textContent('[data-state=empty]')).toContain(
      'The working days of 2035 are not announced',
    );
  });

  it('refuses a condition that the address spells wrong in words', async () => {
    const { page } = await open('/applications?standing=LATE&lang=en');
    expect(await page.textContent('[data-state=error]')).toContain('A condition in the address is not valid');
  });
});

describe('an import', () => {
  /** A dry run: it keeps its refusals and changes nothing. */
  async function tryFile(content: string): Promise<number> {
    const path = join(await mkdtemp(join(tmpdir(), 'service-circle-page-')), '办件表.csv');
    await writeFile(path, content);
    const { runId } = await runImport({
      pool: product.database.pool,
      bureauCode: 'QINGXIU',
      filePath: path,
      profile: await loadProfile('case-table'),
      dryRun: true,
      actor: 'test',
      now: () => new Date(),
    });
    return runId;
  }

  it('shows each refused row with its row, column, value, reason and what was expected', async () => {
    const runId = await tryFile(
      '办件编号,服务点编码,收件时间\nX1,QX-P01,2021-02-30 09:00:00\nX2,QX-P99,2021-03-01 09:00:00\n',
    );
    for (const [language, reason] of [
      ['zh-CN', '日历上没有这一天或这一时刻'],
      ['en', 'There is no such day or time in the calendar.'],
    ] as const) {
      const { page } = await open(`/imports/${runId}?lang=${language}`);
      const cells = await page.locator('table tbody tr').first().locator('th, td').allTextContents();
      expect(cells).toEqual([
        '1',
        '收件时间',
        '2021-02-30 09:00:00',
        `IMPOSSIBLE_DATE ${reason}`,
        expect.stringContaining('2021-12-18 09:30:00'),
      ]);
      await page.getByRole('link', { name: /UNKNOWN_REFERENCE/ }).click();
      await page.waitForURL(/code=UNKNOWN_REFERENCE/);
      await settle(page);
      expect(await page.locator('table tbody tr').count()).toBe(1);
    }
  });

  it('of a file that could not be read says why, and that nothing of it is in', async () => {
    const { page } = await open(
      `/imports/${await tryFile('编号,收件时间\nX1,2021-03-01 09:00:00\n')}?lang=en`,
    );
    const alert = await page.textContent('[role=alert]');
    expect(alert).toContain('MISSING_COLUMN · A required column is missing.');
    expect(alert).toContain('Nothing of this file is in');
  });
});

describe('keyboard', () => {
  it('reaches the content, the pages and the filters, and the address keeps what was chosen', async () => {
    const { page } = await open('/volume?lang=en');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    const facet = page.locator('details.facet').first().locator('summary');
    await facet.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.waitForURL(/point=QX-A01/);
    await settle(page);
    const chosen = await page.locator('[data-figure=volume]').first().getAttribute('data-value');
    await page.reload();
    await settle(page);
    expect(await page.locator('[data-figure=volume]').first().getAttribute('data-value')).toBe(chosen);
    expect(await page.locator('[data-point]').count()).toBe(1);
  });

  it('switches the language, and remembers it', async () => {
    const { page } = await open('/');
    await page.getByRole('button', { name: 'English' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    await page.goto(`${product.url}/caseload`);
    await settle(page);
    expect(await page.textContent('main h1')).toBe('Caseload');
  });
});
