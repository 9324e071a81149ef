/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

/** A table that no profile knows: other names for the columns, other words for the values, one impossible day. */
const UNKNOWN_FILE = [
  'Case No.,收件日期时间,经办点,方式,申请人类别,备注',
  'S1,2021-12-01 09:30:00,QX-P01,大厅窗口,企业法人,甲',
  'S2,2021-12-02 10:00:00,QX-P02,网上,个人,"乙, 丙"',
  'S3,2021-02-30 10:00:00,QX-P02,网上,个人,',
  '',
].join('\n');

/** Lets go of a file over the page, as a person does. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  await page.goto(`${product.url}/imports?lang=zh-CN`);
  await settle(page);
  const dropped = await page.evaluateHandle(
    ([text, fileName]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], fileName ?? ''));
      return transfer;
    },
    [content, name],
  );
  expect(await wcagViolations(page)).toEqual([]);
  await page.dispatchEvent('.drop-zone', 'drop', { dataTransfer: dropped });
  await page.waitForURL(/imports\/files\//);
  await settle(page);
}

/** Presses a button that begins a run, and waits for the end of the run. */
async function run(page: Page, button: string): Promise<string> {
  const before = page.url();
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL((url) => url.href !== before && /imports\/\d+/.test(url.pathname));
  await page.waitForSelector('main dl[data-status]:not([data-status=RUNNING])');
  await settle(page);
  return page.textContent('main dl.facts').then(String);
}

/** The cases and the events of this afternoon that are in force. */
async function inForce(): Promise<{ cases: string; events: number }> {
  const { rows } = await product.database.pool.query<{ cases: string; events: number }>(
    `select string_agg(distinct a.case_key || ' ' || c.code || ' ' || a.applicant_kind, ', ' order by a.case_key || ' ' || c.code || ' ' || a.applicant_kind) as cases,
       count(e.id) as events
     from application a join channel c on c.id = a.channel_id
     left join application_event e on e.application_id = a.id and e.superseded_by_run_id is null
     where a.case_key like 'S_'`,
  );
  return rows[0] ?? { cases: '', events: -1 };
}

const S1 = 'S1 COUNTER ENTERPRISE';
const S2 = 'S2 ONLINE PERSON';
const S3 = 'S3 ONLINE PERSON';

it('a steward’s afternoon: an unknown file is mapped, its refusals corrected and sent again, undone and redone; nothing doubled, nothing lost', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));

  // Drop it: nothing knows it.
  await drop(page, '帮办登记.csv', UNKNOWN_FILE);
  await page.getByText('没有现成方案能读取此文件').waitFor();
  expect(await page.getByRole('button', { name: '导入', exact: true }).isDisabled()).toBe(true);

  // Map it by hand: two columns are proposed, the others chosen, two words explained.
  await page.getByLabel('按此方案读取').selectOption({ label: '办件表' });
  await page.getByLabel('方案名称（导入时保存，下次自动识别）').fill('hall-register');
  expect(await page.getByLabel('办件编号').inputValue()).toBe('Case No.');
  expect(await page.getByLabel('收件时间').inputValue()).toBe('收件日期时间');
  await page.getByLabel('服务点编码', { exact: true }).selectOption('经办点');
  await page.getByLabel('申请方式', { exact: true }).selectOption('方式');
  await page.getByLabel('申请人类型', { exact: true }).selectOption('申请人类别');
  await page.getByLabel('申请方式 · 大厅窗口').selectOption('COUNTER');
  await page.getByLabel('申请人类型 · 企业法人').selectOption('ENTERPRISE');
  await page.waitForFunction(() => !document.querySelector('.words'));
  await settle(page);
  expect(await wcagViolations(page)).toEqual([]);
  const preview = await page.locator('table').last().locator('tbody tr').allTextContents();
  expect(preview[0]).toContain('接收');
  expect(preview[2]).toContain('IMPOSSIBLE_DATE');

  // Bring it in: two rows are in, one is refused with its reason.
  expect(await run(page, '导入')).toContain('读取 3，接收 2，退回 1');
  expect(await inForce()).toEqual({ cases: `${S1}, ${S2}`, events: 2 });
  expect(await page.locator('table').first().textContent()).toContain('2021-02-30 10:00:00');
  expect(await wcagViolations(page)).toEqual([]);

  // The download holds the refused row as it was; correct it and send it again: the profile is known now.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载退回的行' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('帮办登记-退回原因.csv');
  const refused = await readFile(await download.path(), 'utf8');
  expect(refused.split('\r\n')).toHaveLength(3);
  const corrected = refused.replace('2021-02-30', '2021-02-28');
  await drop(page, '帮办登记-更正.csv', corrected);
  expect(await page.getByLabel('按此方案读取').inputValue()).toBe('hall-register');

  // The same desk in English on a phone.
  const desk = page.url();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(desk.replace('lang=zh-CN', 'lang=en'));
  await settle(page);
  expect(await page.getByRole('button', { name: 'Import', exact: true }).count()).toBe(1);
  expect(await wcagViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(desk);
  await settle(page);

  // Try it first: the page says what would change, and nothing does.
  expect(await run(page, '试运行')).toContain('试运行');
  expect(await page.getByRole('heading', { name: '将要发生的变化' }).count()).toBe(1);
  expect(await page.locator('table').last().textContent()).toMatch(
    /S3.*新增.*申请方式 ONLINE.*收件 2021-02-28 10:00/,
  );
  expect(await inForce()).toEqual({ cases: `${S1}, ${S2}`, events: 2 });
  await page.getByRole('link', { name: '返回文件以正式导入' }).click();
  await page.waitForURL(/imports\/files\//);
  await settle(page);
  expect(await run(page, '导入')).toContain('读取 1，接收 1，退回 0');
  const whole = { cases: `${S1}, ${S2}, ${S3}`, events: 3 };
  expect(await inForce()).toEqual(whole);

  // Undo, redo.
  await page.getByRole('button', { name: '撤销此次导入' }).click();
  expect(await run(page, '确定')).toContain('失效 1');
  expect(await inForce()).toEqual({ cases: `${S1}, ${S2}`, events: 2 });
  await page.getByRole('button', { name: '恢复被撤销的内容' }).click();
  expect(await run(page, '确定')).toContain('新增 1');
  expect(await inForce()).toEqual(whole);

  // The first file once more changes nothing, and its bad row is refused as before.
  await drop(page, '帮办登记.csv', UNKNOWN_FILE);
  expect(await run(page, '导入')).toMatch(/退回 1.*新增 0，更正 0，未变 2/);
  expect(await inForce()).toEqual(whole);
  expect(complaints).toEqual([]);
});
