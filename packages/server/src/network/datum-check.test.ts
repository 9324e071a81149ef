import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metresFrom, writeRiverExtract } from '../../test/river-network.ts';
import { runQuery } from '../../test/run-query.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { addBureau } from '../bureau/add-bureau.ts';
import { Principal } from '../identity/principal.ts';
import { createRequestContext } from '../identity/request-context.ts';
import { fromWgs84, toWgs84 } from '../places/datum.ts';
import { greatCircleMetres } from '../places/great-circle.ts';
import type { Position } from '../places/place.entity.ts';
import { hasEmbeddedValhalla } from './embedded-valhalla.ts';
import { addNetworkCommands } from './network-commands.ts';

/** Nineteen houses 10 m west of the western bank's road, 100 m from each other. */
const HOUSES = Array.from({ length: 19 }, (_, index) => metresFrom(-10, index * 100 - 900));

describe.skipIf(!hasEmbeddedValhalla())('coordinates in the wrong datum', () => {
  let database: TestDatabase;
  let dataFolder: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-datum-'));
    await addBureau(database.pool, {
      code: 'RIVER',
      nameZh: '江',
      nameEn: 'River',
      timeZone: 'Asia/Shanghai',
      calendarCode: 'CN',
      standardHours: [{ open: '09:00', close: '17:00' }],
    });
    const [longitude, latitude] = metresFrom(0, 0);
    await database.pool.query(
      `insert into service_point (bureau_id, code, name_zh, name_en, kind, form, longitude, latitude, provenance, content_hash)
       select id, 'P1', 'P1', 'P1', 'SERVICE_HALL', 'POINT', $1, $2, 'SYNTHETIC', '' from bureau where code = 'RIVER'`,
      [longitude, latitude],
    );
    await command('load', await writeRiverExtract(), '--name', 'river');
    await command('use', 'river', '--bureau', 'RIVER');
  });
  afterAll(() => database.close());

  /** What the command line prints. */
  async function command(...args: string[]): Promise<string[]> {
    const lines: string[] = [];
    const program = new Command().exitOverride();
    addNetworkCommands(program, {
      run: async (work) => {
        expect(
          await work(createRequestContext({ database, principal: new Principal('OPERATOR') }), dataFolder),
        ).toBe(0);
      },
      print: (line) => lines.push(line),
    });
    await program.parseAsync(['network', ...args], { from: 'user' });
    return lines;
  }

  async function putHouses(at: (house: Position) => Position): Promise<void> {
    await database.pool.query('delete from key_building');
    await database.pool.query(
      `insert into key_building (bureau_id, code, name_zh, name_en, status, longitude, latitude, provenance, content_hash)
       select b.id, h.code, h.code, h.code, 'IN_USE', (h.position->>0)::float8, (h.position->>1)::float8, 'SYNTHETIC', ''
       from bureau b, jsonb_to_recordset($1::jsonb) as h (code text, position jsonb) where b.code = 'RIVER'`,
      [JSON.stringify(HOUSES.map((house, index) => ({ code: `H${index}`, position: at(house) })))],
    );
  }

  async function suspicions() {
    const { placementReport } = await runQuery<{ placementReport: { datumSuspicions: object[] } }>(
      database,
      `{ placementReport(bureau: "RIVER", mode: WALK) {
         datumSuspicions { kind mistake places nearer medianSnapMetres convertedMedianSnapMetres } } }`,
    );
    return placementReport.datumSuspicions;
  }

  it('houses of a map in GCJ-02 taken for WGS-84 are suspected, with how far they are off their road', async () => {
    await putHouses((house) => fromWgs84(house, 'GCJ02'));
    const lines = await command('travel-times', '--bureau', 'RIVER', '--mode', 'WALK');
    // The shift there is some 400 m east and 300 m south: east of the eastern road, which is 310 m from the houses.
    const east = greatCircleMetres(
      [fromWgs84(metresFrom(-10, 0), 'GCJ02')[0], 22.8],
      [metresFrom(300, 0)[0], 22.8],
    );
    expect(east).toBeGreaterThan(50);
    expect(await suspicions()).toEqual([
      {
        kind: 'KEY_BUILDING',
        mistake: 'GCJ02_AS_WGS84',
        places: 19,
        nearer: 19,
        medianSnapMetres: expect.closeTo(east, -1),
        convertedMedianSnapMetres: expect.closeTo(10, 0),
      },
    ]);
    expect(lines[1]).toMatch(
      /^KEY_BUILDING: the coordinates look like GCJ02 taken for WGS84: \d+ m from a road at the median, 10 m when that is undone, and 19 of 19 places nearer\.$/,
    );
  });

  it('those of a map in BD-09 too, and those that were converted in vain', async () => {
    await putHouses((house) => fromWgs84(house, 'BD09'));
    await command('travel-times', '--bureau', 'RIVER', '--mode', 'WALK');
    expect(await suspicions()).toMatchObject([{ mistake: 'BD09_AS_WGS84', nearer: 19 }]);
    await putHouses((house) => toWgs84(house, 'GCJ02'));
    await command('travel-times', '--bureau', 'RIVER', '--mode', 'WALK');
    expect(await suspicions()).toMatchObject([{ mistake: 'WGS84_AS_GCJ02', nearer: 19 }]);
  });

  it('houses where they stand are not, and the suspicion goes with them', async () => {
    await putHouses((house) => house);
    expect(await command('travel-times', '--bureau', 'RIVER', '--mode', 'WALK')).toEqual([
      'WALK: 19 pairs computed, SUCCEEDED.',
    ]);
    expect(await suspicions()).toEqual([]);
  });
});
