import 'reflect-metadata';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enterBureau } from '../src/bureau/bureau-scope.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { prepareRelease } from '../src/transparency/release.service.ts';
import { launchBrowser, settle, wcagViolations } from './browser.ts';
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

const bodyOf = (page: Page) => page.textContent('main').then(String);

it('a release goes from its draft to the public, and is corrected, by different people', async () => {
  const context = createRequestContext({ database: product.database, principal: new Principal('OPERATOR') });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));

  await page.goto(`${product.url}/?lang=zh-CN`);
  await settle(page);
  await page.getByRole('link', { name: '公开发布' }).click();
  await page.waitForURL(/\/releases/);
  await settle(page);
  expect(await page.textContent('main [data-state=empty]')).toContain('还没有公开发布');
  expect(await wcagViolations(page)).toEqual([]);

  // Who prepares a draft may look at it and withdraw it, and may not publish it.
  await page.getByRole('button', { name: '准备草稿' }).click();
  await page.waitForURL(/\/releases\/\d+/);
  await settle(page);
  expect(await page.textContent('main h1')).toBe('公开发布 2021-11');
  expect(await wcagViolations(page)).toEqual([]);
  expect(await bodyOf(page)).toContain('7 个数因小于 5 不予公开，另有 9 个数');
  expect(await page.getByRole('button', { name: '批准并发布' }).isDisabled()).toBe(true);
  expect(await bodyOf(page)).toContain('准备人不能批准自己准备的发布');
  const preview = page.getByRole('link', { name: '预览公开页面' });
  const previewed = await page.context().newPage();
  await previewed.goto(new URL((await preview.getAttribute('href')) ?? '', product.url).href);
  expect(await previewed.textContent('.correction-notice')).toContain('预览');
  expect(await previewed.textContent('main')).toContain('1,150');
  await previewed.close();
  await page.getByRole('button', { name: '撤下草稿' }).click();
  await page.waitForSelector('[data-status=WITHDRAWN]');

  // Someone else prepares one: it is published, asked once more.
  const bureau = await enterBureau(context, 'QINGXIU');
  const steward = { actor: 'wei', accountId: null };
  const drafted = await prepareRelease(context, bureau, '2021-10', null, steward);
  const id = 'id' in drafted ? drafted.id : 0;
  await page.goto(`${product.url}/releases/${id}?lang=zh-CN`);
  await settle(page);
  await page.getByRole('button', { name: '批准并发布' }).click();
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.waitForSelector('[data-status=PUBLISHED]');
  expect(await page.getByRole('link', { name: '打开公开页面' }).getAttribute('href')).toBe(
    '/public/QINGXIU/2021-10/',
  );

  // A correction says why, in both languages; nothing changed, so it lists nothing.
  await page.getByText('更正这份发布').click();
  await page.getByLabel('原因（中文）').fill('重新核对');
  await page.getByLabel('原因（英文）').fill('Checked again');
  await page.getByRole('button', { name: '准备更正草稿' }).click();
  await page.waitForURL((url) => url.pathname !== `/releases/${id}`);
  await settle(page);
  expect(await page.textContent('main h1')).toBe('公开发布 2021-10.2');
  expect(await bodyOf(page)).toContain('与 2021-10 相比，0 个数不同');

  // The next month tells what is another than in the one before, in English too, and on a phone.
  const next = await prepareRelease(context, bureau, '2021-11', null, steward);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${product.url}/releases/${'id' in next ? next.id : 0}?lang=en`);
  await settle(page);
  expect(await bodyOf(page)).toMatch(/figures are others than in 2021-10/);
  expect(await page.locator('table', { hasText: 'Received (applications)' }).count()).toBe(1);
  expect(await wcagViolations(page)).toEqual([]);
  await page.goto(`${product.url}/releases?lang=en`);
  await settle(page);
  expect(await page.locator('main tbody tr').allTextContents()).toHaveLength(4);
  expect(await wcagViolations(page)).toEqual([]);

  await page.goto(`${product.url}/releases/4242?lang=en`);
  await settle(page);
  expect(await page.textContent('main [data-state=empty]')).toContain('There is no such release');
  expect(complaints).toEqual([]);
});
