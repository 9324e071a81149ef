/// <reference lib="dom" />
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, wcagViolations } from './browser.ts';
import { measureHeap, type PageHeap } from './page-heap.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

const SLIDES = 4;
const ROTATION_MS = 15_000;
const MINUTE_MS = 60_000;

async function openWall(width = 1920, height = 1080, language = 'zh-CN'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${product.url}/wallboard?lang=${language}`);
  await page.waitForSelector('[data-figure]');
  return page;
}

/** Lets one slide pass. */
async function turn(page: Page): Promise<void> {
  await page.clock.fastForward(ROTATION_MS);
}

type Question = 'WallboardTime' | 'Wallboard';

const answerTo = (page: Page, question: Question) =>
  page.waitForResponse((response) => questionOf(response.request()) === question);

function questionOf(request: Request): string | undefined {
  return (request.postDataJSON() as { operationName?: string } | null)?.operationName;
}

/** From here on the page gets the answers that the server gives now: what a page keeps of a day is asked of the page, not of the database. */
async function repeatAnswers(page: Page): Promise<void> {
  const [time, figures] = await Promise.all([
    answerTo(page, 'WallboardTime'),
    answerTo(page, 'Wallboard'),
    page.clock.fastForward(MINUTE_MS),
  ]);
  const answers: Record<string, string> = {
    WallboardTime: await time.text(),
    Wallboard: await figures.text(),
  };
  await page.route('**/graphql', (route) =>
    route.fulfill({
      contentType: 'application/json',
      body: answers[questionOf(route.request()) ?? ''] ?? '',
    }),
  );
}

it.each([
  [1920, 1080, 'zh-CN'],
  [3840, 2160, 'en'],
])(
  'at %i × %i every slide fits the screen and no text is smaller than 3 % of its height',
  async (width, height, language) => {
    const page = await openWall(width, height, language);
    for (let slide = 0; slide < SLIDES; slide++) {
      await page.waitForSelector(`[data-slide="${slide}"]`);
      // The charts are drawn in the frame after.
      await page.clock.runFor(100);
      const found = await page.evaluate(() => {
        const texts = [...document.querySelectorAll('.wall *')].filter(
          (element) =>
            !element.closest('.wall-actions') &&
            [...element.childNodes].some(
              (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
            ),
        );
        return {
          smallest: Math.min(
            ...texts.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
          ),
          outside: texts
            .filter((element) => {
              const { left, right, top, bottom } = element.getBoundingClientRect();
              return left < 0 || right > innerWidth + 1 || top < 0 || bottom > innerHeight + 1;
            })
            .map((element) => element.textContent),
        };
      });
      expect(found.smallest).toBeGreaterThanOrEqual(Math.floor(height * 0.03));
      expect(found.outside).toEqual([]);
      expect(await wcagViolations(page)).toEqual([]);
      await turn(page);
    }
    await page.waitForSelector('[data-slide="0"]');
    await page.context().close();
  },
);

it('shows a new figure within a minute without a reload, and says so when none come', async () => {
  const page = await openWall();
  const shown = () => page.locator('[data-figure=volume]').getAttribute('data-value');
  const before = Number(await shown());
  await product.database.pool.query(
    `insert into application_record (bureau_id, case_key, import_run_id, changed_by_run_id, touched_by_run_id, source_row, content_hash, state, received_at, received_on)
     select bureau_id, 'WALL', id, id, id, 1, '', 'RECEIVED', '2021-12-20T02:00:00Z', '2021-12-20' from import_run order by id limit 1`,
  );
  for (let slide = 0; slide < SLIDES; slide++) {
    await turn(page);
  }
  await page.waitForFunction(
    (value) => document.querySelector('[data-figure=volume]')?.getAttribute('data-value') === String(value),
    before + 1,
    { polling: 100 },
  );
  await product.database.pool.query("delete from application_record where case_key = 'WALL'");

  await page.route('**/graphql', (route) => route.abort());
  for (let slide = 0; slide < SLIDES; slide++) {
    await turn(page);
  }
  await page.waitForSelector('.wall-stale', { timeout: 5000 });
  expect(await page.textContent('.wall-foot')).toContain('2021-12-22 16:28');
  expect(Number(await shown())).toBe(before + 1);
  await page.context().close();
});

it('stays on for a day with the heap flat', async () => {
  const page = await openWall(640, 360);
  const session = await page.context().newCDPSession(page);
  await repeatAnswers(page);
  // A minute of four slides asks for fresh figures once; that every minute is answered is part of what is tested.
  const minute = async () => {
    const figures = answerTo(page, 'Wallboard');
    for (let elapsed = 0; elapsed < MINUTE_MS; elapsed += ROTATION_MS) {
      await turn(page);
    }
    expect((await figures).status()).toBe(200);
  };
  const heapAfter = async (hours: number): Promise<PageHeap> => {
    for (let passed = 0; passed < hours * 60; passed++) {
      await minute();
    }
    return measureHeap(session);
  };
  const early = await heapAfter(2);
  const late = await heapAfter(22);
  // A month at this pace would be 3 MB. An answer that is kept weighs kilobytes, and there is one a minute.
  expect(late.objectBytes - early.objectBytes).toBeLessThan(100_000);
  expect(late.domNodes - early.domNodes).toBeLessThan(200);
  expect(await page.locator('.wall-stale').count()).toBe(0);
  await page.context().close();
}, 900_000);
