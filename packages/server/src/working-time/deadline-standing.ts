import { type CalendarDay, shiftDay } from './calendar-day.ts';
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

/**
 * The last due day that is due soon on a day.
 * @throws CalendarNotAnnouncedError when the days ahead are not announced.
 */
export function dueSoonHorizonDay(today: CalendarDay, calendar: WorkingCalendar): CalendarDay {
  return shiftDay(calendar.addWorkingDays(today, DUE_SOON_WORKING_DAYS + 1), -1);
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
  if (announcedYears && !isBetween(Number(today.slice(0, 4)), announcedYears)) {
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
