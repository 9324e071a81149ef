import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  controlChart,
  FULL_BASELINE,
  LEAST_BASELINE,
  NATURAL_LIMIT_FACTOR,
  RANGE_LIMIT_FACTOR,
  RUN_LENGTH,
} from './control-limits.ts';

const ANY = { baselineStart: 0, bounds: { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY } };

/** 10, 12, 10, 12 …: mean 11, every moving range 2. */
const zigzag = (n: number) => Array.from({ length: n }, (_, index) => (index % 2 === 0 ? 10 : 12));

describe('control limits', () => {
  it('use the constants of Shewhart and Wheeler: 2.66 and 3.27', () => {
    // d2 = 1.128, D4 = 3.267 for subgroups of two (ASTM STP 15D, table 3).
    expect(NATURAL_LIMIT_FACTOR).toBeCloseTo(2.66, 2);
    expect(RANGE_LIMIT_FACTOR).toBeCloseTo(3.267, 3);
  });

  it('are the mean of the baseline and 2.66 average moving ranges either side, by hand', () => {
    const { limits } = controlChart(zigzag(20), ANY);
    // Mean 11, average range 2: 11 ± 2.6587 × 2, 3.2665 × 2.
    expect(limits).toMatchObject({ centre: 11, averageRange: 2, n: 20, isProvisional: false });
    expect(limits?.lower).toBeCloseTo(5.683, 3);
    expect(limits?.upper).toBeCloseTo(16.317, 3);
    expect(limits?.upperRange).toBeCloseTo(6.533, 3);
  });

  it('are null under twelve values, provisional under twenty, frozen from then on', () => {
    expect(controlChart(zigzag(LEAST_BASELINE - 1), ANY).limits).toBeNull();
    expect(controlChart(zigzag(LEAST_BASELINE), ANY).limits).toMatchObject({ n: 12, isProvisional: true });
    const full = controlChart(zigzag(FULL_BASELINE), ANY).limits;
    const later = controlChart([...zigzag(FULL_BASELINE), 100, 200, 300], ANY).limits;
    expect(later).toEqual(full);
    expect(full?.isProvisional).toBe(false);
  });

  it('are null where no value differs from another: there is no variation to judge by', () => {
    expect(
      controlChart(
        Array.from({ length: 30 }, () => 0.97),
        ANY,
      ).limits,
    ).toBeNull();
  });

  it('are cut at what the measure can be, and a value at the bound is not beyond it', () => {
    const values = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 1 : 0.9));
    const { limits, points } = controlChart([...values, 1], {
      baselineStart: 0,
      bounds: { least: 0, most: 1 },
    });
    expect(limits?.upper).toBe(1);
    expect(points.at(-1)?.signals).toEqual([]);
  });

  it('skip what was not measured: the range spans the gap', () => {
    const { points } = controlChart([10, null, 13], ANY);
    expect(points.map(({ movingRange }) => movingRange)).toEqual([null, null, 3]);
  });

  it('judge nothing before the baseline', () => {
    const values = [1000, ...zigzag(20), 1000];
    const { limits, points } = controlChart(values, { ...ANY, baselineStart: 1 });
    expect(limits?.centre).toBe(11);
    expect(points[0]).toMatchObject({ isInBaseline: false, signals: [] });
    expect(points.at(-1)?.signals).toEqual(['BEYOND_LIMITS']);
  });
});

describe('signals', () => {
  it('mark a value beyond the limits and leave one inside alone', () => {
    const { points } = controlChart([...zigzag(20), 16.3, 16.4, 5.7, 5.6], ANY);
    expect(points.slice(20).map(({ signals, side }) => [signals.join(), side])).toEqual([
      ['', null],
      ['BEYOND_LIMITS', 'ABOVE'],
      ['', null],
      ['BEYOND_LIMITS', 'BELOW'],
    ]);
  });

  it('mark the eighth in a row on one side, not the seventh, and each that goes on', () => {
    const run = Array.from({ length: 9 }, () => 11.5);
    // The baseline ends on 12, the first of the run: broken off by a 10 so that the count is plain.
    const { points } = controlChart([...zigzag(20), 10, ...run, 10.9], ANY);
    expect(points.slice(21).map(({ signals }) => signals.join())).toEqual([
      ...Array.from({ length: RUN_LENGTH - 1 }, () => ''),
      'RUN_ON_ONE_SIDE',
      'RUN_ON_ONE_SIDE',
      '',
    ]);
  });

  it('end a run on the centre line itself', () => {
    const { points } = controlChart(
      [...zigzag(20), 10, ...Array(7).fill(11.5), 11, ...Array(7).fill(11.5)],
      ANY,
    );
    expect(points.flatMap(({ signals }) => signals)).toEqual([]);
  });

  it('do not mark a plain rise from one month to the next', () => {
    const { points } = controlChart([...zigzag(20), 10, 15], ANY);
    expect(points.at(-1)).toMatchObject({ movingRange: 5, signals: [] });
  });
});

describe('laws', () => {
  const series = fc.array(fc.option(fc.double({ min: 0, max: 1000, noNaN: true }), { nil: null }), {
    maxLength: 60,
  });

  it('a chart has a point for every value, and shifting or scaling the series shifts and scales its limits', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 1, max: 50, noNaN: true }), (values, scale) => {
        const one = controlChart(values, ANY);
        const other = controlChart(
          values.map((value) => (value === null ? null : value * scale + 7)),
          ANY,
        );
        expect(one.points).toHaveLength(values.length);
        if (one.limits === null || other.limits === null) {
          return;
        }
        expect(other.limits.upper).toBeCloseTo(one.limits.upper * scale + 7, 6);
        expect(other.limits.lower).toBeCloseTo(one.limits.lower * scale + 7, 6);
      }),
    );
  });

  it('what comes after the baseline changes neither the limits nor an earlier point', () => {
    fc.assert(
      fc.property(series, series, (values, more) => {
        const padded = [...zigzag(FULL_BASELINE), ...values];
        const before = controlChart(padded, ANY);
        const after = controlChart([...padded, ...more], ANY);
        expect(after.limits).toEqual(before.limits);
        expect(after.points.slice(0, padded.length)).toEqual(before.points);
      }),
    );
  });
});
