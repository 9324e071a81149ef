import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dated, eventAt, lawfulLife, nanningTime } from '../../test/event-facts.ts';
import { CalendarNotAnnouncedError, createWorkingCalendar } from '../working-time/working-calendar.ts';
import { acceptanceOf } from './acceptance.ts';
import type { EventFact } from './application-event.ts';

const calendar = createWorkingCalendar({
  code: 'CN',
  timeZone: 'Asia/Shanghai',
  standardHours: [{ open: '09:00', close: '17:00' }],
});
// Monday 20 Dec 2021; the five working days after it end with Monday 27 Dec.
const RECEIVED_AT = '2021-12-20 10:00';
const received = eventAt('RECEIVED', RECEIVED_AT);
const SILENCE_OVER = '2021-12-28 00:00';

const accepted = (...later: EventFact[]) => acceptanceOf([received, ...later], 'ENFORCED', calendar);
const byAct = (at: string) => ({ acceptedAt: nanningTime(at), isDeemed: false, deemedFrom: null });
const bySilence = (at: string, deemedFrom: string) => ({
  acceptedAt: nanningTime(at),
  isDeemed: true,
  deemedFrom: nanningTime(deemedFrom),
});

describe('acceptance (行政许可法 art. 32)', () => {
  it('by an act holds from the act', () => {
    expect(accepted(eventAt('ACCEPTED', '2021-12-22 15:00'))).toEqual(byAct('2021-12-22 15:00'));
  });

  it('by an act in the last instant of the fifth working day is still by the act', () => {
    expect(accepted(eventAt('ACCEPTED', '2021-12-27 23:59:59.999'))).toEqual(
      byAct('2021-12-27 23:59:59.999'),
    );
  });

  it('after five working days without a word it stands as of the day received', () => {
    expect(accepted()).toEqual(bySilence(RECEIVED_AT, SILENCE_OVER));
  });

  it('an act after the silence does not move it', () => {
    expect(accepted(eventAt('ACCEPTED', SILENCE_OVER))).toEqual(bySilence(RECEIVED_AT, SILENCE_OVER));
    expect(accepted(eventAt('ACCEPTED', '2022-01-20 10:00'))).toEqual(bySilence(RECEIVED_AT, SILENCE_OVER));
  });

  it('defects told within five working days leave it open', () => {
    expect(accepted(eventAt('CORRECTION_REQUESTED', '2021-12-27 17:00'))).toBeNull();
  });

  it('defects told later do not undo it', () => {
    expect(
      accepted(
        eventAt('CORRECTION_REQUESTED', '2021-12-28 09:00'),
        eventAt('CORRECTION_SUBMITTED', '2021-12-29 09:00'),
        eventAt('ACCEPTED', '2021-12-29 10:00'),
      ),
    ).toEqual(bySilence(RECEIVED_AT, SILENCE_OVER));
  });

  it('the five days run anew from the submission of corrections', () => {
    const corrected = [
      eventAt('CORRECTION_REQUESTED', '2021-12-21 10:00'),
      eventAt('CORRECTION_SUBMITTED', '2021-12-29 14:00'),
    ];
    // Wednesday 29 Dec: 30 and 31 Dec, then 4, 5 and 6 Jan 2022, New Year being 1 to 3 Jan.
    expect(accepted(...corrected)).toEqual(bySilence('2021-12-29 14:00', '2022-01-07 00:00'));
    expect(accepted(...corrected, eventAt('ACCEPTED', '2022-01-06 16:00'))).toEqual(
      byAct('2022-01-06 16:00'),
    );
    expect(accepted(...corrected, eventAt('CORRECTION_REQUESTED', '2022-01-06 16:00'))).toBeNull();
  });

  it('holidays are not counted in the five days, make-up workdays are', () => {
    // Wednesday 29 Sep 2021: 30 Sep, 8 Oct, Saturday 9 Oct, 11 and 12 Oct.
    const before = eventAt('RECEIVED', '2021-09-29 16:00');
    expect(acceptanceOf([before], 'ENFORCED', calendar)).toEqual(
      bySilence('2021-09-29 16:00', '2021-10-13 00:00'),
    );
  });

  it('received on a day off, the five days begin with the next working day', () => {
    const onSaturday = eventAt('RECEIVED', '2021-12-18 09:00');
    expect(acceptanceOf([onSaturday], 'ENFORCED', calendar)).toEqual(
      bySilence('2021-12-18 09:00', '2021-12-25 00:00'),
    );
  });

  it('a decision at once accepts the complete materials at their receipt, by the act', () => {
    expect(accepted(eventAt('DECIDED', '2021-12-20 10:20'))).toEqual(byAct(RECEIVED_AT));
    expect(
      accepted(
        eventAt('CORRECTION_REQUESTED', '2021-12-20 10:10'),
        eventAt('CORRECTION_SUBMITTED', '2021-12-20 11:00'),
        eventAt('DECIDED', '2021-12-20 11:20'),
      ),
    ).toEqual(byAct('2021-12-20 11:00'));
  });

  it('a decision after five days without a word finds it accepted by silence', () => {
    expect(accepted(eventAt('DECIDED', '2021-12-28 10:00'))).toEqual(bySilence(RECEIVED_AT, SILENCE_OVER));
  });

  it.each(['NOT_ACCEPTED', 'WITHDRAWN', 'TERMINATED'] as const)(
    '%s in time means that it was never accepted',
    (type) => {
      expect(accepted(eventAt(type, '2021-12-27 17:00'))).toBeNull();
      expect(accepted(eventAt(type, '2021-12-28 09:00'))).toEqual(bySilence(RECEIVED_AT, SILENCE_OVER));
    },
  );

  it('withdrawn after acceptance it stays accepted', () => {
    expect(
      accepted(eventAt('ACCEPTED', '2021-12-22 15:00'), eventAt('WITHDRAWN', '2021-12-23 15:00')),
    ).toEqual(byAct('2021-12-22 15:00'));
  });
});

describe('in a log that is recorded as it stands', () => {
  const recorded = (...later: EventFact[]) => acceptanceOf([received, ...later], 'RECORDED', calendar);

  it('silence accepts nothing', () => {
    expect(recorded()).toBeNull();
    expect(recorded(eventAt('ACCEPTED', '2022-01-20 10:00'))).toEqual(byAct('2022-01-20 10:00'));
  });

  it('a decision accepts at receipt', () => {
    expect(recorded(eventAt('DECIDED', '2022-01-20 10:00'))).toEqual(byAct(RECEIVED_AT));
  });

  it('an end before the start accepts nothing', () => {
    expect(acceptanceOf([eventAt('DECIDED', '2021-12-19 10:00'), received], 'RECORDED', calendar)).toBeNull();
  });
});

describe('at the edge of the announced years', () => {
  it('silence that ends in a year not announced is refused, not guessed', () => {
    expect(() => acceptanceOf([eventAt('RECEIVED', '2026-12-29 10:00')], 'ENFORCED', calendar)).toThrow(
      CalendarNotAnnouncedError,
    );
  });

  it('an act within five calendar days is in time under any calendar', () => {
    const late = eventAt('RECEIVED', '2026-12-29 10:00');
    expect(acceptanceOf([late, eventAt('ACCEPTED', '2026-12-31 10:00')], 'ENFORCED', calendar)).toEqual(
      byAct('2026-12-31 10:00'),
    );
    expect(acceptanceOf([late, eventAt('ACCEPTED', '2027-01-03 10:00')], 'ENFORCED', calendar)).toEqual(
      byAct('2027-01-03 10:00'),
    );
  });
});

it('acceptance is never before receipt, and by silence always on a receipt of materials', () => {
  fc.assert(
    fc.property(dated(lawfulLife), (events) => {
      const acceptance = acceptanceOf(events, 'ENFORCED', calendar);
      const [first] = events;
      if (!acceptance || !first) {
        return;
      }
      const { acceptedAt, isDeemed, deemedFrom } = acceptance;
      expect(acceptedAt >= first.occurredAt).toBe(true);
      expect(isDeemed).toBe(deemedFrom !== null);
      const receipts = events.filter(({ type }) => type === 'RECEIVED' || type === 'CORRECTION_SUBMITTED');
      if (deemedFrom) {
        expect(receipts.map(({ occurredAt }) => occurredAt)).toContainEqual(acceptedAt);
        const lastDay = calendar.dayOf(new Date(deemedFrom.getTime() - 1));
        expect(calendar.workingDaysAfter(calendar.dayOf(acceptedAt), lastDay)).toBe(5);
      }
    }),
    { numRuns: 1000 },
  );
});
