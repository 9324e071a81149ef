import { statusOn } from '../service-points/status-on.ts';
import type { CalendarDay, OpeningSpan } from '../working-time/working-calendar.ts';
import type { CoverageFacts, CoveragePoint } from './coverage-facts.ts';

/** A time of an ordinary week: holidays and make-up workdays are not in it. */
export interface OpenAt {
  /** ISO weekday, 1 = Monday. */
  readonly weekday: number;
  /** HH:MM, local wall clock. */
  readonly time: string;
}

/** Which points a person may go to. */
export interface PointFilter {
  /** Operating on that day. */
  readonly on: CalendarDay;
  /** Open then; null: hours are not looked at. */
  readonly at: OpenAt | null;
  /** Handling the item; null: any. */
  readonly serviceItem: string | null;
  /** Of these codes; null: any. */
  readonly servicePoints: ReadonlySet<string> | null;
}

/** Monday to Friday: on which weekdays a bureau's standard hours hold in an ordinary week. */
export const LAST_WORKING_WEEKDAY = 5;

/** The points that meet a filter, by their index, ascending. */
export function eligiblePoints(
  { points, standardHours }: Pick<CoverageFacts, 'points' | 'standardHours'>,
  filter: PointFilter,
): number[] {
  return points.flatMap((point, index) =>
    statusOn(point.statuses, filter.on) === 'OPERATING' && servesBy(point, filter, standardHours)
      ? [index]
      : [],
  );
}

/** Whether a point would serve if it operated: what the filter asks beside the day. */
export function servesBy(
  point: Pick<CoveragePoint, 'code' | 'openingHours' | 'handledItemCodes'>,
  { at, serviceItem, servicePoints }: Omit<PointFilter, 'on'>,
  standardHours: readonly OpeningSpan[],
): boolean {
  return (
    (servicePoints === null || servicePoints.has(point.code)) &&
    (serviceItem === null || (point.handledItemCodes?.includes(serviceItem) ?? true)) &&
    (at === null || isOpenAt(point, at, standardHours))
  );
}

/** Whether a point is open at a time of an ordinary week: from the minute it opens to the minute before it closes. */
export function isOpenAt(
  { openingHours }: Pick<CoveragePoint, 'openingHours'>,
  { weekday, time }: OpenAt,
  standardHours: readonly OpeningSpan[],
): boolean {
  const spans =
    openingHours === null
      ? weekday <= LAST_WORKING_WEEKDAY
        ? standardHours
        : []
      : openingHours.filter((span) => span.weekday === weekday);
  // HH:MM compares as text; 24:00 is after every minute of the day.
  return spans.some(({ open, close }) => open <= time && time < close);
}
