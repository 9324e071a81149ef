import { Refusal } from '../platform/refusal.ts';
import { answered, type WorkingCalendar } from '../working-time/working-calendar.ts';
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
