import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

describe('the interval of a rate', () => {
  it.each([
    // R's binom.wilson and statsmodels' proportion_confint(method="wilson").
    [8, 10, 0.4901625, 0.9433178],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
    [50, 100, 0.4038315, 0.5961685],
  ])('of %i in %i is the published one', (numerator, denominator, lower, upper) => {
    const interval = wilsonInterval(numerator, denominator);
    expect(interval?.lower).toBeCloseTo(lower, 6);
    expect(interval?.upper).toBeCloseTo(upper, 6);
  });

  it('holds the rate, and is narrower for more cases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (denominator, any) => {
        const numerator = any % (denominator + 1);
        const [few, many] = [
          wilsonInterval(numerator, denominator),
          wilsonInterval(numerator * 4, denominator * 4),
        ];
        const rate = numerator / denominator;
        expect(few !== null && few.lower <= rate + 1e-12 && rate <= few.upper + 1e-12).toBe(true);
        expect((many?.upper ?? 1) - (many?.lower ?? 0)).toBeLessThan((few?.upper ?? 1) - (few?.lower ?? 0));
      }),
    );
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
