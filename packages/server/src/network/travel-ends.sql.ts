import sql from 'sql-template-tag';
import type { RequestContext } from '../identity/request-context.ts';
import type { PlaceKind } from './travel-times.ts';

/** Where people start from: the representative point of a demand area, or a key building. */
export interface PlaceEnd {
  readonly kind: PlaceKind;
  readonly id: number;
  readonly longitude: number;
  readonly latitude: number;
}

/** Where they go. */
export interface PointEnd {
  readonly id: number;
  readonly longitude: number;
  readonly latitude: number;
}

export interface TravelEnds {
  readonly places: readonly PlaceEnd[];
  readonly points: readonly PointEnd[];
}

/** Every place of a bureau, demand areas first, and every service point that has coordinates, each by id. */
export async function travelEnds(pool: RequestContext['pool'], bureauId: number): Promise<TravelEnds> {
  const [places, points] = await Promise.all([
    pool.query<PlaceEnd>(sql`
      select 'DEMAND_AREA' as kind, id, longitude, latitude from demand_area where bureau_id = ${bureauId}
      union all
      select 'KEY_BUILDING' as kind, id, longitude, latitude from key_building where bureau_id = ${bureauId}
      order by kind, id`),
    pool.query<PointEnd>(sql`
      select id, longitude, latitude from service_point
      where bureau_id = ${bureauId} and longitude is not null and latitude is not null
      order by id`),
  ]);
  return { places: places.rows, points: points.rows };
}

export interface CodedPoint {
  readonly code: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** The service points of these codes that have coordinates. */
export async function pointsByCode(
  pool: RequestContext['pool'],
  bureauId: number,
  codes: readonly string[],
): Promise<CodedPoint[]> {
  const { rows } = await pool.query<CodedPoint>(sql`
    select code, longitude, latitude from service_point
    where bureau_id = ${bureauId} and code = any (${codes}::text[]) and longitude is not null and latitude is not null
    order by code`);
  return rows;
}
