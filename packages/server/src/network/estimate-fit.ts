import { DEFAULT_DETOUR_FACTOR } from './travel-estimate.ts';

/** A pair of a network: how far by the great circle, and how long on the network. */
export interface FitPair {
  readonly metres: number;
  readonly seconds: number;
}

/** The detour factor that a network has, with the error of an estimate that is made with it. */
export interface EstimateFit {
  readonly detourFactor: number;
  readonly pairs: number;
  /** Median and 90th percentile of |estimate − network| ÷ network, over the pairs it was fitted on. */
  readonly medianRelativeError: number;
  readonly p90RelativeError: number;
}

/** Where coverage is decided. Nearer, what counts is how far a place is from its road; farther, no threshold reaches. */
const NEAREST_SECONDS = 5 * 60;
const FARTHEST_SECONDS = 60 * 60;

/** Fewer say little of an error's 90th percentile. */
const FEWEST_PAIRS = 30;

/**
 * The median over the pairs of the factor that makes the estimate right, which no few odd pairs move. Pairs are taken by their distance
 * (5 to 60 minutes at the published factor), not by their time: that would prefer the pairs with good roads.
 * @returns null: fewer than thirty such pairs
 */
export function fitEstimate(pairs: readonly FitPair[], metresPerSecond: number): EstimateFit | null {
  const used = pairs.filter(({ metres, seconds }) => {
    const published = (metres * DEFAULT_DETOUR_FACTOR) / metresPerSecond;
    return seconds > 0 && published >= NEAREST_SECONDS && published <= FARTHEST_SECONDS;
  });
  if (used.length < FEWEST_PAIRS) {
    return null;
  }
  const detourFactor = atRank(
    used.map(({ metres, seconds }) => (seconds * metresPerSecond) / metres),
    0.5,
  );
  const errors = used.map(
    ({ metres, seconds }) => Math.abs((metres * detourFactor) / metresPerSecond - seconds) / seconds,
  );
  return {
    detourFactor,
    pairs: used.length,
    medianRelativeError: atRank(errors, 0.5),
    p90RelativeError: atRank(errors, 0.9),
  };
}

/** The value that such a share of them does not exceed (nearest rank); there is one at least. */
function atRank(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
