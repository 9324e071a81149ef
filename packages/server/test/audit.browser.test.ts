/// <reference lib="dom" />
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordAudit } from '../src/platform/audit-trail.ts';
import { launchBrowser, settle, wcagViolations } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ role: 'OPERATOR' }), launchBrowser()]);
  for (const [index, actor] of ['wang', 'li', 'wang'].entries()) {
    await recordAudit(product.database.pool, {
      action: index === 2 ? 'SIGN_OUT' : 'SIGN_IN',
      actor: { kind: 'ACCOUNT', actor, accountId: index, tokenId: null },
      address: '192.0.2.7',
      at: new Date(`2031-03-0${index + 1}T04:00:00Z`),
      bureauCode: 'QINGXIU',
      subject: {},
      outcome: index === 1 ? 'REFUSED' : 'SUCCEEDED',
      code: index === 1 ? 'WRONG_PASSWORD' : null,
    });
  }
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

it('shows what was done, narrowed by its address, and gives it out as a file that is on record itself', async () => {
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true })
  ).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const rows = () => page.locator('main tbody tr').allTextContents();

  await page.goto(`${product.url}/?lang=zh-CN`);
  await settle(page);
  await page.getByRole('link', { name: '审计日志' }).click();
  await page.waitForURL(/\/admin\/audit/);
  await settle(page);
  expect(await page.textContent('main h1')).toBe('审计日志');
  expect(await wcagViolations(page)).toEqual([]);
  expect((await rows())[0]).toContain('退出登录');

  await page.getByRole('searchbox', { name: '操作人' }).fill('li');
  await page.getByRole('searchbox', { name: '操作人' }).press('Enter');
  await page.waitForURL(/actor=li/);
  await settle(page);
  await expect.poll(rows).toHaveLength(1);
  expect((await rows())[0]).toContain('WRONG_PASSWORD');

  await page.goto(
    `${product.url}/admin/audit?lang=en&action=SIGN_IN&outcome=SUCCEEDED&since=2031-03-01&until=2031-03-01`,
  );
  await settle(page);
  expect(await wcagViolations(page)).toEqual([]);
  expect(await rows()).toHaveLength(1);
  expect((await rows())[0]).toMatch(/wang.*192\.0\.2\.7.*Signing in/);

  await page.locator('main summary', { hasText: 'Download' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  const stream = await download.createReadStream();
  const lines = Buffer.concat(await stream.toArray())
    .toString('utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/2031-03-01 12:00:00,ACCOUNT,wang,192\.0\.2\.7,SIGN_IN,Signing in,,SUCCEEDED,/);

  await page.goto(`${product.url}/admin/audit?lang=en&action=AUDIT_EXPORTED`);
  await settle(page);
  await expect.poll(rows).toHaveLength(1);
  expect((await rows())[0]).toMatch(/OPERATOR.*The audit log downloaded.*SIGN_IN.*Done/);

  await page.goto(`${product.url}/admin/audit?lang=en&actor=nobody`);
  await settle(page);
  expect(await page.textContent('main [data-state=empty]')).toContain('Nothing on record');
  expect(complaints).toEqual([]);
});

it.each(['zh-CN', 'en'])('is no wider than a phone: in %s', async (language) => {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  for (const path of ['/admin/audit', '/admin/people', '/admin/tokens', '/account/sign-in']) {
    await page.goto(`${product.url}${path}?lang=${language}`);
    await page.locator('main h1').waitFor();
    await settle(page);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([path, wider]).toEqual([path, 0]);
  }
});
