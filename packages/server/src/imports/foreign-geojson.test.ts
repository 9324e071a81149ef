import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';
import { loadPlaces } from '../places/place.service.ts';
import { loadProfile } from './profile.ts';

// Files as other people's programs write them, byte for byte.

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  await bench.database.pool.query('truncate demand_area, key_building');
});

const placesOf = async () => {
  const { rows } = await bench.database.pool.query<{ id: number }>('select id from bureau');
  return loadPlaces(bench.database.pool, rows[0]?.id ?? 0);
};

const FEATURES = [
  '{ "type": "Feature", "properties": { "code": "A", "name_zh": "甲社区", "residents": 1200.0 }, "geometry": { "type": "Polygon", "coordinates": [ [ [ 108.36, 22.81 ], [ 108.37, 22.81 ], [ 108.37, 22.82 ], [ 108.36, 22.82 ], [ 108.36, 22.81 ] ] ] } }',
  '{ "type": "Feature", "properties": { "code": "B", "name_zh": "乙村", "residents": null }, "geometry": { "type": "MultiPolygon", "coordinates": [ [ [ [ 108.4, 22.8 ], [ 108.41, 22.8 ], [ 108.41, 22.81 ], [ 108.4, 22.8 ] ] ], [ [ [ 108.42, 22.8 ], [ 108.43, 22.8 ], [ 108.43, 22.81 ], [ 108.42, 22.8 ] ] ] ] } }',
];
const collectionIn = (crs: string) =>
  [
    '{',
    '"type": "FeatureCollection",',
    '"name": "areas",',
    `"crs": { "type": "name", "properties": { "name": "${crs}" } },`,
    '"features": [',
    FEATURES.join(',\n'),
    ']',
    '}',
    '',
  ].join('\n');

describe('GDAL 3.12.4', () => {
  it.each([
    ['GeoJSON', collectionIn('urn:ogc:def:crs:OGC:1.3:CRS84')],
    ['GeoJSON in CGCS2000', collectionIn('urn:ogc:def:crs:EPSG::4490')],
    ['GeoJSONSeq', `${FEATURES.join('\n')}\n`],
    ['GeoJSONSeq with record separators', FEATURES.map((feature) => `\u001e${feature}\n`).join('')],
  ])(
    'writes %s, which is taken whole: a number with a decimal point is whole, nothing is unknown',
    async (_, file) => {
      expect(await bench.importFile(file, 'demand-areas')).toMatchObject({
        refusal: null,
        recordsAdded: 2,
        rowsRefused: 0,
      });
      expect((await placesOf()).demandAreas).toMatchObject([
        { code: 'A', nameZh: '甲社区', residents: 1200 },
        { code: 'B', nameZh: '乙村', residents: null },
      ]);
    },
  );

  it('writes a projection with its name, which is refused', async () => {
    const projected = collectionIn('urn:ogc:def:crs:EPSG::3857').replaceAll(
      '108.36',
      '12062580.022359123453498',
    );
    expect(await bench.importFile(projected, 'demand-areas')).toMatchObject({
      refusal: { code: 'FOREIGN_CRS', message: '"urn:ogc:def:crs:EPSG::3857"' },
    });
    expect((await placesOf()).demandAreas).toEqual([]);
  });
});

describe('osmtogeojson 3.0.0', () => {
  it('writes buildings of OpenStreetMap, which go in by a mapping of the bureau’s own', async () => {
    const file =
      '{"type":"FeatureCollection","features":[{"type":"Feature","id":"way/42","properties":{"timestamp":"2024-01-01T00:00:00Z","version":2,"building":"commercial","name":"Test","id":"way/42"},"geometry":{"type":"Polygon","coordinates":[[[9.52,47.14],[9.521,47.14],[9.521,47.141],[9.52,47.141],[9.52,47.14]]]}}]}';
    const native = await loadProfile('key-buildings');
    const own = {
      ...native,
      name: 'osm-buildings',
      columns: {
        ...native.columns,
        code: { headers: ['id'], required: true },
        nameZh: { headers: ['name'] },
      },
    };
    const profile = join(await mkdtemp(join(tmpdir(), 'service-circle-osm-')), 'osm-buildings.json');
    await writeFile(profile, JSON.stringify(own));
    const summary = await bench.importFile(file, profile);
    expect(summary).toMatchObject({
      recordsAdded: 1,
      ignoredColumns: ['timestamp', 'version', 'building'],
    });
    expect((await placesOf()).keyBuildings).toMatchObject([
      { code: 'way/42', nameZh: 'Test', status: 'IN_USE', openedOn: null },
    ]);
  });
});
