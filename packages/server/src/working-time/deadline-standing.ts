import { type CalendarDay, shiftDay, yearOf } from './calendar-day.ts';
import { answered, type WorkingCalendar } from './working-calendar.ts';

/** How an open application stands against its promised limit. */
export const STANDINGS = ['OVERDUE', 'DUE_SOON', 'WITHIN_LIMIT', 'NO_DEADLINE'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Due soon: at most so many working days left, today not counted. Two are enough to act in and few enough to mean it. */
export const DUE_SOON_WORKING_DAYS = 2;

/** Working days since receipt, in bands; days of a year that is not announced stand apart. */
export const AGE_BANDS = [
  'WORKING_DAYS_0_5',
  'WORKING_DAYS_6_10',
  'WORKING_DAYS_11_20',
  'WORKING_DAYS_OVER_20',
  'CALENDAR_NOT_ANNOUNCED',
] as const;
export type AgeBandCode = (typeof AGE_BANDS)[number];

/** What is stored of an application's deadline, promised or statutory: true whenever it is read. */
export interface StoredDeadline {
  /** The last instant in time; null: not known. */
  readonly dueAt: Date | null;
  readonly dueOn: CalendarDay | null;
  /** The first instant at which silence has accepted (行政许可法 art. 32); null: accepted by an act, or not accepted. */
  readonly deemedFrom: Date | null;
  /** A deadline that came with the source rests on no acceptance. */
  readonly isStated: boolean;
  /** null: open. */
  readonly closedAt: Date | null;
}

/** How a deadline stands at an instant. */
export interface DeadlineStanding {
  /** null: closed. */
  readonly standing: Standing | null;
  /** Today not counted: 0 on the due day, negative past it. null: closed, without a deadline, or not answerable by the calendar. */
  readonly workingDaysLeft: number | null;
}

/** Whether the deadline of an application rests on a silence that is not over, so that none is known yet. */
export function isWaitingForSilence(
  { deemedFrom, isStated }: Pick<StoredDeadline, 'deemedFrom' | 'isStated'>,
  now: Date,
): boolean {
  return !isStated && deemedFrom !== null && deemedFrom > now;
}

/**
 * How a deadline stands now. Overdue is judged by the instant, due soon by working days; where the calendar does not say how
 * many are left, nothing can be called due soon or not, and the standing is null although the application is open.
 */
export function deadlineStanding(
  deadline: StoredDeadline,
  now: Date,
  calendar: WorkingCalendar,
): DeadlineStanding {
  const { dueAt, dueOn, closedAt } = deadline;
  if (closedAt !== null) {
    return { standing: null, workingDaysLeft: null };
  }
  if (dueAt === null || dueOn === null || isWaitingForSilence(deadline, now)) {
    return { standing: 'NO_DEADLINE', workingDaysLeft: null };
  }
  const workingDaysLeft = answered(() => calendar.workingDaysUntil(calendar.dayOf(now), dueOn));
  if (dueAt < now) {
    return { standing: 'OVERDUE', workingDaysLeft };
  }
  if (workingDaysLeft === null) {
    return { standing: null, workingDaysLeft };
  }
  return {
    standing: workingDaysLeft <= DUE_SOON_WORKING_DAYS ? 'DUE_SOON' : 'WITHIN_LIMIT',
    workingDaysLeft,
  };
}

/**
 * The last due day with at most so many working days left on a day, that day not counted; by default what is due soon.
 * @throws CalendarNotAnnouncedError when the days ahead are not announced.
 */
export function dueSoonHorizonDay(
  today: CalendarDay,
  calendar: WorkingCalendar,
  workingDaysLeft = DUE_SOON_WORKING_DAYS,
): CalendarDay {
  return shiftDay(calendar.addWorkingDays(today, workingDaysLeft + 1), -1);
}

/** Days of receipt, both included; null: no bound. */
export interface DayRange {
  readonly oldest: CalendarDay | null;
  readonly newest: CalendarDay | null;
}

/** On which days of receipt an application falls into each band on a day; null: on none. Every day is in exactly one band. */
export function ageBandRanges(
  today: CalendarDay,
  calendar: WorkingCalendar,
): Record<AgeBandCode, DayRange | null> {
  const { announcedYears } = calendar;
  const firstKnown = announcedYears && `${announcedYears.first}-01-01`;
  if (announcedYears && !isBetween(yearOf(today), announcedYears)) {
    return {
      WORKING_DAYS_0_5: null,
      WORKING_DAYS_6_10: null,
      WORKING_DAYS_11_20: null,
      WORKING_DAYS_OVER_20: null,
      CALENDAR_NOT_ANNOUNCED: { oldest: null, newest: null },
    };
  }
  // At most n working days old: received on or after the (n + 1)th latest working day.
  const oldestOfAge = (n: number) => answered(() => calendar.latestWorkingDay(today, n + 1)) ?? firstKnown;
  // At least n working days old: received before the nth latest working day.
  const newestOfAge = (n: number) => {
    const day = answered(() => calendar.latestWorkingDay(today, n));
    return day && shiftDay(day, -1);
  };
  const band = (youngest: number, oldest: number | null): DayRange | null => {
    const newest = newestOfAge(youngest);
    const range = { oldest: oldest === null ? firstKnown : oldestOfAge(oldest), newest };
    return newest === null || (range.oldest !== null && range.oldest > newest) ? null : range;
  };
  return {
    WORKING_DAYS_0_5: { oldest: oldestOfAge(5), newest: null },
    WORKING_DAYS_6_10: band(6, 10),
    WORKING_DAYS_11_20: band(11, 20),
    WORKING_DAYS_OVER_20: band(21, null),
    CALENDAR_NOT_ANNOUNCED: firstKnown === null ? null : { oldest: null, newest: shiftDay(firstKnown, -1) },
  };
}

function isBetween(year: number, { first, last }: { first: number; last: number }): boolean {
  return year >= first && year <= last;
}
