import { answered, type CalendarDay, type WorkingCalendar } from '../working-time/working-calendar.ts';
import type { NoDueReason } from './application.entity.ts';
import type { EventFact } from './application-event.ts';
import { CLOSING } from './lifecycle.ts';

/** A limit of a service item with the days on which it is in force, both included. */
export interface ItemLimit {
  readonly validFrom: CalendarDay;
  /** null: open. */
  readonly validTo: CalendarDay | null;
  /** 法定时限, working days; null: not stated. */
  readonly statutoryWorkingDays: number | null;
  /** 承诺时限, working days; null: not stated. */
  readonly promisedWorkingDays: number | null;
}

/** A permit is issued and delivered within so many working days of the decision (行政许可法 art. 44). */
export const ISSUE_WORKING_DAYS = 10;

/** The last day on which a permit is issued in time. @throws CalendarNotAnnouncedError */
export function issueDueOn(decidedOn: CalendarDay, calendar: WorkingCalendar): CalendarDay {
  return calendar.addWorkingDays(decidedOn, ISSUE_WORKING_DAYS);
}

/** The limit in force on a day; null: none. */
export function limitOn(limits: readonly ItemLimit[], day: CalendarDay): ItemLimit | null {
  return (
    limits.findLast(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo)) ??
    null
  );
}

/** A special procedure, as days: its first day still counts towards the limit, its last one does not. */
export interface SuspendedDays {
  readonly from: CalendarDay;
  /** null: still going on. */
  readonly to: CalendarDay | null;
}

/**
 * The special procedures among ordered events (art. 45: hearing, inspection, testing, quarantine, appraisal, expert review), up
 * to the event that closes the application.
 */
export function suspendedDays(events: readonly EventFact[], calendar: WorkingCalendar): SuspendedDays[] {
  const spans: { from: CalendarDay; to: CalendarDay | null }[] = [];
  for (const { type, occurredAt } of events) {
    const last = spans.at(-1);
    const open = last?.to === null ? last : null;
    if (type === 'SUSPENDED' && !open) {
      spans.push({ from: calendar.dayOf(occurredAt), to: null });
    } else if (open && (type === 'RESUMED' || CLOSING.has(type))) {
      open.to = calendar.dayOf(occurredAt);
    }
    if (CLOSING.has(type)) {
      break;
    }
  }
  return spans;
}

/** Approved extensions among events, in working days (art. 42: 10, joint handling 15). */
export function extensionWorkingDays(events: readonly EventFact[]): number {
  return events.reduce((sum, { approvedWorkingDays }) => sum + (approvedWorkingDays ?? 0), 0);
}

/**
 * The last day in time: the nth working day after acceptance, days of special procedures not counted (art. 42, 45, 82; Civil
 * Code art. 201). null: a special procedure goes on that began before the limit ran out, so the day is not known yet.
 * @throws CalendarNotAnnouncedError when it falls in a year that is not announced.
 */
export function dueDay(
  acceptedOn: CalendarDay,
  workingDays: number,
  suspensions: readonly SuspendedDays[],
  calendar: WorkingCalendar,
): CalendarDay | null {
  let from = acceptedOn;
  let left = workingDays;
  for (const suspension of suspensions) {
    const start = laterDay(from, suspension.from);
    const counted = calendar.workingDaysAfter(from, start);
    if (counted >= left) {
      break;
    }
    if (suspension.to === null) {
      return null;
    }
    left -= counted;
    from = laterDay(start, suspension.to);
  }
  return calendar.addWorkingDays(from, left);
}

function laterDay(one: CalendarDay, other: CalendarDay): CalendarDay {
  if (one < other) {
    return other;
  }
  return one;
}

/** A deadline by law or promise, or why there is none; exactly one of `dueOn` and `reason` is null. */
export interface LegalDeadline {
  /** The last instant in time: the end of `dueOn` in the bureau's zone. */
  readonly dueAt: Date | null;
  readonly dueOn: CalendarDay | null;
  readonly reason: NoDueReason | null;
}

/** The deadline of a limit that runs from acceptance; a limit of null working days gives NO_LIMIT. */
export function legalDeadline(
  acceptedAt: Date,
  limitWorkingDays: number | null,
  events: readonly EventFact[],
  calendar: WorkingCalendar,
): LegalDeadline {
  if (limitWorkingDays === null) {
    return withoutDeadline('NO_LIMIT');
  }
  const workingDays = limitWorkingDays + extensionWorkingDays(events);
  const answer = answered(() => ({
    dueOn: dueDay(calendar.dayOf(acceptedAt), workingDays, suspendedDays(events, calendar), calendar),
  }));
  if (answer === null) {
    return withoutDeadline('CALENDAR_NOT_ANNOUNCED');
  }
  const { dueOn } = answer;
  return dueOn === null
    ? withoutDeadline('SUSPENDED')
    : { dueAt: calendar.lastInstantOf(dueOn), dueOn, reason: null };
}

export function withoutDeadline(reason: NoDueReason): LegalDeadline {
  return { dueAt: null, dueOn: null, reason };
}
