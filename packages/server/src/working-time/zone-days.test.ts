import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { shiftDay } from './calendar-day.ts';
import { createWorkingCalendar } from './working-calendar.ts';

const NINE_TO_FIVE = [{ open: '09:00', close: '17:00' }];

describe('days of a zone', () => {
  // Clocks that change at midnight, twice over an hour, by half an hour, and a zone that skipped a day.
  const zones = [
    'Asia/Shanghai',
    'Europe/Amsterdam',
    'America/Sao_Paulo',
    'America/Havana',
    'Asia/Beirut',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
  ];

  it('begin and end where the calendar of the zone says', () => {
    const anyDay = fc.integer({ min: 0, max: 21_000 }).map((days) => shiftDay('1972-01-01', days));
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDay, (timeZone, day) => {
        // Apia had no 30 Dec 2011 for a day to begin in.
        fc.pre(timeZone !== 'Pacific/Apia' || day !== '2011-12-30');
        checkDay(timeZone, day);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['Europe/Amsterdam', '2021-03-28', 23],
    ['Europe/Amsterdam', '2021-10-31', 25],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['America/Sao_Paulo', '2018-02-17', 25],
    ['America/Havana', '2021-11-07', 25],
    ['Asia/Shanghai', '2021-12-18', 24],
  ])('a day on which the clocks change in %s, %s, has %i hours', (timeZone, day, hours) => {
    checkDay(timeZone, day);
    const calendar = createWorkingCalendar({ code: 'MON_FRI', timeZone, standardHours: NINE_TO_FIVE });
    const elapsedMs = calendar.lastInstantOf(day).getTime() + 1 - calendar.startOfDay(day).getTime();
    expect(elapsedMs / 3_600_000).toBe(hours);
  });

  function checkDay(timeZone: string, day: string): void {
    const calendar = createWorkingCalendar({ code: 'MON_FRI', timeZone, standardHours: NINE_TO_FIVE });
    const start = Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
    expect(calendar.startOfDay(day).getTime()).toBe(start);
    expect(calendar.dayOf(new Date(start))).toBe(day);
    expect(calendar.dayOf(calendar.lastInstantOf(day))).toBe(day);
    expect(calendar.dayOf(new Date(start - 1)) < day).toBe(true);
  }

  it('an unknown zone is refused', () => {
    expect(() =>
      createWorkingCalendar({ code: 'CN', timeZone: 'Asia/Nanning', standardHours: NINE_TO_FIVE }),
    ).toThrow(RangeError);
  });
});
