import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../src/app.ts';
import { hasEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import { loadExtract, loadService, type NetworkLoad, OSM_TERMS } from '../src/network/load-network.ts';
import { routingFolder } from '../src/network/open-engine.ts';
import { startCommand } from './command-line.ts';
import { addRiverBureau } from './river-bureau.ts';
import { metresFrom, walkingSeconds, writeRiverExtract } from './river-network.ts';
import { runLogger } from './run-log.ts';
import { type RunningProduct, startProduct } from './running-server.ts';
import { createTestDatabase } from './test-database.ts';

// Networks and travel times over HTTP, as the page uses them: a real server, a real engine in a process of its own. Skipped where the
// optional package is not installed.

interface Run {
  id: string;
  mode: string;
  status: string;
  pairsTotal: number;
  pairsDone: number;
  startedBy: string;
  finishedAt: string | null;
  isCancelRequested: boolean;
  error: { code: string } | null;
}
interface Started {
  computeTravelTimes: { run: Run | null; refusal: { code: string; message: string } | null };
}

const RUN = 'id mode status pairsTotal pairsDone startedBy finishedAt isCancelRequested error { code }';
const compute = (modes: string, bureau = 'RIVER') =>
  `mutation { computeTravelTimes(bureau: "${bureau}", modes: [${modes}]) { run { ${RUN} } refusal { code message } } }`;
const MATRICES = `{ travelMatrices(bureau: "RIVER") { networkName mode pairsDue pairsComputed pairsUnreachable computedAt } }`;

/** Of every place: so many that a computation can be stopped while it runs. */
const COPIES = 120;

describe.skipIf(!hasEmbeddedValhalla())('travel times over the API', () => {
  let product: RunningProduct;
  let guest: RunningProduct;
  let load: Omit<NetworkLoad, 'name'>;

  beforeAll(async () => {
    [product, guest] = await Promise.all([
      startProduct({ role: 'OPERATOR', createDatabase: createTestDatabase }),
      startProduct(),
    ]);
    const { pool } = product.database;
    await addRiverBureau(pool);
    load = {
      pool,
      dataFolder: product.dataFolder,
      terms: OSM_TERMS,
      now: () => new Date(),
      onProgress: () => undefined,
    };
    await loadExtract({ ...load, name: 'river' }, await writeRiverExtract());
  });
  afterAll(() => Promise.all([product.close(), guest.close()]));

  async function runs(): Promise<Run[]> {
    const { travelRuns } = await product.ask<{ travelRuns: { edges: { node: Run }[] } }>(
      `{ travelRuns(bureau: "RIVER", first: 100) { edges { node { ${RUN} } } } }`,
    );
    return travelRuns.edges.map(({ node }) => node);
  }

  async function until(isSo: (all: Run[]) => boolean): Promise<Run[]> {
    for (;;) {
      const all = await runs();
      if (isSo(all)) {
        return all;
      }
      await sleep(20);
    }
  }

  /** Keeps every computation from writing its next pairs until it is let go. */
  async function holdWriting(): Promise<() => Promise<void>> {
    const client = await product.database.pool.connect();
    await client.query('begin');
    await client.query('lock table travel_row in share mode');
    return async () => {
      await client.query('commit');
      client.release();
    };
  }

  async function rowsOf(mode: string): Promise<object[]> {
    const { rows } = await product.database.pool.query<object>(
      `select r.place_kind, r.place_id, r.snap_metres, r.seconds from travel_row r join travel_matrix m on m.id = r.matrix_id
       where m.mode = $1 order by r.place_kind, r.place_id`,
      [mode],
    );
    return rows;
  }

  async function deleteRows(mode: string): Promise<void> {
    await product.database.pool.query(
      'delete from travel_row where matrix_id in (select id from travel_matrix where mode = $1)',
      [mode],
    );
  }

  const ended = () => until((all) => all.every(({ status }) => status !== 'RUNNING'));

  it('are refused in words that can be acted on, and to a guest altogether', async () => {
    expect(await product.ask(compute('WALK'))).toMatchObject({
      computeTravelTimes: { run: null, refusal: { code: 'NETWORK_NOT_IN_USE' } },
    });
    expect(await product.ask(MATRICES)).toEqual({ travelMatrices: [] });
    expect(
      await product.ask(
        'mutation { useNetwork(bureau: "RIVER", network: "lake") { network { name } refusal { code } } }',
      ),
    ).toEqual({ useNetwork: { network: null, refusal: { code: 'NETWORK_NOT_FOUND' } } });
    for (const asked of [
      compute('WALK', 'QINGXIU'),
      'mutation { cancelTravelRun(bureau: "QINGXIU", run: "1") }',
      'mutation { useNetwork(bureau: "QINGXIU", network: "river") { network { name } } }',
      '{ networks { name } }',
    ]) {
      await expect(guest.ask(asked)).rejects.toThrow(/FORBIDDEN/);
    }
    expect(
      await guest.ask(
        '{ travelRuns(bureau: "QINGXIU") { totalCount } roadNetwork(bureau: "QINGXIU") { name } }',
      ),
    ).toEqual({
      travelRuns: { totalCount: 0 },
      roadNetwork: null,
    });
  });

  it('are estimates on a network until they are computed', async () => {
    expect(await product.ask('{ networks { name fileName sha256 attribution } }')).toEqual({
      networks: [
        {
          name: 'river',
          fileName: 'river.osm.pbf',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          attribution: '© OpenStreetMap contributors',
        },
      ],
    });
    await product.ask('mutation { useNetwork(bureau: "RIVER", network: "river") { network { name } } }');
    // Four places × two points.
    const nothing = {
      networkName: 'river',
      pairsDue: 8,
      pairsComputed: 0,
      pairsUnreachable: 0,
      computedAt: null,
    };
    expect(await product.ask(MATRICES)).toEqual({
      travelMatrices: ['WALK', 'CYCLE', 'DRIVE'].map((mode) => ({ ...nothing, mode })),
    });
    expect(await product.ask(compute(''))).toMatchObject({
      computeTravelTimes: { refusal: { code: 'NO_MODE' } },
    });
  });

  it('are computed mode by mode, each a run, and counted in pairs', async () => {
    const { computeTravelTimes } = await product.ask<Started>(compute('DRIVE, WALK'));
    expect(computeTravelTimes).toMatchObject({
      refusal: null,
      run: { mode: 'WALK', pairsTotal: 8, startedBy: 'OPERATOR' },
    });
    await until((all) => all.length === 2);
    const succeeded = {
      status: 'SUCCEEDED',
      pairsTotal: 8,
      pairsDone: 8,
      error: null,
      finishedAt: expect.any(String),
    };
    expect(await ended()).toMatchObject([
      { ...succeeded, mode: 'DRIVE' },
      { ...succeeded, mode: 'WALK' },
    ]);
    const { travelMatrices } = await product.ask<{ travelMatrices: unknown[] }>(MATRICES);
    // Three of four places reach the point on the eastern bank; nobody the island; the last place has no road.
    const computed = { pairsDue: 8, pairsComputed: 8, pairsUnreachable: 5, computedAt: expect.any(String) };
    expect(travelMatrices).toMatchObject([
      { mode: 'WALK', ...computed },
      { mode: 'CYCLE', pairsComputed: 0, computedAt: null },
      { mode: 'DRIVE', ...computed },
    ]);
  });

  it('stop when they are cancelled, with the modes behind them, and are taken up where they stood', async () => {
    const { pool } = product.database;
    await pool.query(
      `insert into demand_area (bureau_id, code, name_zh, name_en, kind, longitude, latitude, provenance, content_hash)
       select bureau_id, code || '-' || copy, name_zh, name_en, kind, longitude, latitude, provenance, ''
       from demand_area, generate_series(1, ${COPIES}) copy`,
    );
    await pool.query('update bureau set data_version = data_version + 1');
    const before = (await runs()).length;
    const letGo = await holdWriting();
    const { computeTravelTimes } = await product.ask<Started>(compute('WALK, CYCLE'));
    const id = computeTravelTimes.run?.id ?? '';
    expect(await product.ask(compute('DRIVE'))).toMatchObject({
      computeTravelTimes: { run: null, refusal: { code: 'TRAVEL_RUN_IN_PROGRESS' } },
    });
    expect(await product.ask(`mutation { cancelTravelRun(bureau: "RIVER", run: "${id}") }`)).toEqual({
      cancelTravelRun: true,
    });
    await letGo();
    const [cancelled, ...others] = await ended();
    expect(others).toHaveLength(before);
    expect(cancelled).toMatchObject({ id, mode: 'WALK', status: 'CANCELLED', isCancelRequested: true });
    const { pairsTotal, pairsDone } = cancelled ?? { pairsTotal: 0, pairsDone: 0 };
    expect(pairsTotal).toBe(4 * 2 * COPIES);
    expect(pairsDone).toBeLessThan(pairsTotal);
    expect(await product.ask(`mutation { cancelTravelRun(bureau: "RIVER", run: "${id}") }`)).toEqual({
      cancelTravelRun: false,
    });
    await product.ask(compute('WALK'));
    expect((await ended())[0]).toMatchObject({ status: 'SUCCEEDED', pairsTotal: pairsTotal - pairsDone });
  });

  it('of a process that was killed are known as interrupted, and are taken up', async () => {
    const child = startCommand(product, ['network', 'travel-times', '--mode', 'CYCLE']);
    await until(([newest]) => newest?.mode === 'CYCLE' && newest.pairsDone > 0);
    const letGo = await holdWriting();
    const [running] = await runs();
    // It runs in another process, and is known to.
    expect(running).toMatchObject({ mode: 'CYCLE', status: 'RUNNING' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await letGo();
    const [interrupted] = await ended();
    expect(interrupted).toMatchObject({ id: running?.id, status: 'INTERRUPTED' });
    const { pairsTotal, pairsDone } = interrupted ?? { pairsTotal: 0, pairsDone: 0 };
    expect(pairsTotal).toBe(4 * 2 * (1 + COPIES));
    expect(pairsDone).toBeLessThan(pairsTotal);
    await product.ask(compute('CYCLE'));
    expect((await ended())[0]).toMatchObject({ status: 'SUCCEEDED', pairsTotal: pairsTotal - pairsDone });
    // What was taken up is what a run from beginning to end computes.
    const taken = await rowsOf('CYCLE');
    await deleteRows('CYCLE');
    await product.ask(compute('CYCLE'));
    expect((await ended())[0]).toMatchObject({ status: 'SUCCEEDED', pairsTotal });
    expect(await rowsOf('CYCLE')).toEqual(taken);
  });

  it('that a server is computing when it stops are known as interrupted', async () => {
    await deleteRows('CYCLE');
    const other = await startServer({
      database: product.database,
      dataFolder: product.dataFolder,
      port: 0,
      isOperator: true,
      dashboardFolder: null,
      logger: runLogger(),
    });
    const before = (await runs()).length;
    await fetch(`${other.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: compute('CYCLE') }),
    });
    await until((all) => all.length > before && (all[0]?.pairsDone ?? 0) > 0);
    await other.close();
    const [newest] = await runs();
    expect(newest).toMatchObject({ status: 'INTERRUPTED', pairsTotal: 4 * 2 * (1 + COPIES) });
  });

  it('have outlines of what is reached, drawn by the engine on the network', async () => {
    const { reachOutlines } = await product.ask<{
      reachOutlines: {
        pointCode: string;
        basis: string;
        outline: { type: string; coordinates: number[][][] } | null;
      }[];
    }>(
      '{ reachOutlines(bureau: "RIVER", mode: WALK, minutes: 10, points: ["P1", "P2", "P9"]) { pointCode basis outline } }',
    );
    expect(reachOutlines.map(({ pointCode, basis }) => [pointCode, basis])).toEqual([
      ['P1', 'NETWORK'],
      ['P2', 'NETWORK'],
    ]);
    const corners = reachOutlines[0]?.outline?.coordinates.flat() ?? [];
    const norths = corners.map(([, latitude = 0]) => latitude);
    const easts = corners.map(([longitude = 0]) => longitude);
    // Ten minutes at 5.1 km/h are 850 m: along the eastern bank to its northern end, south not to the bridge, and not over the water.
    expect(850 / walkingSeconds(850)).toBeCloseTo(5.1 / 3.6, 6);
    expect(Math.max(...norths)).toBeGreaterThan(metresFrom(0, 900)[1]);
    expect(Math.min(...norths)).toBeLessThan(metresFrom(0, -200)[1]);
    expect(Math.min(...norths)).toBeGreaterThan(metresFrom(0, -700)[1]);
    expect(Math.min(...easts)).toBeGreaterThan(metresFrom(0, 0)[0]);
    for (const minutes of [0, 121]) {
      await expect(
        product.ask(
          `{ reachOutlines(bureau: "RIVER", mode: WALK, minutes: ${minutes}, points: ["P1"]) { basis } }`,
        ),
      ).rejects.toThrow(/THRESHOLD_MINUTES/);
    }
  });

  it('are refused where the engine cannot be found, and on record as failed where it does not answer', async () => {
    // A server that says that it is Valhalla, and then no more.
    const server = createServer((request, response) => {
      const isKnown = request.url === '/status';
      response.writeHead(isKnown ? 200 : 500, { 'content-type': 'application/json' });
      response.end(isKnown ? '{"version":"3.6.1"}' : '{"error":"out of order"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const use = (network: string) =>
      product.ask(`mutation { useNetwork(bureau: "RIVER", network: "${network}") { network { name } } }`);
    const refusedWith = async (code: string) => {
      const before = (await runs()).length;
      expect(await product.ask(compute('WALK'))).toMatchObject({
        computeTravelTimes: { run: null, refusal: { code } },
      });
      expect(await runs()).toHaveLength(before);
    };

    const { port } = server.address() as AddressInfo;
    await loadService({ ...load, name: 'mute' }, `http://127.0.0.1:${port}`);
    await use('mute');
    await product.ask(compute('WALK'));
    expect((await ended())[0]).toMatchObject({ status: 'FAILED', error: { code: 'ENGINE_FAILED' } });
    server.closeAllConnections();
    server.close();
    await refusedWith('SERVICE_UNREACHABLE');
    await use('river');
    await rm(routingFolder(product.dataFolder, 'river'), { recursive: true });
    await refusedWith('TILES_MISSING');
  });
});
