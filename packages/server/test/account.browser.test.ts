import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstAdministratorLink } from '../src/identity/account-commands.ts';
import { createOwnerContext } from '../src/identity/request-context.ts';
import { launchBrowser, wcagViolations } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

// From the printed link to an officer who signs out, in a real browser: the demonstration district, with its guest beside it.

const PASSWORD = 'a password of the test';
let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(() => Promise.all([product.close(), browser.close()]));

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(product.url + path);
  await page.locator('main h1').waitFor();
  return page;
}

it('the first link makes the administrator, who invites an officer, who reads as one and signs out', async () => {
  const line = (await firstAdministratorLink(createOwnerContext(product.database.pool), product.url)) ?? '';
  const link = line.slice(line.indexOf('/account/link/'));
  const adminContext = await browser.newContext({ locale: 'en' });
  const admin = await open(adminContext, `${link}?lang=en`);
  await admin.getByLabel(/Name to sign in with/).fill('admin');
  await admin.getByLabel('Name', { exact: true }).fill('The administrator');
  await admin.getByLabel('New password', { exact: false }).first().fill(PASSWORD);
  await admin.getByLabel('New password again').fill('another password of it');
  await admin.getByRole('button', { name: 'Set the password and sign in' }).click();
  await admin.getByText('The two passwords are not the same.').waitFor();
  await admin.getByLabel('New password again').fill(PASSWORD);
  expect(await wcagViolations(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Set the password and sign in' }).click();

  await admin.getByRole('heading', { name: 'People' }).waitFor();
  await admin.getByText('1 people').waitFor();
  await admin.getByLabel(/Name to sign in with/).fill('Li.Na');
  await admin.getByLabel('Name', { exact: true }).fill('李娜');
  await admin.getByRole('checkbox', { name: 'Officer' }).check();
  await admin.getByRole('button', { name: 'Invite', exact: true }).click();
  await admin.getByText('An officer has service points of their own.').waitFor();
  const points = admin.locator('fieldset', { hasText: 'Service points of their own' });
  await points.getByRole('checkbox').first().check();
  await admin.getByRole('button', { name: 'Invite', exact: true }).click();
  const invitation = await admin.getByLabel('One-time link').inputValue();
  expect(invitation).toMatch(new RegExp(`^${product.url}/account/link/[\\w-]{43}$`));
  await admin.getByRole('row', { name: /li\.na/ }).waitFor();
  expect(await wcagViolations(admin)).toEqual([]);

  const officerContext = await browser.newContext({ locale: 'zh-CN' });
  const officer = await open(officerContext, new URL(invitation).pathname);
  await officer.getByText('欢迎，李娜').waitFor();
  await officer.getByLabel('新口令', { exact: false }).first().fill(PASSWORD);
  await officer.getByLabel('再输一次新口令').fill(PASSWORD);
  await officer.getByRole('button', { name: '设置口令并登录' }).click();
  await officer.getByRole('link', { name: '李娜 · 帮办代办员' }).waitFor();
  expect(await officer.getByRole('link', { name: '人员' }).count()).toBe(0);
  // What an officer may not do is not offered, and not done.
  await officer.goto(`${product.url}/imports`);
  await officer.getByRole('heading', { name: '导入' }).first().waitFor();
  expect(await officer.locator('input[type=file]').count()).toBe(0);
  await officer.goto(`${product.url}/admin/people`);
  await officer.getByRole('alert').waitFor();

  await officer.goto(`${product.url}/account`);
  await officer.getByText('本次会话').waitFor();
  expect(await wcagViolations(officer)).toEqual([]);
  await officer.getByRole('button', { name: '退出登录', exact: true }).click();
  await officer.waitForURL(/\/account\/sign-in/);
  expect(await wcagViolations(officer)).toEqual([]);
  await officer.getByLabel('登录名').fill('li.na');
  await officer.getByLabel('口令', { exact: true }).fill('not the password at all');
  await officer.getByRole('button', { name: '登录', exact: true }).click();
  await officer.getByText('登录名或口令不对。').waitFor();
  await officer.getByLabel('口令', { exact: true }).fill(PASSWORD);
  await officer.getByRole('button', { name: '登录', exact: true }).click();
  await officer.getByRole('link', { name: '李娜 · 帮办代办员' }).waitFor();

  // An administrator ends it from afar.
  await admin.getByRole('link', { name: 'Sessions' }).click();
  const row = admin.getByRole('row', { name: /李娜/ });
  await row.getByRole('button', { name: 'End' }).click();
  await row.waitFor({ state: 'detached' });
  expect(await wcagViolations(admin)).toEqual([]);
  await officer.goto(`${product.url}/account`);
  await officer.getByText('访客 · 只读').waitFor();
});

it('a service token is made, told once, and revoked', async () => {
  const context = await browser.newContext({ locale: 'en' });
  const page = await open(context, '/account/sign-in?lang=en&next=%2Fadmin%2Ftokens');
  await page.getByLabel('Name to sign in with').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Service tokens' }).waitFor();
  await page.getByLabel('What for').fill('nightly import');
  await page.getByLabel('Scope').selectOption('IMPORT');
  await page.getByRole('button', { name: 'New token' }).click();
  const secret = await page.getByLabel('Token', { exact: true }).inputValue();
  expect(secret).toMatch(/^sct_[\w-]{43}$/);
  expect(await wcagViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText(/^Revoked \d{4}-/).waitFor();
  const refused = await fetch(`${product.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: '{"query":"{ viewer { kind } }"}',
  });
  expect(refused.status).toBe(401);
});
