import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type pg from 'pg';
import { buildTiles } from './embedded-valhalla.ts';
import { mapFolder, NETWORK_NAME, networkFolder } from './map-tiles.route.ts';
import { buildMapTiles } from './map-tiles.ts';
import { deleteNetwork, findNetwork, insertNetwork, type NetworkRow, requireNetwork } from './network.sql.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { routingFolder } from './open-engine.ts';
import { readExtractHeader } from './osm-extract.ts';
import { openValhallaService } from './valhalla-service.ts';

export interface NetworkTerms {
  readonly licence: string;
  /** What has to stand wherever the data show. */
  readonly attribution: string;
}

/** Of every extract of OpenStreetMap. */
export const OSM_TERMS: NetworkTerms = {
  licence: 'ODbL 1.0',
  attribution: '© OpenStreetMap contributors',
};

export interface NetworkLoad {
  readonly pool: pg.Pool;
  readonly dataFolder: string;
  readonly name: string;
  readonly terms: NetworkTerms;
  readonly now: () => Date;
  readonly onProgress: (line: string) => void;
}

/**
 * Builds a network from an extract (.osm.pbf), once: the same bytes under the same name again change nothing, unless its tiles are
 * not in the data folder any more: then they are built anew. It is on record when all of it is built, and nothing is left of one that failed.
 * @returns false: it was there already
 * @throws NetworkRefusal, ExtractRefusal
 */
export async function loadExtract(load: NetworkLoad, file: string): Promise<boolean> {
  const { pool, dataFolder, name, onProgress } = load;
  const existing = await findNamed(load);
  onProgress('Reading the extract · 读取路网文件');
  const { dataAt, source } = await readExtractHeader(file);
  if (source !== null) {
    onProgress(`It names its source · 文件注明来源: ${source}`);
  }
  const sha256 = await hashOf(file);
  if (existing && existing.sha256 !== sha256) {
    throw new NetworkRefusal('NETWORK_NAME_IN_USE', name);
  }
  if (existing && existsSync(routingFolder(dataFolder, name))) {
    return false;
  }
  try {
    onProgress('Drawing the map · 生成地图切片');
    const { bounds } = await buildMapTiles(file, mapFolder(dataFolder, name));
    onProgress('Building the routing tiles · 构建路网');
    const { engineVersion } = await buildTiles(file, routingFolder(dataFolder, name), onProgress);
    if (existing) {
      return true;
    }
    await insertNetwork(pool, {
      name,
      serviceUrl: null,
      fileName: basename(file),
      fileBytes: (await stat(file)).size,
      sha256,
      dataAt,
      bounds,
      engineVersion,
      ...load.terms,
      loadedAt: load.now(),
    });
  } catch (error) {
    await rm(networkFolder(dataFolder, name), { recursive: true, force: true });
    throw error;
  }
  return true;
}

/** A network answered by an existing Valhalla server. @returns false: it was there already @throws NetworkRefusal */
export async function loadService(load: NetworkLoad, url: string): Promise<boolean> {
  const existing = await findNamed(load);
  if (existing) {
    if (existing.serviceUrl === url) {
      return false;
    }
    throw new NetworkRefusal('NETWORK_NAME_IN_USE', load.name);
  }
  const { version } = await openValhallaService(url);
  await insertNetwork(load.pool, {
    name: load.name,
    serviceUrl: url,
    fileName: null,
    fileBytes: null,
    sha256: null,
    dataAt: null,
    bounds: null,
    engineVersion: version,
    ...load.terms,
    loadedAt: load.now(),
  });
  return true;
}

/** Takes a network away with its tiles and the travel times on it. @throws NetworkRefusal NETWORK_NOT_FOUND */
export async function removeNetwork(pool: pg.Pool, dataFolder: string, name: string): Promise<void> {
  const { id } = await requireNetwork(pool, name);
  await deleteNetwork(pool, id);
  await rm(networkFolder(dataFolder, name), { recursive: true, force: true });
}

async function findNamed({ pool, name }: NetworkLoad): Promise<NetworkRow | null> {
  if (!NETWORK_NAME.test(name)) {
    throw new NetworkRefusal('NETWORK_NAME', name);
  }
  return findNetwork(pool, name);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
