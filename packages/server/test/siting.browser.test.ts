/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { launchBrowser, settle, wcagViolations } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
let guest: RunningProduct;
let browser: Browser;
const opened: Page[] = [];

beforeAll(async () => {
  [product, guest, browser] = await Promise.all([
    startProduct({ role: 'OPERATOR' }),
    startProduct(),
    launchBrowser(),
  ]);
});
afterEach(() => Promise.all(opened.splice(0).map((page) => page.context().close())));
afterAll(async () => {
  await browser.close();
  await Promise.all([product.close(), guest.close()]);
});

async function open(path: string, { on = product, width = 1280 } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  opened.push(page);
  await page.goto(on.url + path);
  await settle(page);
  return page;
}

/** Solved, and as far as it goes for a machine that does other work too. */
const SOLVE_MS = 120_000;

const chosen = (page: Page) =>
  page
    .locator('[data-answer] [data-chosen]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-chosen') ?? ''));
const figure = (page: Page, measure: string) =>
  page.locator(`[data-answer] [data-figure="${measure}"]`).first().getAttribute('data-value').then(Number);

/** Selects a place by its name in the list beside the map. */
async function select(page: Page, key: string): Promise<void> {
  await page.locator('.map-picker select').selectOption(key);
  await page.waitForSelector(`[data-site="${key}"]`);
}

async function tryIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.waitForSelector('[data-answer]:not(.stale)', { timeout: SOLVE_MS });
  await settle(page);
}

async function saved(page: Page, click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return download;
}

const textOf = async (download: Download) => readFile(await download.path(), 'utf8');

it('a planner asks for the best three points under a budget with one place forbidden, compares the own pick, saves, exports and decides; then coverage forecasts it', async () => {
  const page = await open('/siting?lang=en');
  // What the map and the figures rest on is there before anything is asked.
  const { coverage } = await product.ask<{
    coverage: { figures: { residents: { covered: { numerator: number; denominator: number } } } };
  }>('{ coverage(bureau: "QINGXIU") { figures { residents { covered { numerator denominator } } } } }');
  const { denominator } = coverage.figures.residents.covered;

  await page.getByLabel('New points').first().fill('3');
  await page.getByLabel('Budget (units of cost)').fill('3');
  await tryIt(page);
  const [first = ''] = await chosen(page);
  const free = await figure(page, 'siting-covered');
  // Today's points stay and two points in preparation count as open, so that the share only grows.
  expect(free).toBeGreaterThan(coverage.figures.residents.covered.numerator / denominator);

  await select(page, first);
  await page.getByRole('button', { name: 'must not open' }).click();
  await page.waitForSelector('[data-answer].stale');
  const own = ['KEY_BUILDING:QX-B05', 'KEY_BUILDING:QX-B06', 'KEY_BUILDING:QX-B07'].filter(
    (key) => key !== first,
  );
  for (const key of own) {
    await select(page, key);
    await page.getByLabel('in the bureau’s own pick').check();
  }
  await tryIt(page);
  const best = await chosen(page);
  expect(best).toHaveLength(3);
  expect(best).not.toContain(first);
  const share = await figure(page, 'siting-covered');
  expect(share).toBeLessThanOrEqual(free);
  expect(await page.getAttribute('[data-solution]', 'data-solution')).toBe('OPTIMAL');
  expect(await figure(page, 'siting-gap')).toBe(0);
  const loss = Number(await page.getAttribute('[data-pick-loss]', 'data-pick-loss'));
  expect(loss).toBeGreaterThan(0);

  await page.getByLabel('Name').fill('Three for the winter');
  await page.getByRole('button', { name: 'Save and solve' }).click();
  await page.waitForURL(/\/siting\/\d+/);
  await page.waitForSelector('[data-status=SOLVED]', { timeout: SOLVE_MS });
  await settle(page);
  expect(await chosen(page)).toEqual(best);
  expect(Number(await page.getAttribute('[data-pick-loss]', 'data-pick-loss'))).toBe(loss);

  await page.getByLabel('Write a comment').fill('Agreed with the street offices.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Agreed with the street offices.').waitFor();

  await page.getByLabel('Export the plan').click();
  const geoJson = await saved(page, () => page.getByRole('button', { name: 'GeoJSON' }).click());
  const collection = JSON.parse(await textOf(geoJson)) as {
    features: {
      geometry: { coordinates: number[] };
      properties: { key: string; isOpen: boolean; order: number | null };
    }[];
  };
  const ordered = collection.features
    .filter(({ properties }) => properties.order !== null)
    .sort((one, other) => (one.properties.order ?? 0) - (other.properties.order ?? 0));
  expect(ordered.map(({ properties }) => properties.key)).toEqual(best);
  await page.getByLabel('Download: The order of opening').click();
  const csv = await saved(page, () => page.getByRole('button', { name: 'CSV' }).click());
  expect((await textOf(csv)).split('\r\n')).toHaveLength(5);

  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('nav.rail').isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.locator('[data-figure=siting-covered]').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });

  const days = ['2022-03-01', '2022-05-01', '2022-07-01'];
  await page.getByRole('button', { name: 'Decide to open these' }).click();
  await page.waitForSelector('[data-decided]');
  await settle(page);
  expect(await page.getAttribute('[data-status]', 'data-status')).toBe('SOLVED');
  const planned = await product.ask<{
    coverageProgress: {
      openings: { on: string; isPlanned: boolean; point: { code: string }; added: { residents: number } }[];
    };
  }>(
    '{ coverageProgress(bureau: "QINGXIU") { openings { on isPlanned point { code } added { residents } } } }',
  );
  const openings = planned.coverageProgress.openings.filter(({ point }) => /^S\d+-/.test(point.code));
  expect(openings.map(({ on, isPlanned }) => [on, isPlanned])).toEqual(days.map((day) => [day, true]));

  await page.getByRole('link', { name: 'See the forecast of the circle' }).click();
  await page.waitForURL(/\/coverage/);
  await settle(page);
  const progress = page
    .locator('main')
    .getByRole('table')
    .filter({ hasText: days[0] ?? '' })
    .first();
  await progress.waitFor();
  for (const day of days) {
    expect(await page.locator('main').textContent()).toContain(day);
  }
});

it('a pin is tried by dragging it and by the arrow keys, and says what it would add', async () => {
  const page = await open('/siting?lang=en');
  await page.waitForSelector('[data-map=drawn]');
  await page.getByLabel('Put a pin in the middle of the map').click();
  await page.waitForSelector('[data-site="PIN:1"] [data-gain]');
  const pin = page.locator('[data-pin="PIN:1"]');
  const longitude = page.getByLabel('Longitude');
  const before = Number(await longitude.inputValue());
  const box = await pin.boundingBox();
  if (!box) {
    throw new Error('The pin is not drawn.');
  }
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 120, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Number(await longitude.inputValue())).toBeLessThan(before);
  const dragged = Number(await longitude.inputValue());
  await pin.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => Number(await longitude.inputValue())).toBeLessThan(dragged);
  // What is asked lives in the address once it rests: a reload then asks the same.
  const moved = await longitude.inputValue();
  await expect.poll(() => decodeURIComponent(page.url())).toContain(moved);
  await page.reload();
  await settle(page);
  expect(await longitude.inputValue()).toBe(moved);
  await page.getByRole('button', { name: 'Remove the pin' }).click();
  await expect.poll(() => pin.count()).toBe(0);
});

it('a question without a plan says what would make it possible', async () => {
  const page = await open('/siting?lang=en');
  await page.getByText('More: floors, backup, capacity, stages').click();
  await page.getByLabel('Floor of every town and street (%)').fill('100');
  await page.getByLabel('New points').first().fill('1');
  await tryIt(page);
  expect(await page.getAttribute('[data-solution]', 'data-solution')).toBe('INFEASIBLE');
  expect(await page.textContent('[data-infeasible]')).toMatch(/raise the new points from 1 to \d+/);
});

it.each(['zh-CN', 'en'])('a guest may try in %s, and keeps nothing', async (language) => {
  const page = await open(`/siting?lang=${language}`, { on: guest });
  await page.locator('.siting-ask button').first().click();
  await page.waitForSelector('[data-answer]', { timeout: SOLVE_MS });
  await settle(page);
  expect(await chosen(page)).toHaveLength(3);
  expect(await page.locator('.siting-save').count()).toBe(0);
  for (const width of [1920, 390]) {
    await page.setViewportSize({ width, height: 900 });
    // A chart follows its frame a moment later.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
      .toBe(true);
  }
  expect(await wcagViolations(page)).toEqual([]);
  await page
    .locator('table')
    .getByRole('link', { name: /Example/ })
    .click();
  await page.waitForSelector('[data-status=SOLVED]');
  await settle(page);
  expect(await page.locator('.siting-decide, .siting-comment').count()).toBe(0);
});
