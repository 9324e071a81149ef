import type pg from 'pg';
import sql from 'sql-template-tag';
import { SNAP_CUTOFF_METRES } from './routing-engine.ts';

export const PLACED_KINDS = ['DEMAND_AREA', 'KEY_BUILDING', 'SERVICE_POINT'] as const;
export type PlacedKind = (typeof PLACED_KINDS)[number];

export interface OffNetwork {
  readonly kind: PlacedKind;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** null: of a service point that has no coordinates. */
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** Demand areas and key buildings without a road within the cut-off, then service points without one or without coordinates. */
export async function offNetwork(
  pool: pg.Pool,
  bureauId: number,
  matrixId: number | null,
): Promise<OffNetwork[]> {
  const { rows } = await pool.query<OffNetwork>(sql`
    with place as (
      select 'DEMAND_AREA' as kind, id, code, name_zh, name_en, longitude, latitude from demand_area where bureau_id = ${bureauId}
      union all
      select 'KEY_BUILDING', id, code, name_zh, name_en, longitude, latitude from key_building where bureau_id = ${bureauId})
    select p.kind, p.code, p.name_zh as "nameZh", p.name_en as "nameEn", p.longitude, p.latitude
    from place p join travel_row r on r.matrix_id = ${matrixId} and r.place_kind = p.kind and r.place_id = p.id
      and r.longitude = p.longitude and r.latitude = p.latitude
    where r.snap_metres is null or r.snap_metres > ${SNAP_CUTOFF_METRES}
    union all
    select 'SERVICE_POINT', s.code, s.name_zh, s.name_en, s.longitude, s.latitude from service_point s
    where s.bureau_id = ${bureauId} and (s.longitude is null or s.latitude is null or exists (
      select from travel_target t where t.matrix_id = ${matrixId} and t.service_point_id = s.id and t.longitude = s.longitude
        and t.latitude = s.latitude and (t.snap_metres is null or t.snap_metres > ${SNAP_CUTOFF_METRES})))
    order by 1, 2`);
  return rows;
}

/** Of the places that are on the network; null: none is. */
export async function medianSnapMetres(pool: pg.Pool, matrixId: number): Promise<number | null> {
  const { rows } = await pool.query<{ median: number | null }>(sql`
    select percentile_cont(0.5) within group (order by snap_metres) as median from travel_row where matrix_id = ${matrixId}`);
  return rows[0]?.median ?? null;
}
