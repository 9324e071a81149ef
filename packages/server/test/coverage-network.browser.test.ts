/// <reference lib="dom" />
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import { isInside } from '../src/places/outline.ts';
import type { Outline, Position } from '../src/places/place.entity.ts';
import { launchBrowser, settle, wcagViolations } from './browser.ts';
import { runCommand } from './command-line.ts';
import { hasPortoAlegre, POA_EXTRACT, portoAlegreCells } from './porto-alegre.ts';
import { type RunningProduct, startProduct } from './running-server.ts';
import { createTestDatabase } from './test-database.ts';

// A real city from the files to the map: loaded and imported by the command line, chosen and computed on the page. Skipped where the
// extract or the engine is missing.

/** Every fourth cell, and twelve points far from each other. */
const cells = hasPortoAlegre ? portoAlegreCells().filter((_, index) => index % 4 === 0) : [];
const points = cells
  .filter(({ hasService }) => hasService)
  .filter((_, index, all) => index % Math.ceil(all.length / 12) === 0);
/** Loading a city and computing it, on a machine that may be busy. */
const LONG_MS = 300_000;
/** In the middle of the lake Guaíba: no road within 500 m. */
const LAKE: Position = [-51.265, -30.055];

interface Share {
  covered: { numerator: number; denominator: number; value: number };
}
interface Answer {
  coverage: {
    basis: { source: string; networkName: string };
    figures: { residents: Share; demandAreas: Share };
  };
  coverageMap: { demandAreas: { codes: string[]; nearestMinutes: (number | null)[] } };
}
interface Outlined {
  reachOutlines: { pointCode: string; basis: string; outline: Outline | null }[];
}

describe.skipIf(!hasPortoAlegre || !hasEmbeddedValhalla())('Porto Alegre', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const tiles: number[] = [];

  beforeAll(async () => {
    [product, browser] = await Promise.all([
      startProduct({ role: 'OPERATOR', createDatabase: createTestDatabase }),
      launchBrowser(),
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'service-circle-poa-'));
    const [areaFile, pointFile] = [join(folder, 'areas.csv'), join(folder, 'points.csv')];
    const areaRows = [
      ...cells.map(({ code, residents, position }) => [code, code, residents, ...position].join()),
      ['LAKE', 'Guaíba', 5, ...LAKE].join(),
    ];
    await writeFile(areaFile, ['code,name_zh,residents,longitude,latitude', ...areaRows, ''].join('\n'));
    const pointRows = points.map(({ code, position }) =>
      [`P-${code}`, `Posto ${code}`, 'SERVICE_HALL', ...position, 'OPERATING 2020-01-01'].join(),
    );
    await writeFile(
      pointFile,
      [
        'code,name_zh,kind,longitude,latitude,status_history',
        ...pointRows,
        'P-NOWHERE,Posto sem endereço,SERVICE_HALL,,,OPERATING 2020-01-01',
        '',
      ].join('\n'),
    );
    await runCommand(
      product,
      'bureau',
      'add',
      'POA',
      '--name-zh',
      '阿雷格里港',
      '--name-en',
      'Porto Alegre',
      '--time-zone',
      'America/Sao_Paulo',
      '--calendar',
      'MON_FRI',
    );
    await runCommand(product, 'network', 'load', POA_EXTRACT, '--name', 'porto-alegre');
    await runCommand(product, 'import', areaFile, '--profile', 'demand-areas');
    await runCommand(product, 'import', pointFile, '--profile', 'service-points');
    page = await (
      await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    ).newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on(
      'response',
      (response) => response.url().includes('/map/networks/porto-alegre/') && tiles.push(response.status()),
    );
  }, LONG_MS);
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  async function open(path: string): Promise<void> {
    await page.goto(product.url + path);
    await settle(page);
  }

  const answerOf = (where: string) =>
    product.ask<Answer>(`{
      coverage(bureau: "POA", where: ${where}) {
        basis { source networkName }
        figures { residents { covered { numerator denominator value } } demandAreas { covered { numerator denominator value } } }
      }
      coverageMap(bureau: "POA", where: ${where}) { demandAreas { codes nearestMinutes } }
    }`);

  it(
    'is put to use and computed on the page, on foot and by car',
    async () => {
      await open('/coverage/network?lang=en');
      expect(await page.textContent('[data-state=empty]')).toContain('No network is in use');
      await page.getByRole('button', { name: 'Use it' }).click();
      await page.waitForSelector('[data-network="porto-alegre"]');
      const facts = await page.textContent('[data-network]');
      expect(facts).toContain(
        createHash('sha256')
          .update(await readFile(POA_EXTRACT))
          .digest('hex'),
      );
      expect(facts).toContain('© OpenStreetMap contributors · ODbL 1.0');
      const cycling = page.getByRole('checkbox', { name: 'Cycling' });
      await cycling.focus();
      await page.keyboard.press('Space');
      expect(await cycling.isChecked()).toBe(false);
      await page.getByRole('button', { name: 'Compute travel times' }).focus();
      await page.keyboard.press('Enter');
      // How far it is, in pairs, as it goes.
      await page.waitForSelector('[data-run] progress[value]');
      expect(await page.textContent('[data-run]')).toMatch(/[\d,]+ \/ [\d,]+ pairs/);
      await page.waitForFunction(
        () => document.querySelectorAll('.status-SUCCEEDED').length === 2,
        undefined,
        {
          timeout: LONG_MS,
        },
      );
      await page.waitForFunction(() => document.querySelectorAll('[data-run]').length === 0);
      await page.waitForSelector('[data-off-network]');
      await settle(page);
      const { travelMatrices } = await product.ask<{
        travelMatrices: { mode: string; pairsDue: number; pairsComputed: number; pairsUnreachable: number }[];
      }>('{ travelMatrices(bureau: "POA") { mode pairsDue pairsComputed pairsUnreachable } }');
      const due = (cells.length + 1) * points.length;
      expect(travelMatrices).toMatchObject([
        { mode: 'WALK', pairsDue: due, pairsComputed: due },
        { mode: 'CYCLE', pairsDue: due, pairsComputed: 0 },
        { mode: 'DRIVE', pairsDue: due, pairsComputed: due },
      ]);
      const walk = travelMatrices[0]?.pairsUnreachable ?? 0;
      // From the lake there is no way to any point.
      expect(walk).toBeGreaterThanOrEqual(points.length);
      const row = page.getByRole('row', { name: /^Walking/ }).first();
      for (const count of [due, walk]) {
        expect(await row.textContent()).toContain(count.toLocaleString('en'));
      }
      expect(await page.locator('table', { hasText: 'P-NOWHERE' }).textContent()).toContain('LAKE');
      expect(await wcagViolations(page)).toEqual([]);
    },
    LONG_MS,
  );

  it.each([
    ['WALK', 15],
    ['WALK', 30],
    ['WALK', 45],
    ['DRIVE', 15],
  ] as const)('by %s within %d minutes shows what the API answers', async (mode, minutes) => {
    const { coverage, coverageMap } = await answerOf(`{ mode: ${mode}, thresholdMinutes: ${minutes} }`);
    expect(coverage.basis).toEqual({ source: 'NETWORK', networkName: 'porto-alegre' });
    expect(coverage.figures.demandAreas.covered.numerator).toBe(
      coverageMap.demandAreas.nearestMinutes.filter((each) => each !== null && each <= minutes).length,
    );
    await open(`/coverage?lang=en&mode=${mode}&within=${minutes}`);
    expect(Number(await page.getAttribute('[data-figure="residents-covered"]', 'data-value'))).toBe(
      coverage.figures.residents.covered.value,
    );
    expect(await page.getAttribute('[data-basis]', 'data-basis')).toBe('NETWORK');
    expect(await page.textContent('.map-attribution')).toContain('© OpenStreetMap contributors');
    const beyond = coverageMap.demandAreas.nearestMinutes.filter(
      (each) => each === null || each > minutes,
    ).length;
    expect(Number(await page.getAttribute('[data-legend="BEYOND"]', 'data-count'))).toBe(beyond);
  });

  /** How much of the map has the colour of the outlines. */
  async function outlinePixels(): Promise<number> {
    const png = await page.locator('.map-canvas').screenshot();
    return page.evaluate(
      async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        const { data = new Uint8ClampedArray() } =
          context?.getImageData(0, 0, image.width, image.height) ?? {};
        let count = 0;
        for (let index = 0; index < data.length; index += 4) {
          const [red = 0, green = 0, blue = 0] = data.slice(index, index + 3);
          count += Math.abs(red - 0x0b) + Math.abs(green - 0x3a) + Math.abs(blue - 0x8f) < 40 ? 1 : 0;
        }
        return count;
      },
      `data:image/png;base64,${png.toString('base64')}`,
    );
  }

  it('has reach outlines on its map, by keyboard and by mouse, over roads from its own tiles', async () => {
    await open('/coverage?lang=en&within=20');
    const before = await outlinePixels();
    expect(tiles.filter((status) => status === 200).length).toBeGreaterThan(0);
    const toggle = page.getByRole('checkbox', { name: 'Within 20 min of a point' });
    await toggle.focus();
    await page.keyboard.press('Space');
    await page.waitForURL(/reach=1/);
    await page.waitForSelector(`[data-outlines="${points.length}"]`, { timeout: 60_000 });
    await page.waitForSelector('[data-legend="OUTLINE"]');
    await settle(page);
    await expect.poll(outlinePixels, { timeout: 30_000 }).toBeGreaterThan(before + 200);
    // Of a point that is chosen, how far one gets from it alone.
    await page.locator('.map-picker select').selectOption(`POINT:P-${points[0]?.code}`);
    await page.waitForSelector('[data-outlines="1"]');
    await toggle.click();
    await page.waitForSelector('[data-outlines="0"]');
    expect(await page.locator('[data-legend="OUTLINE"]').count()).toBe(0);
    await expect.poll(outlinePixels, { timeout: 30_000 }).toBeLessThan(before + 200);
    expect(complaints).toEqual([]);
  });

  it('has outlines that say the same as its figures, but for cells at the edge', async () => {
    const { coverageMap } = await answerOf('{ mode: WALK, thresholdMinutes: 20 }');
    const { reachOutlines } = await product.ask<Outlined>(
      `{ reachOutlines(bureau: "POA", mode: WALK, minutes: 20, points: ${JSON.stringify(points.map(({ code }) => `P-${code}`))}) { pointCode basis outline } }`,
    );
    expect(reachOutlines.map(({ basis, outline }) => [basis, outline === null])).toEqual(
      points.map(() => ['NETWORK', false]),
    );
    const positions = new Map(cells.map(({ code, position }) => [code, position]));
    const apart = coverageMap.demandAreas.codes.filter((code, index) => {
      const position = positions.get(code) ?? LAKE;
      const minutes = coverageMap.demandAreas.nearestMinutes[index] ?? null;
      const isWithin = reachOutlines.some(({ outline }) => outline !== null && isInside(position, outline));
      return isWithin !== (minutes !== null && minutes <= 20);
    });
    // Between 0.6 and 5.7 % of pairs in the trials: docs/travel-times.md. An outline is of ways from the point, a figure of ways to it.
    expect(apart.length / coverageMap.demandAreas.codes.length).toBeLessThan(0.08);
  });
});
