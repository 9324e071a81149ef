import type pg from 'pg';
import { addBureau } from '../src/bureau/add-bureau.ts';
import type { Position } from '../src/places/place.entity.ts';
import { metresFrom } from './river-network.ts';

// A bureau on the network of river-network.ts: two places on the western bank, one in the water and one off every road; a point on the
// eastern bank and one on the island.

/** @returns its id */
export async function addRiverBureau(pool: pg.Pool): Promise<number> {
  await addBureau(pool, {
    code: 'RIVER',
    nameZh: '江',
    nameEn: 'River',
    timeZone: 'Asia/Shanghai',
    calendarCode: 'CN',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  const { rows } = await pool.query<{ id: number }>("select id from bureau where code = 'RIVER'");
  const bureauId = rows[0]?.id ?? 0;
  await addArea(pool, bureauId, 'A1', metresFrom(0, 500));
  await addArea(pool, bureauId, 'A2', metresFrom(0, 0));
  // In the middle of the river: 130 m from its western road.
  await addArea(pool, bureauId, 'A3', metresFrom(130, 500));
  // Nowhere near a road.
  await addArea(pool, bureauId, 'A4', metresFrom(9000, 9000));
  await addPoint(pool, bureauId, 'P1', metresFrom(300, 500));
  await addPoint(pool, bureauId, 'P2', metresFrom(5000, 100));
  return bureauId;
}

export async function addArea(
  pool: pg.Pool,
  bureauId: number,
  code: string,
  [longitude, latitude]: Position,
): Promise<void> {
  await pool.query(
    `insert into demand_area (bureau_id, code, name_zh, name_en, kind, longitude, latitude, provenance, content_hash)
     values ($1, $2, $2, $2, 'COMMUNITY', $3, $4, 'SYNTHETIC', '')`,
    [bureauId, code, longitude, latitude],
  );
}

export async function addPoint(
  pool: pg.Pool,
  bureauId: number,
  code: string,
  [longitude, latitude]: Position,
): Promise<void> {
  await pool.query(
    `insert into service_point (bureau_id, code, name_zh, name_en, kind, form, longitude, latitude, provenance, content_hash)
     values ($1, $2, $2, $2, 'SERVICE_HALL', 'POINT', $3, $4, 'SYNTHETIC', '')`,
    [bureauId, code, longitude, latitude],
  );
}
