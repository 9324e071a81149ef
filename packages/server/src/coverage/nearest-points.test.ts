import fc from 'fast-check';
import { expect, it } from 'vitest';
import { area, point, sceneOf } from '../../test/coverage-scene.ts';
import { nearestPoints, rankTimes } from './nearest-points.ts';

it('the nearest two found by the ranking are those found by looking at every pair', async () => {
  const minutes = fc.oneof(
    { weight: 40, arbitrary: fc.integer({ min: 0, max: 9 }) },
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  const POINTS = 90;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(minutes, { minLength: POINTS, maxLength: POINTS }), { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(fc.integer({ min: 0, max: POINTS - 1 }), { minLength: 30, maxLength: POINTS }),
      async (matrix, chosen) => {
        const { facts, aligned } = sceneOf(
          matrix.map((_, index) => area(`A${index}`, 1)),
          Array.from({ length: POINTS }, (_, index) => point(`P${index}`)),
          (place, at) => matrix[place]?.[at],
        );
        const eligible = chosen.toSorted((one, other) => one - other);
        expect(await nearestPoints(await rankTimes(aligned, facts), facts, eligible)).toEqual(
          await nearestPoints(aligned, facts, eligible),
        );
      },
    ),
    { numRuns: 200 },
  );
});
