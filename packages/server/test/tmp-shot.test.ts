import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { launchBrowser, settle, wcagViolations } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';
let product: RunningProduct; let browser: Browser;
beforeAll(async () => { [product, browser] = await Promise.all([startProduct({ role: 'OPERATOR' }), launchBrowser()]); });
afterAll(async () => { await browser.close(); await product.close(); });
it('shots', async () => {
  for (const [lang, width] of [['zh-CN', 1280], ['en', 1920], ['zh-CN', 390]] as const) {
    const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
    page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()));
    page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
    await page.goto(`${product.url}/siting?lang=${lang}`);
    await settle(page);
    await page.waitForSelector('[data-map=drawn]', { timeout: 60000 });
    await page.locator('.siting-ask .button').first().click();
    await page.waitForSelector('[data-answer]', { timeout: 60000 });
    await settle(page);
    await page.waitForTimeout(1500);
    console.log('fits', width, await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]));
    await page.screenshot({ path: `/tmp/shot-${lang}-${width}.png`, fullPage: true, clip: { x: 0, y: 0, width, height: 4200 } });
    if (width === 1280) console.log(await wcagViolations(page));
    if (width === 1280) {
      await page.locator('.siting-save input[type=text]').fill('三个新点');
      await page.locator('.siting-save button').click();
      await page.waitForURL(/\/siting\/\d+/);
      await page.waitForSelector('[data-status=SOLVED]', { timeout: 120000 });
      await page.waitForTimeout(3000);
      await page.screenshot({ path: `/tmp/shot-scenario.png`, fullPage: true, clip: { x: 0, y: 0, width, height: 4200 } });
      console.log(await wcagViolations(page));
    }
  }
}, 300000);
