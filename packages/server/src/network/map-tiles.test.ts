import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeBuildings } from './extract-buildings.ts';
import { readMapFeatures } from './map-features.ts';
import { buildMapTiles, tileAt, tileFile } from './map-tiles.ts';
import { ExtractRefusal, readExtract, readExtractHeader } from './osm-extract.ts';
import { type SmallExtract, writeExtract } from './write-extract.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'service-circle-map-'));
});

/** A main street with a lake of two ways and an island in it, a house, and a road that leaves the extract. */
const VILLAGE: SmallExtract = {
  dataAt: new Date('2021-12-01T00:00:00Z'),
  source: 'a test',
  nodes: [
    { id: 1, lon: 108.4, lat: 22.8 },
    { id: 2, lon: 108.41, lat: 22.8 },
    ...square(10, 108.42, 22.81, 0.01),
    ...square(20, 108.423, 22.813, 0.002),
    ...square(30, 108.402, 22.801, 0.0002),
  ],
  ways: [
    { id: 100, refs: [1, 2], tags: { highway: 'primary', name: '民族大道' } },
    { id: 101, refs: [2, 999], tags: { highway: 'service' } },
    { id: 102, refs: [1, 2, 998], tags: { highway: 'footway' } },
    // The lake's shore in two ways, one of them the other way round.
    { id: 103, refs: [10, 11, 12] },
    { id: 104, refs: [10, 13, 12] },
    { id: 105, refs: [20, 21, 22, 23, 20] },
    {
      id: 106,
      refs: [30, 31, 32, 33, 30],
      tags: { building: 'yes', name: '爱琴海', 'addr:street': '民族大道' },
    },
    { id: 107, refs: [30, 31, 997, 33, 30], tags: { building: 'yes' } },
    { id: 108, refs: [30, 31, 32, 33, 30], tags: { building: 'no' } },
  ],
  relations: [
    {
      id: 200,
      tags: { type: 'multipolygon', natural: 'water' },
      members: [
        { type: 'way', ref: 103, role: 'outer' },
        { type: 'way', ref: 105, role: 'inner' },
        { type: 'way', ref: 104, role: 'outer' },
      ],
    },
  ],
};

function square(firstId: number, west: number, south: number, degrees: number) {
  return [
    { id: firstId, lon: west, lat: south },
    { id: firstId + 1, lon: west + degrees, lat: south },
    { id: firstId + 2, lon: west + degrees, lat: south + degrees },
    { id: firstId + 3, lon: west, lat: south + degrees },
  ];
}

async function villageFile(): Promise<string> {
  const path = join(folder, 'village.osm.pbf');
  await writeFile(path, writeExtract(VILLAGE));
  return path;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof ExtractRefusal ? error.code : String(error);
}

async function readWhole(path: string) {
  const elements = [];
  for await (const block of readExtract(path)) {
    elements.push(...block);
  }
  return elements;
}

describe('an extract', () => {
  it('gives its elements as they were written, and when its data were', async () => {
    const path = await villageFile();
    const elements = await readWhole(path);
    expect(elements.filter(({ type }) => type === 'way')).toEqual(
      VILLAGE.ways.map((way) => ({ type: 'way', ...way })),
    );
    expect(elements.filter(({ type }) => type === 'relation')).toEqual(
      VILLAGE.relations?.map((relation) => ({ type: 'relation', ...relation })),
    );
    expect(elements[0]).toMatchObject({ type: 'node', id: 1, lon: 108.4, lat: 22.8 });
    expect(await readExtractHeader(path)).toEqual({
      dataAt: VILLAGE.dataAt,
      source: VILLAGE.source,
    });
  });

  it('that is none, empty, or not there is refused by a code', async () => {
    const text = join(folder, 'text.osm.pbf');
    await writeFile(text, '<osm version="0.6"></osm>');
    const empty = join(folder, 'empty.osm.pbf');
    await writeFile(empty, '');
    expect(await refusalOf(readWhole(text))).toBe('NOT_AN_EXTRACT');
    expect(await refusalOf(readWhole(empty))).toBe('EMPTY_EXTRACT');
    expect(await refusalOf(readWhole(folder))).toBe('NOT_AN_EXTRACT');
    expect(await refusalOf(readWhole(join(folder, 'nowhere.osm.pbf')))).toBe('EXTRACT_NOT_FOUND');
  });

  it('that is cut off anywhere is refused, wherever it does not end between two blocks', async () => {
    const whole = await readFile(await villageFile());
    const cut = join(folder, 'cut.osm.pbf');
    const codes = new Set<string>();
    const taken: number[] = [];
    for (let length = 1; length < whole.length; length++) {
      await writeFile(cut, whole);
      await truncate(cut, length);
      const code = await refusalOf(readWhole(cut));
      if (code === 'null') {
        taken.push(length);
      } else {
        codes.add(code);
      }
    }
    expect([...codes].sort()).toEqual(['NOT_AN_EXTRACT', 'TRUNCATED_EXTRACT']);
    // After the header, after the nodes, after the ways: what is left is whole blocks.
    expect(taken).toHaveLength(3);
  });

  it('without a road is refused', async () => {
    const path = join(folder, 'no-roads.osm.pbf');
    await writeFile(path, writeExtract({ nodes: VILLAGE.nodes, ways: VILLAGE.ways.slice(3) }));
    expect(await refusalOf(buildMapTiles(path, join(folder, 'none')))).toBe('NO_ROADS');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

describe('what is drawn', () => {
  it('is roads by class, areas of one way or several with their holes, and nothing that is cut', async () => {
    const features = await readMapFeatures(await villageFile());
    expect(features.map(({ layer, id, properties }) => [layer, id, properties])).toEqual([
      ['roads', 'way/100', { class: 'primary', name: '民族大道' }],
      ['roads', 'way/102', { class: 'path' }],
      ['buildings', 'way/106', {}],
      ['water', 'relation/200', {}],
    ]);
    const lake = features.find(({ layer }) => layer === 'water')?.geometry;
    expect(
      lake?.type === 'MultiPolygon' && lake.coordinates.map((rings) => rings.map((ring) => ring.length)),
    ).toEqual([[5, 5]]);
  });

  it('stands in tiles where it lies, from the zoom that it is worth', async () => {
    const tiles = join(folder, 'tiles');
    const summary = await buildMapTiles(await villageFile(), tiles);
    expect(summary.features).toEqual({ roads: 2, waterways: 0, water: 1, buildings: 1 });
    expect(summary.bounds).toEqual([108.4, 22.8, 108.41, 22.8]);
    const layersAt = async (z: number) => {
      const [x, y] = tileAt([108.405, 22.8], z);
      const bytes = gunzipSync(await readFile(tileFile(tiles, z, x, y)));
      const { layers } = new VectorTile(new PbfReader(bytes));
      return Object.fromEntries(
        Object.entries(layers).map(([name, layer]) => [
          name,
          Array.from({ length: layer.length }, (_, index) => layer.feature(index).properties['class']),
        ]),
      );
    };
    expect(await layersAt(9)).toEqual({ roads: ['primary'], water: ['water'] });
    expect((await layersAt(14))['roads']).toEqual(['primary', 'path']);
    // Web Mercator by hand: x = (108.405 + 180) ÷ 360 × 2^14.
    expect(tileAt([108.405, 22.8], 14)[0]).toBe(Math.floor((288.405 / 360) * 16_384));
  });

  it('takes the place of the former tiles as a whole', async () => {
    const tiles = join(folder, 'again');
    await buildMapTiles(await villageFile(), tiles);
    await writeFile(join(tiles, 'left-over'), '');
    await buildMapTiles(await villageFile(), tiles);
    expect(await readdir(tiles)).not.toContain('left-over');
  });
});

it('buildings leave as GeoJSON under the names of the key-buildings profile', async () => {
  const out = join(folder, 'buildings.geojson');
  expect(await writeBuildings(await villageFile(), out)).toBe(1);
  const { features } = JSON.parse(await readFile(out, 'utf8')) as {
    features: { properties: unknown; geometry: { type: string } }[];
  };
  expect(features.map(({ properties, geometry }) => [properties, geometry.type])).toEqual([
    [
      { code: 'way/106', name_zh: '爱琴海', name_en: '爱琴海', address: '民族大道', status: 'IN_USE' },
      'Polygon',
    ],
  ]);
});

const LIECHTENSTEIN = new URL(
  '../../../../../shared/data/osm-liechtenstein/liechtenstein-latest.osm.pbf',
  import.meta.url,
).pathname;

describe.skipIf(!existsSync(LIECHTENSTEIN))('Liechtenstein (skipped without the shared data)', () => {
  it('has its roads, its waters, and every one of its buildings with a whole footprint', async () => {
    const buildingIds = (await readWhole(LIECHTENSTEIN)).flatMap((element) =>
      element.type !== 'node' && (element.tags?.['building'] ?? 'no') !== 'no'
        ? [`${element.type}/${element.id}`]
        : [],
    );
    const features = await readMapFeatures(LIECHTENSTEIN);
    const drawn = new Set(features.filter(({ layer }) => layer === 'buildings').map(({ id }) => id));
    expect(buildingIds.length).toBeGreaterThan(8_900);
    expect([...drawn].filter((id) => !buildingIds.includes(id))).toEqual([]);
    // What is left out is not closed, or is a relation whose ways are not all there.
    expect(buildingIds.length - drawn.size).toBeLessThan(20);
  });
});
