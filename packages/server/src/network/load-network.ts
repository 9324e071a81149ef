import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type pg from 'pg';
import { inTransaction } from '../platform/transaction.ts';
import { buildTiles } from './embedded-valhalla.ts';
import { readExtractFacts } from './extract-file.ts';
import { readExtractLayers } from './extract-layers.ts';
import {
  deleteNetwork,
  findNetwork,
  insertNetwork,
  insertTiles,
  listNetworks,
  requireNetwork,
} from './network.sql.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { vectorTiles } from './network-tiles.ts';
import { tileFolderOf } from './open-engine.ts';
import { openValhallaService } from './valhalla-service.ts';

/** The terms of every extract of OpenStreetMap, and what has to stand wherever its data show. */
export const OSM_LICENCE = 'ODbL 1.0';
export const OSM_ATTRIBUTION = '© OpenStreetMap contributors';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const TILES_AT_ONCE = 200;

export interface NetworkLoad {
  readonly pool: pg.Pool;
  readonly dataFolder: string;
  readonly name: string;
  readonly now: () => Date;
  readonly onProgress: (line: string) => void;
}

/**
 * Builds a network from an OpenStreetMap extract, once: the same bytes under the same name again change nothing.
 * @returns false: it was there already
 * @throws NetworkRefusal
 */
export async function loadExtract(load: NetworkLoad, file: string): Promise<boolean> {
  const { pool, name, onProgress } = load;
  const existing = await checkName(load);
  onProgress('Reading the extract · 读取路网文件');
  const facts = await readExtractFacts(file);
  if (existing) {
    if (existing.sha256 === facts.sha256) {
      return false;
    }
    throw new NetworkRefusal('NETWORK_NAME_IN_USE', name);
  }
  const layers = await readExtractLayers(file);
  if (layers.roadCount === 0) {
    throw new NetworkRefusal('EXTRACT_WITHOUT_ROADS', basename(file));
  }
  onProgress('Building the routing tiles · 构建路网');
  const { engineVersion } = await buildTiles(file, tileFolderOf(load.dataFolder, facts.sha256), onProgress);
  onProgress('Drawing the map tiles · 生成地图切片');
  await inTransaction(pool, async (client) => {
    const id = await insertNetwork(client, {
      ...facts,
      name,
      serviceUrl: null,
      fileName: basename(file),
      fileBytes: facts.bytes,
      box: facts.box ?? layers.box,
      engineVersion,
      licence: OSM_LICENCE,
      attribution: OSM_ATTRIBUTION,
      loadedAt: load.now(),
    });
    let batch = [];
    for (const tile of vectorTiles(layers)) {
      batch.push(tile);
      if (batch.length === TILES_AT_ONCE) {
        await insertTiles(client, id, batch);
        batch = [];
      }
    }
    await insertTiles(client, id, batch);
  });
  return true;
}

/** A network answered by an existing Valhalla server. @returns false: it was there already @throws NetworkRefusal */
export async function loadService(load: NetworkLoad, url: string): Promise<boolean> {
  const existing = await checkName(load);
  if (existing) {
    if (existing.serviceUrl === url) {
      return false;
    }
    throw new NetworkRefusal('NETWORK_NAME_IN_USE', load.name);
  }
  const { version } = await openValhallaService(url);
  await inTransaction(load.pool, (client) =>
    insertNetwork(client, {
      name: load.name,
      serviceUrl: url,
      fileName: null,
      fileBytes: null,
      sha256: null,
      dataAt: null,
      box: null,
      engineVersion: version,
      licence: OSM_LICENCE,
      attribution: OSM_ATTRIBUTION,
      loadedAt: load.now(),
    }),
  );
  return true;
}

/** Takes a network away with its matrices; its tiles too, unless another network has the same bytes. @throws NetworkRefusal NETWORK_NOT_FOUND */
export async function removeNetwork(pool: pg.Pool, dataFolder: string, name: string): Promise<void> {
  const { id, sha256 } = await requireNetwork(pool, name);
  await deleteNetwork(pool, id);
  if (sha256 !== null && !(await listNetworks(pool)).some((each) => each.sha256 === sha256)) {
    await rm(dirname(tileFolderOf(dataFolder, sha256)), { recursive: true, force: true });
  }
}

function checkName({ pool, name }: NetworkLoad) {
  if (!NAME.test(name)) {
    throw new NetworkRefusal('NETWORK_NAME', name);
  }
  return findNetwork(pool, name);
}
