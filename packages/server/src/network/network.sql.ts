import type pg from 'pg';
import sql from 'sql-template-tag';
import type { Bounds } from './map-tiles.ts';
import { NetworkRefusal } from './network-refusal.ts';

/** A road network on record. */
export interface NetworkRow {
  readonly id: number;
  readonly name: string;
  readonly source: 'EXTRACT' | 'SERVICE';
  readonly serviceUrl: string | null;
  readonly fileName: string | null;
  readonly fileBytes: number | null;
  readonly sha256: string | null;
  readonly dataAt: Date | null;
  readonly west: number | null;
  readonly south: number | null;
  readonly east: number | null;
  readonly north: number | null;
  readonly engineVersion: string;
  readonly licence: string;
  readonly attribution: string;
  readonly loadedAt: Date;
}

const COLUMNS = sql`n.id, n.name, n.source, n.service_url as "serviceUrl", n.file_name as "fileName", n.file_bytes as "fileBytes",
  n.sha256, n.data_at as "dataAt", n.west, n.south, n.east, n.north, n.engine_version as "engineVersion", n.licence, n.attribution,
  n.loaded_at as "loadedAt"`;

export async function listNetworks(pool: pg.Pool): Promise<NetworkRow[]> {
  return (await pool.query<NetworkRow>(sql`select ${COLUMNS} from network n order by n.name`)).rows;
}

export async function findNetwork(pool: pg.Pool, name: string): Promise<NetworkRow | null> {
  const { rows } = await pool.query<NetworkRow>(sql`select ${COLUMNS} from network n where n.name = ${name}`);
  return rows[0] ?? null;
}

/** @throws NetworkRefusal NETWORK_NOT_FOUND */
export async function requireNetwork(pool: pg.Pool, name: string): Promise<NetworkRow> {
  const network = await findNetwork(pool, name);
  if (!network) {
    throw new NetworkRefusal('NETWORK_NOT_FOUND', name);
  }
  return network;
}

/** The network that a bureau uses; null: none, so that its travel times are estimates. */
export async function networkOfBureau(pool: pg.Pool, bureauId: number): Promise<NetworkRow | null> {
  const { rows } = await pool.query<NetworkRow>(sql`
    select ${COLUMNS} from bureau_network b join network n on n.id = b.network_id where b.bureau_id = ${bureauId}`);
  return rows[0] ?? null;
}

/** From now on its travel times are those of the network, as far as they are computed. */
export async function assignNetwork(pool: pg.Pool, bureauId: number, networkId: number): Promise<void> {
  await pool.query(sql`
    insert into bureau_network (bureau_id, network_id) values (${bureauId}, ${networkId})
    on conflict (bureau_id) do update set network_id = excluded.network_id`);
}

export interface NewNetwork {
  readonly name: string;
  readonly serviceUrl: string | null;
  readonly fileName: string | null;
  readonly fileBytes: number | null;
  readonly sha256: string | null;
  readonly dataAt: Date | null;
  readonly bounds: Bounds | null;
  readonly engineVersion: string;
  readonly licence: string;
  readonly attribution: string;
  readonly loadedAt: Date;
}

/** @throws NetworkRefusal NETWORK_NAME_IN_USE, when another took the name meanwhile */
export async function insertNetwork(pool: pg.Pool, network: NewNetwork): Promise<number> {
  const [west, south, east, north] = network.bounds ?? [null, null, null, null];
  const { rows } = await pool.query<{ id: number }>(sql`
    insert into network (name, source, service_url, file_name, file_bytes, sha256, data_at, west, south, east, north, engine_version,
      licence, attribution, loaded_at)
    values (${network.name}, ${network.serviceUrl === null ? 'EXTRACT' : 'SERVICE'}, ${network.serviceUrl}, ${network.fileName},
      ${network.fileBytes}, ${network.sha256}, ${network.dataAt}, ${west}, ${south}, ${east}, ${north}, ${network.engineVersion},
      ${network.licence}, ${network.attribution}, ${network.loadedAt})
    on conflict (name) do nothing
    returning id`);
  const [row] = rows;
  if (!row) {
    throw new NetworkRefusal('NETWORK_NAME_IN_USE', network.name);
  }
  return row.id;
}

export async function deleteNetwork(pool: pg.Pool, id: number): Promise<void> {
  await pool.query(sql`delete from network where id = ${id}`);
}
