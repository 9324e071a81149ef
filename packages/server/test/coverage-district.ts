import type pg from 'pg';
import sql, { bulk } from 'sql-template-tag';
import { addBureau } from '../src/bureau/add-bureau.ts';

export interface DistrictArea {
  readonly code: string;
  readonly town: string | null;
  readonly residents: number | null;
  readonly enterprises: number | null;
  readonly longitude: number;
  readonly latitude: number;
}

export interface DistrictBuilding {
  readonly code: string;
  readonly town: string | null;
  readonly status: 'PLANNED' | 'IN_USE' | 'CLOSED';
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  readonly longitude: number;
  readonly latitude: number;
  readonly footprint: object | null;
}

export interface DistrictPoint {
  readonly code: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly openingHours: readonly { weekday: number; open: string; close: string }[] | null;
  readonly handledItemCodes: readonly string[] | null;
  readonly keyBuildingCode: string | null;
  /** [status, day], oldest first. */
  readonly statuses: readonly (readonly [string, string])[];
}

export interface District {
  readonly code: string;
  readonly areas: readonly DistrictArea[];
  readonly buildings: readonly DistrictBuilding[];
  readonly points: readonly DistrictPoint[];
  readonly items: readonly string[];
}

/** A bureau with places, points and items in the real tables, open 09:00 to 17:00. @returns its id */
export async function writeDistrict(pool: pg.Pool, district: District): Promise<number> {
  await addBureau(pool, {
    code: district.code,
    nameZh: district.code,
    nameEn: district.code,
    timeZone: 'Asia/Shanghai',
    calendarCode: 'CN',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  const { rows } = await pool.query<{ id: number }>(sql`select id from bureau where code = ${district.code}`);
  const bureauId = rows[0]?.id ?? 0;
  await pool.query(
    sql`insert into demand_area (bureau_id, code, name_zh, name_en, kind, town_or_street, residents, enterprises, longitude, latitude,
          provenance, content_hash)
        select ${bureauId}, code, code, code, 'COMMUNITY', town, residents, enterprises, longitude, latitude, 'SYNTHETIC', ''
        from json_to_recordset(${JSON.stringify(district.areas)}) as a (code text, town text, residents int, enterprises int,
          longitude float8, latitude float8)`,
  );
  await pool.query(
    sql`insert into key_building (bureau_id, code, name_zh, name_en, town_or_street, status, opened_on, closed_on, longitude, latitude,
          footprint, provenance, content_hash)
        select ${bureauId}, code, code, code, town, status, "openedOn", "closedOn", longitude, latitude, footprint, 'SYNTHETIC', ''
        from json_to_recordset(${JSON.stringify(district.buildings)}) as b (code text, town text, status text, "openedOn" date,
          "closedOn" date, longitude float8, latitude float8, footprint jsonb)`,
  );
  await pool.query(
    sql`insert into service_point (bureau_id, code, name_zh, name_en, kind, form, longitude, latitude, opening_hours,
          handled_item_codes, key_building_code, provenance, content_hash)
        select ${bureauId}, code, code, code, 'BANK', 'POINT', longitude, latitude, "openingHours",
          case when "handledItemCodes" is not null then array(select json_array_elements_text("handledItemCodes")) end,
          "keyBuildingCode", 'SYNTHETIC', ''
        from json_to_recordset(${JSON.stringify(district.points)}) as p (code text, longitude float8, latitude float8,
          "openingHours" jsonb, "handledItemCodes" json, "keyBuildingCode" text)`,
  );
  await pool.query(
    sql`insert into service_point_status (service_point_id, status, valid_from)
        select p.id, s.value ->> 0, (s.value ->> 1)::date
        from json_to_recordset(${JSON.stringify(district.points)}) as d (code text, statuses json)
        join service_point p on p.bureau_id = ${bureauId} and p.code = d.code, json_array_elements(d.statuses) s`,
  );
  if (district.items.length > 0) {
    await pool.query(
      sql`insert into service_item (bureau_id, code, name_zh, name_en, content_hash)
          values ${bulk(district.items.map((code) => [bureauId, code, code, code, '']))}`,
    );
  }
  return bureauId;
}

export const NO_AREA: Omit<DistrictArea, 'code'> = {
  town: null,
  residents: 0,
  enterprises: 0,
  longitude: 0,
  latitude: 0,
};

export const NO_BUILDING: Omit<DistrictBuilding, 'code'> = {
  town: null,
  status: 'IN_USE',
  openedOn: null,
  closedOn: null,
  longitude: 0,
  latitude: 0,
  footprint: null,
};

export const NO_POINT: Omit<DistrictPoint, 'code'> = {
  longitude: null,
  latitude: null,
  openingHours: null,
  handledItemCodes: null,
  keyBuildingCode: null,
  statuses: [['OPERATING', '2020-01-01']],
};
