import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mapFolder } from '../src/network/map-tiles.route.ts';
import { buildMapTiles, tileAt } from '../src/network/map-tiles.ts';
import { writeExtract } from '../src/network/write-extract.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

let product: RunningProduct;
beforeAll(async () => {
  product = await startProduct();
  const extract = join(await mkdtemp(join(tmpdir(), 'service-circle-street-')), 'street.osm.pbf');
  await writeFile(
    extract,
    writeExtract({
      nodes: [
        { id: 1, lon: 108.4, lat: 22.8 },
        { id: 2, lon: 108.41, lat: 22.8 },
      ],
      ways: [{ id: 1, refs: [1, 2], tags: { highway: 'primary' } }],
    }),
  );
  await buildMapTiles(extract, mapFolder(product.dataFolder, 'street'));
});
afterAll(() => product.close());

const [x, y] = tileAt([108.405, 22.8], 12);

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${product.url}/map/networks/${path}`, { headers });
}

it('a tile is served packed, and not sent again while it is the same', async () => {
  const first = await ask(`street/12/${x}/${y}.mvt`);
  expect(first.status).toBe(200);
  expect(first.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  expect(first.headers.get('content-encoding')).toBe('gzip');
  expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(0);
  // As a browser asks again: without a word on caching, fetch would ask for it whole.
  const again = await ask(`street/12/${x}/${y}.mvt`, {
    'if-none-match': first.headers.get('etag') ?? '',
    'cache-control': 'max-age=0',
  });
  expect(again.status).toBe(304);
});

it.each([
  ['street/12/0/0.mvt', 204],
  [`street/12/${x}/nothing.mvt`, 204],
  [`nowhere/12/${x}/${y}.mvt`, 404],
  [`..%2Fnetworks%2Fstreet/12/${x}/${y}.mvt`, 404],
  [`street/..%2F12/${x}/${y}.mvt`, 204],
])('%s answers %i', async (path, status) => {
  expect((await ask(path)).status).toBe(status);
});
