import type pg from 'pg';
import sql from 'sql-template-tag';
import type { TravelRunStatus } from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';

/** A run of a bureau on record. */
export interface TravelRunRow {
  readonly id: number;
  readonly networkName: string;
  readonly mode: TravelMode;
  readonly status: TravelRunStatus;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly startedBy: string;
  readonly pairsTotal: number;
  readonly pairsDone: number;
  readonly isCancelRequested: boolean;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

const RUNS = sql`
  select r.id, n.name as "networkName", m.mode, r.status, r.started_at as "startedAt", r.finished_at as "finishedAt",
    r.actor as "startedBy", r.pairs_total as "pairsTotal", r.pairs_done as "pairsDone",
    r.cancel_requested_at is not null as "isCancelRequested", r.error_code as "errorCode", r.error_message as "errorMessage"
  from travel_run r join travel_matrix m on m.id = r.matrix_id join network n on n.id = m.network_id`;

/** The newest first. @param before an id; null: from the newest */
export async function listTravelRuns(
  pool: pg.Pool,
  bureauId: number,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<TravelRunRow[]> {
  const { rows } = await pool.query<TravelRunRow>(sql`
    ${RUNS} where m.bureau_id = ${bureauId} and (${before}::int is null or r.id < ${before})
    order by r.id desc limit ${limit}`);
  return rows;
}

export async function countTravelRuns(pool: pg.Pool, bureauId: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(sql`
    select count(*) as count from travel_run r join travel_matrix m on m.id = r.matrix_id where m.bureau_id = ${bureauId}`);
  return rows[0]?.count ?? 0;
}

export async function findTravelRun(
  pool: pg.Pool,
  bureauId: number,
  id: number,
): Promise<TravelRunRow | null> {
  const { rows } = await pool.query<TravelRunRow>(sql`
    ${RUNS} where m.bureau_id = ${bureauId} and r.id = ${id}`);
  return rows[0] ?? null;
}
