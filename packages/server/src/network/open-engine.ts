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

/** The engine of a network. @throws NetworkRefusal ENGINE_NOT_INSTALLED, SERVICE_UNREACHABLE */
export async function openEngine(
  network: Pick<NetworkRow, 'serviceUrl' | 'name'>,
  dataFolder: string,
): Promise<RoutingEngine> {
  return network.serviceUrl === null
    ? openEmbeddedValhalla(routingFolder(dataFolder, network.name))
    : openValhallaService(network.serviceUrl);
}
