import { type CalendarDay, DAY_MS, dayNumberOf, dayOfNumber } from './calendar-day.ts';
import {
  CalendarNotAnnouncedError,
  CHINESE_WORKING_DAYS,
  MONDAY_TO_FRIDAY,
  type WorkingDays,
} from './working-days.ts';
import { createZoneOffset, QUARTER_HOUR_MS } from './zone-offset.ts';

export type { CalendarDay } from './calendar-day.ts';
export { CalendarNotAnnouncedError } from './working-days.ts';

/** CN: the State Council's yearly notices. MON_FRI: Monday to Friday, no holidays, every year. */
export const CALENDAR_CODES = ['CN', 'MON_FRI'] as const;
export type CalendarCode = (typeof CALENDAR_CODES)[number];

/** Part of a day in which a bureau is open: HH:MM, local wall clock, `open` before `close`. */
export interface OpeningSpan {
  readonly open: string;
  readonly close: string;
}

/**
 * Working time of a bureau: which days are worked, in which hours, in which zone. Every question is O(1). Days are working
 * days under 行政许可法 art. 82: statutory holidays are not counted, make-up workdays are.
 * Every method throws `CalendarNotAnnouncedError` when the answer needs a year that is not announced.
 */
export interface WorkingCalendar {
  readonly code: CalendarCode;
  readonly timeZone: string;
  readonly standardHours: readonly OpeningSpan[];
  /** Working minutes in a standard day, > 0: what divides minutes into working days. */
  readonly standardDayMinutes: number;
  /** null: every year. */
  readonly announcedYears: { readonly first: number; readonly last: number } | null;
  isWorkingDay(day: CalendarDay): boolean;
  /** Working days d with start < d <= end: the day on which a period starts is not counted (Civil Code art. 201). 0 when end <= start. */
  workingDaysAfter(start: CalendarDay, end: CalendarDay): number;
  /** Working days left from a day to a due day: 0 on the due day, negative past it. */
  workingDaysUntil(from: CalendarDay, due: CalendarDay): number;
  /** The nth working day after a day, the day itself not counted; the day itself, worked or not, for n = 0. @throws RangeError for n < 0 */
  addWorkingDays(start: CalendarDay, n: number): CalendarDay;
  /** The nth working day counting back from a day, which is the first if it is worked. @throws RangeError for n < 1 */
  latestWorkingDay(day: CalendarDay, n: number): CalendarDay;
  /**
   * Whole working minutes between two instants, negative when reversed: the minutes of the wall clock inside standard hours on
   * working days, each counted once it is complete. Splitting an interval splits its minutes exactly.
   */
  workingMinutesBetween(from: Date, to: Date): number;
  /** The calendar day of an instant in the bureau's zone. */
  dayOf(instant: Date): CalendarDay;
  /** The first instant of a day: midnight, or where the clocks skip midnight the instant after the gap. */
  startOfDay(day: CalendarDay): Date;
  /** The last millisecond of a day. */
  lastInstantOf(day: CalendarDay): Date;
}

const MINUTE_MS = 60_000;

/** @throws RangeError when the zone is unknown or the hours are not in order. */
export function createWorkingCalendar(options: {
  code: CalendarCode;
  timeZone: string;
  standardHours: readonly OpeningSpan[];
}): WorkingCalendar {
  const { code, timeZone, standardHours } = options;
  const days: WorkingDays = code === 'CN' ? CHINESE_WORKING_DAYS : MONDAY_TO_FRIDAY;
  const offsetAt = createZoneOffset(timeZone);
  const spans = spansOf(standardHours);
  const standardDayMinutes = spans.reduce((sum, { open, close }) => sum + close - open, 0);

  const dayNumberAt = (epochMs: number) => Math.floor((epochMs + offsetAt(epochMs)) / DAY_MS);

  /** Working minutes from the calendar's origin to an instant: intervals are differences of it, hence additive. */
  const position = (instant: Date): number => {
    const local = instant.getTime() + offsetAt(instant.getTime());
    const dayNumber = Math.floor(local / DAY_MS);
    const worked = days.countThrough(dayNumber);
    if (!days.isWorking(dayNumber)) {
      return worked * standardDayMinutes;
    }
    const minute = Math.floor((local - dayNumber * DAY_MS) / MINUTE_MS);
    const today = spans.reduce(
      (sum, { open, close }) => sum + Math.max(0, Math.min(minute, close) - open),
      0,
    );
    return (worked - 1) * standardDayMinutes + today;
  };

  const startOf = (dayNumber: number): number => {
    const localMidnight = dayNumber * DAY_MS;
    const before = localMidnight - offsetAt(localMidnight - DAY_MS);
    const after = localMidnight - offsetAt(localMidnight + DAY_MS);
    const latest = Math.max(before, after);
    let start = Math.min(before, after);
    // The two differ where the clocks change on the day or next to it: midnight may then come twice, or not at all.
    while (start < latest && dayNumberAt(start) < dayNumber) {
      start += QUARTER_HOUR_MS;
    }
    return start;
  };

  const workingDaysUntil = (from: CalendarDay, due: CalendarDay): number =>
    days.countThrough(dayNumberOf(due)) - days.countThrough(dayNumberOf(from));

  return {
    code,
    timeZone,
    standardHours,
    standardDayMinutes,
    announcedYears: days.announcedYears,
    isWorkingDay: (day) => days.isWorking(dayNumberOf(day)),
    workingDaysAfter: (start, end) => Math.max(0, workingDaysUntil(start, end)),
    workingDaysUntil,
    addWorkingDays: (start, n) => {
      checkCount(n, 0);
      const count = days.countThrough(dayNumberOf(start));
      return n === 0 ? start : dayOfNumber(days.nth(count + n));
    },
    latestWorkingDay: (day, n) => {
      checkCount(n, 1);
      return dayOfNumber(days.nth(days.countThrough(dayNumberOf(day)) - n + 1));
    },
    workingMinutesBetween: (from, to) => position(to) - position(from),
    dayOf: (instant) => dayOfNumber(dayNumberAt(instant.getTime())),
    startOfDay: (day) => new Date(startOf(dayNumberOf(day))),
    lastInstantOf: (day) => new Date(startOf(dayNumberOf(day) + 1) - 1),
  };
}

function checkCount(n: number, least: number): void {
  if (!Number.isInteger(n) || n < least) {
    throw new RangeError(`Not a number of working days from ${least}: ${n}`);
  }
}

function spansOf(hours: readonly OpeningSpan[]): { open: number; close: number }[] {
  const spans = hours.map(({ open, close }) => ({ open: minuteOf(open), close: minuteOf(close) }));
  let end = 0;
  for (const span of spans) {
    if (span.open < end || span.close <= span.open) {
      throw new RangeError('Standard hours must be in order and must not overlap.');
    }
    end = span.close;
  }
  if (spans.length === 0) {
    throw new RangeError('Standard hours must have at least one span.');
  }
  return spans;
}

function minuteOf(text: string): number {
  const match = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (!match) {
    throw new RangeError(`Not a time of day (HH:MM): ${text}`);
  }
  return Number(match[1] ?? 24) * 60 + Number(match[2] ?? 0);
}

/** A calendar's answer, or null for a year that is not announced. */
export function answered<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarNotAnnouncedError) {
      return null;
    }
    throw error;
  }
}
