import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { computeTravelTimes } from '../network/compute-travel-times.ts';
import { hasEmbeddedValhalla } from '../network/embedded-valhalla.ts';
import { loadExtract, type NetworkTerms } from '../network/load-network.ts';
import { assignNetwork, requireNetwork } from '../network/network.sql.ts';
import type { NetworkEngines } from '../network/network-engines.ts';
import { RoutingEngineError } from '../network/routing-engine.ts';
import { TRAVEL_MODES } from '../network/travel-mode.ts';
import { StartupError } from '../platform/startup-error.ts';
import { SEED } from './district.ts';
import { type DemonstrationOptions, districtWithout } from './load-demonstration.ts';
import { writeStreets } from './write-streets.ts';

export const STREETS_NETWORK = 'demonstration';
const FILE = 'streets.osm.pbf';
/** They are this project's own, and like it to be used. */
const TERMS: NetworkTerms = {
  licence: 'Apache-2.0',
  attribution: '演示用合成路网 · Synthetic streets, demonstration',
};

/**
 * Gives the demonstration district streets of its own and the travel times on them, as an operator would; nothing where it uses a network
 * already, where an operator took these away, or where there is no routing engine: then its travel times are estimates, and say so. In use once all of it is there, so that
 * what was interrupted is taken up by the next start.
 */
export async function loadDemonstrationStreets(
  options: DemonstrationOptions,
  networkEngines: NetworkEngines,
): Promise<void> {
  const district = await districtWithout(options.pool, 'bureau_network');
  if (!district || !hasEmbeddedValhalla() || (await wereTakenAway(options.pool))) {
    return;
  }
  try {
    await loadStreets(options, networkEngines, district.id);
  } catch (error) {
    if (!(error instanceof StartupError || error instanceof RoutingEngineError)) {
      throw error;
    }
    options.onProgress(
      `The demonstration goes without its streets, on estimated travel times · 演示路网未载入，出行时间为估算: ${error.message}`,
    );
  }
}

async function wereTakenAway(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from audit_entry
     where action = 'NETWORK_REMOVED' and outcome = 'SUCCEEDED' and subject ->> 'network' = $1 limit 1`,
    [STREETS_NETWORK],
  );
  return rowCount === 1;
}

async function loadStreets(
  { pool, dataFolder, now, onProgress }: DemonstrationOptions,
  networkEngines: NetworkEngines,
  bureauId: number,
): Promise<void> {
  const tell = (what: string) => onProgress(`Loading the demonstration district · 载入演示数据: ${what}`);
  tell('streets · 路网');
  const folder = join(dataFolder, 'demonstration');
  await mkdir(folder, { recursive: true });
  const file = join(folder, FILE);
  await writeFile(file, writeStreets(SEED));
  const load = { pool, dataFolder, name: STREETS_NETWORK, terms: TERMS, now, onProgress: () => undefined };
  await loadExtract(load, file);
  const network = await requireNetwork(pool, STREETS_NETWORK);
  tell('travel times · 出行时间');
  await computeTravelTimes({
    pool,
    bureauId,
    networkId: network.id,
    modes: TRAVEL_MODES,
    // One, which the scenario of the demonstration asks next: each holds some 100 MB of the server's memory.
    engines: [await networkEngines.of(network)],
    actor: 'demonstration',
    now,
  });
  await assignNetwork(pool, bureauId, network.id);
}
