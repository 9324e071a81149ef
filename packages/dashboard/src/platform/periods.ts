/** A calendar day, YYYY-MM-DD, in the bureau's zone: text, so that the browser's zone cannot shift it. */
export type CalendarDay = string;

/** Calendar days, both included. */
export interface DayRange {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export const PERIOD_PRESETS = [
  'THIS_MONTH',
  'LAST_MONTH',
  'LAST_3_MONTHS',
  'LAST_6_MONTHS',
  'LAST_12_MONTHS',
  'THIS_YEAR',
  'ALL',
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

export const DEFAULT_PRESET: PeriodPreset = 'LAST_3_MONTHS';

const DAY_MS = 86_400_000;

export function shiftDay(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day where it is shorter. */
export function shiftMonth(day: CalendarDay, months: number): CalendarDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay))).toISOString().slice(0, 10);
}

/**
 * The days of a preset as of the bureau's today, never the browser's. "Last n months" are whole months up to and including the
 * present one, so that a month is never shown cut at its beginning.
 * @param extent of the facts, for ALL; null: no fact yet, today alone
 */
export function daysOfPreset(preset: PeriodPreset, today: CalendarDay, extent: DayRange | null): DayRange {
  const firstOf = (day: CalendarDay) => `${day.slice(0, 7)}-01`;
  const sinceMonths = (months: number) => ({
    from: firstOf(shiftMonth(firstOf(today), 1 - months)),
    to: today,
  });
  switch (preset) {
    case 'THIS_MONTH':
      return sinceMonths(1);
    case 'LAST_MONTH': {
      const firstOfThis = firstOf(today);
      return { from: shiftMonth(firstOfThis, -1), to: shiftDay(firstOfThis, -1) };
    }
    case 'LAST_3_MONTHS':
      return sinceMonths(3);
    case 'LAST_6_MONTHS':
      return sinceMonths(6);
    case 'LAST_12_MONTHS':
      return sinceMonths(12);
    case 'THIS_YEAR':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'ALL':
      return extent ?? { from: today, to: today };
  }
}

/** How fine a series over a period is drawn: about ten to fifty points. */
export function grainOf({ from, to }: DayRange): 'DAY' | 'WEEK' | 'MONTH' {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days <= 45) {
    return 'DAY';
  }
  return days <= 200 ? 'WEEK' : 'MONTH';
}
