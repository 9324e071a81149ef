import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOfYear, isWorkedByNotice, NOTICE_YEARS } from '../../test/holiday-notices.ts';
import { shiftDay } from './calendar-day.ts';
import { CalendarNotAnnouncedError, createWorkingCalendar } from './working-calendar.ts';

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

const announcedDay = fc
  .integer({ min: 0, max: NOTICE_YEARS.flatMap(daysOfYear).length - 1 })
  .map((days) => shiftDay('2021-01-01', days));

describe('days of the State Council’s notices', () => {
  it.each(NOTICE_YEARS)('every day of %i is worked or not as its notice says', (year) => {
    const days = daysOfYear(year);
    expect(days.filter((day) => nanning.isWorkingDay(day))).toEqual(days.filter(isWorkedByNotice));
  });

  const sample = new URL('../../../../../shared/data/cn-workdays.csv', import.meta.url);

  it.each(['America/Los_Angeles', 'Asia/Shanghai', 'Pacific/Kiritimati', 'UTC'])(
    'agrees with the notices, and with every line of the sample of days, in a process in %s',
    async (processZone) => {
      const known = await answersOfProcess(processZone);
      expect(known.processZone).toBe(processZone);
      expect(known.workingDays).toEqual(NOTICE_YEARS.flatMap(daysOfYear).filter(isWorkedByNotice));
      // 18 Dec 2021 16:30 UTC is 19 Dec 00:30 in Shanghai.
      expect(known.dayOf).toBe('2021-12-19');
      expect(known.lastInstantOf).toBe('2021-12-18T15:59:59.999Z');

      const lines = existsSync(sample) ? readFileSync(sample, 'utf8').trim().split('\n').slice(1) : [];
      const disagreeing = lines.filter((line) => {
        const [date = '', isWorkday] = line.split(',');
        return known.workingDays.includes(date) !== (isWorkday === '1');
      });
      expect(disagreeing).toEqual([]);
    },
  );

  it('the sample of days was there to compare with', (context) => {
    context.skip(!existsSync(sample), 'SKIPPED: the folder shared/data beside the project is not there');
    expect(readFileSync(sample, 'utf8').trim().split('\n')).toHaveLength(51);
  });
});

/** What a process of its own, in another time zone, answers. */
async function answersOfProcess(
  processZone: string,
): Promise<{ processZone: string; workingDays: string[]; dayOf: string; lastInstantOf: string }> {
  const calendarModule = new URL('working-calendar.ts', import.meta.url).href;
  const dayModule = new URL('calendar-day.ts', import.meta.url).href;
  const program = `
    import { createWorkingCalendar } from ${JSON.stringify(calendarModule)};
    import { shiftDay } from ${JSON.stringify(dayModule)};
    const calendar = createWorkingCalendar({
      code: 'CN', timeZone: 'Asia/Shanghai', standardHours: [{ open: '09:00', close: '17:00' }],
    });
    const workingDays = [];
    for (let day = '2021-01-01'; day <= '2026-12-31'; day = shiftDay(day, 1)) {
      if (calendar.isWorkingDay(day)) workingDays.push(day);
    }
    process.stdout.write(JSON.stringify({
      processZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      workingDays,
      dayOf: calendar.dayOf(new Date('2021-12-18T16:30:00Z')),
      lastInstantOf: calendar.lastInstantOf('2021-12-18').toISOString(),
    }));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: new URL('../..', import.meta.url), env: { ...process.env, TZ: processZone } },
  );
  return JSON.parse(stdout);
}

describe('a year that is not announced', () => {
  const refused = (ask: () => unknown) => {
    try {
      ask();
    } catch (error) {
      return error;
    }
    return null;
  };

  it.each([
    ['isWorkingDay', () => nanning.isWorkingDay('2027-01-04'), 2027],
    ['isWorkingDay before the first year', () => nanning.isWorkingDay('2020-12-31'), 2020],
    ['workingDaysAfter', () => nanning.workingDaysAfter('2026-12-30', '2027-01-04'), 2027],
    ['workingDaysUntil', () => nanning.workingDaysUntil('2020-12-31', '2021-01-04'), 2020],
    ['addWorkingDays past the last year', () => nanning.addWorkingDays('2026-12-30', 2), 2027],
    ['addWorkingDays of none', () => nanning.addWorkingDays('2027-01-04', 0), 2027],
    ['latestWorkingDay before the first year', () => nanning.latestWorkingDay('2021-01-04', 2), 2020],
    [
      'workingMinutesBetween',
      () => nanning.workingMinutesBetween(new Date('2026-12-31T01:00Z'), new Date('2027-01-04T01:00Z')),
      2027,
    ],
  ])('is a typed refusal: %s', (_, ask, year) => {
    const error = refused(ask);
    expect(error).toBeInstanceOf(CalendarNotAnnouncedError);
    expect(error).toMatchObject({
      code: 'CALENDAR_NOT_ANNOUNCED',
      year,
      firstAnnouncedYear: 2021,
      lastAnnouncedYear: 2026,
    });
  });

  it('is told by the bureau’s day, not the day in Greenwich', () => {
    // 31 Dec 2026 16:30 UTC is already 2027 in Shanghai.
    expect(
      refused(() =>
        nanning.workingMinutesBetween(new Date('2026-12-31T01:00Z'), new Date('2026-12-31T16:30Z')),
      ),
    ).toBeInstanceOf(CalendarNotAnnouncedError);
  });

  it('does not hide the last announced day', () => {
    expect(nanning.addWorkingDays('2026-12-30', 1)).toBe('2026-12-31');
  });

  it('does not exist for Monday to Friday', () => {
    expect(amsterdam.announcedYears).toBeNull();
    // 2 Jan 2040 is a Monday, 30 Dec 1968 too.
    expect(amsterdam.isWorkingDay('2040-01-02')).toBe(true);
    expect(amsterdam.isWorkingDay('1968-12-29')).toBe(false);
    expect(amsterdam.isWorkingDay('1968-12-30')).toBe(true);
  });
});

describe('legal day counting', () => {
  it('a period starts on the day after (Civil Code art. 201)', () => {
    // Monday 20 Dec 2021: the fifth working day after it is Monday 27 Dec.
    expect(nanning.addWorkingDays('2021-12-20', 5)).toBe('2021-12-27');
    expect(nanning.workingDaysAfter('2021-12-20', '2021-12-27')).toBe(5);
    expect(nanning.workingDaysAfter('2021-12-20', '2021-12-20')).toBe(0);
  });

  it('statutory holidays are not counted, make-up workdays are (行政许可法 art. 82)', () => {
    // Thursday 30 Sep 2021, then National Day to Thursday 7 Oct; Friday 8 and Saturday 9 Oct are worked.
    expect(nanning.addWorkingDays('2021-09-30', 1)).toBe('2021-10-08');
    expect(nanning.addWorkingDays('2021-09-30', 2)).toBe('2021-10-09');
    expect(nanning.addWorkingDays('2021-09-30', 3)).toBe('2021-10-11');
  });

  it('a period that starts on a day off counts from the next working day', () => {
    expect(nanning.addWorkingDays('2021-12-18', 1)).toBe('2021-12-20');
    expect(nanning.addWorkingDays('2021-12-18', 0)).toBe('2021-12-18');
  });

  it('days left are 0 on the due day, negative past it', () => {
    expect(nanning.workingDaysUntil('2021-12-20', '2021-12-22')).toBe(2);
    expect(nanning.workingDaysUntil('2021-12-22', '2021-12-22')).toBe(0);
    // Wednesday to Monday: Thursday, Friday, Monday.
    expect(nanning.workingDaysUntil('2021-12-27', '2021-12-22')).toBe(-3);
  });

  it('counts what a look at each day counts', () => {
    fc.assert(
      fc.property(announcedDay, fc.nat(400), (start, length) => {
        const end = shiftDay(start, length);
        fc.pre(end <= '2026-12-31');
        let counted = 0;
        for (let day = shiftDay(start, 1); day <= end; day = shiftDay(day, 1)) {
          counted += isWorkedByNotice(day) ? 1 : 0;
        }
        expect(nanning.workingDaysAfter(start, end)).toBe(counted);
        expect(nanning.workingDaysUntil(end, start)).toBe(0 - counted);
        expect(nanning.workingDaysAfter(end, start)).toBe(0);
      }),
    );
  });

  it('adding and counting undo each other', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(nanning, amsterdam),
        announcedDay,
        fc.integer({ min: 1, max: 300 }),
        (calendar, start, n) => {
          fc.pre(start < '2025-06-01');
          const day = calendar.addWorkingDays(start, n);
          expect(calendar.isWorkingDay(day)).toBe(true);
          expect(calendar.workingDaysAfter(start, day)).toBe(n);
          // The first of n working days that end on the nth is the one after the start.
          expect(calendar.latestWorkingDay(day, n)).toBe(calendar.addWorkingDays(start, 1));
        },
      ),
    );
  });

  it('Monday to Friday counts the same before 1970 as after', () => {
    const anyDay = fc.integer({ min: -30_000, max: 60_000 }).map((days) => shiftDay('1970-01-01', days));
    fc.assert(
      fc.property(anyDay, fc.nat(60), (start, length) => {
        let counted = 0;
        for (let days = 1; days <= length; days++) {
          const weekday = new Date(`${shiftDay(start, days)}T00:00:00Z`).getUTCDay();
          counted += weekday >= 1 && weekday <= 5 ? 1 : 0;
        }
        expect(amsterdam.workingDaysAfter(start, shiftDay(start, length))).toBe(counted);
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN])('%d is no number of working days', (n) => {
    expect(() => nanning.addWorkingDays('2021-12-20', n)).toThrow(RangeError);
    expect(() => nanning.latestWorkingDay('2021-12-20', n)).toThrow(RangeError);
  });
});
