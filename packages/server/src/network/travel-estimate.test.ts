import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleMetres } from '../places/great-circle.ts';
import type { Position } from '../places/place.entity.ts';
import { ESTIMATE_RULES, estimateMatrix, estimateSeconds, reachMetres } from './travel-estimate.ts';
import { TRAVEL_MODES } from './travel-mode.ts';
import { LONGEST_SECONDS } from './travel-times.ts';

const position = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);

describe('great-circle distance', () => {
  it('of one degree along a meridian is a 360th of the circumference', () => {
    expect(greatCircleMetres([108.4, 22], [108.4, 23])).toBeCloseTo((2 * Math.PI * 6_371_008.8) / 360, 3);
  });

  it('is half a circumference between poles, and holds a metre apart', () => {
    expect(greatCircleMetres([0, 90], [0, -90])).toBeCloseTo(Math.PI * 6_371_008.8, 3);
    // A metre north is 1 ÷ 6,371,008.8 radians.
    const metre = (180 / Math.PI) * (1 / 6_371_008.8);
    expect(greatCircleMetres([108.4, 22.8], [108.4, 22.8 + metre])).toBeCloseTo(1, 4);
  });

  it('is symmetric and never longer than over a third place', () => {
    fc.assert(
      fc.property(position, position, position, (a: Position, b: Position, c: Position) => {
        expect(greatCircleMetres(a, b)).toBe(greatCircleMetres(b, a));
        // Half an Earth away the chord hardly grows any more, and tells distances to some decimetres.
        expect(greatCircleMetres(a, c)).toBeLessThanOrEqual(
          greatCircleMetres(a, b) + greatCircleMetres(b, c) + 1,
        );
      }),
    );
  });
});

describe('an estimated travel time', () => {
  it('is the distance with its detour over the speed: 1,000 m on foot are 1,330 m at 5.1 km/h, 939 s', () => {
    expect(estimateSeconds(1000, ESTIMATE_RULES.WALK)).toBe(939);
    expect(estimateSeconds(0, ESTIMATE_RULES.WALK)).toBe(0);
  });

  it('stays below the marks of pairs without a time, however far', () => {
    expect(estimateSeconds(20_000_000, ESTIMATE_RULES.WALK)).toBe(LONGEST_SECONDS);
  });

  it.each(TRAVEL_MODES)('by %s agrees with the circle that is drawn for it', (mode) => {
    const rule = ESTIMATE_RULES[mode];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7200 }), (seconds) => {
        expect(estimateSeconds(reachMetres(seconds, rule), rule)).toBe(seconds);
      }),
    );
  });

  it('fills the matrix place by place', async () => {
    const rule = { detourFactor: 1, metresPerSecond: 1 };
    const tenth = (2 * Math.PI * 6_371_008.8) / 360 / 10;
    // Places at 0 and 0.1 degrees north of two points at 0 and 0.2.
    const matrix = await estimateMatrix(
      [
        [0, 0],
        [0, 0.1],
      ],
      [
        [0, 0],
        [0, 0.2],
      ],
      rule,
    );
    expect([...matrix]).toEqual([0, 2 * tenth, tenth, tenth].map(Math.round));
  });
});
