import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { ServicePointStatus } from './service-point.entity.ts';

/** The status in force on a day; null before the first one. @param history oldest first */
export function statusOn(
  history: readonly { readonly status: ServicePointStatus; readonly validFrom: CalendarDay }[],
  day: CalendarDay,
): ServicePointStatus | null {
  return history.findLast((each) => each.validFrom <= day)?.status ?? null;
}
