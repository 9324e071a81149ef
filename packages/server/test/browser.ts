/// <reference lib="dom" />
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where systems put a Chromium; the first that is there is used, since it brings the libraries it needs. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A browser that asks nothing of the network beyond the pages under test. */
const ARGUMENTS = [
  '--no-sandbox',
  // WebGL drawn by the processor: the map needs it, and a machine for tests has no graphics card. The rest of a page is drawn without it, which is quicker.
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real Chromium with Chinese fonts: an installed one, else the one that comes from npm. A missing browser fails the test: a check
 * that is skipped checks nothing.
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path));
  const executablePath = installed ?? (await sparticuz.executablePath());
  const args = installed === undefined ? [...sparticuz.args, ...ARGUMENTS] : ARGUMENTS;
  try {
    return await chromium.launch({
      executablePath,
      args,
      env: { ...process.env, ...(await fontEnvironment()) },
    });
  } catch (error) {
    throw new Error(
      'No Chromium can be started: install one (on Debian: apt-get install chromium), or the libraries libnss3 and libnspr4 for the one that came from npm.',
      { cause: error },
    );
  }
}

/** Noto Sans SC from npm beside the fonts of the system, so that no machine draws empty boxes for Chinese. */
async function fontEnvironment(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-fonts-'));
  // The package's entry stands in a folder beside its fonts.
  const fonts = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${fonts}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}

/** The page shows what its address says, has its heading and waits for nothing. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main [data-address]')?.getAttribute('data-address') ===
        location.pathname + location.search &&
      document.querySelector('main h1') &&
      !document.querySelector('main [role=status], main [aria-busy=true]'),
  );
}

/** What breaks a rule of WCAG 2.2 AA on the page as it stands: the rule, and the first place. */
export async function wcagViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      resultTypes: ['violations'],
    })
    // Without a page of its own for what it gathers: no page here has a frame of another host, and it takes a third of the time.
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
