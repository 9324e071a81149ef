/** How many decided applications took so many tenths of a standard working day, rounded up; by tenths, ascending, none with 0. */
export type TenthsDistribution = readonly { readonly tenths: number; readonly count: number }[];

/** The published percentiles as parts of a whole: in whole numbers, so that a stranger's spreadsheet comes to the same. */
export const MEDIAN = { numerator: 1, denominator: 2 } as const;
export const P90 = { numerator: 9, denominator: 10 } as const;

export const totalOf = (distribution: TenthsDistribution): number =>
  distribution.reduce((sum, { count }) => sum + count, 0);

/** The least number of tenths within which at least a share of the distribution lies; null: an empty one. */
export function tenthsWithin(
  distribution: TenthsDistribution,
  share: { readonly numerator: number; readonly denominator: number },
): number | null {
  const n = totalOf(distribution);
  let within = 0;
  for (const { tenths, count } of distribution) {
    within += count;
    if (within * share.denominator >= n * share.numerator) {
      return tenths;
    }
  }
  return null;
}
