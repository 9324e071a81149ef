import type pg from 'pg';
import sql from 'sql-template-tag';
import type { PlacedDemandArea, PlacedKeyBuilding, Places } from './places.ts';

/** Every demand area and key building of a bureau. @throws RangeError when there is no such bureau */
export async function loadPlaces(pool: pg.Pool | pg.ClientBase, bureauId: number): Promise<Places> {
  // The version first: places that change meanwhile are read again by whoever asks for the next version.
  const { rows: versions } = await pool.query<{ version: number }>(
    sql`select data_version as version from bureau where id = ${bureauId}`,
  );
  const version = versions[0]?.version;
  if (version === undefined) {
    throw new RangeError(`There is no bureau ${bureauId}.`);
  }
  const { rows: demandAreas } = await pool.query<PlacedDemandArea>(sql`
    select id, code, name_zh as "nameZh", name_en as "nameEn", kind, town_or_street as "townOrStreet", residents, enterprises,
      array[longitude, latitude] as position, provenance
    from demand_area where bureau_id = ${bureauId} order by code`);
  const { rows: keyBuildings } = await pool.query<PlacedKeyBuilding>(sql`
    select id, code, name_zh as "nameZh", name_en as "nameEn", town_or_street as "townOrStreet", enterprises,
      floor_area_square_metres as "floorAreaSquareMetres", status, opened_on as "openedOn", closed_on as "closedOn",
      array[longitude, latitude] as position, provenance
    from key_building where bureau_id = ${bureauId} order by code`);
  return { version, demandAreas, keyBuildings };
}
