/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import { launchBrowser, settle } from './browser.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
let estimated: RunningProduct;
let bare: RunningProduct;
let browser: Browser;
const opened: Page[] = [];

beforeAll(async () => {
  [product, estimated, bare, browser] = await Promise.all([
    startProduct({ withStreets: true }),
    startProduct(),
    startProduct(),
    launchBrowser(),
  ]);
  await bare.database.pool.query('delete from demand_area');
  await bare.database.pool.query('delete from key_building');
  await bare.database.pool.query('update bureau set data_version = data_version + 1');
});
afterEach(() => Promise.all(opened.splice(0).map((page) => page.context().close())));
afterAll(async () => {
  await browser.close();
  await Promise.all([product.close(), estimated.close(), bare.close()]);
});

interface Opened {
  readonly page: Page;
  /** What the browser complained of. */
  readonly complaints: string[];
}

async function newPage({ on = product, script = '' } = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  if (script !== '') {
    await context.addInitScript(script);
  }
  const page = await context.newPage();
  opened.push(page);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(on.url) && !/^(data|blob):/.test(request.url())) {
      complaints.push(`asked another host: ${request.url()}`);
    }
  });
  return { page, complaints };
}

async function open(path: string, options: Parameters<typeof newPage>[0] = {}): Promise<Opened> {
  const tab = await newPage(options);
  await tab.page.goto((options.on ?? product).url + path);
  await settle(tab.page);
  return tab;
}

const figure = (page: Page, measure: string) =>
  page.locator(`[data-figure="${measure}"]`).first().getAttribute('data-value').then(Number);

interface Rate {
  numerator: number;
  denominator: number;
  value: number;
}

interface CoverageAnswer {
  coverage: {
    pointsOpen: number;
    figures: Record<'residents' | 'enterprises' | 'keyBuildings', { covered: Rate; coveredTwice: Rate }>;
    buildingReach: { inside: Rate };
    groups: { townOrStreet: string | null; figures: { residents: { covered: Rate } } }[];
  };
  coverageGaps: {
    totalCount: number;
    edges: { node: { place: { nameZh: string; code: string }; nearestMinutes: number | null } }[];
  };
  coverageMap: {
    demandAreas: { codes: string[]; nearestMinutes: (number | null)[] };
    keyBuildings: { codes: string[]; nearestMinutes: (number | null)[]; isCounted: boolean[] };
    points: { status: string | null; longitude: number | null }[];
  };
}

function askCoverage(where = '{}'): Promise<CoverageAnswer> {
  return product.ask<CoverageAnswer>(`{
    coverage(bureau: "QINGXIU", where: ${where}) {
      pointsOpen
      figures {
        residents { covered { numerator denominator value } coveredTwice { value } }
        enterprises { covered { value } coveredTwice { value } }
        keyBuildings { covered { value } coveredTwice { value } }
      }
      buildingReach { inside { value } }
      groups { townOrStreet figures { residents { covered { numerator denominator value } } } }
    }
    coverageGaps(bureau: "QINGXIU", where: ${where}) {
      totalCount
      edges { node { place { nameZh code } nearestMinutes } }
    }
    coverageMap(bureau: "QINGXIU", where: ${where}) {
      demandAreas { codes nearestMinutes }
      keyBuildings { codes nearestMinutes isCounted }
      points { status longitude }
    }
  }`);
}

describe.each(['zh-CN', 'en'])('in %s', (language) => {
  it('the figures are those of the API, and a dragged threshold changes them', async () => {
    const { page } = await open(`/coverage?lang=${language}`);
    const expectAnswer = async ({ coverage, coverageGaps }: CoverageAnswer) => {
      expect(await figure(page, 'residents-covered')).toBe(coverage.figures.residents.covered.value);
      expect(await figure(page, 'enterprises-covered')).toBe(coverage.figures.enterprises.covered.value);
      expect(await figure(page, 'key-buildings-covered')).toBe(coverage.figures.keyBuildings.covered.value);
      expect(await figure(page, 'covered-twice')).toBe(coverage.figures.residents.coveredTwice.value);
      expect(await figure(page, 'building-reach')).toBe(coverage.buildingReach.inside.value);
      expect(await figure(page, 'operating-points')).toBe(coverage.pointsOpen);
      expect(Number(await page.locator('[data-gaps]').getAttribute('data-gaps'))).toBe(
        coverageGaps.totalCount,
      );
    };
    await expectAnswer(await askCoverage());
    const places = await page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('places.geojson')).length,
    );
    await page.locator('input[type=range]').fill('15');
    await page.waitForURL(/within=15/);
    await settle(page);
    const near = await askCoverage('{ thresholdMinutes: 15 }');
    await expectAnswer(near);
    await page.locator('input[type=range]').press('ArrowRight');
    await page.waitForURL(/within=20/);
    await settle(page);
    const farther = await askCoverage('{ thresholdMinutes: 20 }');
    await expectAnswer(farther);
    expect(farther.coverage.figures.residents.covered.numerator).toBeGreaterThan(
      near.coverage.figures.residents.covered.numerator,
    );
    // Another threshold moves no place.
    expect(
      await page.evaluate(
        () =>
          performance.getEntriesByType('resource').filter(({ name }) => name.includes('places.geojson'))
            .length,
      ),
    ).toBe(places);
  });
});

describe('the map', () => {
  const legendCount = (page: Page, key: string) =>
    page.locator(`[data-legend="${key}"]`).getAttribute('data-count').then(Number);

  it('counts in its legend what the API answers', async () => {
    const { page } = await open('/coverage?within=25');
    const { coverageMap } = await askCoverage('{ thresholdMinutes: 25 }');
    const minutes = coverageMap.demandAreas.nearestMinutes.map((each) => each ?? Number.POSITIVE_INFINITY);
    const between = (from: number, to: number) => minutes.filter((each) => each > from && each <= to).length;
    expect(await legendCount(page, 'UP_TO_10')).toBe(minutes.filter((each) => each <= 10).length);
    expect(await legendCount(page, 'UP_TO_20')).toBe(between(10, 20));
    expect(await legendCount(page, 'UP_TO_30')).toBe(between(20, 30));
    expect(await legendCount(page, 'UP_TO_45')).toBe(between(30, 45));
    expect(await legendCount(page, 'BEYOND')).toBe(minutes.filter((each) => each > 25).length);
    expect(await legendCount(page, 'NOT_COVERED')).toBe(
      coverageMap.keyBuildings.nearestMinutes.filter(
        (each, index) => coverageMap.keyBuildings.isCounted[index] && (each === null || each > 25),
      ).length,
    );
  });

  /** Moves the pointer over the map until it stands on something. */
  async function hoverSomething(page: Page): Promise<{ x: number; y: number }> {
    const canvas = page.locator('.map-canvas canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    for (const part of [0.3, 0.4, 0.5, 0.6]) {
      const at = { x: box.x + box.width * part, y: box.y + box.height * 0.52 };
      await page.mouse.move(at.x, at.y, { steps: 3 });
      const isTold = await page
        .waitForSelector('.maplibregl-popup strong', { timeout: 1500 })
        .then(() => true)
        .catch(() => false);
      if (isTold) {
        return at;
      }
    }
    throw new Error('Nothing stands on the middle line of the map.');
  }

  it('tells of a place under the pointer, and selects it by a click, in the list too', async () => {
    const { page } = await open('/coverage');
    const at = await hoverSomething(page);
    const name = await page.textContent('.maplibregl-popup strong');
    await page.mouse.click(at.x, at.y);
    await page.waitForURL(/place=/);
    const key = new URL(page.url()).searchParams.get('place') ?? '';
    await page.waitForFunction(
      (chosen) => document.querySelector<HTMLSelectElement>('.map-picker select')?.value === chosen,
      key,
    );
    const option = page.locator(`.map-picker option[value="${key}"]`);
    expect(await option.textContent()).toContain(name ?? '-');
    const { coverageMap } = await askCoverage();
    const code = key.slice(key.indexOf(':') + 1);
    const times = key.startsWith('DEMAND_AREA') ? coverageMap.demandAreas : coverageMap.keyBuildings;
    const minutes = times.nearestMinutes[times.codes.indexOf(code)];
    if (!key.startsWith('POINT')) {
      expect(await page.textContent('.maplibregl-popup')).toContain(`${minutes?.toFixed(1)} 分钟`);
    }
  });

  it('is panned, zoomed and searched by keyboard alone', async () => {
    const { page } = await open('/coverage?lang=en');
    const canvas = page.locator('.map-canvas canvas');
    await canvas.focus();
    const scale = () => page.textContent('.map-scale');
    const before = await scale();
    for (let press = 0; press < 3; press++) {
      await page.keyboard.press('+');
    }
    await page.waitForFunction(
      (former) => document.querySelector('.map-scale')?.textContent !== former,
      before,
    );
    await page.keyboard.press('ArrowRight');
    // The list is the next stop but the buttons of the map, and what it selects the map tells.
    const search = page.getByLabel('Find a place');
    await search.focus();
    await page.keyboard.type('Yuxi Village');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(/place=DEMAND_AREA/);
    await page.waitForSelector('.maplibregl-popup strong');
    expect(await page.textContent('.maplibregl-popup strong')).toBe('Yuxi Village');
    await page.locator('.maplibregl-popup a').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/coverage\/areas\/QX-D001/);
    await settle(page);
    expect(await page.textContent('main h1')).toBe('Yuxi Village');
  });

  it('is drawn: areas in the colours of their minutes', async () => {
    const { page } = await open('/coverage');
    const png = await page.locator('.map-canvas').screenshot();
    const colours = await page.evaluate(
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
        const seen = new Set<string>();
        for (let index = 0; index < data.length; index += 16) {
          seen.add([data[index], data[index + 1], data[index + 2]].map((part) => (part ?? 0) >> 5).join());
        }
        return seen.size;
      },
      `data:image/png;base64,${png.toString('base64')}`,
    );
    expect(colours).toBeGreaterThan(6);
  });

  it('has no reach outline on the estimate, and says why', async () => {
    const { page } = await open('/coverage?lang=en&reach=1', { on: estimated });
    const toggle = page.getByRole('checkbox', { name: 'Within 30 min of a point' });
    expect(await toggle.isDisabled()).toBe(true);
    expect(await page.textContent('.map-layers')).toContain('estimated times have no outline to draw');
    expect(await page.getAttribute('[data-outlines]', 'data-outlines')).toBe('0');
    expect(await page.locator('[data-legend="OUTLINE"]').count()).toBe(0);
  });

  it.skipIf(!hasEmbeddedValhalla())(
    'has streets under it that say they are made up, and on them how far one gets',
    async () => {
      const { page, complaints } = await newPage();
      const tiles: number[] = [];
      page.on('response', (response) => {
        if (response.url().includes('/map/networks/demonstration/')) {
          tiles.push(response.status());
        }
      });
      await page.goto(`${product.url}/coverage?lang=en&reach=1`);
      await settle(page);
      // All points but the one in preparation.
      await page.waitForSelector('[data-outlines="8"]');
      expect(await page.getAttribute('[data-basis]', 'data-basis')).toBe('NETWORK');
      expect(tiles.filter((status) => status === 200).length).toBeGreaterThan(0);
      expect(await page.textContent('.map-attribution')).toContain('Synthetic streets');
      expect(await page.textContent('main')).not.toContain('OpenStreetMap');
      // On a phone it stands beside the scale, not on it.
      await page.setViewportSize({ width: 390, height: 844 });
      await expect
        .poll(async () => {
          const scale = await page.locator('.map-scale').boundingBox();
          const attribution = await page.locator('.map-attribution').boundingBox();
          return scale !== null && attribution !== null && scale.x + scale.width <= attribution.x;
        })
        .toBe(true);
      expect(complaints).toEqual([]);
    },
  );

  it('becomes a picture with its legend', async () => {
    const { page } = await open('/coverage?lang=en');
    const menu = page.locator('figure.map .download');
    await menu.locator('summary').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      menu.getByText('PNG', { exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toContain('Map-of-the-service-circle');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) {
      chunks.push(chunk as Buffer);
    }
    const png = Buffer.concat(chunks);
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const width = await page.locator('.map-canvas').evaluate((each) => each.clientWidth);
    expect(png.readUInt32BE(16)).toBe(2 * (width + 40));
    expect(png.length).toBeGreaterThan(20_000);
  });

  it('says so where the browser cannot draw it, and the tables stay', async () => {
    const { page, complaints } = await open('/coverage?lang=en', {
      script: `const given = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : given.call(this, kind, ...rest); };`,
    });
    expect(await page.textContent('figure.map [data-state=empty]')).toContain('cannot draw the map');
    expect(await page.locator('main table').count()).toBeGreaterThan(2);
    expect(complaints).toEqual([]);
  });
});

describe('places and gaps', () => {
  it('the gap list holds the worst first and leads to the page of each', async () => {
    const { page } = await open('/coverage');
    const { coverageGaps } = await askCoverage();
    const worst = coverageGaps.edges[0]?.node;
    const link = page.getByRole('link', { name: worst?.place.nameZh ?? '-', exact: true }).first();
    await link.click();
    await page.waitForURL(/\/coverage\/(areas|buildings)\//);
    await settle(page);
    expect(await page.textContent('main h1')).toBe(worst?.place.nameZh);
    expect(await figure(page, 'travel-time')).toBe(worst?.nearestMinutes);
  });

  it('the table by town says what the API says', async () => {
    const { page } = await open('/coverage?lang=en');
    const { coverage } = await askCoverage();
    const table = page.locator('table', { has: page.getByText('By town and street') });
    for (const { townOrStreet, figures } of coverage.groups) {
      const row = table.locator('tbody tr', { hasText: townOrStreet ?? '' });
      const { numerator, denominator } = figures.residents.covered;
      expect(await row.textContent()).toContain(
        `${numerator.toLocaleString('en')} / ${denominator.toLocaleString('en')} people`,
      );
    }
  });

  it('all places are paged, one page with the keyboard after another', async () => {
    const { page } = await open('/coverage?lang=en');
    const section = page.locator('section.section', {
      has: page.getByRole('heading', { name: 'All places' }),
    });
    const first = await section.locator('tbody tr th').first().textContent();
    await section.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    expect(await section.locator('tbody tr th').first().textContent()).not.toBe(first);
  });
});

it('progress stands against the targets of the district, each marked as made up', async () => {
  const { page } = await open('/coverage?lang=en');
  const { coverageTargets } = await product.ask<{
    coverageTargets: { target: { value: number; isSynthetic: boolean } }[];
  }>('{ coverageTargets(bureau: "QINGXIU") { target { value isSynthetic } } }');
  expect(coverageTargets.map(({ target }) => target)).toEqual(
    [0.5, 0.9, 0.25].map((value) => ({ value, isSynthetic: true })),
  );
  const rows = page.locator('table', { has: page.getByText('Targets', { exact: false }) });
  const shown = await rows.locator('tbody tr', { hasText: 'demonstration' }).allTextContents();
  expect(shown).toHaveLength(coverageTargets.length);
  for (const [index, { target }] of coverageTargets.entries()) {
    expect(shown[index]).toContain(`${(100 * target.value).toFixed(1)}%`);
  }
});

describe('states', () => {
  it('says which files to import where there are no places', async () => {
    const { page } = await open('/coverage?lang=en', { on: bare });
    expect(await page.textContent('[data-state=empty]')).toContain('Import a table of demand areas');
  });

  it('says that no point operates on a day before the first', async () => {
    const { page } = await open('/coverage?lang=en&on=2019-01-01');
    expect(await page.textContent('.exceptions')).toContain('No service point operates');
    expect(await figure(page, 'residents-covered')).toBe(0);
  });

  it('says that a time is an estimate whose error is not known', async () => {
    const { page } = await open('/coverage?lang=en', { on: estimated });
    expect(await page.textContent('[data-basis]')).toContain('Its error is not known');
  });

  it('says what went wrong with the places of the map, and tries again when asked', async () => {
    const { page } = await newPage();
    await page.route('**/map/places.geojson*', (route) => route.abort());
    await page.goto(`${product.url}/coverage?lang=en`);
    await page.waitForSelector('[data-state=error]');
    await page.unroute('**/map/places.geojson*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('[data-map=drawn]');
  });

  it('knows no place by a code that is none', async () => {
    const { page } = await open('/coverage/areas/NOSUCH?lang=en');
    expect(await page.textContent('[data-state=empty]')).toContain('There is no place with the code NOSUCH');
  });
});

it('what anyone may see holds no count of people and nothing of one place', async () => {
  const { page } = await open('/circle?lang=en');
  const { publicCoverage } = await product.ask<{
    publicCoverage: { figures: { residents: Rate | null } };
  }>('{ publicCoverage(bureau: "QINGXIU") { figures { residents { numerator denominator value } } } }');
  expect(Number(await page.locator('[data-share=residents]').getAttribute('data-value'))).toBe(
    publicCoverage.figures.residents?.value,
  );
  const text = (await page.textContent('main')) ?? '';
  expect(text).not.toContain('Yuxi Village');
  expect(text).not.toContain(publicCoverage.figures.residents?.numerator.toLocaleString('en') ?? '-');
});
