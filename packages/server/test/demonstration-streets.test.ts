import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STREETS_NETWORK } from '../src/demonstration/load-streets.ts';
import { Principal } from '../src/identity/principal.ts';
import { hasEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import { removeNetwork } from '../src/network/load-network.ts';
import { networkFolder } from '../src/network/map-tiles.route.ts';
import { openEngine } from '../src/network/open-engine.ts';
import type { OsmTags } from '../src/network/osm-extract.ts';
import { SNAP_CUTOFF_METRES } from '../src/network/routing-engine.ts';
import type { Position } from '../src/places/place.entity.ts';
import { recordAudit } from '../src/platform/audit-trail.ts';
import { createDemonstrationDatabase, loadStreets } from './demonstration-database.ts';
import { runQuery } from './run-query.ts';
import { onFoot, StreetGraph } from './street-graph.ts';
import type { TestDatabase } from './test-database.ts';

// The demonstration's own streets by the real path: file, tiles, matrices, coverage. Skipped where the optional package is not installed.

interface Place {
  readonly code: string;
  readonly residents: number;
  readonly position: Position;
}
interface Answer {
  coverage: {
    basis: { source: string; networkName: string | null; attribution: string | null };
    figures: { residents: { covered: { numerator: number; denominator: number } } };
  };
  coverageMap: Record<'demandAreas' | 'keyBuildings', { codes: string[]; nearestMinutes: (number | null)[] }>;
}

const ATTRIBUTION = '演示用合成路网 · Synthetic streets, demonstration';
/** The engine rounds, and puts a place onto a road a little otherwise. */
const AGREE_SHARE = 0.05;

function allowedSpeed({ highway, maxspeed }: OsmTags): number | null {
  return highway === undefined || highway === 'footway' ? null : 3.6 / Number(maxspeed);
}

describe.skipIf(!hasEmbeddedValhalla())('the streets of the demonstration', () => {
  let database: TestDatabase;
  let dataFolder: string;
  let told: string[];

  beforeAll(async () => {
    database = await createDemonstrationDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-demonstration-'));
    told = await loadStreets(database, dataFolder);
  });
  afterAll(() => database.close());

  const answerOf = (where: string) =>
    runQuery<Answer>(
      database,
      `{ coverage(bureau: "QINGXIU", where: ${where}) {
           basis { source networkName attribution }
           figures { residents { covered { numerator denominator } } } }
         coverageMap(bureau: "QINGXIU", where: ${where}) {
           demandAreas { codes nearestMinutes } keyBuildings { codes nearestMinutes } } }`,
    );

  const streetsFile = () => join(dataFolder, 'demonstration', 'streets.osm.pbf');

  async function runsOnRecord(): Promise<number> {
    const { rows } = await database.pool.query<{ count: number }>('select count(*) from travel_run');
    return rows[0]?.count ?? 0;
  }

  async function places(table: 'demand_area' | 'key_building'): Promise<Place[]> {
    const { rows } = await database.pool.query<{
      code: string;
      residents: number;
      longitude: number;
      latitude: number;
    }>(
      `select code, ${table === 'demand_area' ? 'residents' : '0 as residents'}, longitude, latitude from ${table}`,
    );
    return rows.map(({ longitude, latitude, ...row }) => ({ ...row, position: [longitude, latitude] }));
  }

  it('are told of while they are loaded, and stand under terms of their own', async () => {
    expect(told.every((line) => line.startsWith('Loading the demonstration district'))).toBe(true);
    const { roadNetwork } = await runQuery<{ roadNetwork: object }>(
      database,
      '{ roadNetwork(bureau: "QINGXIU") { name fileName licence attribution } }',
    );
    expect(roadNetwork).toEqual({
      name: STREETS_NETWORK,
      fileName: 'streets.osm.pbf',
      licence: 'Apache-2.0',
      attribution: ATTRIBUTION,
    });
  });

  it('have a time for every pair in every mode, and no place off them', async () => {
    const { travelMatrices } = await runQuery<{
      travelMatrices: { pairsDue: number; pairsComputed: number; pairsUnreachable: number }[];
    }>(database, '{ travelMatrices(bureau: "QINGXIU") { pairsDue pairsComputed pairsUnreachable } }');
    const pairs = ((await places('demand_area')).length + (await places('key_building')).length) * 9;
    expect(travelMatrices).toEqual(
      ['WALK', 'CYCLE', 'DRIVE'].map(() => ({ pairsDue: pairs, pairsComputed: pairs, pairsUnreachable: 0 })),
    );
    const { rows } = await database.pool.query<{ off: number; farthest: number }>(
      `select count(*) filter (where snap_metres is null) as off, max(snap_metres) as farthest
       from (select snap_metres from travel_row union all select snap_metres from travel_target) s`,
    );
    expect(rows[0]?.off).toBe(0);
    expect(rows[0]?.farthest).toBeLessThan(SNAP_CUTOFF_METRES / 2);
  });

  it('give the coverage that shortest ways over the same file give, found without the engine', async () => {
    const graph = await StreetGraph.read(streetsFile(), onFoot);
    // All but the one in preparation.
    const { rows: points } = await database.pool.query<{ longitude: number; latitude: number }>(
      "select longitude, latitude from service_point where code <> 'QX-P08'",
    );
    expect(points).toHaveLength(8);
    const targets = points.map(({ longitude, latitude }): Position => [longitude, latitude]);
    const minutesFrom = ({ position }: Place) => Math.min(...graph.seconds(position, targets)) / 60;
    const { coverage, coverageMap } = await answerOf('{ mode: WALK, thresholdMinutes: 30 }');
    expect(coverage.basis).toEqual({
      source: 'NETWORK',
      networkName: STREETS_NETWORK,
      attribution: ATTRIBUTION,
    });
    const [areas, buildings] = [await places('demand_area'), await places('key_building')];
    const apart = [
      [areas, coverageMap.demandAreas] as const,
      [buildings, coverageMap.keyBuildings] as const,
    ].flatMap(([some, { codes, nearestMinutes }]) =>
      some.flatMap((place) => {
        const [walked, minutes] = [minutesFrom(place), nearestMinutes[codes.indexOf(place.code)] ?? 0];
        return Math.abs(walked - minutes) > AGREE_SHARE * walked + 0.5
          ? [{ code: place.code, walked, minutes }]
          : [];
      }),
    );
    expect(apart).toEqual([]);
    const within = (minutes: number) =>
      areas.reduce((sum, area) => sum + (minutesFrom(area) <= minutes ? area.residents : 0), 0);
    const { numerator, denominator } = coverage.figures.residents.covered;
    expect(denominator).toBe(areas.reduce((sum, { residents }) => sum + residents, 0));
    expect(numerator).toBeGreaterThanOrEqual(within(30 * (1 - AGREE_SHARE)));
    expect(numerator).toBeLessThanOrEqual(within(30));
    // A picture that tells something: on foot some are within half an hour and some are not, and the river makes a difference.
    expect(numerator / denominator).toBeGreaterThan(0.3);
    expect(numerator / denominator).toBeLessThan(0.7);
  });

  it.each([
    ['WALK', onFoot, 0.01, 0.02],
    // Faster than a bicycle is taken to go on any street; quiet ones are preferred to short ones.
    ['CYCLE', (tags: OsmTags) => (tags['highway'] === undefined ? null : 3.6 / 18), 0.2, 0.5],
    // What is allowed, without a turn or a crossing.
    ['DRIVE', allowedSpeed, 0.05, 0.15],
  ] as const)(
    'by %s have no time below the quickest way at the speeds of the file, and few far above',
    async (mode, pace, medianShare, p95Share) => {
      const engine = await openEngine({ serviceUrl: null, name: STREETS_NETWORK }, dataFolder);
      const graph = await StreetGraph.read(streetsFile(), pace);
      const { rows: points } = await database.pool.query<{ longitude: number; latitude: number }>(
        'select longitude, latitude from service_point',
      );
      const onRoads = async (positions: readonly Position[]) =>
        (await engine.locate(mode, positions)).flatMap((snap) => (snap ? [snap.position] : []));
      const from = await onRoads((await places('demand_area')).map(({ position }) => position));
      const to = await onRoads(points.map(({ longitude, latitude }): Position => [longitude, latitude]));
      const times = await engine.matrix(mode, from, to);
      // The engine rounds down to whole seconds, which tells on short ways.
      const slower = from
        .flatMap((source, row) =>
          graph.seconds(source, to).map((quickest, column) => {
            const seconds = (times[row]?.[column] ?? Number.NaN) + 1;
            return { quickest, share: seconds / quickest - 1 };
          }),
        )
        .filter(({ quickest }) => quickest > 120)
        .map(({ share }) => share)
        .sort((one, other) => one - other);
      expect(slower.length).toBeGreaterThan(700);
      const at = (share: number) => slower[Math.floor(share * (slower.length - 1))];
      expect(at(0)).toBeGreaterThan(0);
      expect(at(0.5)).toBeLessThan(medianShare);
      expect(at(0.95)).toBeLessThan(p95Share);
    },
  );

  it('are loaded once, and taken up where a start was interrupted', async () => {
    const runs = await runsOnRecord();
    expect(await loadStreets(database, dataFolder)).toEqual([]);
    expect(await runsOnRecord()).toBe(runs);
    const before = await answerOf('{ mode: DRIVE, thresholdMinutes: 10 }');
    await database.pool.query('delete from bureau_network');
    expect((await answerOf('{ mode: DRIVE, thresholdMinutes: 10 }')).coverage.basis).toMatchObject({
      source: 'ESTIMATE',
      attribution: ATTRIBUTION,
    });
    await loadStreets(database, dataFolder);
    const { rows } = await database.pool.query<{ pairs: number }>(
      `select pairs_total as pairs from travel_run order by id desc limit 3`,
    );
    expect(rows.map(({ pairs }) => pairs)).toEqual([0, 0, 0]);
    expect(await answerOf('{ mode: DRIVE, thresholdMinutes: 10 }')).toEqual(before);
  });

  it('are built anew in a data folder that has lost them', async () => {
    await rm(networkFolder(dataFolder, STREETS_NETWORK), { recursive: true });
    await database.pool.query('delete from bureau_network');
    await loadStreets(database, dataFolder);
    const { travelMatrices } = await runQuery<{ travelMatrices: unknown[] }>(
      database,
      '{ travelMatrices(bureau: "QINGXIU") { networkName } }',
    );
    expect(travelMatrices).toHaveLength(3);
  });

  it('leave the estimate where another network has their name, and say so in a line', async () => {
    await database.pool.query("update network set sha256 = 'other'");
    await database.pool.query('delete from bureau_network');
    const [, line = ''] = await loadStreets(database, dataFolder);
    expect(line).toMatch(/estimated travel times .* NETWORK_NAME_IN_USE: /);
    expect((await answerOf('{ mode: WALK }')).coverage.basis.source).toBe('ESTIMATE');
  });

  it('are not put in the place of a network that the district uses already', async () => {
    await database.pool.query(
      'insert into bureau_network (bureau_id, network_id) select b.id, n.id from bureau b, network n',
    );
    expect(await loadStreets(database, dataFolder)).toEqual([]);
  });

  it('stay away when an operator has taken them away', async () => {
    await removeNetwork(database.pool, dataFolder, STREETS_NETWORK);
    const { rows } = await database.pool.query('select from bureau_network');
    expect(rows).toEqual([]);
    // As the command has it on record, see commands-on-record.test.ts.
    await recordAudit(database.pool, {
      action: 'NETWORK_REMOVED',
      actor: new Principal('OPERATOR'),
      address: null,
      at: new Date(),
      bureauCode: null,
      subject: { network: STREETS_NETWORK },
      outcome: 'SUCCEEDED',
      code: null,
    });
    expect(await loadStreets(database, dataFolder)).toEqual([]);
  });
});
