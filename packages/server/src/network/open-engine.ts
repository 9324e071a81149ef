import { join } from 'node:path';
import { openEmbeddedValhalla } from './embedded-valhalla.ts';
import { networkFolder } from './map-tiles.route.ts';
import type { NetworkRow } from './network.sql.ts';
import type { RoutingEngine } from './routing-engine.ts';
import { openValhallaService } from './valhalla-service.ts';

/** Where the tiles of the routing engine are kept. */
export function routingFolder(dataFolder: string, name: string): string {
  return join(networkFolder(dataFolder, name), 'routing');
}

/** The engine of a network. @throws NetworkRefusal ENGINE_NOT_INSTALLED, TILES_MISSING, SERVICE_UNREACHABLE */
export async function openEngine(
  network: Pick<NetworkRow, 'serviceUrl' | 'name'>,
  dataFolder: string,
): Promise<RoutingEngine> {
  return network.serviceUrl === null
    ? openEmbeddedValhalla(routingFolder(dataFolder, network.name))
    : openValhallaService(network.serviceUrl);
}

/** A machine of a bureau has two cores at least; the engine's work is all computation. */
const ENGINES_AT_WORK = 2;

/** Engines of one network to compute with, at work beside each other. @throws NetworkRefusal as `openEngine` */
export function openEngines(
  network: Pick<NetworkRow, 'serviceUrl' | 'name'>,
  dataFolder: string,
): Promise<RoutingEngine[]> {
  return Promise.all(Array.from({ length: ENGINES_AT_WORK }, () => openEngine(network, dataFolder)));
}
