/// <reference lib="dom" />
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEED } from '../src/demonstration/district.ts';
import { writePlaces } from '../src/demonstration/write-places.ts';
import { hasEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import { fromWgs84 } from '../src/places/datum.ts';
import type { Position } from '../src/places/place.entity.ts';
import { launchBrowser, settle, wcagViolations } from './browser.ts';
import { runCommand } from './command-line.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

// The page of the network on the demonstration's own streets, as the operator has it. Skipped where the routing engine is missing.

const COMPUTE_MS = 120_000;

interface Suspicion {
  kind: string;
  mistake: string;
  places: number;
  nearer: number;
  medianSnapMetres: number;
  convertedMedianSnapMetres: number;
}

describe.skipIf(!hasEmbeddedValhalla())('the page of the network', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [product, browser] = await Promise.all([
      startProduct({ role: 'OPERATOR', withStreets: true }),
      launchBrowser(),
    ]);
    page = await (
      await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    ).newPage();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  const suspicions = (mode: string) =>
    product
      .ask<{ placementReport: { datumSuspicions: Suspicion[] } }>(
        `{ placementReport(bureau: "QINGXIU", mode: ${mode}) { datumSuspicions {
             kind mistake places nearer medianSnapMetres convertedMedianSnapMetres } } }`,
      )
      .then(({ placementReport }) => placementReport.datumSuspicions);

  it('tells whose streets they are, that every pair is computed and every place on them', async () => {
    await page.goto(`${product.url}/coverage/network?lang=en`);
    await settle(page);
    const facts = (await page.textContent('[data-network="demonstration"]')) ?? '';
    expect(facts).toContain('Synthetic streets, demonstration · Apache-2.0');
    expect(facts).not.toContain('OpenStreetMap');
    const { travelMatrices } = await product.ask<{ travelMatrices: { pairsComputed: number }[] }>(
      '{ travelMatrices(bureau: "QINGXIU") { pairsComputed } }',
    );
    for (const [index, name] of ['Walking', 'Cycling', 'Driving'].entries()) {
      const row = await page.getByRole('row', { name: new RegExp(`^${name}`) }).first();
      expect(await row.textContent()).toContain(
        travelMatrices[index]?.pairsComputed.toLocaleString('en') ?? '-',
      );
    }
    expect(await page.textContent('main')).toContain('Every place is on the network');
    for (const mode of ['WALK', 'CYCLE', 'DRIVE']) {
      expect(await suspicions(mode)).toEqual([]);
    }
    expect(await page.locator('[data-suspicions]').count()).toBe(0);
  });

  it('suspects demand areas that were exported in GCJ-02 and imported as WGS-84, and says so', async () => {
    const areas = JSON.parse(writePlaces(SEED).areas.toString()) as {
      features: { geometry: { coordinates: Position[][] } }[];
    };
    for (const { geometry } of areas.features) {
      geometry.coordinates = geometry.coordinates.map((ring) =>
        ring.map((corner) => fromWgs84(corner, 'GCJ02')),
      );
    }
    const file = join(await mkdtemp(join(tmpdir(), 'service-circle-datum-')), 'areas.geojson');
    await writeFile(file, JSON.stringify(areas));
    await runCommand(product, 'import', file, '--profile', 'demand-areas', '--datum', 'WGS84');
    await page.goto(`${product.url}/coverage/network?lang=en`);
    await settle(page);
    await page.getByRole('button', { name: 'Compute travel times' }).click();
    await page.waitForSelector('[data-suspicions="1"]', { timeout: COMPUTE_MS });
    const [found, ...others] = await suspicions('WALK');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: 'DEMAND_AREA', mistake: 'GCJ02_AS_WGS84' });
    const card = (await page.textContent('[data-suspicions]')) ?? '';
    expect(card).toContain('GCJ-02');
    expect(card).toContain(`${Math.round(found?.medianSnapMetres ?? 0)} m as they stand`);
    expect(card).toContain(`${Math.round(found?.convertedMedianSnapMetres ?? 0)} m when that is undone`);
    expect(card).toContain(`${found?.nearer} of ${found?.places} come nearer`);
    expect(await wcagViolations(page)).toEqual([]);
  });
});
