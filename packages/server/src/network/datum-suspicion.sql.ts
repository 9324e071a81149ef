import type pg from 'pg';
import sql from 'sql-template-tag';
import { inTransaction } from '../platform/transaction.ts';
import type { DatumSuspicion } from './datum-suspicion.ts';
import type { PlacedKind } from './placement.sql.ts';

export interface KindSuspicion extends DatumSuspicion {
  readonly kind: PlacedKind;
}

/** Those of the newest run take the place of all before. */
export async function replaceDatumSuspicions(
  pool: pg.Pool,
  matrixId: number,
  suspicions: readonly KindSuspicion[],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(sql`delete from travel_datum_suspicion where matrix_id = ${matrixId}`);
    await client.query(sql`
      insert into travel_datum_suspicion (matrix_id, place_kind, mistake, places, nearer, median_snap_metres, converted_median_snap_metres)
      select ${matrixId}, s.kind, s.mistake, s.places, s.nearer, s."medianSnapMetres", s."convertedMedianSnapMetres"
      from jsonb_to_recordset(${JSON.stringify(suspicions)}::jsonb) as s (kind text, mistake text, places int, nearer int,
        "medianSnapMetres" float8, "convertedMedianSnapMetres" float8)`);
  });
}

export async function listDatumSuspicions(pool: pg.Pool, matrixId: number): Promise<KindSuspicion[]> {
  const { rows } = await pool.query<KindSuspicion>(sql`
    select place_kind as kind, mistake, places, nearer, median_snap_metres as "medianSnapMetres",
      converted_median_snap_metres as "convertedMedianSnapMetres"
    from travel_datum_suspicion where matrix_id = ${matrixId} order by place_kind`);
  return rows;
}
