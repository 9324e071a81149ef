/** Values with how often each occurs, in any order; a value may stand more than once. */
export type Histogram = readonly { readonly value: number; readonly count: number }[];

/** The distribution of a part in the base and in the present period; empty: no applications of it. */
export interface PartDistribution<Key> {
  readonly key: Key;
  readonly before: Histogram;
  readonly now: Histogram;
}

/** What can be said honestly of a percentile, which no split among parts adds up to. */
export interface DistributionShift<Key> {
  /** null where that period has no values. */
  readonly before: number | null;
  readonly now: number | null;
  /** What the percentile would be if each part were as in the base and only their shares had changed; null as above. */
  readonly reweighted: number | null;
  readonly parts: readonly PartInfluence<Key>[];
}

export interface PartInfluence<Key> {
  readonly key: Key;
  readonly countBefore: number;
  readonly countNow: number;
  readonly before: number | null;
  readonly now: number | null;
  /** How much higher the percentile is than if this part alone were as in the base, share and values; null: that is not known. */
  readonly influence: number | null;
}

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * Which parts shifted a percentile. Two statements, neither of which adds up among parts:
 * - composition and the rest, after DiNardo, Fortin and Lemieux, "Labor Market Institutions and the Distribution of Wages",
 *   Econometrica 64 (1996): the percentile of the base's values under the present shares of the parts (`reweighted`). From the base to
 *   it is what the mix did, from it to the present what changed within the parts. A part that the base does not have stands with its
 *   present values: its coming is mix.
 * - the influence of each part: the present percentile less the one with that part alone put back to the base, share and values.
 * @param fraction 0 to 1; 0.5 = the median
 */
export function distributionShift<Key>(
  parts: readonly PartDistribution<Key>[],
  fraction: number,
): DistributionShift<Key> {
  const countOf = (histogram: Histogram) => histogram.reduce((sum, { count }) => sum + count, 0);
  const totalBefore = countOf(parts.flatMap(({ before }) => before));
  const totalNow = countOf(parts.flatMap(({ now }) => now));
  const percentileOf = (histogram: Histogram) =>
    weightedPercentile(
      histogram.map(({ value, count }) => ({ value, weight: count })),
      fraction,
    );
  const isComparable = totalBefore > 0 && totalNow > 0;
  /** A part's values with a weight in all that is its share of so many. */
  const scaled = (histogram: Histogram, weightOfAll: number): Weighted[] => {
    const count = countOf(histogram);
    return count === 0
      ? []
      : histogram.map((each) => ({ value: each.value, weight: (each.count * weightOfAll) / count }));
  };
  const now = percentileOf(parts.flatMap((part) => part.now));
  return {
    before: percentileOf(parts.flatMap((part) => part.before)),
    now,
    reweighted: isComparable
      ? weightedPercentile(
          parts.flatMap((part) => {
            const share = countOf(part.now) / totalNow;
            return scaled(part.before.length > 0 ? part.before : part.now, share * totalNow);
          }),
          fraction,
        )
      : null,
    parts: parts.map((part) => {
      const [countBefore, countNow] = [countOf(part.before), countOf(part.now)];
      const others = parts.filter((each) => each !== part).flatMap((each) => each.now);
      const putBack = isComparable
        ? weightedPercentile(
            [
              ...others.map(({ value, count }) => ({ value, weight: count })),
              ...scaled(part.before, (countBefore / totalBefore) * totalNow),
            ],
            fraction,
          )
        : null;
      return {
        key: part.key,
        countBefore,
        countNow,
        before: percentileOf(part.before),
        now: percentileOf(part.now),
        influence: putBack === null || now === null ? null : now - putBack,
      };
    }),
  };
}

/**
 * A percentile of weighted values: with whole weights exactly the one of the values repeated so often (linear interpolation between
 * order statistics, Hyndman and Fan 1996, type 7); with others its continuation, which takes a weight of less than 1 as a point.
 * @param fraction 0 to 1
 * @returns null: nothing has a weight
 */
export function weightedPercentile(values: readonly Weighted[], fraction: number): number | null {
  const sorted = values.filter(({ weight }) => weight > 0).toSorted((one, other) => one.value - other.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) {
    return null;
  }
  const position = fraction * Math.max(0, total - 1);
  let start = 0;
  let previous: { readonly end: number; readonly value: number } | null = null;
  for (const { value, weight } of sorted) {
    if (position <= start + TOLERANCE && previous !== null) {
      const gap = start - previous.end;
      const along = gap <= 0 ? 1 : Math.min(1, Math.max(0, (position - previous.end) / gap));
      return previous.value + (value - previous.value) * along;
    }
    // A value that occurs w times holds the positions from its first to its last, w - 1 further.
    const end = start + Math.max(0, weight - 1);
    if (position <= end + TOLERANCE) {
      return value;
    }
    previous = { end, value };
    start += weight;
  }
  return previous?.value ?? null;
}

/** Shares times totals come out a hair beside the whole numbers that they are. */
const TOLERANCE = 1e-9;
