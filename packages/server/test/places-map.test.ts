import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/app.ts';
import { NO_AREA, NO_BUILDING, writeDistrict } from './coverage-district.ts';
import { runLogger } from './run-log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let server: RunningServer;
const FOOTPRINT = {
  type: 'Polygon',
  coordinates: [
    [
      [108, 22],
      [108.1, 22],
      [108.1, 22.1],
      [108, 22],
    ],
  ],
};
beforeAll(async () => {
  database = await createTestDatabase();
  await writeDistrict(database.pool, {
    code: 'MAP',
    areas: [{ ...NO_AREA, code: 'A', residents: null, enterprises: 3, longitude: 108.3, latitude: 22.8 }],
    buildings: [{ ...NO_BUILDING, code: 'B', footprint: FOOTPRINT }],
    points: [],
    items: [],
  });
  server = await startServer({
    database,
    port: 0,
    isOperator: true,
    dashboardFolder: null,
    dataFolder: await mkdtemp(join(tmpdir(), 'service-circle-data-')),
    logger: runLogger(),
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

const get = (bureau: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/map/places.geojson?bureau=${bureau}`, { headers });

it('places go out as GeoJSON, by outline or by point, what is not stated as null', async () => {
  const response = await get('MAP');
  expect(response.headers.get('content-type')).toContain('application/geo+json');
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const answer: unknown = await response.json();
  expect(answer).toEqual({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [108.3, 22.8] },
        properties: {
          kind: 'DEMAND_AREA',
          code: 'A',
          nameZh: 'A',
          nameEn: 'A',
          townOrStreet: null,
          residents: null,
          enterprises: 3,
          longitude: 108.3,
          latitude: 22.8,
        },
      },
      {
        type: 'Feature',
        geometry: FOOTPRINT,
        properties: expect.objectContaining({ kind: 'KEY_BUILDING', code: 'B' }),
      },
    ],
  });
  const plain = await get('MAP', { 'accept-encoding': 'identity' });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.json()).toEqual(answer);
});

it('is sent again only when the data have changed', async () => {
  const etag = (await get('MAP')).headers.get('etag') ?? '';
  expect((await get('MAP', { 'if-none-match': etag })).status).toBe(304);
  await database.pool.query(`update bureau set data_version = data_version + 1 where code = 'MAP'`);
  await database.pool.query(`update demand_area set residents = 7`);
  const anew = await get('MAP', { 'if-none-match': etag });
  expect(anew.status).toBe(200);
  expect(await anew.text()).toContain('"residents":7');
});

it('of no such bureau says so, with its code', async () => {
  const response = await get('NONE');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BUREAU_NOT_FOUND' } }] });
});
