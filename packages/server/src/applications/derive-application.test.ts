import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dated, eventAt, lawfulLife, nanningTime } from '../../test/event-facts.ts';
import { createWorkingCalendar } from '../working-time/working-calendar.ts';
import type { EventFact } from './application-event.ts';
import { type DerivationInput, type DerivedApplication, deriveApplication } from './derive-application.ts';
import { CLOSING } from './lifecycle.ts';

const standardHours = [
  { open: '09:00', close: '12:00' },
  { open: '13:00', close: '17:00' },
];
const calendar = createWorkingCalendar({ code: 'CN', timeZone: 'Asia/Shanghai', standardHours });
const limit = {
  validFrom: '2021-01-01',
  validTo: null,
  statutoryWorkingDays: 20,
  promisedWorkingDays: 5,
};

function inputOf(events: readonly EventFact[], rest: Partial<DerivationInput> = {}): DerivationInput {
  return {
    events,
    lawfulOrder: 'ENFORCED',
    statedDeadlineAt: null,
    firstLoggedAt: null,
    lastLoggedAt: null,
    limits: [limit],
    calendar,
    ...rest,
  };
}

function derived(events: readonly EventFact[], rest: Partial<DerivationInput> = {}): DerivedApplication {
  const result = deriveApplication(inputOf(events, rest));
  if (!result.ok) {
    throw new Error(`${result.violation.event.type} is not lawful in ${result.violation.state}.`);
  }
  return result.derived;
}

// Monday 20 Dec 2021.
const received = eventAt('RECEIVED', '2021-12-20 10:00');
const accepted = eventAt('ACCEPTED', '2021-12-21 10:00');

describe('what the events of an application imply', () => {
  it('every derived column of a plain case', () => {
    const events = [
      received,
      accepted,
      eventAt('SUSPENDED', '2021-12-22 10:00'),
      eventAt('RESUMED', '2021-12-24 10:00'),
      eventAt('DECIDED', '2021-12-28 16:00', { decision: 'REFUSED' }),
      eventAt('DELIVERED', '2021-12-29 10:00'),
    ];
    expect(derived(events)).toEqual({
      state: 'DELIVERED',
      receivedAt: nanningTime('2021-12-20 10:00'),
      acceptedAt: nanningTime('2021-12-21 10:00'),
      isAcceptanceDeemed: false,
      deemedFrom: null,
      decidedAt: nanningTime('2021-12-28 16:00'),
      decision: 'REFUSED',
      issuedAt: null,
      closedAt: nanningTime('2021-12-28 16:00'),
      receivedOn: '2021-12-20',
      decidedOn: '2021-12-28',
      closedOn: '2021-12-28',
      firstLoggedOn: null,
      lastLoggedOn: null,
      // Two standard days before the special procedure, two of it, and from Friday 10:00 to Tuesday 16:00 after it.
      bureauMinutes: 2 * 420 + 2 * 420 + 300,
      applicantMinutes: 0,
      excludedMinutes: 2 * 420,
      // 21, 22, 23, 24, 27 and 28 Dec.
      decisionWorkingDays: 6,
      loggedWorkingDays: null,
      // 22, 27, 28, 29, 30 Dec: 23 and 24 Dec are out (art. 45).
      promisedDueAt: nanningTime('2021-12-30 23:59:59.999'),
      promisedDueOn: '2021-12-30',
      // After those five 31 Dec, 4 to 7, 10 to 14, 17 to 21 Jan 2022.
      statutoryDueAt: nanningTime('2022-01-21 23:59:59.999'),
      statutoryDueOn: '2022-01-21',
      noDueReason: null,
      promisedWorkingDays: 5,
      statutoryWorkingDays: 20,
      acceptanceKnownOn: '2021-12-21',
      isFirstPass: true,
      ratedOn: null,
      rating: null,
      reviewFollowedUpAt: null,
    });
  });

  it('does not depend on the order in which the events are given', () => {
    const events = [received, accepted, eventAt('DECIDED', '2021-12-22 10:00')];
    expect(derived(events.toReversed())).toEqual(derived(events));
  });

  it('while open nothing is closed and no minutes are told', () => {
    expect(derived([received, accepted])).toMatchObject({
      state: 'UNDER_REVIEW',
      decidedAt: null,
      closedAt: null,
      closedOn: null,
      bureauMinutes: null,
      applicantMinutes: null,
      excludedMinutes: null,
      decisionWorkingDays: null,
      promisedDueOn: '2021-12-28',
    });
  });

  it.each(['NOT_ACCEPTED', 'WITHDRAWN', 'TERMINATED'] as const)('%s closes without a decision', (type) => {
    expect(derived([received, eventAt(type, '2021-12-20 11:00')])).toMatchObject({
      state: type,
      decidedAt: null,
      decidedOn: null,
      closedAt: nanningTime('2021-12-20 11:00'),
      closedOn: '2021-12-20',
      bureauMinutes: 60,
      decisionWorkingDays: null,
      acceptedAt: null,
      noDueReason: 'NOT_ACCEPTED_YET',
    });
  });

  it('issue and delivery come after closing', () => {
    const events = [received, accepted, eventAt('DECIDED', '2021-12-22 10:00')];
    expect(derived([...events, eventAt('ISSUED', '2021-12-24 10:00')])).toMatchObject({
      state: 'ISSUED',
      issuedAt: nanningTime('2021-12-24 10:00'),
      closedAt: nanningTime('2021-12-22 10:00'),
    });
  });

  it('a building day is accepted, inspected, decided and issued at once, on a day off', () => {
    const at = '2021-12-18 10:00';
    const types = ['RECEIVED', 'ACCEPTED', 'INSPECTED', 'DECIDED', 'ISSUED'] as const;
    expect(derived(types.map((type, ordinal) => eventAt(type, at, { ordinal })))).toMatchObject({
      state: 'ISSUED',
      bureauMinutes: 0,
      decisionWorkingDays: 0,
      // Monday 20 to Friday 24 Dec.
      promisedDueOn: '2021-12-24',
    });
  });

  it('days are those of the bureau’s zone', () => {
    // 16:30 UTC is half past midnight in Nanning.
    expect(derived([eventAt('RECEIVED', new Date('2021-12-19T16:30Z'))]).receivedOn).toBe('2021-12-20');
  });

  it('logged working days run from the first logged event to the last, the first day not counted', () => {
    const logged = {
      firstLoggedAt: nanningTime('2021-12-20 10:00'),
      lastLoggedAt: nanningTime('2021-12-27 10:00'),
    };
    expect(derived([received], logged)).toMatchObject({
      firstLoggedOn: '2021-12-20',
      lastLoggedOn: '2021-12-27',
      loggedWorkingDays: 5,
    });
  });

  it('an event out of lawful order is refused', () => {
    const decided = eventAt('DECIDED', '2021-12-20 09:00');
    expect(deriveApplication(inputOf([received, decided]))).toEqual({
      ok: false,
      violation: { event: decided, state: null, expected: ['RECEIVED'] },
    });
  });
});

describe('deadlines', () => {
  it('of an application that nobody has touched are those that hold if silence lasts (art. 32)', () => {
    expect(derived([received])).toMatchObject({
      state: 'RECEIVED',
      acceptedAt: nanningTime('2021-12-20 10:00'),
      isAcceptanceDeemed: true,
      deemedFrom: nanningTime('2021-12-28 00:00'),
      promisedDueOn: '2021-12-27',
      noDueReason: null,
    });
  });

  it('are not known while a correction is awaited', () => {
    expect(derived([received, eventAt('CORRECTION_REQUESTED', '2021-12-20 11:00')])).toMatchObject({
      acceptedAt: null,
      deemedFrom: null,
      promisedDueAt: null,
      statutoryDueAt: null,
      noDueReason: 'NOT_ACCEPTED_YET',
    });
  });

  it('follow the limit in force on the day of acceptance, not of receipt', () => {
    const limits = [
      { ...limit, validTo: '2021-12-20', promisedWorkingDays: 10 },
      { ...limit, validFrom: '2021-12-21', promisedWorkingDays: 3 },
    ];
    expect(derived([received, accepted], { limits }).promisedDueOn).toBe('2021-12-24');
  });

  it('a promise may be missing where the statute is known', () => {
    expect(
      derived([received, accepted], { limits: [{ ...limit, promisedWorkingDays: null }] }),
    ).toMatchObject({ promisedDueOn: null, statutoryDueOn: '2022-01-19', noDueReason: 'NO_LIMIT' });
    expect(derived([received, accepted], { limits: [] }).noDueReason).toBe('NO_LIMIT');
  });

  it('wait for an open special procedure, each limit for itself', () => {
    const events = [received, accepted, eventAt('SUSPENDED', '2021-12-29 10:00')];
    // The promised five days ran out on 28 Dec; the statutory twenty did not.
    expect(derived(events)).toMatchObject({
      promisedDueOn: '2021-12-28',
      statutoryDueOn: null,
      noDueReason: null,
    });
    const early = [received, accepted, eventAt('SUSPENDED', '2021-12-22 10:00')];
    expect(derived(early)).toMatchObject({ promisedDueOn: null, noDueReason: 'SUSPENDED' });
  });

  it('one that came with the source stands to the instant, whatever the limits say', () => {
    const statedDeadlineAt = nanningTime('2022-02-01 00:00');
    expect(derived([received], { statedDeadlineAt })).toMatchObject({
      promisedDueAt: statedDeadlineAt,
      promisedDueOn: '2022-02-01',
      statutoryDueAt: statedDeadlineAt,
      statutoryDueOn: '2022-02-01',
      noDueReason: null,
    });
  });
});

describe('in years that are not announced nothing is guessed', () => {
  it('a due day there is not known', () => {
    const events = [eventAt('RECEIVED', '2026-12-22 10:00'), eventAt('ACCEPTED', '2026-12-24 10:00')];
    expect(derived(events)).toMatchObject({
      // 25, 28, 29, 30 and 31 Dec 2026.
      promisedDueOn: '2026-12-31',
      statutoryDueOn: null,
      noDueReason: null,
    });
    expect(
      derived([eventAt('RECEIVED', '2026-12-28 10:00'), eventAt('ACCEPTED', '2026-12-28 11:00')]),
    ).toMatchObject({ promisedDueOn: null, noDueReason: 'CALENDAR_NOT_ANNOUNCED' });
  });

  it('nor is whether silence accepts', () => {
    expect(derived([eventAt('RECEIVED', '2026-12-30 10:00')])).toMatchObject({
      acceptedAt: null,
      deemedFrom: null,
      noDueReason: 'CALENDAR_NOT_ANNOUNCED',
    });
  });

  it('nor are minutes and days', () => {
    const events = [eventAt('RECEIVED', '2020-12-30 10:00'), eventAt('DECIDED', '2021-01-04 10:00')];
    expect(derived(events)).toMatchObject({
      receivedOn: '2020-12-30',
      decidedOn: '2021-01-04',
      bureauMinutes: null,
      decisionWorkingDays: null,
    });
  });
});

describe('a foreign log stands as it is recorded', () => {
  const recorded = (events: readonly EventFact[], rest: Partial<DerivationInput> = {}) =>
    derived(events, { lawfulOrder: 'RECORDED', limits: [], ...rest });

  it('an end before the start keeps its instants, and has no minutes', () => {
    expect(recorded([received, eventAt('DECIDED', '2021-12-17 10:00')])).toMatchObject({
      state: 'DECIDED',
      decidedAt: nanningTime('2021-12-17 10:00'),
      decidedOn: '2021-12-17',
      closedAt: nanningTime('2021-12-17 10:00'),
      // It cannot leave the backlog before it entered it.
      closedOn: '2021-12-20',
      bureauMinutes: null,
      applicantMinutes: null,
      excludedMinutes: null,
      decisionWorkingDays: 0,
    });
  });

  it('the state is that of the milestone furthest along a plain case', () => {
    const events = [
      received,
      eventAt('DELIVERED', '2021-12-21 09:00'),
      eventAt('NAMED_STEP', '2021-12-22 09:00'),
      eventAt('DECIDED', '2021-12-23 09:00'),
      eventAt('ACCEPTED', '2021-12-24 09:00'),
    ];
    expect(recorded(events).state).toBe('DELIVERED');
    expect(recorded([received, eventAt('NAMED_STEP', '2021-12-22 09:00')]).state).toBe('RECEIVED');
  });

  it('no acceptance comes of silence there, and without a limit there is no deadline', () => {
    expect(recorded([received])).toMatchObject({
      acceptedAt: null,
      isAcceptanceDeemed: false,
      deemedFrom: null,
      noDueReason: 'NO_LIMIT',
    });
  });

  it('a case without a receipt is a defect of the caller', () => {
    expect(() => recorded([accepted])).toThrow(RangeError);
  });
});

describe('on random lawful applications', () => {
  it('the three owners add up to the working minutes from receipt to the end', () => {
    fc.assert(
      fc.property(dated(lawfulLife), (events) => {
        const { bureauMinutes, applicantMinutes, excludedMinutes, receivedAt, closedAt } = derived(events);
        if (closedAt === null) {
          expect([bureauMinutes, applicantMinutes, excludedMinutes]).toEqual([null, null, null]);
          expect(events.some(({ type }) => CLOSING.has(type))).toBe(false);
          return;
        }
        expect((bureauMinutes ?? NaN) + (applicantMinutes ?? NaN) + (excludedMinutes ?? NaN)).toBe(
          calendar.workingMinutesBetween(receivedAt, closedAt),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('a deadline and the reason for none exclude each other, and its instant is the end of its day', () => {
    fc.assert(
      fc.property(dated(lawfulLife), (events) => {
        const { promisedDueAt, promisedDueOn, noDueReason, acceptedAt } = derived(events);
        expect(noDueReason === null).toBe(promisedDueAt !== null);
        if (promisedDueAt && promisedDueOn && acceptedAt) {
          expect(promisedDueAt).toEqual(calendar.lastInstantOf(promisedDueOn));
          expect(promisedDueAt > acceptedAt).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a longer limit and a further extension never bring the deadline forward', () => {
    fc.assert(
      fc.property(dated(lawfulLife), fc.nat(20), (events, more) => {
        const due = derived(events).promisedDueOn;
        const later = derived(events, {
          limits: [{ ...limit, promisedWorkingDays: limit.promisedWorkingDays + more }],
        }).promisedDueOn;
        expect(due === null || later === null || due <= later).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the limits that were promised', () => {
  const limits = [
    { ...limit, validTo: '2021-06-30', promisedWorkingDays: 8 },
    { ...limit, validFrom: '2021-07-01', promisedWorkingDays: null },
  ];

  it('are those in force on the day of receipt, whatever is in force on acceptance', () => {
    const events = [eventAt('RECEIVED', '2021-06-30 10:00'), eventAt('ACCEPTED', '2021-07-02 10:00')];
    expect(derived(events, { limits })).toMatchObject({
      promisedWorkingDays: 8,
      statutoryWorkingDays: 20,
      promisedDueOn: null,
    });
  });

  it('are missing where none is stated, and before the first is in force', () => {
    expect(derived([eventAt('RECEIVED', '2021-07-01 10:00')], { limits })).toMatchObject({
      promisedWorkingDays: null,
      statutoryWorkingDays: 20,
    });
    expect(derived([eventAt('RECEIVED', '2020-12-31 10:00')], { limits })).toMatchObject({
      promisedWorkingDays: null,
      statutoryWorkingDays: null,
    });
  });
});

describe('first-pass acceptance', () => {
  it('is lost by a request for correction', () => {
    const events = [
      received,
      eventAt('CORRECTION_REQUESTED', '2021-12-21 10:00'),
      eventAt('CORRECTION_SUBMITTED', '2021-12-22 10:00'),
      eventAt('ACCEPTED', '2021-12-23 10:00'),
    ];
    expect(derived(events)).toMatchObject({ isFirstPass: false, acceptanceKnownOn: '2021-12-23' });
  });

  it('is no question of what was not accepted', () => {
    expect(derived([received, eventAt('NOT_ACCEPTED', '2021-12-21 10:00')])).toMatchObject({
      isFirstPass: null,
      acceptanceKnownOn: null,
    });
  });

  it('by silence is known from the day after the five working days: 21, 22, 23, 24 and 27 Dec', () => {
    expect(derived([received])).toMatchObject({
      acceptedAt: nanningTime('2021-12-20 10:00'),
      isFirstPass: true,
      acceptanceKnownOn: '2021-12-28',
    });
  });

  it('is lost by a request that comes when silence has accepted already', () => {
    expect(derived([received, eventAt('CORRECTION_REQUESTED', '2021-12-29 10:00')])).toMatchObject({
      isAcceptanceDeemed: true,
      isFirstPass: false,
      acceptanceKnownOn: '2021-12-28',
    });
  });

  it('of an instant item is the decision on what was received', () => {
    expect(derived([received, eventAt('DECIDED', '2021-12-20 10:30')])).toMatchObject({
      isFirstPass: true,
      acceptanceKnownOn: '2021-12-20',
    });
  });

  it('is unknown in a foreign log without corrections, which need not record any, and lost in one with', () => {
    const rest = { lawfulOrder: 'RECORDED' } as const;
    expect(derived([received, accepted], rest)).toMatchObject({ isFirstPass: null });
    expect(
      derived([received, eventAt('CORRECTION_REQUESTED', '2021-12-20 15:00'), accepted], rest),
    ).toMatchObject({ isFirstPass: false });
  });
});

describe('the rating that counts', () => {
  const rated = (at: string, rating: number | null) => eventAt('RATED', at, { rating });
  const followedUp = (at: string) => eventAt('REVIEW_FOLLOWED_UP', at);

  it('is the first: one given after a follow-up does not undo it', () => {
    const events = [
      received,
      rated('2021-12-21 10:00', 2),
      followedUp('2021-12-23 10:00'),
      followedUp('2021-12-24 10:00'),
      rated('2021-12-24 11:00', 5),
    ];
    expect(derived(events)).toMatchObject({
      ratedOn: '2021-12-21',
      rating: 2,
      reviewFollowedUpAt: nanningTime('2021-12-23 10:00'),
    });
  });

  it('is the first that states one; without any, the first day alone', () => {
    const silent = rated('2021-12-21 10:00', null);
    expect(derived([received, silent, rated('2021-12-22 10:00', 4)])).toMatchObject({
      ratedOn: '2021-12-22',
      rating: 4,
    });
    expect(derived([received, silent, rated('2021-12-22 10:00', null)])).toMatchObject({
      ratedOn: '2021-12-21',
      rating: null,
      reviewFollowedUpAt: null,
    });
  });

  it.each([
    [1, true],
    [2, true],
    [3, false],
    [5, false],
  ])('of %i is a bad review whose follow-up counts: %s', (rating, isBad) => {
    const events = [received, rated('2021-12-21 10:00', rating), followedUp('2021-12-21 11:00')];
    expect(derived(events).reviewFollowedUpAt).toEqual(isBad ? nanningTime('2021-12-21 11:00') : null);
  });

  it('is not followed up by a call before it', () => {
    const events = [
      received,
      rated('2021-12-21 10:00', null),
      followedUp('2021-12-21 11:00'),
      rated('2021-12-22 10:00', 1),
    ];
    expect(derived(events)).toMatchObject({ rating: 1, reviewFollowedUpAt: null });
  });
});
