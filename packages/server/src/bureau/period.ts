import { Refusal } from '../platform/refusal.ts';
import { CalendarNotAnnouncedError, type CalendarDay, type WorkingCalendar } from '../working-time/working-calendar.ts';
import type { Period, PeriodInput } from './period.type.ts';

/** @throws Refusal INVALID_PERIOD when it ends before it begins. */
export function checkPeriod(period: PeriodInput): PeriodInput {
  if (period.from > period.to) {
    throw new Refusal('INVALID_PERIOD', `from (${period.from}) must not be after to (${period.to}).`);
  }
  return period;
}

/** The period with its number of working days; null where the calendar does not answer. */
export function describePeriod(period: PeriodInput, calendar: WorkingCalendar): Period {
  return { ...period, workingDays: workingDaysIn(period, calendar) };
}

function workingDaysIn({ from, to }: PeriodInput, calendar: WorkingCalendar): number | null {
  return answered(() => calendar.workingDaysAfter(from, to) + (calendar.isWorkingDay(from) ? 1 : 0));
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

/** The day before or after by so many calendar days. */
export function shiftDay(day: CalendarDay, days: number): CalendarDay {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
