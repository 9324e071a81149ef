import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { daysOfYear, isWorkedByNotice, NOTICE_YEARS } from '../../test/holiday-notices.ts';
import { createWorkingCalendar } from './working-calendar.ts';

const NINE_TO_FIVE = [
  { open: '09:00', close: '12:00' },
  { open: '13:00', close: '17:00' },
];
const nanning = createWorkingCalendar({ code: 'CN', timeZone: 'Asia/Shanghai', standardHours: NINE_TO_FIVE });
const amsterdam = createWorkingCalendar({
  code: 'MON_FRI',
  timeZone: 'Europe/Amsterdam',
  standardHours: [{ open: '08:30', close: '17:00' }],
});

describe('working minutes', () => {
  const between = (calendar: typeof nanning, from: string, to: string) =>
    calendar.workingMinutesBetween(new Date(from), new Date(to));

  it('are those of the standard hours on working days', () => {
    expect(nanning.standardDayMinutes).toBe(420);
    // Friday 16:30 to Monday 09:30, a weekend between: 30 + 30.
    expect(between(nanning, '2021-12-17T16:30+08:00', '2021-12-20T09:30+08:00')).toBe(60);
    // Over the noon break.
    expect(between(nanning, '2021-12-20T11:00+08:00', '2021-12-20T14:00+08:00')).toBe(120);
    // Saturday 18 Dec 2021, the building day, is a day off; the make-up Saturday of 9 Oct 2021 is not.
    expect(between(nanning, '2021-12-18T09:00+08:00', '2021-12-18T11:00+08:00')).toBe(0);
    expect(between(nanning, '2021-10-09T09:00+08:00', '2021-10-09T11:00+08:00')).toBe(120);
  });

  it('count a minute once it is complete', () => {
    expect(between(nanning, '2021-12-20T09:00:00+08:00', '2021-12-20T09:00:59.999+08:00')).toBe(0);
    expect(between(nanning, '2021-12-20T09:00:59+08:00', '2021-12-20T09:01:00+08:00')).toBe(1);
  });

  it('are negative when the interval is reversed', () => {
    expect(between(nanning, '2021-12-20T10:00+08:00', '2021-12-20T09:00+08:00')).toBe(-60);
  });

  it('follow the wall clock when the clocks change', () => {
    // From Friday 16:00 before summer time to Monday 09:30 in it: 60 + 60.
    expect(between(amsterdam, '2021-03-26T16:00+01:00', '2021-03-29T09:30+02:00')).toBe(120);
  });

  const instant = (from: string, to: string) => fc.integer({ min: Date.parse(from), max: Date.parse(to) });
  const intervals = fc.oneof(
    // The weeks with the most exceptions: National Day 2021, Spring Festival 2022 and 2024.
    fc.record({
      calendar: fc.constant(nanning),
      start: fc.oneof(
        instant('2021-09-15T00:00Z', '2021-10-12T00:00Z'),
        instant('2022-01-25T00:00Z', '2022-02-10T00:00Z'),
        instant('2024-02-01T00:00Z', '2024-02-20T00:00Z'),
      ),
    }),
    // Around the changes of the clocks in Amsterdam.
    fc.record({
      calendar: fc.constant(amsterdam),
      start: fc.oneof(
        instant('2021-03-24T00:00Z', '2021-03-30T00:00Z'),
        instant('2021-10-27T00:00Z', '2021-11-02T00:00Z'),
      ),
    }),
  );

  it('equal a count minute by minute', () => {
    fc.assert(
      fc.property(intervals, fc.nat(3 * 1440 * 60_000), ({ calendar, start }, lengthMs) => {
        const end = start + lengthMs;
        expect(calendar.workingMinutesBetween(new Date(start), new Date(end))).toBe(
          countMinuteByMinute(calendar, start, end),
        );
      }),
      { numRuns: 60 },
    );
  });

  function countMinuteByMinute(calendar: typeof nanning, start: number, end: number): number {
    let counted = 0;
    // A minute counts when its end lies in (start, end].
    for (let minuteEnd = (Math.floor(start / 60_000) + 1) * 60_000; minuteEnd <= end; minuteEnd += 60_000) {
      const local = Temporal.Instant.fromEpochMilliseconds(minuteEnd - 60_000).toZonedDateTimeISO(
        calendar.timeZone,
      );
      const clock = local.toPlainTime().toString().slice(0, 5);
      const isOpen = calendar.standardHours.some(({ open, close }) => open <= clock && clock < close);
      const day = local.toPlainDate().toString();
      const isWorked = calendar.code === 'CN' ? isWorkedByNotice(day) : local.dayOfWeek <= 5;
      counted += isOpen && isWorked ? 1 : 0;
    }
    return counted;
  }

  it('add up over any split, and never fall as the end moves on', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(nanning, amsterdam),
        fc.tuple(
          instant('2021-01-02T00:00Z', '2026-12-30T00:00Z'),
          instant('2021-01-02T00:00Z', '2026-12-30T00:00Z'),
          instant('2021-01-02T00:00Z', '2026-12-30T00:00Z'),
        ),
        (calendar, instants) => {
          const [a, b, c] = instants.toSorted((one, other) => one - other).map((each) => new Date(each));
          if (!a || !b || !c) {
            throw new Error('Three instants were drawn.');
          }
          const first = calendar.workingMinutesBetween(a, b);
          const second = calendar.workingMinutesBetween(b, c);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(second).toBeGreaterThanOrEqual(0);
          expect(first + second).toBe(calendar.workingMinutesBetween(a, c));
          expect(calendar.workingMinutesBetween(c, a)).toBe(0 - first - second);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('of a day are those of the standard day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NOTICE_YEARS.flatMap(daysOfYear)), (day) => {
        const from = nanning.startOfDay(day);
        const to = nanning.lastInstantOf(day);
        expect(nanning.workingMinutesBetween(from, to)).toBe(isWorkedByNotice(day) ? 420 : 0);
      }),
    );
  });
});

describe('standard hours', () => {
  it.each([
    ['none', []],
    ['closing before opening', [{ open: '12:00', close: '09:00' }]],
    [
      'overlapping',
      [
        { open: '09:00', close: '12:00' },
        { open: '11:00', close: '17:00' },
      ],
    ],
    ['past midnight', [{ open: '09:00', close: '24:30' }]],
    ['not a time', [{ open: '9:00', close: '17:00' }]],
  ])('are refused: %s', (_, standardHours) => {
    expect(() => createWorkingCalendar({ code: 'CN', timeZone: 'Asia/Shanghai', standardHours })).toThrow(
      RangeError,
    );
  });

  it('may last the whole day', () => {
    const always = createWorkingCalendar({
      code: 'MON_FRI',
      timeZone: 'UTC',
      standardHours: [{ open: '00:00', close: '24:00' }],
    });
    expect(always.standardDayMinutes).toBe(1440);
    expect(always.workingMinutesBetween(new Date('2021-12-20T00:00Z'), new Date('2021-12-21T00:00Z'))).toBe(
      1440,
    );
  });
});
