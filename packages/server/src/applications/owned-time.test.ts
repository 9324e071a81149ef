import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dated, eventAt, lawfulLife, nanningTime } from '../../test/event-facts.ts';
import { createWorkingCalendar } from '../working-time/working-calendar.ts';
import { EVENT_TYPES } from './application-event.ts';
import { ownedIntervals, ownedMinutes } from './owned-time.ts';

const calendar = createWorkingCalendar({
  code: 'CN',
  timeZone: 'Asia/Shanghai',
  standardHours: [
    { open: '09:00', close: '12:00' },
    { open: '13:00', close: '17:00' },
  ],
});

// A week from Monday 20 to Friday 24 Dec 2021, all of it worked.
const week = [
  eventAt('RECEIVED', '2021-12-20 09:00'),
  eventAt('CORRECTION_REQUESTED', '2021-12-20 10:00'),
  eventAt('CORRECTION_SUBMITTED', '2021-12-21 10:00'),
  eventAt('ACCEPTED', '2021-12-21 11:00'),
  eventAt('SUSPENDED', '2021-12-22 09:00'),
  eventAt('INSPECTED', '2021-12-22 15:00'),
  eventAt('RESUMED', '2021-12-23 09:00'),
  eventAt('RECTIFICATION_REQUESTED', '2021-12-23 14:00'),
  eventAt('RECTIFIED', '2021-12-24 14:00'),
  eventAt('DECIDED', '2021-12-24 16:00'),
  eventAt('ISSUED', '2021-12-28 16:00'),
];
const decidedAt = nanningTime('2021-12-24 16:00');
const span = (owner: string, from: string, to: string) => ({
  owner,
  from: nanningTime(from),
  to: nanningTime(to),
});

describe('every interval has one owner', () => {
  it('the applicant while corrections and rectification are awaited, art. 45 while suspended, else the bureau', () => {
    expect(ownedIntervals(week, decidedAt)).toEqual([
      span('BUREAU', '2021-12-20 09:00', '2021-12-20 10:00'),
      span('APPLICANT', '2021-12-20 10:00', '2021-12-21 10:00'),
      span('BUREAU', '2021-12-21 10:00', '2021-12-22 09:00'),
      span('EXCLUDED', '2021-12-22 09:00', '2021-12-23 09:00'),
      span('BUREAU', '2021-12-23 09:00', '2021-12-23 14:00'),
      span('APPLICANT', '2021-12-23 14:00', '2021-12-24 14:00'),
      span('BUREAU', '2021-12-24 14:00', '2021-12-24 16:00'),
    ]);
  });

  it('working minutes by owner are those of its intervals', () => {
    // Bureau 60 + 360 + 240 + 120, applicant a standard day twice, excluded one of 420: 2,040 from Monday 09:00 to Friday 16:00.
    expect(ownedMinutes(week, decidedAt, calendar)).toEqual({
      bureauMinutes: 780,
      applicantMinutes: 840,
      excludedMinutes: 420,
    });
  });

  it('what is still awaited at the end belongs to who is waited for', () => {
    expect(ownedIntervals(week.slice(0, 2), nanningTime('2021-12-23 09:00'))).toEqual([
      span('BUREAU', '2021-12-20 09:00', '2021-12-20 10:00'),
      span('APPLICANT', '2021-12-20 10:00', '2021-12-23 09:00'),
    ]);
  });

  it('an interval of no length has no owner, and its neighbours are one', () => {
    const events = [
      eventAt('RECEIVED', '2021-12-20 09:00', { ordinal: 0 }),
      eventAt('SUSPENDED', '2021-12-21 09:00', { ordinal: 1 }),
      eventAt('RESUMED', '2021-12-21 09:00', { ordinal: 2 }),
    ];
    expect(ownedIntervals(events, nanningTime('2021-12-22 09:00'))).toEqual([
      span('BUREAU', '2021-12-20 09:00', '2021-12-22 09:00'),
    ]);
  });

  it('there are none without a receipt, or when the end is not after it', () => {
    expect(ownedIntervals([eventAt('ACCEPTED', '2021-12-20 09:00')], decidedAt)).toEqual([]);
    expect(ownedIntervals(week, nanningTime('2021-12-20 09:00'))).toEqual([]);
    expect(ownedIntervals(week, nanningTime('2021-12-19 09:00'))).toEqual([]);
  });
});

describe('the owners add up', () => {
  // Any order at all: a foreign log keeps no law, and its owners add up too.
  const anyLife = fc
    .array(fc.constantFrom(...EVENT_TYPES), { maxLength: 15 })
    .map((types) => ['RECEIVED' as const, ...types]);

  it('on random applications, lawful or not, to the whole, without a gap or an overlap', () => {
    fc.assert(
      fc.property(
        fc.oneof(dated(lawfulLife), dated(anyLife)),
        fc.nat(200 * 86_400_000),
        (events, lengthMs) => {
          const [first] = events;
          const receivedAt = first?.occurredAt ?? new Date(0);
          const until = new Date(receivedAt.getTime() + lengthMs);
          const spans = ownedIntervals(events, until);
          expect(spans.map(({ from }) => from)).toEqual([
            ...(lengthMs > 0 ? [receivedAt] : []),
            ...spans.slice(0, -1).map(({ to }) => to),
          ]);
          if (lengthMs > 0) {
            expect(spans.at(-1)?.to).toEqual(until);
          }
          for (const [index, { owner, from, to }] of spans.entries()) {
            expect(from < to).toBe(true);
            expect(spans[index + 1]?.owner).not.toBe(owner);
          }
          const minutes = ownedMinutes(events, until, calendar);
          expect(minutes.bureauMinutes + minutes.applicantMinutes + minutes.excludedMinutes).toBe(
            calendar.workingMinutesBetween(receivedAt, until),
          );
          expect(Math.min(...Object.values(minutes))).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
