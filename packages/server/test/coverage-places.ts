import type { TestDatabase } from './test-database.ts';

/**
 * Demand areas and key buildings around the points of the demonstration district: a grid of a kilometre or so, every ninth a point
 * without an outline, and one across the globe that nobody walks to. Made here, so that the pages have places whatever is loaded.
 */
export async function addCoveragePlaces({ pool }: Pick<TestDatabase, 'pool'>): Promise<void> {
  await pool.query(`
    with grid as (
      select x, y, 108.315 + x * 0.013 as west, 22.77 + y * 0.011 as south
      from generate_series(0, 11) x, generate_series(0, 7) y
    )
    insert into demand_area (bureau_id, code, name_zh, name_en, kind, town_or_street, residents, enterprises, longitude, latitude, boundary,
                             provenance, content_hash)
    select b.id, format('SCENE-%s-%s', x, y), format('示例社区 %s-%s', x, y), format('Sample community %s-%s', x, y), 'COMMUNITY',
           (array['示例北街道', '示例南街道', '示例东镇'])[1 + (x * 8 + y) % 3],
           case when (x + y) % 13 = 7 then null else 400 + 137 * ((x * 5 + y * 3) % 11) end,
           3 * ((x + 2 * y) % 9), west + 0.0065, south + 0.0055,
           case when (x + y) % 9 = 8 then null
                else json_build_object('type', 'Polygon', 'coordinates', json_build_array(json_build_array(
                       json_build_array(west, south), json_build_array(west + 0.013, south), json_build_array(west + 0.013, south + 0.011),
                       json_build_array(west, south + 0.011), json_build_array(west, south)))) end,
           'SYNTHETIC', format('scene %s-%s', x, y)
    from grid, bureau b where b.code = 'QINGXIU'`);
  await pool.query(`
    insert into key_building (bureau_id, code, name_zh, name_en, town_or_street, enterprises, status, opened_on, longitude, latitude,
                              provenance, content_hash)
    select b.id, format('SCENE-B%s', n), format('示例大厦 %s 号', n), format('Sample tower %s', n),
           (array['示例北街道', '示例南街道', '示例东镇'])[1 + n % 3], 20 + 7 * n, 'IN_USE', case when n % 4 = 0 then date '2021-06-01' end,
           108.32 + ((n * 37) % 100) * 0.0014, 22.775 + ((n * 61) % 100) * 0.0008, 'SYNTHETIC', format('scene B%s', n)
    from generate_series(1, 14) n, bureau b where b.code = 'QINGXIU'`);
  await pool.query(`update bureau set data_version = data_version + 1 where code = 'QINGXIU'`);
}
