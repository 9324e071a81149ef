import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';
import { loadPlaces } from '../places/place.service.ts';
import { readTable } from './read-table.ts';
import { writeRefusedRows } from './refused-rows.ts';

const folder = await mkdtemp(join(tmpdir(), 'service-circle-geojson-'));
let files = 0;

async function read(content: string | Buffer) {
  files += 1;
  const path = join(folder, `file-${files}`);
  await writeFile(path, content);
  const table = await readTable(path);
  const rows: (readonly string[])[] = [];
  for await (const { cells } of table.rows) {
    rows.push(cells);
  }
  return { format: table.format, header: table.header, rows, sha256: table.sha256() };
}

const feature = (properties: object | null, geometry: object | null = null, more: object = {}) => ({
  type: 'Feature',
  properties,
  geometry,
  ...more,
});
const collection = (features: readonly object[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });
const point = (longitude: unknown, latitude: unknown) => ({
  type: 'Point',
  coordinates: [longitude, latitude],
});
const square = (x: number, y: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + 0.01, y],
      [x + 0.01, y + 0.01],
      [x, y + 0.01],
      [x, y],
    ],
  ],
});

describe('GeoJSON', () => {
  it('has a row a feature, the properties of all of them as columns, and the geometry after them', async () => {
    const text = collection([
      feature({ 编码: 'A', n: 1.5, flag: true }, point(108.5, 22.75)),
      feature(null, square(108, 22), { id: 7 }),
      feature({ late: '中', n: null, list: ['a', 'b'] }),
    ]);
    const expected = {
      format: 'GEOJSON',
      header: [
        '编码',
        'n',
        'flag',
        'id',
        'late',
        'list',
        'geometry.longitude',
        'geometry.latitude',
        'geometry',
      ],
      rows: [
        ['A', '1.5', 'true', '', '', '', '108.5', '22.75', ''],
        ['', '', '', '7', '', '', '', '', JSON.stringify(square(108, 22))],
        ['', '', '', '', '中', '["a","b"]', '', '', ''],
      ],
    };
    expect(await read(text)).toMatchObject(expected);
    expect(await read(`\ufeff${JSON.stringify(JSON.parse(text), null, 2)}\n`)).toMatchObject(expected);
    expect(await read(gzipSync(text))).toMatchObject(expected);
  });

  it('is the same as a collection, as a feature a line, and as a sequence of texts with record separators', async () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ p: value, q: value, 名: fc.string({ unit: 'grapheme' }) }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (rows) => {
          const features = rows.map((properties, index) => feature(properties, point(index / 7, -index / 3)));
          const whole = await read(collection(features));
          const lines = await read(features.map((each) => JSON.stringify(each)).join('\n'));
          const sequence = await read(
            features.map((each) => `\u001e${JSON.stringify(each, null, 1)}\n`).join(''),
          );
          expect({ ...lines, sha256: null }).toEqual({ ...whole, sha256: null });
          expect({ ...sequence, sha256: null }).toEqual({ ...whole, sha256: null });
          expect(whole.rows).toHaveLength(rows.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is known from JSON Lines', async () => {
    expect((await read('{"type":"社区","a":1}\n')).format).toBe('JSON_LINES');
  });

  it.each([
    [
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},',
      'BROKEN_GEOJSON',
      'After feature 0.',
    ],
    [`${collection([feature({ a: 1 })]).slice(0, -2)},`, 'BROKEN_GEOJSON', 'After feature 1.'],
    [`${collection([feature({ a: 1 })])} rest`, 'BROKEN_GEOJSON', 'After feature 1.'],
    [collection([]), 'NO_ROWS', ''],
    ['{"type":"FeatureCollection"}', 'NO_ROWS', ''],
    ['{"features":[]}', 'NOT_GEOJSON', 'It has no "type".'],
    ['{"features":[],"type":"Topology"}', 'NOT_GEOJSON', 'type: "Topology".'],
    [collection([feature({}), point(1, 2)]), 'NOT_GEOJSON', 'Feature 2.'],
    [`${JSON.stringify(feature({}))}\n[]`, 'NOT_GEOJSON', 'Feature 2.'],
    [
      collection([feature({})], {
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
      }),
      'FOREIGN_CRS',
      '"urn:ogc:def:crs:EPSG::3857"',
    ],
    [
      `{"type":"FeatureCollection","features":[${JSON.stringify(feature({}))}],"crs":{"type":"name","properties":{"name":"EPSG:2326"}}}`,
      'FOREIGN_CRS',
      '"EPSG:2326"',
    ],
    [JSON.stringify(feature({}, null, { crs: { type: 'link' } })), 'FOREIGN_CRS', '{"type":"link"}'],
  ])('%s is refused', async (content, code, message) => {
    await expect(read(content)).rejects.toMatchObject({ code, message });
  });

  it.each(['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4490'])(
    'may name a reference system of before RFC 7946 that is WGS-84 by another name: %s',
    async (name) => {
      const { rows } = await read(
        collection([feature({ a: 1 })], { crs: { type: 'name', properties: { name } } }),
      );
      expect(rows).toEqual([['1']]);
    },
  );

  it('with one endless feature is refused before it fills the memory', async () => {
    const endless = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"${'x'.repeat(17_000_000)}`;
    await expect(read(endless)).rejects.toMatchObject({ code: 'FEATURE_TOO_LARGE' });
  });
});

describe('a GeoJSON file', () => {
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
  const refusedRows = async (runId: number) => {
    let text = '';
    let about: { fileName: string; mediaType: string } | null = null;
    const { rows } = await bench.database.pool.query<{ id: number }>('select id from bureau');
    await writeRefusedRows(bench.database.pool, rows[0]?.id ?? 0, runId, (file) => {
      about = file;
      return new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          text += chunk.toString();
          done();
        },
      });
    });
    return { text, about };
  };

  it('goes in as demand areas and as key buildings; a point is a position, a polygon an outline', async () => {
    const areas = collection([
      feature(
        { code: 'A', name_zh: '甲', kind: '社区', residents: 10, longitude: 108.001, latitude: 22.001 },
        square(108, 22),
      ),
      feature({ code: 'B', name_zh: '乙', kind: '村', residents: 0 }, point(108.5, 22.5)),
    ]);
    expect(await bench.importFile(areas, 'demand-areas', { name: 'areas.geojson' })).toMatchObject({
      recordsAdded: 2,
      rowsRefused: 0,
    });
    expect((await placesOf()).demandAreas).toMatchObject([
      { code: 'A', residents: 10, position: [108.001, 22.001] },
      { code: 'B', residents: 0, position: [108.5, 22.5] },
    ]);
    const buildings = collection([feature({ 楼宇编码: 'K', 名称: '楼', 楼宇状态: '在用' }, square(108, 22))]);
    expect(await bench.importFile(buildings, 'key-buildings')).toMatchObject({ recordsAdded: 1 });
    const { keyBuildings } = await placesOf();
    expect(keyBuildings[0]?.position[0]).toBeCloseTo(108.005, 3);
  });

  it('has its bad features refused at the column, and the download of them is GeoJSON that can be put right and sent again', async () => {
    const unclosed = { type: 'Polygon', coordinates: [square(108, 22).coordinates[0]?.slice(0, 4) ?? []] };
    const file = collection([
      feature({ code: 'A', residents: 5 }, square(108, 22)),
      feature({ code: 'B', residents: 5 }, unclosed),
      feature({ code: 'C', residents: 5 }),
      feature({ code: 'D', residents: { total: 5 } }, square(108, 22)),
      feature(
        { code: 'E', residents: 5 },
        {
          type: 'LineString',
          coordinates: [
            [108, 22],
            [109, 23],
          ],
        },
      ),
      feature({ code: 'F', residents: 5, tags: { a: 1 }, town: '金湖片' }, square(22, 108)),
      feature({ code: 'G', residents: 5 }, point(22.8, 108.3)),
      feature({ code: 'H', residents: 5 }, point('x', 22.8)),
      feature({ code: 'I', residents: 5 }, { type: 'Polygon' }),
    ]);
    const { runId, ...counts } = await bench.importFile(file, 'demand-areas', { name: '社区.geojson' });
    expect(counts).toMatchObject({ recordsAdded: 1, rowsRefused: 8 });
    expect((await bench.refusals(runId)).map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'geometry', 'UNCLOSED_RING'],
      [3, 'geometry.longitude', 'MISSING_COORDINATES'],
      [4, 'residents', 'NESTED_VALUE'],
      [5, 'geometry', 'WRONG_GEOMETRY'],
      [6, 'geometry', 'SWAPPED_COORDINATES'],
      [7, 'geometry.latitude', 'SWAPPED_COORDINATES'],
      [8, 'geometry.longitude', 'NOT_A_NUMBER'],
      [9, 'geometry', 'BROKEN_GEOMETRY'],
    ]);
    const { text, about } = await refusedRows(runId);
    expect(about).toEqual({ fileName: '社区-退回原因.geojson', mediaType: 'application/geo+json' });
    const refused = JSON.parse(text) as {
      features: { properties: Record<string, unknown>; geometry: unknown }[];
    };
    expect(refused.features.map(({ geometry }) => geometry)).toEqual([
      unclosed,
      null,
      square(108, 22),
      {
        type: 'LineString',
        coordinates: [
          [108, 22],
          [109, 23],
        ],
      },
      square(22, 108),
      point(22.8, 108.3),
      point('x', 22.8),
      { type: 'Polygon' },
    ]);
    expect(refused.features[2]?.properties).toMatchObject({ code: 'D', residents: { total: 5 } });
    // What the profile does not ask for is never kept.
    expect(Object.keys(refused.features[4]?.properties ?? {})).not.toContain('tags');
    expect(refused.features[0]?.properties['退回原因']).toContain('UNCLOSED_RING geometry: ');
    // Sent as it is, it is refused for the same reasons; put right, it goes in.
    const again = await bench.importFile(text, 'demand-areas', { name: 'again.geojson' });
    expect((await bench.refusals(again.runId)).map(({ code }) => code)).toEqual(
      (await bench.refusals(runId)).map(({ code }) => code),
    );
    const corrected = refused.features.map(({ properties }) =>
      feature({ ...properties, residents: 5 }, square(108, 22)),
    );
    expect(await bench.importFile(collection(corrected), 'demand-areas')).toMatchObject({
      recordsAdded: 8,
      rowsRefused: 0,
    });
  });
});
