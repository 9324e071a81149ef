import { answered, type CalendarDay, type WorkingCalendar } from '../working-time/working-calendar.ts';
import { type Acceptance, acceptanceOf } from './acceptance.ts';
import type { NoDueReason } from './application.entity.ts';
import { type Decision, type EventFact, type EventType, isBadRating } from './application-event.ts';
import {
  type ItemLimit,
  type LegalDeadline,
  legalDeadline,
  limitOn,
  withoutDeadline,
} from './legal-deadline.ts';
import {
  type ApplicationState,
  CLOSING,
  inOrder,
  type LawfulOrder,
  type LifecycleViolation,
  MILESTONE_STATES,
  walkLifecycle,
} from './lifecycle.ts';
import { type OwnedMinutes, ownedMinutes } from './owned-time.ts';

export interface DerivationInput {
  /** The events in force, in any order; at least one RECEIVED. */
  readonly events: readonly EventFact[];
  readonly lawfulOrder: LawfulOrder;
  /** A deadline that came with the source and stands in place of the limits. */
  readonly statedDeadlineAt: Date | null;
  readonly firstLoggedAt: Date | null;
  readonly lastLoggedAt: Date | null;
  /** Of the application's item, oldest first. */
  readonly limits: readonly ItemLimit[];
  readonly calendar: WorkingCalendar;
}

/** The derived columns of an application: what its events imply, whenever they are read (see ADR 4). */
export interface DerivedApplication extends Deadlines {
  readonly state: ApplicationState;
  readonly receivedAt: Date;
  readonly acceptedAt: Date | null;
  readonly isAcceptanceDeemed: boolean;
  readonly deemedFrom: Date | null;
  readonly decidedAt: Date | null;
  readonly decision: Decision | null;
  readonly issuedAt: Date | null;
  readonly closedAt: Date | null;
  readonly receivedOn: CalendarDay;
  readonly decidedOn: CalendarDay | null;
  readonly closedOn: CalendarDay | null;
  readonly firstLoggedOn: CalendarDay | null;
  readonly lastLoggedOn: CalendarDay | null;
  readonly bureauMinutes: number | null;
  readonly applicantMinutes: number | null;
  readonly excludedMinutes: number | null;
  readonly decisionWorkingDays: number | null;
  readonly loggedWorkingDays: number | null;
  /** Of the limits in force on the day of receipt. */
  readonly promisedWorkingDays: number | null;
  readonly statutoryWorkingDays: number | null;
  /** The day from which acceptance is known: of the act, or the first after the silence of art. 32. */
  readonly acceptanceKnownOn: CalendarDay | null;
  /** Accepted with no correction asked for; null: not accepted, or a foreign log, which need not record corrections. */
  readonly isFirstPass: boolean | null;
  readonly ratedOn: CalendarDay | null;
  readonly rating: number | null;
  readonly reviewFollowedUpAt: Date | null;
}

interface Deadlines {
  readonly promisedDueAt: Date | null;
  readonly promisedDueOn: CalendarDay | null;
  readonly statutoryDueAt: Date | null;
  readonly statutoryDueOn: CalendarDay | null;
  /** Why there is no promised deadline; null when there is one. */
  readonly noDueReason: NoDueReason | null;
}

export type DerivationResult =
  | { readonly ok: true; readonly derived: DerivedApplication }
  | { readonly ok: false; readonly violation: LifecycleViolation };

/** What the events of an application imply in law and time. A year that is not announced leaves null, never a guess. */
export function deriveApplication(input: DerivationInput): DerivationResult {
  const events = inOrder(input.events);
  const state = stateOf(events, input.lawfulOrder);
  if (typeof state !== 'string') {
    return { ok: false, violation: state };
  }
  const { calendar } = input;
  const firstOf = (type: EventType) => events.find((event) => event.type === type) ?? null;
  const dayOf = (instant: Date | null) => instant && calendar.dayOf(instant);
  const receivedAt = firstOf('RECEIVED')?.occurredAt;
  if (!receivedAt) {
    throw new RangeError('An application has a receipt.');
  }
  const receivedOn = calendar.dayOf(receivedAt);
  const decided = firstOf('DECIDED');
  const closedAt = events.find(({ type }) => CLOSING.has(type))?.occurredAt ?? null;
  const closingDay = dayOf(closedAt);
  const accepting = answered(() => ({ acceptance: acceptanceOf(events, input.lawfulOrder, calendar) }));
  const acceptance = accepting?.acceptance ?? null;
  const limitAtReceipt = limitOn(input.limits, receivedOn);
  return {
    ok: true,
    derived: {
      state,
      receivedAt,
      acceptedAt: acceptance?.acceptedAt ?? null,
      isAcceptanceDeemed: acceptance?.isDeemed ?? false,
      deemedFrom: acceptance?.deemedFrom ?? null,
      decidedAt: decided?.occurredAt ?? null,
      decision: decided?.decision ?? null,
      issuedAt: firstOf('ISSUED')?.occurredAt ?? null,
      closedAt,
      receivedOn,
      decidedOn: dayOf(decided?.occurredAt ?? null),
      // A source that closes a case before it opens it closes it, for the flow of cases, on the day it opened.
      closedOn: closingDay !== null && closingDay < receivedOn ? receivedOn : closingDay,
      firstLoggedOn: dayOf(input.firstLoggedAt),
      lastLoggedOn: dayOf(input.lastLoggedAt),
      ...minutesOf(events, receivedAt, closedAt, calendar),
      decisionWorkingDays: daysBetween(receivedAt, decided?.occurredAt ?? null, calendar),
      loggedWorkingDays:
        input.firstLoggedAt && daysBetween(input.firstLoggedAt, input.lastLoggedAt, calendar),
      ...deadlinesOf(input, events, accepting),
      promisedWorkingDays: limitAtReceipt?.promisedWorkingDays ?? null,
      statutoryWorkingDays: limitAtReceipt?.statutoryWorkingDays ?? null,
      acceptanceKnownOn: acceptance && calendar.dayOf(acceptance.deemedFrom ?? acceptance.acceptedAt),
      isFirstPass: acceptance && firstPassOf(events, input.lawfulOrder),
      ...reviewOf(events, calendar),
    },
  };
}

/** null: the log does not say whether corrections were asked for. */
function firstPassOf(events: readonly EventFact[], lawfulOrder: LawfulOrder): boolean | null {
  const wasCorrected = events.some(({ type }) => type === 'CORRECTION_REQUESTED');
  return lawfulOrder === 'RECORDED' && !wasCorrected ? null : !wasCorrected;
}

/**
 * The first rating is the one that counts: one given after a follow-up does not undo it, and what a past day counted stays. Where no
 * evaluation states a rating, the first one's day alone.
 */
function reviewOf(
  events: readonly EventFact[],
  calendar: WorkingCalendar,
): Pick<DerivedApplication, 'ratedOn' | 'rating' | 'reviewFollowedUpAt'> {
  const evaluations = events.filter(({ type }) => type === 'RATED');
  const counted = evaluations.find(({ rating }) => rating !== null) ?? evaluations[0];
  if (!counted) {
    return { ratedOn: null, rating: null, reviewFollowedUpAt: null };
  }
  const followUp = events.find(
    ({ type, occurredAt }) => type === 'REVIEW_FOLLOWED_UP' && occurredAt >= counted.occurredAt,
  );
  return {
    ratedOn: calendar.dayOf(counted.occurredAt),
    rating: counted.rating,
    reviewFollowedUpAt: isBadRating(counted.rating) ? (followUp?.occurredAt ?? null) : null,
  };
}

function stateOf(
  events: readonly EventFact[],
  lawfulOrder: LawfulOrder,
): ApplicationState | LifecycleViolation {
  if (lawfulOrder === 'ENFORCED') {
    const walked = walkLifecycle(events);
    return 'state' in walked ? walked.state : walked.violation;
  }
  // The milestone furthest along a plain case, whatever the order in which the source has them.
  const milestones = Object.entries(MILESTONE_STATES).filter(([type]) =>
    events.some((event) => event.type === type),
  );
  return milestones.at(-1)?.[1] ?? 'RECEIVED';
}

function minutesOf(
  events: readonly EventFact[],
  receivedAt: Date,
  closedAt: Date | null,
  calendar: WorkingCalendar,
): OwnedMinutes | { bureauMinutes: null; applicantMinutes: null; excludedMinutes: null } {
  const isMeasurable = closedAt !== null && closedAt >= receivedAt;
  return (
    (isMeasurable ? answered(() => ownedMinutes(events, closedAt, calendar)) : null) ?? {
      bureauMinutes: null,
      applicantMinutes: null,
      excludedMinutes: null,
    }
  );
}

function daysBetween(from: Date, to: Date | null, calendar: WorkingCalendar): number | null {
  return to && answered(() => calendar.workingDaysAfter(calendar.dayOf(from), calendar.dayOf(to)));
}

/** @param accepting null: the calendar does not say whether silence accepted. */
function deadlinesOf(
  { statedDeadlineAt, limits, calendar }: DerivationInput,
  events: readonly EventFact[],
  accepting: { readonly acceptance: Acceptance | null } | null,
): Deadlines {
  if (statedDeadlineAt) {
    const stated = { dueAt: statedDeadlineAt, dueOn: calendar.dayOf(statedDeadlineAt), reason: null };
    return bothDeadlines(stated, stated);
  }
  if (limits.length === 0) {
    return bothDeadlines(withoutDeadline('NO_LIMIT'), withoutDeadline('NO_LIMIT'));
  }
  const acceptedAt = accepting?.acceptance?.acceptedAt;
  if (!acceptedAt) {
    const none = withoutDeadline(accepting === null ? 'CALENDAR_NOT_ANNOUNCED' : 'NOT_ACCEPTED_YET');
    return bothDeadlines(none, none);
  }
  const limit = limitOn(limits, calendar.dayOf(acceptedAt));
  return bothDeadlines(
    legalDeadline(acceptedAt, limit?.promisedWorkingDays ?? null, events, calendar),
    legalDeadline(acceptedAt, limit?.statutoryWorkingDays ?? null, events, calendar),
  );
}

function bothDeadlines(promised: LegalDeadline, statutory: LegalDeadline): Deadlines {
  return {
    promisedDueAt: promised.dueAt,
    promisedDueOn: promised.dueOn,
    statutoryDueAt: statutory.dueAt,
    statutoryDueOn: statutory.dueOn,
    noDueReason: promised.reason,
  };
}
