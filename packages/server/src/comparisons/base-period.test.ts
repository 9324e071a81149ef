import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf, shiftDay } from '../working-time/calendar-day.ts';
import { basePeriodOf } from './base-period.ts';

describe('the period before', () => {
  it.each([
    ['a month', '2021-11-01', '2021-11-30', '2021-10-01', '2021-10-31'],
    ['a quarter', '2021-10-01', '2021-12-31', '2021-07-01', '2021-09-30'],
    ['a year', '2021-01-01', '2021-12-31', '2020-01-01', '2020-12-31'],
    ['a month so far', '2021-12-01', '2021-12-22', '2021-11-01', '2021-11-22'],
    [
      'a month so far that the one before does not have',
      '2021-03-01',
      '2021-03-30',
      '2021-02-01',
      '2021-02-28',
    ],
    ['a quarter so far', '2021-10-01', '2021-12-22', '2021-07-01', '2021-09-22'],
    ['a week', '2021-12-13', '2021-12-19', '2021-12-06', '2021-12-12'],
    ['a day', '2022-01-02', '2022-01-02', '2022-01-01', '2022-01-01'],
  ])('of %s', (_, from, to, baseFrom, baseTo) => {
    expect(basePeriodOf({ from, to }, 'PREVIOUS')).toEqual({ from: baseFrom, to: baseTo });
  });
});

describe('the same period last year', () => {
  it.each([
    ['2021-12-01', '2021-12-22', '2020-12-01', '2020-12-22'],
    ['2020-02-29', '2020-02-29', '2019-02-28', '2019-02-28'],
    ['2021-02-01', '2021-02-28', '2020-02-01', '2020-02-29'],
  ])('of %s to %s', (from, to, baseFrom, baseTo) => {
    expect(basePeriodOf({ from, to }, 'SAME_LAST_YEAR')).toEqual({ from: baseFrom, to: baseTo });
  });
});

it('a base ends before its period begins, and has as many days where the period does not begin with a month', () => {
  const day = fc.integer({ min: dayNumberOf('2000-01-01'), max: dayNumberOf('2060-01-01') });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), (start, length) => {
      const from = shiftDay('1970-01-01', start);
      const to = shiftDay(from, length);
      const base = basePeriodOf({ from, to }, 'PREVIOUS');
      expect(base.from <= base.to).toBe(true);
      expect(base.to < from).toBe(true);
      if (!from.endsWith('-01')) {
        expect(dayNumberOf(base.to) - dayNumberOf(base.from)).toBe(length);
      }
    }),
  );
});
