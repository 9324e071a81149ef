import type pg from 'pg';

/** Ids of the bureaux, and of the service points of the first. */
export interface ScopedRows {
  readonly one: number;
  readonly other: number;
  readonly p1: number;
  readonly p2: number;
}

/**
 * Two bureaux, ONE and OTHER (a demonstration), the first with the points p1 and p2, the second with q; each point has one application of
 * 2021-12-01, whose case key says where it belongs: p1-case, p2-case, q-case.
 */
export async function writeScopedRows(pool: pg.Pool): Promise<ScopedRows> {
  const idOf = async (statement: string, values: unknown[] = []): Promise<number> =>
    (await pool.query<{ id: number }>(statement, values)).rows[0]?.id ?? 0;
  const bureau = (code: string, isDemonstration: boolean) =>
    idOf(
      `insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours, is_demonstration)
       values ($1, '局', 'Bureau', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]', $2) returning id`,
      [code, isDemonstration],
    );
  const run = async (bureauId: number) => {
    const runId = await idOf(
      `insert into import_run (bureau_id, profile_name, profile_version, record_kind, file_name, file_bytes, status, started_at, actor)
       values ($1, 'p', 1, 'EVENT_LOG', 'f', 1, 'SUCCEEDED', now(), 'test') returning id`,
      [bureauId],
    );
    await pool.query(
      `insert into import_refusal (import_run_id, row_number, code, expected, raw) values ($1, 1, 'X', '', '[]')`,
      [runId],
    );
    return runId;
  };
  const point = async (bureauId: number, runId: number, code: string) => {
    const pointId = await idOf(
      `insert into service_point (bureau_id, code, name_zh, name_en, kind, form, provenance, content_hash)
       values ($1, $2, '点', 'Point', 'BANK', 'POINT', 'REPORTED', '') returning id`,
      [bureauId, code],
    );
    await pool.query(
      `with added as (
         insert into application_record (bureau_id, case_key, service_point_id, import_run_id, changed_by_run_id, touched_by_run_id,
           source_row, content_hash, state, received_at, received_on)
         values ($1, $2 || '-case', $3, $4, $4, $4, 1, '', 'RECEIVED', '2021-12-01T02:00:00Z', '2021-12-01') returning id)
       insert into application_event (bureau_id, application_id, type, occurred_at, ordinal, content_hash, import_run_id, source_row)
       select $1, id, 'RECEIVED', '2021-12-01T02:00:00Z', 1, '', $4, 1 from added`,
      [bureauId, code, pointId, runId],
    );
    return pointId;
  };
  const [one, other] = [await bureau('ONE', false), await bureau('OTHER', true)];
  const [ofOne, ofOther] = [await run(one), await run(other)];
  const [p1, p2] = [await point(one, ofOne, 'p1'), await point(one, ofOne, 'p2')];
  await point(other, ofOther, 'q');
  return { one, other, p1, p2 };
}
