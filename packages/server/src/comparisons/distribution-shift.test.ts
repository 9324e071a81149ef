import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionShift, type Histogram, weightedPercentile } from './distribution-shift.ts';

/** Type 7 over plain values, as percentile_cont does it. */
function percentile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const position = fraction * (sorted.length - 1);
  const [low = 0, high = 0] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return low + (high - low) * (position - Math.floor(position));
}

const values = (...each: number[]): Histogram => each.map((value) => ({ value, count: 1 }));

describe('a weighted percentile', () => {
  it('with whole weights is the one of the values repeated so often', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ value: fc.integer({ min: -50, max: 50 }), weight: fc.integer({ min: 1, max: 6 }) }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weighted, fraction) => {
          const repeated = weighted.flatMap(({ value, weight }) =>
            Array.from({ length: weight }, () => value),
          );
          expect(weightedPercentile(weighted, fraction)).toBeCloseTo(percentile(repeated, fraction), 6);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with any weights lies among the values and does not fall as the fraction grows', () => {
    const weighted = fc.array(
      fc.record({
        value: fc.integer({ min: 0, max: 50 }),
        weight: fc.double({ min: 0.01, max: 5, noNaN: true }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(weighted, (each) => {
        let last = Math.min(...each.map(({ value }) => value));
        for (let step = 0; step <= 20; step++) {
          const found = weightedPercentile(each, step / 20) ?? Number.NaN;
          expect(found).toBeGreaterThanOrEqual(last - 1e-9);
          last = found;
        }
        expect(last).toBeLessThanOrEqual(Math.max(...each.map(({ value }) => value)) + 1e-9);
      }),
    );
    expect(weightedPercentile([], 0.5)).toBeNull();
  });
});

describe('why a median moved, in scenes that a person can work out', () => {
  it('only the mix changed: the reweighted median is the present one', () => {
    const shift = distributionShift(
      [
        { key: 'quick', before: values(1, 2, 3), now: values(1, 2, 3) },
        { key: 'slow', before: values(10, 11, 12), now: [...values(10, 11, 12), ...values(10, 11, 12)] },
      ],
      0.5,
    );
    expect(shift.before).toBe(6.5);
    expect(shift.now).toBe(10);
    // Under the present shares (a third and two thirds) of nine: the slow ones hold the middle.
    expect(shift.reweighted).toBe(10);
  });

  it('only what is within a part changed: the reweighted median is the one before, and the part has the influence', () => {
    const shift = distributionShift(
      [
        { key: 'same', before: values(1, 2, 3), now: values(1, 2, 3) },
        { key: 'slower', before: values(4, 5, 6), now: values(14, 15, 16) },
      ],
      0.5,
    );
    expect(shift).toMatchObject({ before: 3.5, now: 8.5, reweighted: 3.5 });
    expect(shift.parts.map(({ key, influence }) => [key, influence])).toEqual([
      ['same', 0],
      ['slower', 5],
    ]);
  });

  it('a part that is new is mix', () => {
    const shift = distributionShift(
      [
        { key: 'old', before: values(1, 2, 3), now: values(1, 2, 3) },
        { key: 'new', before: [], now: values(20, 21, 22) },
      ],
      0.5,
    );
    expect(shift).toMatchObject({ before: 2, now: 11.5 });
    expect(shift.reweighted).toBe(11.5);
    expect(shift.parts[1]).toMatchObject({ countBefore: 0, before: null, influence: 9.5 });
  });

  it('there is nothing to say where a period has no values', () => {
    expect(distributionShift([{ key: 'a', before: [], now: values(1) }], 0.5)).toMatchObject({
      before: null,
      now: 1,
      reweighted: null,
      parts: [{ influence: null }],
    });
  });
});

it('a distribution that did not change has a reweighted percentile like it, and no part has an influence', () => {
  const histogram = fc.array(fc.record({ value: fc.nat(100), count: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.array(histogram, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0.5, 0.9),
      (parts, fraction) => {
        const shift = distributionShift(
          parts.map((each, key) => ({ key, before: each, now: each })),
          fraction,
        );
        expect(shift.reweighted).toBeCloseTo(shift.now ?? Number.NaN, 6);
        for (const { influence } of shift.parts) {
          expect(influence).toBeCloseTo(0, 6);
        }
      },
    ),
  );
});
