import type pg from 'pg';
import sql from 'sql-template-tag';
import type { EstimateFit } from './estimate-fit.ts';
import type { TravelMode } from './travel-mode.ts';

/** null: the matrix has too few pairs. */
export async function recordFit(pool: pg.Pool, matrixId: number, fit: EstimateFit | null): Promise<void> {
  await pool.query(sql`
    update travel_matrix set fit_pairs = ${fit?.pairs ?? null}, fit_detour_factor = ${fit?.detourFactor ?? null},
      fit_median_error = ${fit?.medianRelativeError ?? null}, fit_p90_error = ${fit?.p90RelativeError ?? null}
    where id = ${matrixId}`);
}

export interface FoundFit extends EstimateFit {
  readonly networkName: string;
  readonly attribution: string;
}

/**
 * What an estimate of a bureau is made with: the fit on its own travel times, else on the network that it uses, else on the one of the
 * installation with the most pairs; null: none is fitted in this mode.
 */
export async function findFit(pool: pg.Pool, bureauId: number, mode: TravelMode): Promise<FoundFit | null> {
  const { rows } = await pool.query<FoundFit>(sql`
    select m.fit_detour_factor as "detourFactor", m.fit_pairs as pairs, m.fit_median_error as "medianRelativeError",
      m.fit_p90_error as "p90RelativeError", n.name as "networkName", n.attribution
    from travel_matrix m join network n on n.id = m.network_id
      left join bureau_network u on u.bureau_id = ${bureauId} and u.network_id = m.network_id
    where m.mode = ${mode} and m.fit_pairs is not null
    order by m.bureau_id = ${bureauId} desc, u.bureau_id is not null desc, m.fit_pairs desc, m.id
    limit 1`);
  return rows[0] ?? null;
}
