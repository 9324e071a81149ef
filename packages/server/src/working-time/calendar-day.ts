/** A day of the calendar, 'YYYY-MM-DD': text, so that no time zone of a process can shift it. */
export type CalendarDay = string;

export const DAY_MS = 86_400_000;

/** Days since 1970-01-01, negative before; NaN for what is not a day. */
export function dayNumberOf(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** @throws RangeError for what is not the number of a day. */
export function dayOfNumber(dayNumber: number): CalendarDay {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** The day so many calendar days later (earlier when negative). */
export function shiftDay(day: CalendarDay, days: number): CalendarDay {
  return dayOfNumber(dayNumberOf(day) + days);
}

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export function isoWeekday(day: CalendarDay): number {
  return isoWeekdayOfNumber(dayNumberOf(day));
}

/** As `isoWeekday`, of days since 1970-01-01. */
export function isoWeekdayOfNumber(dayNumber: number): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** The year, 1 to 9999. */
export function yearOf(day: CalendarDay): number {
  return Number(day.slice(0, 4));
}
