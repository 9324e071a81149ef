import { wilsonInterval } from '../measure/wilson-interval.ts';

/** Fewer judged cases than this say little of a point: it is shown and not ranked. */
export const FEWEST_RANKED = 30;

export interface JudgedPoint<Key> {
  readonly key: Key;
  readonly inTime: number;
  readonly judged: number;
}

export interface RankedPoint<Key> extends JudgedPoint<Key> {
  /** 1 = the best; points that chance alone could have put in another order share one. null: too few cases. */
  readonly rank: number | null;
  /** null: no case was judged. */
  readonly rate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Service points by how many of their decisions were in time, fairly: in the order of the lower end of the 95 % interval, so that 3 of 3
 * does not stand before 290 of 300; a point shares the rank of the one before it whose interval reaches its own rate. Points with fewer
 * than 30 judged decisions come last, without a rank.
 */
export function rankPoints<Key>(points: readonly JudgedPoint<Key>[]): RankedPoint<Key>[] {
  const known = points.map((point) => {
    const interval = wilsonInterval(point.inTime, point.judged);
    return {
      ...point,
      rate: point.judged === 0 ? null : point.inTime / point.judged,
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
    };
  });
  const byLowerEnd = (one: { lower: number | null }, other: { lower: number | null }) =>
    (other.lower ?? -1) - (one.lower ?? -1);
  const ranked = known.filter(({ judged }) => judged >= FEWEST_RANKED).sort(byLowerEnd);
  const small = known
    .filter(({ judged }) => judged < FEWEST_RANKED)
    .sort((one, other) => other.judged - one.judged);
  let rank = 0;
  let leader: (typeof ranked)[number] | null = null;
  return [
    ...ranked.map((point, index) => {
      if (leader === null || (point.rate ?? 0) < (leader.lower ?? 0)) {
        leader = point;
        rank = index + 1;
      }
      return { ...point, rank };
    }),
    ...small.map((point) => ({ ...point, rank: null })),
  ];
}
