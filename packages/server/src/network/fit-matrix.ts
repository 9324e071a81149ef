import type pg from 'pg';
import { metresApart, unitVectorOf } from '../places/great-circle.ts';
import { recordFit } from './estimate-fit.sql.ts';
import { type EstimateFit, type FitPair, fitEstimate } from './estimate-fit.ts';
import { liveSlots } from './pending-pairs.ts';
import { spread } from './spread.ts';
import type { TravelEnds } from './travel-ends.sql.ts';
import { ESTIMATE_RULES } from './travel-estimate.ts';
import { listRows, listTargets } from './travel-matrix.sql.ts';
import type { TravelMode } from './travel-mode.ts';
import { LONGEST_SECONDS } from './travel-times.ts';

/** A hundred thousand pairs at most: a quarter of a second. */
const PLACES_LOOKED_AT = 500;
const POINTS_LOOKED_AT = 200;

/** Fits the estimate of a mode on a matrix that is computed, and keeps the fit with it. @returns null: too few pairs */
export async function fitMatrix(
  pool: pg.Pool,
  matrixId: number,
  mode: TravelMode,
  { places, points }: TravelEnds,
): Promise<EstimateFit | null> {
  const slots = liveSlots(points, await listTargets(pool, matrixId));
  const targets = spread(points, POINTS_LOOKED_AT).map(({ id, longitude, latitude }) => ({
    slot: slots.get(id) ?? Infinity,
    vector: unitVectorOf([longitude, latitude]),
  }));
  const rows = await listRows(pool, matrixId, spread(places, PLACES_LOOKED_AT));
  const pairs = rows.flatMap(({ longitude, latitude, slots: known, seconds }): FitPair[] => {
    const from = unitVectorOf([longitude, latitude]);
    return (
      targets
        .filter(({ slot }) => slot < known)
        .map(({ slot, vector }) => ({
          metres: metresApart(from, vector),
          seconds: seconds.readUInt16LE(slot * 2),
        }))
        // A time that is not told apart, or no time.
        .filter(({ seconds: time }) => time < LONGEST_SECONDS)
    );
  });
  const fit = fitEstimate(pairs, ESTIMATE_RULES[mode].metresPerSecond);
  await recordFit(pool, matrixId, fit);
  return fit;
}
