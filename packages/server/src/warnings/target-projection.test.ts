import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Progress, projectTarget } from './target-projection.ts';

const atLeast = (value: number) => ({ direction: 'AT_LEAST', value }) as const;
const atMost = (value: number) => ({ direction: 'AT_MOST', value }) as const;
const halfway: Progress = { isOver: false, elapsedWorkingDays: 10, totalWorkingDays: 20 };
const over: Progress = { isOver: true, elapsedWorkingDays: 20, totalWorkingDays: 20 };
const count = (value: number) => ({ kind: 'COUNT', count: value }) as const;
const rate = (numerator: number, denominator: number) =>
  ({ kind: 'RATIO', numerator, denominator, most: 1 }) as const;
const mean = (sum: number, n: number) =>
  ({ kind: 'RATIO', numerator: sum, denominator: n, most: Number.POSITIVE_INFINITY }) as const;

describe('a count', () => {
  it('goes on at the pace of the working days gone', () => {
    // 400 in 10 of 20 working days: 800 at the end.
    expect(projectTarget(atLeast(700), count(400), halfway)).toEqual({
      status: 'ON_TRACK',
      reason: 'PACE_SUFFICES',
      value: 400,
      projected: 800,
      expectedRest: null,
      needed: 30,
    });
    // 900 needs 500 more in 10 days.
    expect(projectTarget(atLeast(900), count(400), halfway)).toMatchObject({
      status: 'AT_RISK',
      reason: 'PACE_FALLS_SHORT',
      projected: 800,
      needed: 50,
    });
  });

  it('is met the moment it is reached, and missed the moment it is beyond the most', () => {
    expect(projectTarget(atLeast(400), count(400), halfway)).toMatchObject({
      status: 'MET',
      reason: 'REACHED_ALREADY',
    });
    expect(projectTarget(atMost(399), count(400), halfway)).toMatchObject({
      status: 'MISSED',
      reason: 'EXCEEDED_ALREADY',
    });
    expect(projectTarget(atMost(400), count(400), halfway).status).toBe('AT_RISK');
  });

  it('is judged by what it is when the period is over', () => {
    expect(projectTarget(atLeast(400), count(399), over)).toMatchObject({
      status: 'MISSED',
      reason: 'PERIOD_OVER',
      needed: null,
    });
    expect(projectTarget(atMost(400), count(400), over).status).toBe('MET');
  });

  it('says nothing before three working days, nor where the calendar is not announced', () => {
    expect(projectTarget(atLeast(400), count(60), { ...halfway, elapsedWorkingDays: 2.9 })).toMatchObject({
      status: 'NOT_ENOUGH_DATA',
      reason: 'TOO_EARLY',
      value: 60,
      projected: null,
    });
    expect(projectTarget(atLeast(400), count(60), { ...halfway, totalWorkingDays: null })).toMatchObject({
      status: 'NOT_ENOUGH_DATA',
      reason: 'CALENDAR_NOT_ANNOUNCED',
      projected: null,
      needed: null,
    });
  });

  it('has nothing left to do on the days off at the end of its period', () => {
    expect(
      projectTarget(atLeast(500), count(400), {
        isOver: false,
        elapsedWorkingDays: 20,
        totalWorkingDays: 20,
      }),
    ).toMatchObject({ status: 'AT_RISK', projected: 400, needed: null });
  });
});

describe('a rate or a mean', () => {
  it('stands at its value so far, with what the rest would have to be', () => {
    // 90 of 100 so far, as many again to come: 95 % of 200 is 190, so all 100 of them.
    expect(projectTarget(atLeast(0.95), rate(90, 100), halfway)).toEqual({
      status: 'AT_RISK',
      reason: 'REST_MUST_BE_BETTER',
      value: 0.9,
      projected: 0.9,
      expectedRest: 100,
      needed: 1,
    });
    expect(projectTarget(atLeast(0.96), rate(90, 100), halfway)).toMatchObject({
      status: 'AT_RISK',
      reason: 'OUT_OF_REACH',
      needed: null,
    });
    // Holds: 80 % of 200 is 160, 70 of the 100 to come.
    expect(projectTarget(atLeast(0.8), rate(90, 100), halfway)).toMatchObject({
      status: 'ON_TRACK',
      reason: 'HOLDS_SO_FAR',
      needed: 0.7,
    });
    // A mean of 3 over 100; 2 over 200 is a sum of 400, 100 left for the other 100.
    expect(projectTarget(atMost(2), mean(300, 100), halfway)).toMatchObject({ status: 'AT_RISK', needed: 1 });
    expect(projectTarget(atMost(1.4), mean(300, 100), halfway)).toMatchObject({ reason: 'OUT_OF_REACH' });
  });

  it('says nothing of nothing, and goes on from no fewer than ten', () => {
    expect(projectTarget(atLeast(0.9), rate(0, 0), over)).toMatchObject({
      status: 'NOT_ENOUGH_DATA',
      reason: 'NOTHING_MEASURED',
      value: null,
    });
    expect(projectTarget(atLeast(0.9), rate(5, 9), halfway)).toMatchObject({
      reason: 'TOO_FEW_APPLICATIONS',
    });
    expect(projectTarget(atLeast(0.9), rate(5, 9), over)).toMatchObject({ status: 'MISSED' });
  });

  it('comes out just at the target if the rest is what is needed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        fc.constantFrom('AT_LEAST' as const, 'AT_MOST' as const),
        (n, share, goal, direction) => {
          const numerator = Math.round(n * share);
          const { needed, expectedRest } = projectTarget(
            { direction, value: goal },
            rate(numerator, n),
            halfway,
          );
          fc.pre(needed !== null && needed > 0 && needed < 1);
          const rest = expectedRest ?? 0;
          expect((numerator + (needed ?? 0) * rest) / (n + rest)).toBeCloseTo(goal, 10);
        },
      ),
    );
  });
});

describe('a percentile', () => {
  it('needs a share of the rest within the target, enough by type 7 whatever the others are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 10, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0.5, 0.9),
        (values, goal, quantile) => {
          const { needed, expectedRest } = projectTarget(
            atMost(goal),
            {
              kind: 'QUANTILE',
              quantile,
              value: typeSeven(values, quantile),
              n: values.length,
              within: values.filter((value) => value <= goal).length,
            },
            halfway,
          );
          fc.pre(needed !== null);
          const rest = expectedRest ?? 0;
          const enough = Math.round((needed ?? 0) * rest);
          const completed = (within: number) => [
            ...values,
            ...Array.from({ length: rest }, (_, index) => (index < within ? goal : 1000)),
          ];
          expect(typeSeven(completed(enough), quantile)).toBeLessThanOrEqual(goal);
          if (enough > 0) {
            expect(typeSeven(completed(enough - 1), quantile)).toBeGreaterThan(goal);
          }
        },
      ),
    );
  });
});

describe('a stock', () => {
  it('moves on as it has moved since the period began, never below zero', () => {
    // From 10 to 20 in ten days: 30 at the end.
    expect(projectTarget(atMost(25), { kind: 'STOCK', atStart: 10, now: 20 }, halfway)).toMatchObject({
      status: 'AT_RISK',
      projected: 30,
      needed: 0.5,
    });
    expect(projectTarget(atMost(25), { kind: 'STOCK', atStart: 30, now: 10 }, halfway)).toMatchObject({
      status: 'ON_TRACK',
      projected: 0,
    });
    expect(projectTarget(atMost(25), { kind: 'STOCK', atStart: 10, now: 26 }, over).status).toBe('MISSED');
  });
});

/** Hyndman and Fan (1996), type 7. */
function typeSeven(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const position = (sorted.length - 1) * quantile;
  const below = Math.floor(position);
  const [low = 0, high = low] = [sorted[below], sorted[below + 1]];
  return low + (position - below) * (high - low);
}
