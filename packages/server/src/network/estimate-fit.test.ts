import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitEstimate } from './estimate-fit.ts';
import { estimateSeconds } from './travel-estimate.ts';

/** At 1 m/s and the published 1.33, from 226 m to 2,706 m are 5 to 60 minutes. */
const pairs = (metres: readonly number[], secondsOf: (metres: number) => number) =>
  metres.map((each) => ({ metres: each, seconds: secondsOf(each) }));

const THIRTY_ONE = Array.from({ length: 31 }, (_, index) => 300 + index * 50);

describe('an estimate fitted on a network', () => {
  it('is exact where every way is the same detour', () => {
    const fit = fitEstimate(
      pairs(THIRTY_ONE, (metres) => metres * 1.5),
      1,
    );
    expect(fit).toEqual({
      detourFactor: 1.5,
      pairs: 31,
      medianRelativeError: expect.closeTo(0, 12),
      p90RelativeError: expect.closeTo(0, 12),
    });
  });

  it('takes the median detour, and its error is what that is off by', () => {
    // Detours of 1.2 (10 pairs), 1.5 (11) and 2 (10): the estimate is off by 25 %, nothing and 25 %.
    const fit = fitEstimate(
      pairs(THIRTY_ONE, (metres) => {
        const index = THIRTY_ONE.indexOf(metres);
        return metres * (index < 10 ? 1.2 : index < 21 ? 1.5 : 2);
      }),
      1,
    );
    expect(fit).toMatchObject({ detourFactor: 1.5, pairs: 31 });
    // In order: 11 nothing, 20 a quarter. The 16th of 31 is the median, the 28th the 90th percentile.
    expect(fit?.medianRelativeError).toBeCloseTo(0.25, 12);
    expect(fit?.p90RelativeError).toBeCloseTo(0.25, 12);
  });

  it('is not moved by pairs nearer than five minutes or farther than an hour, nor by a few behind a river', () => {
    const usual = pairs(THIRTY_ONE, (metres) => metres * 1.5);
    const odd = [
      { metres: 100, seconds: 2000 },
      { metres: 0, seconds: 10 },
      { metres: 5000, seconds: 5001 },
      { metres: 400, seconds: 3500 },
      { metres: 500, seconds: 0 },
    ];
    expect(fitEstimate([...usual, ...odd], 1)).toMatchObject({ detourFactor: 1.5, pairs: 32 });
  });

  it('is none of fewer than thirty pairs', () => {
    const fitOf = (count: number) =>
      fitEstimate(
        pairs(THIRTY_ONE.slice(0, count), (metres) => metres),
        1,
      );
    expect(fitOf(29)).toBeNull();
    expect(fitOf(30)).not.toBeNull();
  });

  it('is off by no more at the median than at the 90th percentile, and half of its estimates are too long', () => {
    const pair = fc.record({
      metres: fc.integer({ min: 230, max: 2700 }),
      seconds: fc.integer({ min: 1, max: 9000 }),
    });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 30, maxLength: 80 }), (some) => {
        const fit = fitEstimate(some, 1);
        expect(fit?.pairs).toBe(some.length);
        expect(fit?.medianRelativeError).toBeLessThanOrEqual(fit?.p90RelativeError ?? -1);
        const rule = { detourFactor: fit?.detourFactor ?? 0, metresPerSecond: 1 };
        const tooLong = some.filter(
          ({ metres, seconds }) => estimateSeconds(metres, rule) > seconds + 1,
        ).length;
        const tooShort = some.filter(
          ({ metres, seconds }) => estimateSeconds(metres, rule) < seconds - 1,
        ).length;
        expect(tooLong).toBeLessThanOrEqual(some.length / 2);
        expect(tooShort).toBeLessThanOrEqual(some.length / 2);
      }),
    );
  });
});
