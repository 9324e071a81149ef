import sql, { type Sql } from 'sql-template-tag';
import type { Outline, Position } from '../places/place.entity.ts';
import type { CoveragePoint } from './coverage-facts.ts';

export interface PointRow extends CoveragePoint {
  readonly keyBuildingCode: string | null;
}

/** Every service point with its statuses in force, by code. */
export function pointsOf(bureauId: number): Sql {
  return sql`
    select p.id, p.code, p.name_zh as "nameZh", p.name_en as "nameEn", p.kind, p.town_or_street as "townOrStreet",
      case when p.longitude is not null then array[p.longitude, p.latitude] end as position,
      p.opening_hours as "openingHours", p.handled_item_codes as "handledItemCodes", p.key_building_code as "keyBuildingCode",
      coalesce((select json_agg(json_build_object('status', s.status, 'validFrom', s.valid_from) order by s.valid_from)
                from service_point_status s
                where s.service_point_id = p.id and s.superseded_by_run_id is null), '[]') as statuses
    from service_point p where p.bureau_id = ${bureauId} order by p.code`;
}

export interface FootprintRow {
  readonly id: number;
  readonly footprint: Outline;
}

/** The outlines of the key buildings that have one. */
export function footprintsOf(bureauId: number): Sql {
  return sql`select id, footprint from key_building where bureau_id = ${bureauId} and footprint is not null order by code`;
}

export function itemCodesOf(bureauId: number): Sql {
  return sql`select code from service_item where bureau_id = ${bureauId}`;
}

export interface PlaceGeometryRow {
  readonly kind: 'DEMAND_AREA' | 'KEY_BUILDING';
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly townOrStreet: string | null;
  readonly residents: number | null;
  readonly enterprises: number | null;
  readonly position: Position;
  readonly outline: Outline | null;
}

/** Where every place is, with its outline; demand areas before key buildings, each by code. */
export function placeGeometries(bureauId: number): Sql {
  return sql`
    select 'DEMAND_AREA' as kind, code, name_zh as "nameZh", name_en as "nameEn", town_or_street as "townOrStreet", residents,
      enterprises, array[longitude, latitude] as position, boundary as outline
    from demand_area where bureau_id = ${bureauId}
    union all
    select 'KEY_BUILDING', code, name_zh, name_en, town_or_street, null, enterprises, array[longitude, latitude], footprint
    from key_building where bureau_id = ${bureauId}
    order by kind, code`;
}
