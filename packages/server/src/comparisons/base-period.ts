import type { PeriodInput } from '../bureau/period.type.ts';
import { type CalendarDay, dayNumberOf, shiftDay } from '../working-time/calendar-day.ts';

export const COMPARISON_BASES = ['PREVIOUS', 'SAME_LAST_YEAR'] as const;
export type ComparisonBase = (typeof COMPARISON_BASES)[number];

const MONTHS_OF_YEAR = 12;

/**
 * The period that one is held against. SAME_LAST_YEAR (同比): the same days a year before. PREVIOUS (环比): of a period that begins with
 * a month, the same days of as many months before (a month with the month before, a quarter with the quarter before, the first days of
 * a month with the first days of the one before); of any other, as many days right before. The last day of a month stays one, and a
 * day that a month does not have becomes its last.
 */
export function basePeriodOf(period: PeriodInput, base: ComparisonBase): PeriodInput {
  if (base === 'SAME_LAST_YEAR') {
    return shiftMonths(period, -MONTHS_OF_YEAR);
  }
  if (period.from.endsWith('-01')) {
    return shiftMonths(period, -monthsTouched(period));
  }
  const days = dayNumberOf(period.to) - dayNumberOf(period.from) + 1;
  return { from: shiftDay(period.from, -days), to: shiftDay(period.to, -days) };
}

function monthsTouched({ from, to }: PeriodInput): number {
  return monthNumberOf(to) - monthNumberOf(from) + 1;
}

function shiftMonths({ from, to }: PeriodInput, months: number): PeriodInput {
  return { from: shiftMonth(from, months), to: shiftMonth(to, months) };
}

function shiftMonth(day: CalendarDay, months: number): CalendarDay {
  const isLast = shiftDay(day, 1).endsWith('-01');
  const month = monthNumberOf(day) + months;
  const first = firstOfMonth(month);
  const last = shiftDay(firstOfMonth(month + 1), -1);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return isLast || same > last ? last : same;
}

function monthNumberOf(day: CalendarDay): number {
  return Number(day.slice(0, 4)) * MONTHS_OF_YEAR + Number(day.slice(5, 7)) - 1;
}

function firstOfMonth(month: number): CalendarDay {
  const year = String(Math.floor(month / MONTHS_OF_YEAR)).padStart(4, '0');
  return `${year}-${String((month % MONTHS_OF_YEAR) + 1).padStart(2, '0')}-01`;
}
