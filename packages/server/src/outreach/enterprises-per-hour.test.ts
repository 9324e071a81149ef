import { expect, it } from 'vitest';
import { enterprisesPerHour } from './enterprises-per-hour.ts';

it('the building day of 18 December 2021, 40 and more in two hours, is at least 20 an hour', () => {
  expect(enterprisesPerHour(40, 120)).toBe(20);
});

it('nobody in three hours is 0 an hour, which is not the same as unknown', () => {
  expect(enterprisesPerHour(0, 180)).toBe(0);
});

it.each([
  [null, 120],
  [40, null],
  [0, 0],
])('%s enterprises in %s minutes is no figure', (enterprises, minutes) => {
  expect(enterprisesPerHour(enterprises, minutes)).toBeNull();
});
