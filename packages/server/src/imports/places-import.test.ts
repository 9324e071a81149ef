import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImportBench, type ImportBench } from '../../test/import-bench.ts';
import { createOwnerContext } from '../identity/request-context.ts';
import { fromWgs84 } from '../places/datum.ts';
import { greatCircleMetres } from '../places/great-circle.ts';
import type { Outline, Position } from '../places/place.entity.ts';
import { loadPlaces } from '../places/place.service.ts';
import { ApplicantKeys } from './applicant-keys.ts';
import { runImportCommand } from './import-command.ts';
import { builtInProfileNames, loadProfile } from './profile.ts';
import { runImport } from './run-import.ts';
import { fitProfiles } from './suggest-mapping.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  await bench.database.pool.query('truncate demand_area, key_building, import_before');
});

const AREAS = [
  '需求单元编码,名称,英文名称,单元类型,镇街,常住人口,企业数,经度,纬度,边界,数据来源',
  'D1,金湖社区,Jinhu,社区,金湖片,12000,340,108.37,22.81,,上报',
  'D2,仙湖村,,村,仙湖片,0,,,,"POLYGON((108.4 22.8,108.42 22.8,108.42 22.82,108.4 22.82,108.4 22.8))",',
  'D3,D3,,,,,,108.5,22.7,,',
  '',
].join('\n');

const BUILDINGS = [
  'code,name_zh,town_or_street,enterprises,floor_area_square_metres,status,opened_on,closed_on,longitude,latitude',
  'K1,甲,金湖片,200,45000.5,IN_USE,2019-05-01,,108.37,22.81',
  'K2,乙,金湖片,,,PLANNED,2022-03-01,,108.38,22.81',
  'K3,丙,,,,CLOSED,2015-01-01,2021-07-01,108.39,22.81',
  '',
].join('\n');

const places = async () => {
  const { rows } = await bench.database.pool.query<{ id: number }>('select id from bureau');
  return loadPlaces(bench.database.pool, rows[0]?.id ?? 0);
};
const stored = async (table: 'demand_area' | 'key_building' | 'service_point') =>
  (await bench.database.pool.query<Record<string, unknown>>(`select * from ${table} order by code`)).rows;
const refusalsOf = async (content: string, profile: string) => {
  const { runId } = await bench.importFile(content, profile);
  return (await bench.refusals(runId)).map(({ row, column, code }) => [row, column, code]);
};

describe('demand areas', () => {
  it('go in with what the file states; nobody is not unknown, and an outline gives a position inside it', async () => {
    expect(await bench.importFile(AREAS, 'demand-areas')).toMatchObject({ rowsRefused: 0, recordsAdded: 3 });
    const { demandAreas } = await places();
    expect(demandAreas).toMatchObject([
      {
        code: 'D1',
        nameEn: 'Jinhu',
        kind: 'COMMUNITY',
        townOrStreet: '金湖片',
        residents: 12000,
        enterprises: 340,
      },
      { code: 'D2', nameEn: '仙湖村', kind: 'VILLAGE', residents: 0, enterprises: null },
      { code: 'D3', kind: 'GRID_CELL', townOrStreet: null, residents: null, position: [108.5, 22.7] },
    ]);
    const [longitude = 0, latitude = 0] = demandAreas[1]?.position ?? [];
    expect(longitude).toBeCloseTo(108.41, 3);
    expect(latitude).toBeCloseTo(22.81, 3);
    expect((await stored('demand_area'))[1]).toMatchObject({
      boundary: { type: 'Polygon' },
      source_datum: 'WGS84',
    });
  });

  it('sent again change nothing, corrected change what differs, and the change is listed', async () => {
    await bench.importFile(AREAS, 'demand-areas');
    const version = await bench.dataVersion();
    expect(await bench.importFile(AREAS, 'demand-areas')).toMatchObject({
      recordsAdded: 0,
      recordsChanged: 0,
      recordsUnchanged: 3,
    });
    expect(await bench.dataVersion()).toBe(version);
    const corrected = AREAS.replace('12000', '12500').replace('108.42 22.82', '108.43 22.83');
    const { runId, ...counts } = await bench.importFile(corrected, 'demand-areas');
    expect(counts).toMatchObject({ recordsAdded: 0, recordsChanged: 2, recordsUnchanged: 1 });
    const { rows } = await bench.database.pool.query(
      'select record_key, action, differences from import_change where import_run_id = $1 order by ordinal',
      [runId],
    );
    expect(rows[0]).toEqual({
      record_key: 'D1',
      action: 'CHANGED',
      differences: [{ field: 'residents', before: '12000', after: '12500' }],
    });
    const outline = expect.stringMatching(/^Polygon [0-9a-f]{8}$/);
    expect(rows[1]).toMatchObject({
      record_key: 'D2',
      differences: expect.arrayContaining([{ field: 'boundary', before: outline, after: outline }]),
    });
  });

  it('are taken back and sent again to the same', async () => {
    const { runId } = await bench.importFile(AREAS, 'demand-areas');
    const whole = await places();
    const changed = await bench.importFile(AREAS.replace('12000', '9'), 'demand-areas');
    expect(await bench.undo(runId)).toMatchObject({ refusal: { code: 'UNDO_BLOCKED' } });
    expect(await bench.undo(changed.runId)).toMatchObject({ recordsChanged: 1, refusal: null });
    expect((await places()).demandAreas).toEqual(whole.demandAreas);
    await bench.database.pool.query('truncate demand_area, import_before');
    const again = await bench.importFile(AREAS, 'demand-areas');
    expect(await bench.undo(again.runId)).toMatchObject({ recordsRemoved: 3, refusal: null });
    expect((await places()).demandAreas).toEqual([]);
    expect(await bench.importFile(AREAS, 'demand-areas')).toMatchObject({ recordsAdded: 3 });
    expect((await places()).demandAreas.map(({ id: _id, ...area }) => area)).toEqual(
      whole.demandAreas.map(({ id: _id, ...area }) => area),
    );
  });

  it('that are nowhere, at 0, 0, or half somewhere are refused', async () => {
    expect(
      await refusalsOf(
        'code,residents,longitude,latitude\nA,1,,\nB,1,0,0\nC,1,108.3,\nD,1,,22.8\nE,-5,108.3,22.8\nF,1,0,22.8\n',
        'demand-areas',
      ),
    ).toEqual([
      [1, 'longitude', 'MISSING_COORDINATES'],
      [2, 'longitude', 'ZERO_COORDINATES'],
      [3, 'latitude', 'MISSING_COORDINATES'],
      [4, 'longitude', 'MISSING_COORDINATES'],
      [5, 'residents', 'OUT_OF_RANGE'],
    ]);
  });

  it('in a file that has no column for where they are fail as a whole', async () => {
    expect(await bench.importFile('code,residents\nA,1\n', 'demand-areas')).toMatchObject({
      refusal: { code: 'MISSING_COLUMN' },
    });
  });

  it('twice under one code with different content are refused, both', async () => {
    expect(
      await refusalsOf(
        'code,longitude,latitude\nA,108.3,22.8\nA,108.3,22.8\nB,108.3,22.8\nB,108.4,22.8\n',
        'demand-areas',
      ),
    ).toEqual([
      [3, 'code', 'DUPLICATE_KEY_DIFFERENT_CONTENT'],
      [4, 'code', 'DUPLICATE_KEY_DIFFERENT_CONTENT'],
    ]);
    expect((await places()).demandAreas).toHaveLength(1);
  });
});

describe('swapped coordinates', () => {
  it('of China are told by a latitude beyond the poles, with the pair that was meant', async () => {
    const { runId } = await bench.importFile('code,longitude,latitude\nA,22.8148,108.3665\n', 'demand-areas');
    expect(await bench.refusals(runId)).toMatchObject([
      {
        row: 1,
        column: 'latitude',
        value: '108.3665',
        code: 'SWAPPED_COORDINATES',
        expected: '经度 108.3665，纬度 22.8148 · longitude 108.3665, latitude 22.8148',
      },
    ]);
  });

  it('of elsewhere are told by the other places of the file', async () => {
    const { runId } = await bench.importFile(
      'code,longitude,latitude\nA,9.52,47.14\nB,9.53,47.2\nC,47.15,9.51\nD,9.6,47.1\nE,16.37,48.21\n',
      'demand-areas',
    );
    expect(await bench.refusals(runId)).toMatchObject([
      { row: 3, value: '47.15, 9.51', code: 'SWAPPED_COORDINATES', raw: { code: 'C', longitude: '47.15' } },
    ]);
    expect((await places()).demandAreas.map(({ code }) => code)).toEqual(['A', 'B', 'D', 'E']);
  });

  it('of a whole file are told by the places that are in; a file that puts right what is wrong is not held against it', async () => {
    const good = 'code,longitude,latitude\nA,9.52,47.14\nB,9.53,47.2\nC,9.51,47.15\n';
    const bad = 'code,longitude,latitude\nA,47.14,9.52\nB,47.2,9.53\nC,47.15,9.51\n';
    await bench.importFile(bad, 'demand-areas');
    expect(await bench.importFile(good, 'demand-areas')).toMatchObject({ recordsChanged: 3, rowsRefused: 0 });
    expect(await refusalsOf(bad, 'key-buildings')).toHaveLength(3);
    expect((await places()).keyBuildings).toEqual([]);
  });
});

describe('a datum', () => {
  const NANNING: Position = [108.3665, 22.8148];
  const near = (row: Record<string, unknown> | undefined) =>
    greatCircleMetres([Number(row?.['longitude']), Number(row?.['latitude'])], NANNING);

  it('that a row declares is converted, the outline too, and kept as what it was', async () => {
    const corners: Position[] = [
      [108.36, 22.81],
      [108.37, 22.81],
      [108.37, 22.82],
      [108.36, 22.81],
    ];
    const rowOf = (code: string, word: string, datum: 'WGS84' | 'GCJ02' | 'BD09') => {
      const outline = corners.map((corner) => fromWgs84(corner, datum).join(' ')).join(',');
      return `${code},${fromWgs84(NANNING, datum).join(',')},${word},"POLYGON((${outline}))"`;
    };
    const file = [
      'code,longitude,latitude,坐标系,boundary',
      rowOf('A', 'GCJ-02', 'GCJ02'),
      rowOf('B', '百度', 'BD09'),
      rowOf('C', 'CGCS2000', 'WGS84'),
    ].join('\n');
    expect(await bench.importFile(file, 'demand-areas')).toMatchObject({ recordsAdded: 3 });
    const rows = await stored('demand_area');
    expect(rows.map((row) => row['source_datum'])).toEqual(['GCJ02', 'BD09', 'WGS84']);
    for (const row of rows) {
      expect(near(row)).toBeLessThan(0.01);
      const { coordinates } = row['boundary'] as Extract<Outline, { type: 'Polygon' }>;
      for (const [index, corner] of corners.entries()) {
        expect(greatCircleMetres(coordinates[0]?.[index] ?? [0, 0], corner)).toBeLessThan(0.01);
      }
    }
  });

  it('that the profile declares holds for rows that do not, of service points as well', async () => {
    const [longitude, latitude] = fromWgs84(NANNING, 'GCJ02');
    const profile = { ...(await loadProfile('service-points')), datum: 'GCJ02' as const };
    const filePath = join(await mkdtemp(join(tmpdir(), 'service-circle-datum-')), 'points.csv');
    await writeFile(
      filePath,
      `code,name_zh,kind,status_history,longitude,latitude,datum\nX1,点,BANK,OPERATING 2021-01-01,${longitude},${latitude},\nX2,点,BANK,OPERATING 2021-01-01,${NANNING.join(',')},WGS84\nX3,点,BANK,OPERATING 2021-01-01,,,\n`,
    );
    const summary = await runImport({
      pool: bench.database.pool,
      bureauCode: 'B',
      filePath,
      profile,
      dryRun: false,
      actor: 'test',
      now: () => new Date(),
    });
    expect(summary).toMatchObject({ recordsAdded: 3, rowsRefused: 0 });
    const points = (await stored('service_point')).filter(({ code }) => String(code).startsWith('X'));
    expect(points.map((row) => row['source_datum'])).toEqual(['GCJ02', 'WGS84', 'WGS84']);
    expect(near(points[0])).toBeLessThan(0.01);
    expect(near(points[1])).toBe(0);
    expect(points[2]).toMatchObject({ longitude: null, latitude: null });
  });

  it('that the operator declares holds for the file, and is for records on the map only', async () => {
    const [longitude, latitude] = fromWgs84(NANNING, 'BD09');
    const file = join(await mkdtemp(join(tmpdir(), 'service-circle-datum-')), 'areas.csv');
    await writeFile(file, `code,longitude,latitude\nA,${longitude},${latitude}\n`);
    const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });
    const command = (profileName: string) =>
      runImportCommand(
        {
          owner: createOwnerContext(bench.database.pool),
          file,
          profileName,
          bureauCode: 'B',
          sheet: null,
          datum: 'BD09',
          dryRun: false,
          applicantKeys: new ApplicantKeys([Buffer.alloc(32).toString('base64')]),
        },
        silent(),
        silent(),
      );
    expect(await command('demand-areas')).toBe(0);
    const [area] = await stored('demand_area');
    expect(area?.['source_datum']).toBe('BD09');
    expect(near(area)).toBeLessThan(0.01);
    await expect(command('service-items')).rejects.toThrow('--datum is for records on the map');
  });

  it('that there is none of is refused', async () => {
    expect(await refusalsOf('code,longitude,latitude,datum\nA,108.3,22.8,北京54\n', 'demand-areas')).toEqual([
      [1, 'datum', 'UNKNOWN_VALUE'],
    ]);
  });
});

describe('key buildings', () => {
  it('go in with their days and amounts, are idempotent, and are taken back', async () => {
    const first = await bench.importFile(BUILDINGS, 'key-buildings');
    expect(first).toMatchObject({ rowsRefused: 0, recordsAdded: 3 });
    expect((await places()).keyBuildings).toMatchObject([
      {
        code: 'K1',
        status: 'IN_USE',
        openedOn: '2019-05-01',
        closedOn: null,
        floorAreaSquareMetres: 45000.5,
      },
      {
        code: 'K2',
        status: 'PLANNED',
        openedOn: '2022-03-01',
        enterprises: null,
        floorAreaSquareMetres: null,
      },
      { code: 'K3', status: 'CLOSED', openedOn: '2015-01-01', closedOn: '2021-07-01' },
    ]);
    expect(await bench.importFile(BUILDINGS, 'key-buildings')).toMatchObject({ recordsUnchanged: 3 });
    expect(await bench.undo(first.runId)).toMatchObject({ recordsRemoved: 3 });
    expect((await places()).keyBuildings).toEqual([]);
  });

  it('whose status and days contradict each other are refused', async () => {
    const header = 'code,status,opened_on,closed_on,longitude,latitude';
    expect(
      await refusalsOf(
        `${header}\nA,CLOSED,,,108,22\nB,IN_USE,,2021-01-01,108,22\nC,PLANNED,,2021-01-01,108,22\nD,CLOSED,2021-01-01,2021-01-01,108,22\nE,CLOSED,2021-01-01,2020-01-01,108,22\nF,,2020-01-01,2021-01-01,108,22\nG,,,,108,22\n`,
        'key-buildings',
      ),
    ).toEqual(['A', 'B', 'C', 'D', 'E'].map((_, index) => [index + 1, 'closed_on', 'CONTRADICTORY_DATES']));
    expect((await places()).keyBuildings).toMatchObject([
      { code: 'F', status: 'CLOSED' },
      { code: 'G', status: 'IN_USE' },
    ]);
  });
});

describe('service points', () => {
  const file = (rest: string) =>
    `code,name_zh,kind,status_history,key_building_code,handled_items\n${rest}\n`;

  it('state the building they stand in and the items they handle; an unknown item is refused', async () => {
    const { runId } = await bench.importFile(
      file(
        'H1,点,BANK,OPERATING 2021-01-01,K9,I1\nH2,点,BANK,OPERATING 2021-01-01,,\nH3,点,BANK,OPERATING 2021-01-01,,I1;I9',
      ),
      'service-points',
    );
    expect(await bench.refusals(runId)).toMatchObject([
      { row: 3, column: 'handled_items', value: 'I9', code: 'UNKNOWN_REFERENCE' },
    ]);
    const points = (await stored('service_point')).filter(({ code }) => String(code).startsWith('H'));
    expect(points).toMatchObject([
      { key_building_code: 'K9', handled_item_codes: ['I1'] },
      { key_building_code: null, handled_item_codes: null },
    ]);
  });

  it('with two statuses of one day, or out of order, are refused', async () => {
    expect(
      await refusalsOf(
        file(
          'S1,点,BANK,PREPARING 2021-01-01;OPERATING 2021-01-01,,\nS2,点,BANK,OPERATING 2021-02-01;SUSPENDED 2021-01-01,,',
        ),
        'service-points',
      ),
    ).toEqual([
      [1, 'status_history', 'STATUS_ORDER'],
      [2, 'status_history', 'STATUS_ORDER'],
    ]);
  });
});

describe('twenty thousand demand areas', () => {
  it('go in by a few statements, not one by one', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => {
      const [x, y] = [108 + (index % 200) / 200, 22 + Math.floor(index / 200) / 100];
      return `D${index},${index},"POLYGON((${x} ${y},${x + 0.005} ${y},${x + 0.005} ${y + 0.01},${x} ${y}))"`;
    });
    const file = ['code,residents,boundary', ...rows].join('\n');
    bench.database.takeStatements();
    expect(await bench.importFile(file, 'demand-areas')).toMatchObject({ recordsAdded: 20_000 });
    expect(bench.database.takeStatements().length).toBeLessThan(80);
    expect(await bench.importFile(file, 'demand-areas')).toMatchObject({ recordsUnchanged: 20_000 });
  }, 60_000);
});

describe('the same areas', () => {
  const near = fc.double({ min: 0, max: 0.4, noNaN: true });
  const area = fc.record({
    code: fc.stringMatching(/^[A-Z0-9村-]{1,6}$/),
    residents: fc.option(fc.nat(50_000)),
    corner: fc.tuple(near, near),
    size: fc.double({ min: 1e-4, max: 0.05, noNaN: true }),
  });

  it('go in alike from a table with WKT, from a table with GeoJSON, and from GeoJSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(area, { minLength: 1, maxLength: 5, selector: ({ code }) => code }),
        async (areas) => {
          const drawn = areas.map(({ code, residents, corner: [x, y], size }) => {
            const [west, south] = [108.2 + x, 22.6 + y];
            const ring = [
              [west, south],
              [west + size, south],
              [west + size, south + size],
              [west, south],
            ];
            return { code, residents, ring, geometry: { type: 'Polygon', coordinates: [ring] } };
          });
          const table = (outline: (each: (typeof drawn)[number]) => string) =>
            [
              'code,residents,boundary',
              ...drawn.map(
                (each) => `${each.code},${each.residents ?? ''},"${outline(each).replaceAll('"', '""')}"`,
              ),
            ].join('\n');
          const files = [
            table(({ ring }) => `POLYGON((${ring.map((position) => position.join(' ')).join(',')}))`),
            table(({ geometry }) => JSON.stringify(geometry)),
            JSON.stringify({
              type: 'FeatureCollection',
              features: drawn.map(({ code, residents, geometry }) => ({
                type: 'Feature',
                properties: { code, residents },
                geometry,
              })),
            }),
          ];
          const facts: unknown[] = [];
          for (const file of files) {
            await bench.database.pool.query('truncate demand_area, import_before');
            expect(await bench.importFile(file, 'demand-areas')).toMatchObject({
              rowsRefused: 0,
              recordsAdded: areas.length,
            });
            facts.push(
              (await stored('demand_area')).map(({ id: _id, import_run_id: _run, ...fact }) => fact),
            );
          }
          expect(facts[1]).toEqual(facts[0]);
          expect(facts[2]).toEqual(facts[0]);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('a file of places', () => {
  it.each([
    ['service-points', '服务点编码,名称,类型,经度,纬度,状态沿革'],
    ['service-points', 'code,name_zh,kind,longitude,latitude,status_history'],
    ['demand-areas', '需求单元编码,名称,单元类型,镇街,常住人口,企业数,边界'],
    ['demand-areas', 'code,name_zh,kind,town_or_street,residents,enterprises,longitude,latitude'],
    ['demand-areas', 'code,residents,geometry'],
    ['key-buildings', '楼宇编码,名称,镇街,入驻企业数,建筑面积平方米,楼宇状态,启用日期,经度,纬度'],
    ['key-buildings', 'code,name_zh,status,opened_on,closed_on,geometry'],
  ])('is recognised as %s by its header: %s', async (name, header) => {
    const profiles = await Promise.all((await builtInProfileNames()).map(loadProfile));
    const [best] = fitProfiles(profiles, header.split(','));
    expect(best).toMatchObject({ profile: { name }, missingColumns: [] });
  });
});

describe('a run of before there were datums', () => {
  it('is taken back to what was there', async () => {
    const file = (name: string) => `code,name_zh,kind,status_history\nU1,${name},BANK,OPERATING 2021-01-01\n`;
    await bench.importFile(file('旧'), 'service-points');
    const { runId } = await bench.importFile(file('新'), 'service-points');
    // As the migration finds what earlier versions kept, and leaves it.
    await bench.database.pool.query(
      'update import_before set before = (before - \'{source_datum,handled_item_codes,key_building_code}\'::text[]) || \'{"source_datum": "WGS84"}\' where before is not null',
    );
    expect(await bench.undo(runId)).toMatchObject({ recordsChanged: 1, refusal: null });
    const [point] = (await stored('service_point')).filter(({ code }) => code === 'U1');
    expect(point).toMatchObject({ name_zh: '旧', source_datum: 'WGS84', handled_item_codes: null });
  });
});
