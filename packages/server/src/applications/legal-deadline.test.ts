import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventAt, nanningTime } from '../../test/event-facts.ts';
import { isWorkedByNotice } from '../../test/holiday-notices.ts';
import { shiftDay } from '../working-time/calendar-day.ts';
import { CalendarNotAnnouncedError, createWorkingCalendar } from '../working-time/working-calendar.ts';
import {
  dueDay,
  extensionWorkingDays,
  issueDueOn,
  legalDeadline,
  limitOn,
  suspendedDays,
} from './legal-deadline.ts';

const calendar = createWorkingCalendar({
  code: 'CN',
  timeZone: 'Asia/Shanghai',
  standardHours: [{ open: '09:00', close: '17:00' }],
});
// Accepted on Monday 20 Dec 2021. New Year is 1 to 3 Jan 2022; 29 and 30 Jan are worked, 31 Jan to 6 Feb are not.
const ACCEPTED_ON = '2021-12-20';

describe('the due day', () => {
  it.each([
    ['a promise of 3 working days', 3, '2021-12-23'],
    ['20 working days (art. 42)', 20, '2022-01-18'],
    ['20 and 10 by extension (art. 42), the last two on make-up workdays', 30, '2022-01-30'],
    ['45 in joint handling (art. 42)', 45, '2022-02-25'],
    ['45 and 15 by extension (art. 42)', 60, '2022-03-18'],
    ['the day itself, for an item without delay', 0, '2021-12-20'],
  ])('%s: %i after 20 Dec 2021 is %s', (_, workingDays, due) => {
    expect(dueDay(ACCEPTED_ON, workingDays, [], calendar)).toBe(due);
  });

  it('days of a special procedure are not counted: the first still is, the last is not (art. 45)', () => {
    // 10 days would end on 4 Jan; 23, 24 and 27 Dec are out.
    const suspensions = [{ from: '2021-12-22', to: '2021-12-27' }];
    expect(dueDay(ACCEPTED_ON, 10, [], calendar)).toBe('2022-01-04');
    expect(dueDay(ACCEPTED_ON, 10, suspensions, calendar)).toBe('2022-01-07');
  });

  it('a special procedure within a day takes nothing out', () => {
    const suspensions = [{ from: '2021-12-22', to: '2021-12-22' }];
    expect(dueDay(ACCEPTED_ON, 10, suspensions, calendar)).toBe('2022-01-04');
  });

  it('is not known while a special procedure goes on', () => {
    expect(dueDay(ACCEPTED_ON, 10, [{ from: '2021-12-22', to: null }], calendar)).toBeNull();
    // 3 Jan is a holiday: nine days have run, the tenth has not.
    expect(dueDay(ACCEPTED_ON, 10, [{ from: '2022-01-03', to: null }], calendar)).toBeNull();
  });

  it('stands when the limit ran out before the special procedure began', () => {
    expect(dueDay(ACCEPTED_ON, 10, [{ from: '2022-01-04', to: null }], calendar)).toBe('2022-01-04');
    expect(dueDay(ACCEPTED_ON, 10, [{ from: '2022-01-10', to: '2022-01-20' }], calendar)).toBe('2022-01-04');
  });

  it('in a year that is not announced is refused', () => {
    expect(() => dueDay('2026-12-20', 20, [], calendar)).toThrow(CalendarNotAnnouncedError);
  });

  it('is the day that a look at each day finds', () => {
    const gap = fc.nat(12);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1600 }).map((days) => shiftDay('2021-01-01', days)),
        fc.integer({ min: 0, max: 45 }),
        fc.array(fc.tuple(gap, gap), { maxLength: 4 }),
        (acceptedOn, workingDays, lengths) => {
          let last = acceptedOn;
          const suspensions = lengths.map(([pause, length]) => {
            const from = shiftDay(last, pause);
            last = shiftDay(from, length);
            return { from, to: last };
          });
          let day = acceptedOn;
          for (let left = workingDays; left > 0; ) {
            day = shiftDay(day, 1);
            const isExcluded = suspensions.some(({ from, to }) => from < day && day <= to);
            left -= isWorkedByNotice(day) && !isExcluded ? 1 : 0;
          }
          expect(dueDay(acceptedOn, workingDays, suspensions, calendar)).toBe(day);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a deadline from events', () => {
  const acceptedAt = nanningTime('2021-12-20 15:00');

  it('ends with the last instant of its day in the bureau’s zone', () => {
    expect(legalDeadline(acceptedAt, 20, [], calendar)).toEqual({
      dueAt: nanningTime('2022-01-18 23:59:59.999'),
      dueOn: '2022-01-18',
      reason: null,
    });
  });

  it('approved extensions add to the limit (art. 42)', () => {
    const events = [eventAt('EXTENDED', '2022-01-10 10:00', { approvedWorkingDays: 10 })];
    expect(extensionWorkingDays(events)).toBe(10);
    expect(extensionWorkingDays([])).toBe(0);
    expect(legalDeadline(acceptedAt, 20, events, calendar).dueOn).toBe('2022-01-30');
  });

  it('waiting for a rectification does not stop the limit: it is not in art. 45', () => {
    const events = [
      eventAt('RECTIFICATION_REQUESTED', '2021-12-22 10:00'),
      eventAt('RECTIFIED', '2021-12-29 10:00'),
    ];
    expect(legalDeadline(acceptedAt, 10, events, calendar).dueOn).toBe('2022-01-04');
  });

  it('says why there is none', () => {
    const suspended = [eventAt('SUSPENDED', '2021-12-22 10:00')];
    expect(legalDeadline(acceptedAt, null, [], calendar).reason).toBe('NO_LIMIT');
    expect(legalDeadline(acceptedAt, 20, suspended, calendar).reason).toBe('SUSPENDED');
    expect(legalDeadline(nanningTime('2026-12-20 15:00'), 20, [], calendar)).toEqual({
      dueAt: null,
      dueOn: null,
      reason: 'CALENDAR_NOT_ANNOUNCED',
    });
  });

  it('a special procedure ends with the application', () => {
    const events = [eventAt('SUSPENDED', '2021-12-22 10:00'), eventAt('WITHDRAWN', '2021-12-24 10:00')];
    expect(suspendedDays(events, calendar)).toEqual([{ from: '2021-12-22', to: '2021-12-24' }]);
    expect(legalDeadline(acceptedAt, 10, events, calendar).dueOn).toBe('2022-01-06');
  });

  it('what a foreign log has after the end, or twice, changes nothing', () => {
    const events = [
      eventAt('SUSPENDED', '2021-12-21 10:00'),
      eventAt('SUSPENDED', '2021-12-22 10:00'),
      eventAt('RESUMED', '2021-12-23 10:00'),
      eventAt('DECIDED', '2021-12-24 10:00'),
      eventAt('SUSPENDED', '2021-12-27 10:00'),
    ];
    expect(suspendedDays(events, calendar)).toEqual([{ from: '2021-12-21', to: '2021-12-23' }]);
  });

  it('days are those of the bureau’s zone', () => {
    // 17:30 UTC on 21 Dec is 01:30 on 22 Dec in Nanning.
    const events = [
      eventAt('SUSPENDED', new Date('2021-12-21T17:30Z')),
      eventAt('RESUMED', '2021-12-23 09:00'),
    ];
    expect(suspendedDays(events, calendar)).toEqual([{ from: '2021-12-22', to: '2021-12-23' }]);
  });
});

describe('the permit (art. 44)', () => {
  it('is issued within 10 working days of the decision', () => {
    expect(issueDueOn('2021-12-20', calendar)).toBe('2022-01-04');
    expect(issueDueOn('2021-09-30', calendar)).toBe('2021-10-20');
  });
});

describe('the limit in force', () => {
  const old = {
    validFrom: '2020-01-01',
    validTo: '2021-11-30',
    statutoryWorkingDays: 20,
    promisedWorkingDays: 15,
  };
  const recent = { ...old, validFrom: '2021-12-01', validTo: null, promisedWorkingDays: 5 };

  it.each([
    ['2019-12-31', null],
    ['2020-01-01', old],
    ['2021-11-30', old],
    ['2021-12-01', recent],
    ['2026-01-01', recent],
  ])('on %s', (day, limit) => {
    expect(limitOn([old, recent], day)).toBe(limit);
  });

  it('is none where none is stated', () => {
    expect(limitOn([], '2021-12-20')).toBeNull();
  });
});
