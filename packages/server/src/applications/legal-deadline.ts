import type { CalendarDay, WorkingCalendar } from '../working-time/working-calendar.ts';
import type { EventFact } from './application-event.ts';

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

/** The special procedures among ordered events (art. 45: hearing, inspection, testing, quarantine, appraisal, expert review). */
export function suspendedDays(events: readonly EventFact[], calendar: WorkingCalendar): SuspendedDays[] {
  const spans: { from: CalendarDay; to: CalendarDay | null }[] = [];
  for (const { type, occurredAt } of events) {
    const open = spans.at(-1);
    if (type === 'SUSPENDED') {
      spans.push({ from: calendar.dayOf(occurredAt), to: null });
    } else if (open?.to === null && (type === 'RESUMED' || ENDS_SUSPENSION.has(type))) {
      open.to = calendar.dayOf(occurredAt);
    }
  }
  return spans;
}

const ENDS_SUSPENSION: ReadonlySet<string> = new Set(['DECIDED', 'WITHDRAWN', 'TERMINATED']);

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
    const start = suspension.from > from ? suspension.from : from;
    const counted = calendar.workingDaysAfter(from, start);
    if (counted >= left) {
      break;
    }
    if (suspension.to === null) {
      return null;
    }
    left -= counted;
    from = suspension.to > start ? suspension.to : start;
  }
  return calendar.addWorkingDays(from, left);
}
