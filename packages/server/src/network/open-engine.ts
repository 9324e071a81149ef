import { join } from 'node:path';
import { openEmbeddedValhalla } from './embedded-valhalla.ts';
import type { NetworkRow } from './network.sql.ts';
import type { RoutingEngine } from './routing-engine.ts';
import { openValhallaService } from './valhalla-service.ts';

/** Where the tiles of a network lie: named by what it was built from, so that a removed one is never mistaken for another. */
export function tileFolderOf(dataFolder: string, sha256: string): string {
  return join(dataFolder, 'networks', sha256.slice(0, 16), 'tiles');
}

/** The engine of a network. @throws NetworkRefusal ENGINE_NOT_INSTALLED, SERVICE_UNREACHABLE */
export async function openEngine(
  network: Pick<NetworkRow, 'serviceUrl' | 'sha256'>,
  dataFolder: string,
): Promise<RoutingEngine> {
  return network.serviceUrl === null
    ? openEmbeddedValhalla(tileFolderOf(dataFolder, network.sha256 ?? ''))
    : openValhallaService(network.serviceUrl);
}
