export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The 97.5th percentile of the normal distribution: 95 % in between. */
const Z_95 = 1.959963984540054;

/**
 * The 95 % score interval of a rate, 0 to 1: what the rate could be in the long run, given so few or so many cases. E. B. Wilson,
 * "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical Association 22 (1927);
 * unlike the usual ± it holds for small counts and at 0 and 100 %.
 * @returns null: no cases
 */
export function wilsonInterval(numerator: number, denominator: number): Interval | null {
  if (denominator === 0) {
    return null;
  }
  const rate = numerator / denominator;
  const z2 = Z_95 ** 2 / denominator;
  const centre = (rate + z2 / 2) / (1 + z2);
  const half = (Z_95 / (1 + z2)) * Math.sqrt((rate * (1 - rate)) / denominator + z2 / (4 * denominator));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
