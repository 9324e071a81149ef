import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { addBureau } from '../src/bureau/add-bureau.ts';
import type { Position } from '../src/places/place.entity.ts';
import type { Database } from '../src/platform/database.ts';

// Central Porto Alegre (ipeaGIT/r5r, © OpenStreetMap contributors, ODbL): a real extract and a hexagon grid, read where they lie
// beside the project.

const FOLDER = new URL('../../../../shared/data/r5r-poa/', import.meta.url).pathname;

/** Whether the shared data are there; a test on them says so when they are not. */
export const hasPortoAlegre = existsSync(FOLDER);

export const POA_EXTRACT = join(FOLDER, 'poa_osm.pbf');
export const POA_POINTS = 100;

interface Cell {
  readonly code: string;
  readonly position: Position;
  readonly residents: number;
  readonly hasService: boolean;
  readonly hasHealthCare: boolean;
}

/** Every cell of the grid; those with a school or a health centre can stand for service points. */
export function portoAlegreCells(): Cell[] {
  const rows: Record<string, string>[] = parse(readFileSync(join(FOLDER, 'poa_hexgrid.csv'), 'utf8'), {
    columns: true,
  });
  return rows.map((row) => ({
    code: row['id'] ?? '',
    position: [Number(row['lon']), Number(row['lat'])],
    residents: Number(row['population']),
    hasService: Number(row['schools']) + Number(row['healthcare']) > 0,
    hasHealthCare: Number(row['healthcare']) > 0,
  }));
}

/** A bureau whose demand areas are all the cells, and whose service points are the first hundred with a school or health centre. */
export async function addPortoAlegre({ pool }: Pick<Database, 'pool'>): Promise<number> {
  await addBureau(pool, {
    code: 'POA',
    nameZh: '阿雷格里港',
    nameEn: 'Porto Alegre',
    timeZone: 'America/Sao_Paulo',
    calendarCode: 'MON_FRI',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  const { rows } = await pool.query<{ id: number }>("select id from bureau where code = 'POA'");
  const bureauId = rows[0]?.id ?? 0;
  const cells = portoAlegreCells();
  const points = cells.filter(({ hasService }) => hasService).slice(0, POA_POINTS);
  await pool.query(
    `insert into demand_area (bureau_id, code, name_zh, name_en, kind, residents, longitude, latitude, provenance, content_hash)
     select $1, c.code, c.code, c.code, 'GRID_CELL', c.residents, (c.position->>0)::float8, (c.position->>1)::float8, 'REPORTED', ''
     from jsonb_to_recordset($2::jsonb) as c (code text, residents int, position jsonb)`,
    [bureauId, JSON.stringify(cells)],
  );
  await pool.query(
    `insert into service_point (bureau_id, code, name_zh, name_en, kind, form, longitude, latitude, provenance, content_hash)
     select $1, c.code, c.code, c.code, 'SERVICE_HALL', 'POINT', (c.position->>0)::float8, (c.position->>1)::float8, 'REPORTED', ''
     from jsonb_to_recordset($2::jsonb) as c (code text, position jsonb)`,
    [bureauId, JSON.stringify(points)],
  );
  return bureauId;
}
