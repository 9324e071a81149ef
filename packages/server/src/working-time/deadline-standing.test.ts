import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDay } from './calendar-day.ts';
import {
  AGE_BANDS,
  type AgeBandCode,
  ageBandRanges,
  type DayRange,
  deadlineStanding,
  dueSoonHorizonDay,
  isWaitingForSilence,
} from './deadline-standing.ts';
import { CalendarNotAnnouncedError, createWorkingCalendar } from './working-calendar.ts';

const standardHours = [{ open: '09:00', close: '17:00' }];
const nanning = createWorkingCalendar({ code: 'CN', timeZone: 'Asia/Shanghai', standardHours });
const weekdays = createWorkingCalendar({ code: 'MON_FRI', timeZone: 'Asia/Shanghai', standardHours });

const dueOn = (day: string) => ({
  dueAt: nanning.lastInstantOf(day),
  dueOn: day,
  deemedFrom: null,
  isStated: false,
  closedAt: null,
});
/** Wednesday 22 Dec 2021, 10:00 in Nanning. */
const now = new Date('2021-12-22T10:00+08:00');

describe('the standing of a deadline', () => {
  it.each([
    // Friday is two working days off, Monday three.
    ['2021-12-27', 'WITHIN_LIMIT', 3],
    ['2021-12-24', 'DUE_SOON', 2],
    ['2021-12-22', 'DUE_SOON', 0],
    ['2021-12-21', 'OVERDUE', -1],
    // A Saturday due day leaves no more working days than the Friday before it.
    ['2021-12-25', 'DUE_SOON', 2],
  ])('due on %s is %s on 22 Dec 2021 with %i working days left', (day, standing, workingDaysLeft) => {
    expect(deadlineStanding(dueOn(day), now, nanning)).toEqual({ standing, workingDaysLeft });
  });

  it('the last instant of the due day is in time, the next one is not', () => {
    const deadline = dueOn('2021-12-22');
    expect(deadlineStanding(deadline, deadline.dueAt, nanning).standing).toBe('DUE_SOON');
    const next = new Date(deadline.dueAt.getTime() + 1);
    expect(deadlineStanding(deadline, next, nanning)).toEqual({ standing: 'OVERDUE', workingDaysLeft: -1 });
  });

  it('a closed application has none', () => {
    const closed = { ...dueOn('2021-12-21'), closedAt: new Date('2021-12-20T09:00+08:00') };
    expect(deadlineStanding(closed, now, nanning)).toEqual({ standing: null, workingDaysLeft: null });
  });

  it('a deadline that rests on silence is not known before silence has accepted (art. 32)', () => {
    const resting = { ...dueOn('2021-12-21'), deemedFrom: new Date('2021-12-23T00:00+08:00') };
    expect(isWaitingForSilence(resting, now)).toBe(true);
    expect(deadlineStanding(resting, now, nanning).standing).toBe('NO_DEADLINE');
    expect(deadlineStanding(resting, resting.deemedFrom, nanning).standing).toBe('OVERDUE');
  });

  it('a deadline that came with the source waits for no acceptance', () => {
    const stated = {
      ...dueOn('2021-12-21'),
      deemedFrom: new Date('2021-12-23T00:00+08:00'),
      isStated: true,
    };
    expect(deadlineStanding(stated, now, nanning).standing).toBe('OVERDUE');
  });

  it('without a deadline there is none to stand against', () => {
    const unknown = { ...dueOn('2021-12-21'), dueAt: null, dueOn: null };
    expect(deadlineStanding(unknown, now, nanning)).toEqual({
      standing: 'NO_DEADLINE',
      workingDaysLeft: null,
    });
  });

  it('where the calendar does not answer, overdue is still told by the instant and the rest is not guessed', () => {
    const in2028 = new Date('2028-01-05T10:00+08:00');
    expect(deadlineStanding(dueOn('2028-01-04'), in2028, nanning)).toEqual({
      standing: 'OVERDUE',
      workingDaysLeft: null,
    });
    expect(deadlineStanding(dueOn('2028-01-06'), in2028, nanning)).toEqual({
      standing: null,
      workingDaysLeft: null,
    });
  });
});

describe('the horizon of due soon', () => {
  it('is the last day before the third working day ahead', () => {
    // Wednesday 22 Dec 2021: Thursday, Friday, and the weekend that follows.
    expect(dueSoonHorizonDay('2021-12-22', nanning)).toBe('2021-12-26');
    // 29 Sep 2021: 30 Sep, 8 Oct; the make-up Saturday 9 Oct is the third.
    expect(dueSoonHorizonDay('2021-09-29', nanning)).toBe('2021-10-08');
  });

  it('parts the due days as the standing of each does', () => {
    const today = fc.integer({ min: 0, max: 2100 }).map((days) => shiftDay('2021-01-01', days));
    fc.assert(
      fc.property(fc.constantFrom(nanning, weekdays), today, fc.nat(20), (calendar, day, ahead) => {
        const due = shiftDay(day, ahead);
        const { standing } = deadlineStanding(dueOn(due), calendar.startOfDay(day), calendar);
        expect(standing === 'DUE_SOON').toBe(due <= dueSoonHorizonDay(day, calendar));
      }),
    );
  });

  it('is refused where the days ahead are not announced', () => {
    expect(() => dueSoonHorizonDay('2026-12-31', nanning)).toThrow(CalendarNotAnnouncedError);
  });
});

describe('bands of age', () => {
  const holds = (range: DayRange | null, day: string) =>
    range !== null &&
    (range.oldest === null || range.oldest <= day) &&
    (range.newest === null || day <= range.newest);
  const bandsOf = (receivedOn: string, today: string, calendar = nanning) => {
    const ranges = ageBandRanges(today, calendar);
    return AGE_BANDS.filter((band) => holds(ranges[band], receivedOn));
  };

  it.each<[string, AgeBandCode]>([
    // Working days back from Wednesday 22 Dec 2021, the day of receipt not counted.
    ['2021-12-22', 'WORKING_DAYS_0_5'],
    ['2021-12-15', 'WORKING_DAYS_0_5'],
    ['2021-12-14', 'WORKING_DAYS_6_10'],
    ['2021-12-08', 'WORKING_DAYS_6_10'],
    ['2021-12-07', 'WORKING_DAYS_11_20'],
    ['2021-11-24', 'WORKING_DAYS_11_20'],
    ['2021-11-23', 'WORKING_DAYS_OVER_20'],
    ['2021-01-01', 'WORKING_DAYS_OVER_20'],
    ['2020-12-31', 'CALENDAR_NOT_ANNOUNCED'],
  ])('received on %s is %s on 22 Dec 2021', (receivedOn, band) => {
    expect(bandsOf(receivedOn, '2021-12-22')).toEqual([band]);
  });

  it('every day is in exactly one band: that of its working days since receipt', () => {
    const today = fc.integer({ min: 0, max: 2190 }).map((days) => shiftDay('2021-01-01', days));
    fc.assert(
      fc.property(fc.constantFrom(nanning, weekdays), today, fc.nat(60), (calendar, day, age) => {
        const receivedOn = shiftDay(day, -age);
        if (calendar.code === 'CN' && receivedOn < '2021-01-01') {
          expect(bandsOf(receivedOn, day, calendar)).toEqual(['CALENDAR_NOT_ANNOUNCED']);
          return;
        }
        const workingDays = calendar.workingDaysAfter(receivedOn, day);
        const expected =
          workingDays <= 5
            ? 'WORKING_DAYS_0_5'
            : workingDays <= 10
              ? 'WORKING_DAYS_6_10'
              : workingDays <= 20
                ? 'WORKING_DAYS_11_20'
                : 'WORKING_DAYS_OVER_20';
        expect(bandsOf(receivedOn, day, calendar)).toEqual([expected]);
      }),
      { numRuns: 1000 },
    );
  });

  it('on a day that is not announced nothing is known', () => {
    expect(bandsOf('2026-12-31', '2027-01-04')).toEqual(['CALENDAR_NOT_ANNOUNCED']);
    expect(bandsOf('2027-01-04', '2027-01-04')).toEqual(['CALENDAR_NOT_ANNOUNCED']);
  });
});
