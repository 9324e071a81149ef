/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

async function open(path: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(product.url + path);
  await settle(page);
  return page;
}

const count = (page: Page, selector: string) =>
  page.locator(selector).first().getAttribute('data-value').then(Number);

describe('the page of warnings', () => {
  it('says what the digest of the same moment says', async () => {
    const { earlyWarning } = await product.ask<{
      earlyWarning: {
        attention: { total: { overdue: number; dueWithin: number } };
        targets: { status: string }[];
        watch: { signals: unknown[] };
      };
    }>(
      '{ earlyWarning(bureau: "QINGXIU") { attention { total { overdue dueWithin } } targets { status } watch { signals { since } } } }',
    );
    const page = await open('/warnings?lang=en');
    expect(await count(page, '[data-figure=overdue]')).toBe(earlyWarning.attention.total.overdue);
    expect(await count(page, '[data-figure=due-within]')).toBe(earlyWarning.attention.total.dueWithin);
    expect(await count(page, '[data-figure=target]')).toBe(
      earlyWarning.targets.filter(({ status }) => status === 'AT_RISK' || status === 'MISSED').length,
    );
    expect(await count(page, '[data-figure=control-limits]')).toBe(earlyWarning.watch.signals.length);
    expect(await page.locator('.bullet').count()).toBe(earlyWarning.targets.length);
  });

  it('leads from every count of who must act to exactly those applications', async () => {
    const page = await open('/warnings?lang=en');
    const links = await page
      .getByRole('region', { name: 'By department' })
      .locator('tbody tr')
      .filter({ hasText: /With the bureau|Market regulation/ })
      .locator('td a')
      .evaluateAll((found) =>
        found.map((link) => [link.textContent ?? '', (link as HTMLAnchorElement).href] as const),
      );
    expect(links).toHaveLength(4);
    for (const [text, href] of links) {
      const list = await open(href.slice(product.url.length));
      expect(await count(list, '[data-figure=applications]')).toBe(Number(text));
    }
  });

  it('pages through the applications about to be late, and shows the overdue ones when asked', async () => {
    const page = await open('/warnings?lang=en&within=10');
    const list = page.getByRole('region', { name: 'The applications' });
    const keys = () => list.locator('tbody th').allTextContents();
    const first = await keys();
    expect(first).toHaveLength(10);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(async () => (await keys()).some((key) => first.includes(key))).toBe(false);
    await page.getByRole('button', { name: /Overdue \(19\)/ }).click();
    await expect.poll(async () => list.locator('.status-OVERDUE').count()).toBe(10);
  });

  it('draws the planted slowdown as signals, and tells them in the table too', async () => {
    const page = await open('/warnings?lang=en');
    await page.getByRole('link', { name: 'Show the chart' }).click();
    await page.waitForURL(/point=QX-P03/);
    await settle(page);
    const marks = await page.locator('[data-chart=control-limits] .signal').count();
    expect(marks).toBeGreaterThanOrEqual(3);
    await page.getByText('See as a table').click();
    expect(
      await page
        .locator('[data-chart=control-limits] tbody tr')
        .filter({ hasText: /worse|better/ })
        .count(),
    ).toBe(marks);
  });

  it('is where the operator sets a target, corrects it, and ends it', async () => {
    const page = await open('/warnings?lang=en');
    const rows = page.locator('tbody tr').filter({ hasText: 'Backlog' });
    const set = async (value: string) => {
      await page.getByRole('combobox', { name: 'Measure' }).first().selectOption('backlog');
      await page.getByRole('spinbutton').fill(value);
      await page.getByLabel('From').first().fill('2021-12-01');
      await page.getByRole('button', { name: 'Set a target' }).click();
    };
    await page.getByText('Set a target').first().click();
    await set('150');
    await page.waitForSelector('text=The target is kept.');
    await expect.poll(() => rows.locator('td').nth(1).textContent()).toContain('at most 150 applications');
    await set('200');
    await expect.poll(() => rows.locator('td').nth(1).textContent()).toContain('at most 200 applications');
    expect(await rows.count()).toBe(1);
    // A month is whole, or it is none.
    await page.getByLabel('From').first().fill('2021-12-02');
    await page.getByRole('button', { name: 'Set a target' }).click();
    await page.waitForSelector('text=The days must be whole months');
    await rows.getByRole('button', { name: 'End' }).click();
    await rows.getByRole('button', { name: 'End' }).click();
    await expect.poll(() => rows.count()).toBe(0);
    const { rows: kept } = await product.database.pool.query<{ value: number; superseded: boolean }>(
      "select value, superseded_at is not null as superseded from target where measure = 'backlog' order by id",
    );
    expect(kept).toEqual([
      { value: 150, superseded: true },
      { value: 200, superseded: true },
    ]);
  });

  it('is where the operator starts a baseline anew, with the reason shown beside the chart', async () => {
    const page = await open('/warnings?lang=en&point=QX-P04');
    await page.getByText('Start the baseline anew').click();
    await page.locator('#chart input[name=from]').fill('2021-08-02');
    await page.locator('#chart input[name=reason]').fill('A second desk was opened');
    await page.getByRole('button', { name: 'Start anew' }).click();
    await page.waitForSelector('text=The baseline starts anew from 2021-08-02: A second desk was opened');
  });
});

it('shows a guest neither a form nor a button to change anything', async () => {
  const guest = await startProduct();
  const page = await browser.newPage();
  await page.goto(`${guest.url}/warnings?lang=en`);
  await settle(page);
  expect(await page.locator('.bullet').count()).toBeGreaterThan(0);
  expect(await page.getByText('Set a target').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'End' }).count()).toBe(0);
  expect(await page.getByText('Start the baseline anew').count()).toBe(0);
  await page.close();
  await guest.close();
});
