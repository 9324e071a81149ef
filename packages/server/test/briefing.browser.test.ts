/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, settle } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ role: 'OPERATOR' }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

async function openBriefing(language: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${product.url}/briefing?month=2021-11&lang=${language}`);
  await settle(page);
  return page;
}

/** The pages of a PDF, by its page objects. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

const LONGEST = '本月总体平稳，'.repeat(85).slice(0, 600);

it('a leader writes, everyone reads it with the month, and a later writer sees it first', async () => {
  const page = await openBriefing('zh-CN');
  await page.getByText('（尚无批语）').waitFor();
  await page.getByRole('button', { name: '写批语' }).click();
  await page.getByRole('textbox').fill(LONGEST);
  const other = await openBriefing('zh-CN');
  await other.getByRole('button', { name: '写批语' }).click();
  await other.getByRole('textbox').fill('另有一语');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('第 1 稿').waitFor();
  await other.getByRole('button', { name: '保存' }).click();
  expect(await other.getByRole('alert').textContent()).toContain('其间有人写了新的批语');
  await page.reload();
  await settle(page);
  expect(await page.textContent('.comment-text')).toBe(LONGEST);
  expect(await page.textContent('main')).toContain('1,150');
  await Promise.all([page, other].map((each) => each.context().close()));
});

it.each(['zh-CN', 'en'])(
  'in %s it prints on two A4 pages with nothing cut, the longest comment in it',
  async (language) => {
    const page = await openBriefing(language);
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.sheet, .sheet-body, .sheet .table-scroll')]
        .filter(
          (element) =>
            element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1,
        )
        .map((element) => `${element.className} ${element.scrollHeight} > ${element.clientHeight}`),
    );
    expect(cut).toEqual([]);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pagesOf(pdf)).toBe(2);
    // A4 in points.
    const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString('latin1')) ?? [];
    expect(Number(width)).toBeCloseTo(595, -1);
    expect(Number(height)).toBeCloseTo(842, -1);
    expect(await page.locator('.rail').isVisible()).toBe(false);
    await page.context().close();
  },
);

it('waits for the names of its measures: whoever prints at once prints no ids', async () => {
  const page = await (await browser.newContext()).newPage();
  const held = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('"operationName":"MeasureNames"')) {
      await held.promise;
    }
    await route.continue();
  });
  await page.goto(`${product.url}/briefing?month=2021-11&lang=zh-CN`);
  await page.getByRole('status').first().waitFor();
  await page.waitForLoadState('domcontentloaded');
  expect(await page.getByText('statutory-on-time').filter({ visible: true }).count()).toBe(0);
  held.resolve();
  await settle(page);
  const text = String(await page.textContent('.sheet'));
  expect(text).toContain('法定时限内办结率');
  expect(text).not.toMatch(/statutory-on-time|turnaround|volume/);
  await page.context().close();
});

it('a guest reads the briefing and is not offered to write', async () => {
  const guest = await startProduct();
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${guest.url}/briefing?month=2021-11`);
  await settle(page);
  expect(await page.getByRole('button', { name: '写批语' }).count()).toBe(0);
  expect(await page.locator('.sheet').count()).toBe(2);
  await guest.close();
});
