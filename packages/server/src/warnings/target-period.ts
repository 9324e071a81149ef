import { shiftDay } from '../working-time/calendar-day.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { TargetGrain } from './target.entity.ts';

/** Days, both included. */
export interface Days {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

const MONTHS: Record<Exclude<TargetGrain, 'ONCE'>, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** The month, quarter or calendar year that a day is in. */
export function periodAround(grain: Exclude<TargetGrain, 'ONCE'>, day: CalendarDay): Days {
  const months = MONTHS[grain];
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = month - 1 - ((month - 1) % months);
  return { from: firstOfMonth(year, first), to: shiftDay(firstOfMonth(year, first + months), -1) };
}

/** @param month from 0; 12 is the January after */
function firstOfMonth(year: number, month: number): CalendarDay {
  const [inYear, inMonth] = [year + Math.floor(month / 12), month % 12];
  return `${String(inYear).padStart(4, '0')}-${String(inMonth + 1).padStart(2, '0')}-01`;
}

/** When a target holds. */
export interface Validity {
  readonly grain: TargetGrain;
  readonly validFrom: CalendarDay;
  /** null: until ended. */
  readonly validTo: CalendarDay | null;
}

/** The period of a target that a day is in; null: it does not hold on that day. */
export function periodOn({ grain, validFrom, validTo }: Validity, day: CalendarDay): Days | null {
  if (day < validFrom || (validTo !== null && day > validTo)) {
    return null;
  }
  return grain === 'ONCE' ? { from: validFrom, to: validTo ?? validFrom } : periodAround(grain, day);
}

/** Whether it holds for whole periods only: a target cut in the middle of a month could not be judged. */
export function holdsWholePeriods({ grain, validFrom, validTo }: Validity): boolean {
  if (validTo !== null && validTo < validFrom) {
    return false;
  }
  if (grain === 'ONCE') {
    return validTo !== null;
  }
  return (
    periodAround(grain, validFrom).from === validFrom &&
    (validTo === null || periodAround(grain, validTo).to === validTo)
  );
}

/** What is left of a target when another takes its place for some days: the days before and the days after. */
export function remaindersOf(target: Validity, replacement: Validity): Validity[] {
  const { grain, validFrom, validTo } = target;
  const before = replacement.validFrom > validFrom ? shiftDay(replacement.validFrom, -1) : null;
  const after = replacement.validTo === null ? null : shiftDay(replacement.validTo, 1);
  return [
    ...(before === null ? [] : [{ grain, validFrom, validTo: before }]),
    ...(after === null || (validTo !== null && after > validTo)
      ? []
      : [{ grain, validFrom: after, validTo }]),
  ];
}

/** Whether two targets of one grain claim the same period. */
export function overlaps(one: Validity, other: Validity): boolean {
  if (one.grain === 'ONCE') {
    return one.validFrom === other.validFrom && one.validTo === other.validTo;
  }
  return (
    (other.validTo === null || one.validFrom <= other.validTo) &&
    (one.validTo === null || other.validFrom <= one.validTo)
  );
}
