import { createRequire } from 'node:module';
import { HOLIDAY_NOTICES } from './announced-years.ts';
import { type CalendarDay, dayNumberOf, dayOfNumber, isoWeekdayOfNumber } from './calendar-day.ts';

/** Asked about a year whose working days are not announced: there is no answer, and a guess would be false. */
export class CalendarNotAnnouncedError extends Error {
  override readonly name = 'CalendarNotAnnouncedError';
  readonly code = 'CALENDAR_NOT_ANNOUNCED';

  constructor(
    readonly year: number,
    readonly firstAnnouncedYear: number,
    readonly lastAnnouncedYear: number,
  ) {
    super(
      `The working days of ${year} are not announced: the calendar answers for ${firstAnnouncedYear} to ${lastAnnouncedYear}.`,
    );
  }
}

/** Which days are worked, by day number (days since 1970-01-01). Everything else about a calendar follows from it. */
export interface WorkingDays {
  readonly announcedYears: { readonly first: number; readonly last: number } | null;
  isWorking(dayNumber: number): boolean;
  /** How many working days there are from the calendar's origin to the day, the day included. */
  countThrough(dayNumber: number): number;
  /** The working day up to and including which there are so many: the inverse of `countThrough`. */
  nth(count: number): number;
}

/** Monday to Friday, no holidays, every year: closed form. */
export const MONDAY_TO_FRIDAY: WorkingDays = {
  announcedYears: null,
  isWorking: (dayNumber) => isoWeekdayOfNumber(dayNumber) <= 5,
  countThrough: (dayNumber) => {
    // Weeks since Monday 1969-12-29, five working days each.
    const weeks = Math.floor((dayNumber + 3) / 7);
    return weeks * 5 + Math.min(isoWeekdayOfNumber(dayNumber), 5);
  },
  nth: (count) => {
    const weeks = Math.floor((count - 1) / 5);
    return weeks * 7 - 3 + (count - 1 - weeks * 5);
  },
};

interface HolidayData {
  /** 'YYYY-MM-DD' → 'English name,中文名,days'. */
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

// The package's data file, not its functions: those read dates in the zone of the process and answer for years that
// nobody has announced.
const HOLIDAY_DATA = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as HolidayData;

/** A weekday that is a holiday, or a day of a weekend that is worked (调休). */
export interface CalendarException {
  readonly date: CalendarDay;
  readonly isWorkday: boolean;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** The exceptions of a year, by date. */
export function chineseExceptions(year: number): CalendarException[] {
  const exceptions: CalendarException[] = [];
  for (const [days, isWorkday] of [
    [HOLIDAY_DATA.holidays, false],
    [HOLIDAY_DATA.workdays, true],
  ] as const) {
    for (const [date, name] of Object.entries(days)) {
      const isWeekday = isoWeekdayOfNumber(dayNumberOf(date)) <= 5;
      if (date.startsWith(`${year}-`) && isWeekday !== isWorkday) {
        const [nameEn = '', nameZh = ''] = name.split(',');
        exceptions.push({ date, isWorkday, nameZh, nameEn });
      }
    }
  }
  return exceptions.sort((one, other) => (one.date < other.date ? -1 : 1));
}

/** The State Council's calendar over the announced years: prefix counts, so that every question is O(1). */
export const CHINESE_WORKING_DAYS: WorkingDays = tabulate(
  Math.min(...HOLIDAY_NOTICES.map(({ year }) => year)),
  Math.max(...HOLIDAY_NOTICES.map(({ year }) => year)),
);

function tabulate(firstYear: number, lastYear: number): WorkingDays {
  const origin = dayNumberOf(`${firstYear}-01-01`);
  const end = dayNumberOf(`${lastYear + 1}-01-01`);
  const counts = new Int32Array(end - origin);
  const workingDays: number[] = [];
  for (let dayNumber = origin; dayNumber < end; dayNumber++) {
    const day = dayOfNumber(dayNumber);
    const isWorked =
      day in HOLIDAY_DATA.workdays || (isoWeekdayOfNumber(dayNumber) <= 5 && !(day in HOLIDAY_DATA.holidays));
    if (isWorked) {
      workingDays.push(dayNumber);
    }
    counts[dayNumber - origin] = workingDays.length;
  }

  const refuse = (year: number): never => {
    throw new CalendarNotAnnouncedError(year, firstYear, lastYear);
  };
  const countThrough = (dayNumber: number): number =>
    counts[dayNumber - origin] ?? refuse(Number(dayOfNumber(dayNumber).slice(0, 4)));
  return {
    announcedYears: { first: firstYear, last: lastYear },
    countThrough,
    isWorking: (dayNumber) =>
      countThrough(dayNumber) > (dayNumber === origin ? 0 : countThrough(dayNumber - 1)),
    nth: (count) => workingDays[count - 1] ?? refuse(count < 1 ? firstYear - 1 : lastYear + 1),
  };
}
