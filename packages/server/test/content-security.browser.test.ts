/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, settle } from './browser.ts';
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

/** A page that keeps what the browser would not load or run by the policy of the page. */
async function newPage(): Promise<{ page: Page; violations: string[] }> {
  const page = await browser.newPage();
  const violations: string[] = [];
  await page.exposeFunction('tellViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell = (window as unknown as { tellViolation(text: string): void }).tellViolation;
      tell(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  return { page, violations };
}

it('no page of the dashboard does what its content security policy forbids', async () => {
  const { page, violations } = await newPage();
  for (const path of [
    '/',
    '/turnaround',
    '/coverage',
    '/coverage/network',
    '/siting/1',
    '/wallboard',
    '/definitions',
    '/imports/4',
  ]) {
    await page.goto(product.url + path);
    await (path === '/wallboard' ? page.waitForSelector('h1') : settle(page));
  }
  expect(violations).toEqual([]);
  await page.close();
});

it('the explorer runs a query under a policy without unsafe scripts', async () => {
  const { page, violations } = await newPage();
  await page.goto(`${product.url}/graphql`);
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.getByText('"nameZh"').first().waitFor();
  expect(violations).toEqual([]);
  await page.close();
});

it('a script that found its way into a page is not run, and the browser says so', async () => {
  const { page, violations } = await newPage();
  for (const path of ['/', '/graphql']) {
    await page.goto(product.url + path);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.planted = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="/none" onerror="window.planted = true">');
      return new Promise((resolve) => setTimeout(() => resolve('planted' in window), 500));
    });
    expect(ran).toBe(false);
    await expect
      .poll(() => [...new Set(violations.map((each) => each.split(' ')[0]))].sort())
      .toEqual(['script-src-attr', 'script-src-elem']);
    violations.length = 0;
  }
  await page.close();
});

it('a page from before an update says so, and offers to load it anew', async () => {
  const { page } = await newPage();
  // The page as it stands in an open tab, whose documents the server no longer knows.
  await page.route('**/graphql', async (route) => {
    const body = route.request().postDataJSON() as { extensions: { persistedQuery: { sha256Hash: string } } };
    expect(body).not.toHaveProperty('query');
    body.extensions.persistedQuery.sha256Hash = 'f'.repeat(64);
    await route.continue({ postData: JSON.stringify(body) });
  });
  await page.goto(`${product.url}/definitions`);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('重新加载');
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: '重新加载页面' }).click();
  await settle(page);
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.close();
});
