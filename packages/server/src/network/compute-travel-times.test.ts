import { mkdtemp } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addArea, addPoint, addRiverBureau } from '../../test/river-bureau.ts';
import { metresFrom, walkingSeconds, writeRiverExtract } from '../../test/river-network.ts';
import { runQuery } from '../../test/run-query.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { Principal } from '../identity/principal.ts';
import { createRequestContext } from '../identity/request-context.ts';
import { computeTravelTimes } from './compute-travel-times.ts';
import { hasEmbeddedValhalla } from './embedded-valhalla.ts';
import { loadExtract, loadService, OSM_TERMS, removeNetwork } from './load-network.ts';
import { assignNetwork, requireNetwork } from './network.sql.ts';
import { openEngine, routingFolder } from './open-engine.ts';
import type { RoutingEngine } from './routing-engine.ts';
import { requestTravelCancel } from './travel-matrix.sql.ts';
import { loadTravelTimes } from './travel-times.service.ts';
import { UNREACHABLE } from './travel-times.ts';
import { ValhallaEngine } from './valhalla-engine.ts';
import { ValhallaFailure } from './valhalla-transport.ts';

// A real engine on a network that is written by hand. Skipped where the optional package is not installed.
describe.skipIf(!hasEmbeddedValhalla())('travel times over a river with one bridge', () => {
  let database: TestDatabase;
  let dataFolder: string;
  let extract: string;
  let bureauId: number;
  let engine: RoutingEngine;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-networks-'));
    extract = await writeRiverExtract();
    bureauId = await addRiverBureau(database.pool);
    expect(await loadExtract(load('river'), extract)).toBe(true);
    await assignNetwork(database.pool, bureauId, (await requireNetwork(database.pool, 'river')).id);
    engine = await openEngine(await requireNetwork(database.pool, 'river'), dataFolder);
  });
  afterAll(() => database.close());

  const load = (name: string) => ({
    pool: database.pool,
    dataFolder,
    name,
    terms: OSM_TERMS,
    now: () => new Date(),
    onProgress: () => undefined,
  });

  async function compute(engines: readonly RoutingEngine[] = [engine]) {
    const [outcome] = await computeTravelTimes({
      pool: database.pool,
      bureauId,
      networkId: (await requireNetwork(database.pool, 'river')).id,
      modes: ['WALK'],
      engines,
      actor: 'test',
      now: () => new Date(),
    });
    return outcome;
  }

  async function times() {
    const context = createRequestContext({ database, principal: new Principal('OPERATOR') });
    await database.pool.query('update bureau set data_version = data_version + 1 where id = $1', [bureauId]);
    return loadTravelTimes(context, await enterBureau(context, 'RIVER'), 'WALK');
  }

  /** Within half a percent: the engine measures on an Earth of a slightly other radius. */
  function expectSeconds(actual: number | undefined, metres: number): void {
    const expected = walkingSeconds(metres);
    expect(Math.abs((actual ?? 0) - expected) / expected).toBeLessThan(0.005);
  }

  it('stay estimates until they are computed', async () => {
    expect((await times()).basis.source).toBe('ESTIMATE');
  });

  it('go over the bridge, and where there is no way there is no number', async () => {
    expect(await compute()).toMatchObject({ status: 'SUCCEEDED', pairsComputed: 8 });
    const { basis, seconds } = await times();
    expect(basis).toMatchObject({ source: 'NETWORK', networkName: 'river' });
    // 1,500 m down the western bank, 300 m over, 1,500 m up; 500 m less from the place further south.
    expectSeconds(seconds[0], 3300);
    expectSeconds(seconds[2], 2800);
    expectSeconds(seconds[4], 3300);
    // The island has no bridge; the last place has no road.
    expect([1, 3, 5, 6, 7].map((pair) => seconds[pair])).toEqual(Array(5).fill(UNREACHABLE));
  });

  it('keep how far each place was put onto its road', async () => {
    const { rows } = await database.pool.query<{ metres: number | null }>(
      'select round(snap_metres)::int as metres from travel_row order by place_id',
    );
    expect(rows.map(({ metres }) => metres)).toEqual([0, 0, 130, null]);
  });

  it('report what is off the network, and what is no more than beside it is not', async () => {
    await addPoint(database.pool, bureauId, 'P8', metresFrom(-9000, 0));
    await database.pool.query(
      `insert into service_point (bureau_id, code, name_zh, name_en, kind, form, provenance, content_hash)
       values ($1, 'P9', '未测', 'Not surveyed', 'SERVICE_HALL', 'POINT', 'SYNTHETIC', '')`,
      [bureauId],
    );
    await compute();
    const { placementReport } = await runQuery<{ placementReport: object }>(
      database,
      `{ placementReport(bureau: "RIVER", mode: WALK) { cutoffMetres medianSnapMetres offNetwork { kind code longitude } } }`,
    );
    // In the middle of the river is 130 m from a road; the island has a road of its own, that leads nowhere.
    expect(placementReport).toEqual({
      cutoffMetres: 500,
      medianSnapMetres: expect.closeTo(0, 0),
      offNetwork: [
        { kind: 'DEMAND_AREA', code: 'A4', longitude: metresFrom(9000, 9000)[0] },
        { kind: 'SERVICE_POINT', code: 'P8', longitude: metresFrom(-9000, 0)[0] },
        { kind: 'SERVICE_POINT', code: 'P9', longitude: null },
      ],
    });
    await database.pool.query("delete from service_point where code in ('P8', 'P9')");
  });

  it('are computed anew only for pairs that changed', async () => {
    expect((await compute())?.pairsComputed).toBe(0);
    const asked: [number, number][] = [];
    const counting: RoutingEngine = {
      version: engine.version,
      locate: (...args) => engine.locate(...args),
      route: (...args) => engine.route(...args),
      isochrone: (...args) => engine.isochrone(...args),
      matrix: (mode, sources, targets) => {
        asked.push([sources.length, targets.length]);
        return engine.matrix(mode, sources, targets);
      },
    };
    await addPoint(database.pool, bureauId, 'P3', metresFrom(0, 1000));
    expect((await compute([counting]))?.pairsComputed).toBe(4);
    // Three places on the network, one point.
    expect(asked).toEqual([[3, 1]]);
    const { seconds, pointIds } = await times();
    expect(pointIds).toHaveLength(3);
    expectSeconds(seconds[2], 500);
    expectSeconds(seconds[5], 1000);
    expectSeconds(seconds[0], 3300);
    const [longitude, latitude] = metresFrom(0, -500);
    await database.pool.query("update demand_area set longitude = $1, latitude = $2 where code = 'A2'", [
      longitude,
      latitude,
    ]);
    expect((await compute([counting]))?.pairsComputed).toBe(3);
    expectSeconds((await times()).seconds[3], 500 + 300 + 1500);
  });

  it('cancelled keep what was committed, and are taken up where they stood', async () => {
    await database.pool.query('delete from travel_row');
    const cancelling: RoutingEngine = {
      version: engine.version,
      locate: (...args) => engine.locate(...args),
      route: (...args) => engine.route(...args),
      isochrone: (...args) => engine.isochrone(...args),
      matrix: async (mode, sources, targets) => {
        const { rows } = await database.pool.query<{ id: number }>(
          "select id from travel_run where status = 'RUNNING'",
        );
        expect(await requestTravelCancel(database.pool, bureauId, rows[0]?.id ?? 0, new Date())).toBe(true);
        return engine.matrix(mode, sources, targets);
      },
    };
    for (let index = 0; index < 120; index++) {
      await addArea(database.pool, bureauId, `B${index}`, metresFrom(0, index));
    }
    // Batches of 50 places: the one at work is committed, the two behind it are not begun.
    expect(await compute([cancelling])).toMatchObject({ status: 'CANCELLED', pairsComputed: 150 });
    expect(await compute()).toMatchObject({ status: 'SUCCEEDED', pairsComputed: (124 - 50) * 3 });
    const taken = await times();
    await database.pool.query('delete from travel_row');
    expect(await compute()).toMatchObject({ pairsComputed: 124 * 3 });
    expect([...(await times()).seconds]).toEqual([...taken.seconds]);
  });

  it('of a run whose process died are known as interrupted', async () => {
    await database.pool.query(
      "insert into travel_run (matrix_id, status, started_at, actor) select id, 'RUNNING', now(), 'dead' from travel_matrix",
    );
    await compute();
    const { rows } = await database.pool.query("select status from travel_run where actor = 'dead'");
    expect(rows).toEqual([{ status: 'INTERRUPTED' }]);
  });

  it('the same extract again changes nothing; another under its name is refused', async () => {
    expect(await loadExtract(load('river'), extract)).toBe(false);
    await expect(loadService(load('river'), 'http://127.0.0.1:9')).rejects.toMatchObject({
      code: 'NETWORK_NAME_IN_USE',
    });
    await expect(loadExtract(load('a/b'), extract)).rejects.toMatchObject({ code: 'NETWORK_NAME' });
  });

  it('to a point 300 km away are not asked for, and do not fail the question of the others', async () => {
    const [near, far] = [metresFrom(300, 500), metresFrom(300_000, 500)];
    const [row] = await engine.matrix('WALK', [metresFrom(0, 500)], [far, near]);
    expect(row?.[0]).toBeNull();
    expectSeconds(row?.[1] ?? undefined, 3300);
  });

  it('an existing server answers as the embedded engine does', async () => {
    const server = await serveValhalla(routingFolder(dataFolder, 'river'));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await loadService(load('served'), url)).toBe(true);
      const remote = await openEngine(await requireNetwork(database.pool, 'served'), dataFolder);
      const [from, to, off] = [metresFrom(0, 500), metresFrom(300, 500), metresFrom(9000, 9000)];
      expect(remote).toBeInstanceOf(ValhallaEngine);
      expect(await remote.locate('WALK', [from, off])).toEqual(await engine.locate('WALK', [from, off]));
      expect(await remote.matrix('WALK', [from], [to])).toEqual(await engine.matrix('WALK', [from], [to]));
      expect(await remote.route('DRIVE', from, to)).toEqual(await engine.route('DRIVE', from, to));
      expect(await remote.isochrone('WALK', from, 10)).toEqual(await engine.isochrone('WALK', from, 10));
      await removeNetwork(database.pool, dataFolder, 'served');
    } finally {
      server.close();
    }
    await expect(loadService(load('gone'), url)).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
  });
});

/** Valhalla's HTTP API in front of the embedded engine: a real engine behind real HTTP. */
async function serveValhalla(tileFolder: string): Promise<Server> {
  const { embeddedTransport } = await import('./embedded-valhalla.ts');
  const { ask, version } = embeddedTransport(tileFolder);
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) {
      text += chunk;
    }
    const action = (request.url ?? '').slice(1);
    response.setHeader('content-type', 'application/json');
    try {
      const answer =
        action === 'status' ? { version } : await ask(action as Parameters<typeof ask>[0], JSON.parse(text));
      response.end(JSON.stringify(answer));
    } catch (error) {
      response.statusCode = 400;
      response.end(JSON.stringify({ error: error instanceof ValhallaFailure ? error.message : 'failed' }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
