/// <reference lib="dom" />
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, wcagViolations } from './browser.ts';
import { createReleasedDemonstration } from './demonstration-database.ts';
import { printedFigures } from './recompute-figures.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const PAGES = ['index.html', 'en.html'];
const OTHER_PAGES = ['places.html', 'dictionary.en.html', 'recipe.html'];
/** What a reader may have to load before anything is on the screen. */
const MOST_BYTES = 100_000;

let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([
    startProduct({ createDatabase: createReleasedDemonstration, withScenario: false }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await product.close();
});

const addressOf = (path: string) => `${product.url}/public/QINGXIU/2021-11/${path}`;

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(addressOf(path));
  return page;
}

it('with scripts off every figure is there to be read, and so is every place with its nearest point', async () => {
  for (const path of ['index.html', 'en.html', 'places.html']) {
    const page = await open(path, { javaScriptEnabled: false, viewport: PHONE });
    const texts = await page.locator('[data-figure]').allTextContents();
    // Behind a dash stands, for a screen reader, what it means.
    const read = texts.map((text) => text.replace(/^—.+$/, '—'));
    const sent = printedFigures(await (await fetch(addressOf(path))).text());
    expect(read).toEqual(sent.map(({ printed }) => printed));
    expect(read.length).toBeGreaterThan(100);
    expect(read.every((text) => /^(?:[\d,.]+%?|※|—)$/.test(text))).toBe(true);
    expect(await page.locator('#nearest-form').isVisible()).toBe(false);
    await page.context().close();
  }
});

it('the first view takes less than 100 KB, asks no other host, stores nothing, and does what its policy allows', async () => {
  const page = await browser.newPage({ viewport: PHONE });
  const violations: string[] = [];
  page.on('console', (message) => violations.push(message.text()));
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(addressOf(''), { waitUntil: 'networkidle' });
  expect([...hosts].filter((host) => host !== 'null')).toEqual([product.url]);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(await page.context().cookies()).toEqual([]);
  expect(violations).toEqual([]);
  await page.close();
});

it('nothing breaks a rule of WCAG 2.2 AA in either language, on a phone or a desk, by day or by night', async () => {
  const found: string[] = [];
  for (const [viewport, colorScheme, pages] of [
    [PHONE, 'light', [...PAGES, ...OTHER_PAGES]],
    [DESK, 'dark', PAGES],
  ] as const) {
    const page = await browser.newPage({ viewport, colorScheme });
    for (const path of pages) {
      await page.goto(addressOf(path));
      // What is folded away is looked at too.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) {
          details.open = true;
        }
      });
      found.push(...(await wcagViolations(page)).map((violation) => `${path}: ${violation}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([path, wide]).toEqual([path, 0]);
    }
    await page.close();
  }
  expect(found).toEqual([]);
});

it('the form finds a place without telling anyone which', async () => {
  for (const [path, typed, minutes] of [
    ['index.html', '云锦', '分钟'],
    ['en.html', 'yunjin', 'min'],
    ['places.html', '云锦', '分钟'],
  ] as const) {
    const page = await open(path, { viewport: PHONE });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const field = page.getByRole('searchbox');
    await field.fill(typed);
    const row = page.locator('#nearest-found tbody tr').first();
    await row.waitFor();
    expect((await row.textContent())?.toLowerCase()).toContain(typed);
    expect(await row.textContent()).toContain(minutes);
    await field.fill('zzzz');
    await expect.poll(() => page.getByRole('status').textContent()).not.toBe('');
    expect(await page.locator('#nearest-found tr').count()).toBe(0);
    // The table of places, if it is not on the page, and nothing else.
    expect(asked.filter((address) => !/\/places(?:\.en)?\.html$/.test(address))).toEqual([]);
    await page.close();
  }
});

it('every link of the pages leads somewhere', async () => {
  const links = new Set<string>();
  for (const path of ['../', '../../', ...PAGES, ...OTHER_PAGES]) {
    const page = await open(path, {});
    const { addresses, lost } = await page.locator('a[href]').evaluateAll((found) => {
      const all = found.map((link) => new URL((link as HTMLAnchorElement).href));
      const here = all.filter(({ pathname, hash }) => pathname === location.pathname && hash !== '');
      return {
        addresses: all.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname),
        lost: here.map(({ hash }) => hash).filter((hash) => !document.getElementById(hash.slice(1))),
      };
    });
    expect([path, lost]).toEqual([path, []]);
    for (const address of addresses) {
      links.add(address);
    }
    await page.close();
  }
  expect(links.size).toBeGreaterThan(25);
  for (const link of links) {
    expect([link, (await fetch(product.url + link)).status]).toEqual([link, 200]);
  }
});
