import { HOLIDAY_NOTICES } from './announced-years.ts';
import type { CalendarDay } from './calendar-day.ts';
import { CalendarNotAnnouncedError, type WorkingCalendar } from './working-calendar.ts';
import { type CalendarException, chineseExceptions } from './working-days.ts';

/** A year of a calendar: its working days, what departs from Monday to Friday, and what it rests on. */
export interface CalendarYear {
  readonly year: number;
  readonly workingDays: number;
  readonly sourceZh: string;
  readonly sourceEn: string;
  /** By date; empty when every week is Monday to Friday. */
  readonly exceptions: CalendarException[];
}

/**
 * @param year 1 to 9999
 * @throws CalendarNotAnnouncedError
 * @throws RangeError when a calendar of every year is asked for one that a calendar day cannot have.
 */
export function describeYear(calendar: WorkingCalendar, year: number): CalendarYear {
  const { announcedYears } = calendar;
  if (announcedYears === null) {
    if (!Number.isInteger(year) || year < 1 || year > 9999) {
      throw new RangeError(`Not a year from 1 to 9999: ${year}`);
    }
    return {
      year,
      workingDays: workingDaysOf(calendar, year),
      sourceZh: '周一至周五，无节假日',
      sourceEn: 'Monday to Friday, no holidays',
      exceptions: [],
    };
  }
  const notice = HOLIDAY_NOTICES.find((each) => each.year === year);
  if (!notice) {
    throw new CalendarNotAnnouncedError(year, announcedYears.first, announcedYears.last);
  }
  return {
    year,
    workingDays: workingDaysOf(calendar, year),
    sourceZh: `国务院办公厅关于${year}年部分节假日安排的通知（${notice.documentNumber}）`,
    sourceEn: `General Office of the State Council, notice on the holidays of ${year} (${notice.documentNumber})`,
    exceptions: chineseExceptions(year),
  };
}

function workingDaysOf(calendar: WorkingCalendar, year: number): number {
  const first: CalendarDay = `${String(year).padStart(4, '0')}-01-01`;
  const last: CalendarDay = `${String(year).padStart(4, '0')}-12-31`;
  return calendar.workingDaysAfter(first, last) + (calendar.isWorkingDay(first) ? 1 : 0);
}
