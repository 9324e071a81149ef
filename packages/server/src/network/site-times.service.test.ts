import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addRiverBureau } from '../../test/river-bureau.ts';
import { metresFrom, walkingSeconds, writeRiverExtract } from '../../test/river-network.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { type BureauScope, enterBureau } from '../bureau/bureau-scope.ts';
import { Principal } from '../identity/principal.ts';
import { createRequestContext } from '../identity/request-context.ts';
import type { Position } from '../places/place.entity.ts';
import { computeTravelTimes } from './compute-travel-times.ts';
import { hasEmbeddedValhalla } from './embedded-valhalla.ts';
import { loadExtract, OSM_TERMS } from './load-network.ts';
import { assignNetwork, requireNetwork } from './network.sql.ts';
import { type EngineContext, NetworkEngines } from './network-engines.ts';
import { openEngine } from './open-engine.ts';
import { timesToPositions } from './site-times.service.ts';
import { loadTravelTimes } from './travel-times.service.ts';
import { UNREACHABLE } from './travel-times.ts';

const EAST_BANK: Position = metresFrom(300, 500);
const NOWHERE: Position = metresFrom(9000, -9000);

// A real engine on a network that is written by hand. Skipped where the optional package is not installed.
describe.skipIf(!hasEmbeddedValhalla())('times to a site that no point stands at', () => {
  let database: TestDatabase;
  let bureauId: number;
  let context: EngineContext;
  let dataFolder: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-networks-'));
    bureauId = await addRiverBureau(database.pool);
    await loadExtract(
      {
        pool: database.pool,
        dataFolder,
        name: 'river',
        terms: OSM_TERMS,
        now: () => new Date(),
        onProgress: () => undefined,
      },
      await writeRiverExtract(),
    );
  });
  afterAll(() => database.close());

  /** The bureau as a request finds it, and the times to a site from every place. */
  async function ask(positions: readonly Position[], shouldStop = () => false) {
    context = {
      ...createRequestContext({ database, principal: new Principal('OPERATOR') }),
      networkEngines: new NetworkEngines(dataFolder),
    };
    const scope: BureauScope = await enterBureau(context, 'RIVER');
    const times = await loadTravelTimes(context, scope, 'WALK');
    return { times, columns: await timesToPositions(context, scope, times, positions, { shouldStop }) };
  }

  it('are the estimate where those to points are, also when a network is in use that nothing is computed on', async () => {
    await assignNetwork(database.pool, bureauId, (await requireNetwork(database.pool, 'river')).id);
    const { times, columns } = await ask([EAST_BANK]);
    expect(times.basis.source).toBe('ESTIMATE');
    // Over the river as the crow flies, which is no way: the first place stands on the western bank.
    expect(columns?.[0]?.[0]).toBeLessThan(walkingSeconds(3300) / 2);
  });

  it('are by the engine of the network once those to points are: over the bridge, and nowhere without a road', async () => {
    const { pool } = database;
    const network = await requireNetwork(pool, 'river');
    await computeTravelTimes({
      pool,
      bureauId,
      networkId: network.id,
      modes: ['WALK'],
      engines: [await openEngine(network, dataFolder)],
      actor: 'test',
      now: () => new Date(),
    });
    const { times, columns } = await ask([EAST_BANK, NOWHERE]);
    expect(times.basis.source).toBe('NETWORK');
    const seconds = columns?.[0]?.[0] ?? 0;
    // 1,500 m down the western bank, 300 m over, 1,500 m up.
    expect(Math.abs(seconds - walkingSeconds(3300)) / walkingSeconds(3300)).toBeLessThan(0.005);
    expect([...(columns?.[1] ?? [])]).toEqual(times.places.map(() => UNREACHABLE));
    // Asked again they are there already; asked for a new one and stopped, there is nothing.
    expect((await ask([EAST_BANK], () => true)).columns?.[0]?.[0]).toBe(seconds);
    expect((await ask([metresFrom(300, 400)], () => true)).columns).toBeNull();
  });
});
