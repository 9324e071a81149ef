/** A day of the calendar, 'YYYY-MM-DD': text, so that no time zone of a process can shift it. */
export type CalendarDay = string;

export const DAY_MS = 86_400_000;

/** 1970 to 2149: the days that facts happen on. Writing a day out is what a long import would otherwise spend its time on. */
const REMEMBERED_DAYS = 1 << 16;

const rememberedDays = new Array<CalendarDay | undefined>(REMEMBERED_DAYS);
const rememberedNumbers = new Map<CalendarDay, number>();

/** Days since 1970-01-01, negative before; NaN for what is not a day. */
export function dayNumberOf(day: CalendarDay): number {
  return rememberedNumbers.get(day) ?? Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** @throws RangeError for what is not the number of a day. */
export function dayOfNumber(dayNumber: number): CalendarDay {
  const isRemembered = dayNumber >= 0 && dayNumber < REMEMBERED_DAYS;
  const known = isRemembered ? rememberedDays[dayNumber] : undefined;
  if (known !== undefined) {
    return known;
  }
  const day = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
  if (isRemembered) {
    rememberedDays[dayNumber] = day;
    rememberedNumbers.set(day, dayNumber);
  }
  return day;
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
