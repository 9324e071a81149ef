import { HOLIDAY_NOTICES } from './announced-years.ts';
import { CalendarNotAnnouncedError, type WorkingCalendar } from './working-calendar.ts';
import { type CalendarException, chineseExceptions } from './working-days.ts';

/** A year of a calendar: its working days, what departs from Monday to Friday, and what it rests on. */
export interface CalendarYear {
  readonly year: number;
  readonly workingDays: number;
  readonly sourceZh: string;
  readonly sourceEn: string;
  readonly exceptions: CalendarException[];
}

/** @throws CalendarNotAnnouncedError */
export function describeYear(calendar: WorkingCalendar, year: number): CalendarYear {
  const first = `${year}-01-01`;
  const workingDays =
    calendar.workingDaysAfter(first, `${year}-12-31`) + (calendar.isWorkingDay(first) ? 1 : 0);
  if (calendar.code === 'MON_FRI') {
    return {
      year,
      workingDays,
      sourceZh: '周一至周五，无节假日',
      sourceEn: 'Monday to Friday, no holidays',
      exceptions: [],
    };
  }
  const notice = HOLIDAY_NOTICES.find((each) => each.year === year);
  const documentNumber = notice?.documentNumber ?? '';
  return {
    year,
    workingDays,
    sourceZh: `国务院办公厅关于${year}年部分节假日安排的通知（${documentNumber}）`,
    sourceEn: `General Office of the State Council, notice on the holidays of ${year} (${documentNumber})`,
    exceptions: chineseExceptions(year),
  };
}
