import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDay } from '../working-time/calendar-day.ts';
import { holdsWholePeriods, overlaps, periodAround, periodOn, remaindersOf } from './target-period.ts';

describe('the period of a target', () => {
  it.each([
    ['MONTH', '2021-12-22', '2021-12-01', '2021-12-31'],
    ['MONTH', '2024-02-29', '2024-02-01', '2024-02-29'],
    ['QUARTER', '2021-12-22', '2021-10-01', '2021-12-31'],
    ['QUARTER', '2021-01-01', '2021-01-01', '2021-03-31'],
    ['YEAR', '2021-06-30', '2021-01-01', '2021-12-31'],
  ] as const)('%s around %s', (grain, day, from, to) => {
    expect(periodAround(grain, day)).toEqual({ from, to });
  });

  it('is none on a day on which the target does not hold', () => {
    const year = { grain: 'MONTH', validFrom: '2021-03-01', validTo: '2021-06-30' } as const;
    expect(periodOn(year, '2021-02-28')).toBeNull();
    expect(periodOn(year, '2021-03-01')).toEqual({ from: '2021-03-01', to: '2021-03-31' });
    expect(periodOn(year, '2021-06-30')).toEqual({ from: '2021-06-01', to: '2021-06-30' });
    expect(periodOn(year, '2021-07-01')).toBeNull();
  });

  it('is all its days for a target that is due once', () => {
    const once = { grain: 'ONCE', validFrom: '2021-03-05', validTo: '2021-12-18' } as const;
    expect(periodOn(once, '2021-09-01')).toEqual({ from: '2021-03-05', to: '2021-12-18' });
  });

  it('is whole: a target cut in a month could not be judged', () => {
    expect(holdsWholePeriods({ grain: 'MONTH', validFrom: '2021-03-01', validTo: null })).toBe(true);
    expect(holdsWholePeriods({ grain: 'MONTH', validFrom: '2021-03-02', validTo: null })).toBe(false);
    expect(holdsWholePeriods({ grain: 'MONTH', validFrom: '2021-03-01', validTo: '2021-03-30' })).toBe(false);
    expect(holdsWholePeriods({ grain: 'QUARTER', validFrom: '2021-02-01', validTo: null })).toBe(false);
    expect(holdsWholePeriods({ grain: 'ONCE', validFrom: '2021-02-03', validTo: null })).toBe(false);
    expect(holdsWholePeriods({ grain: 'ONCE', validFrom: '2021-02-03', validTo: '2021-02-02' })).toBe(false);
  });
});

describe('a target that takes the place of another', () => {
  const month = fc.integer({ min: 0, max: 47 }).map((n) => {
    const [year, inYear] = [2020 + Math.floor(n / 12), (n % 12) + 1];
    return periodAround('MONTH', `${year}-${String(inYear).padStart(2, '0')}-15`);
  });
  const validity = fc.tuple(month, month, fc.boolean()).map(([one, other, isOpen]) => {
    const [first, last] = one.from < other.from ? [one, other] : [other, one];
    return { grain: 'MONTH' as const, validFrom: first.from, validTo: isOpen ? null : last.to };
  });

  it('leaves exactly one of them in force on every day on which either was', () => {
    fc.assert(
      fc.property(validity, validity, fc.integer({ min: -40, max: 1600 }), (old, fresh, offset) => {
        const day = shiftDay('2020-01-01', offset);
        const rest = overlaps(old, fresh) ? remaindersOf(old, fresh) : [old];
        const holding = [...rest, fresh].filter((each) => periodOn(each, day) !== null);
        const expected = periodOn(old, day) !== null || periodOn(fresh, day) !== null ? 1 : 0;
        expect(holding).toHaveLength(expected);
        expect(rest.every(holdsWholePeriods)).toBe(true);
      }),
    );
  });

  it('is the same one, for targets that are due once', () => {
    const once = { grain: 'ONCE', validFrom: '2021-01-01', validTo: '2021-12-31' } as const;
    expect(overlaps(once, { ...once })).toBe(true);
    expect(overlaps(once, { ...once, validTo: '2021-06-30' })).toBe(false);
  });
});
