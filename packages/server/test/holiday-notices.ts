/** Days of one month as the notices write them: '02-11..02-17', or a single day. */
type DaySpan = string;

interface NoticeText {
  /** Holidays with the weekends beside them, as the notice lists them. */
  readonly off: readonly DaySpan[];
  /** Days of a weekend that are worked. */
  readonly worked: readonly DaySpan[];
}

/**
 * The days off and the make-up workdays of the State Council's notices for 2021 to 2026, transcribed by hand from their text:
 * what the calendar is checked against, made without it.
 */
const NOTICES: Readonly<Record<number, NoticeText>> = {
  2021: {
    off: [
      '01-01..01-03',
      '02-11..02-17',
      '04-03..04-05',
      '05-01..05-05',
      '06-12..06-14',
      '09-19..09-21',
      '10-01..10-07',
    ],
    worked: ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09'],
  },
  2022: {
    off: [
      '01-01..01-03',
      '01-31..02-06',
      '04-03..04-05',
      '04-30..05-04',
      '06-03..06-05',
      '09-10..09-12',
      '10-01..10-07',
      // From the notice for 2023, whose New Year begins on the last day of 2022.
      '12-31',
    ],
    worked: ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09'],
  },
  2023: {
    off: [
      '01-01..01-02',
      '01-21..01-27',
      '04-05',
      '04-29..05-03',
      '06-22..06-24',
      '09-29..10-06',
      // From the notice for 2024.
      '12-30..12-31',
    ],
    worked: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  2024: {
    off: ['01-01', '02-10..02-17', '04-04..04-06', '05-01..05-05', '06-10', '09-15..09-17', '10-01..10-07'],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  2025: {
    off: ['01-01', '01-28..02-04', '04-04..04-06', '05-01..05-05', '05-31..06-02', '10-01..10-08'],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    off: [
      '01-01..01-03',
      '02-15..02-23',
      '04-04..04-06',
      '05-01..05-05',
      '06-19..06-21',
      '09-25..09-27',
      '10-01..10-07',
    ],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
};

export const NOTICE_YEARS = Object.keys(NOTICES).map(Number);

const OFF = daysOf(({ off }) => off);
const WORKED = daysOf(({ worked }) => worked);

/** Whether a day of 2021 to 2026 is worked, by the text of the notices. */
export function isWorkedByNotice(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return WORKED.has(day) || (weekday !== 0 && weekday !== 6 && !OFF.has(day));
}

/** Every day of a year, in order. */
export function daysOfYear(year: number): string[] {
  return spanned(`${year}-01-01`, `${year}-12-31`);
}

function daysOf(choose: (notice: NoticeText) => readonly DaySpan[]): Set<string> {
  const days = new Set<string>();
  for (const [year, notice] of Object.entries(NOTICES)) {
    for (const span of choose(notice)) {
      const [first = span, last = first] = span.split('..');
      for (const day of spanned(`${year}-${first}`, `${year}-${last}`)) {
        days.add(day);
      }
    }
  }
  return days;
}

function spanned(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
