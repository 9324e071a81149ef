import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from './spread.ts';

it('takes every third of nine where three are wanted, and all where there are no more', () => {
  expect(spread([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([3, 6, 9]);
  expect(spread([1, 2], 3)).toEqual([1, 2]);
  expect(spread([], 3)).toEqual([]);
});

it('takes as many as are wanted, in their order, none twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 500 }), (count, most) => {
      const taken = spread(
        Array.from({ length: count }, (_, index) => index),
        most,
      );
      expect(Math.abs(taken.length - Math.min(count, most))).toBeLessThanOrEqual(1);
      expect([...new Set(taken)].sort((one, other) => one - other)).toEqual(taken);
    }),
  );
});
