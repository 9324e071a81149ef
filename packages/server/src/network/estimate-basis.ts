import type pg from 'pg';
import { findFit } from './estimate-fit.sql.ts';
import { ESTIMATE_RULES } from './travel-estimate.ts';
import type { TravelMode } from './travel-mode.ts';
import type { TravelBasis } from './travel-times.ts';

export type EstimateBasis = Extract<TravelBasis, { readonly source: 'ESTIMATE' }>;

/** How a bureau's travel times are estimated in a mode: by a factor fitted on a network where there is one, else by the published factor. */
export async function estimateBasis(
  pool: pg.Pool,
  bureauId: number,
  mode: TravelMode,
): Promise<EstimateBasis> {
  const fit = await findFit(pool, bureauId, mode);
  return {
    source: 'ESTIMATE',
    metresPerSecond: ESTIMATE_RULES[mode].metresPerSecond,
    detourFactor: fit?.detourFactor ?? ESTIMATE_RULES[mode].detourFactor,
    calibrationPairs: fit?.pairs ?? 0,
    calibrationNetwork: fit?.networkName ?? null,
    attribution: fit?.attribution ?? null,
    medianRelativeError: fit?.medianRelativeError ?? null,
    p90RelativeError: fit?.p90RelativeError ?? null,
  };
}
