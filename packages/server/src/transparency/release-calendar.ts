import { shiftDay } from '../working-time/calendar-day.ts';
import { answered, type CalendarDay, type WorkingCalendar } from '../working-time/working-calendar.ts';
import type { ReleaseContent } from './release-content.ts';
import { monthAfter } from './release-figures.ts';

/** So many months ahead are announced. */
const MONTHS_AHEAD = 6;

/** The day on which a month is released: the publishing day of the month after it, or the first working day from there on. */
export function publishingDay(
  month: string,
  dayOfMonth: number,
  calendar: Pick<WorkingCalendar, 'isWorkingDay'>,
): CalendarDay {
  let day = `${monthAfter(month)}-${String(dayOfMonth).padStart(2, '0')}`;
  while (!calendar.isWorkingDay(day)) {
    day = shiftDay(day, 1);
  }
  return day;
}

/**
 * The releases after that of a month, as far as the calendar of working days is announced.
 * @param dayOfMonth null: the bureau announces none
 */
export function comingReleases(
  month: string,
  dayOfMonth: number | null,
  calendar: Pick<WorkingCalendar, 'isWorkingDay'>,
): ReleaseContent['calendar'] {
  const coming: { month: string; publishOn: string }[] = [];
  let next = monthAfter(month);
  while (dayOfMonth !== null && coming.length < MONTHS_AHEAD) {
    const of = next;
    const publishOn = answered(() => publishingDay(of, dayOfMonth, calendar));
    if (publishOn === null) {
      break;
    }
    coming.push({ month: next, publishOn });
    next = monthAfter(next);
  }
  return coming;
}
