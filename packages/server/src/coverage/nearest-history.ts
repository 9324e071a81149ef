import { NOT_COMPUTED } from '../network/travel-times.ts';
import { statusOn } from '../service-points/status-on.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { CoveragePoint } from './coverage-facts.ts';
import { NO_POINT } from './nearest-points.ts';

export interface NearestFrom {
  readonly on: CalendarDay;
  /** Index, or NO_POINT: none that is known to be reachable. */
  readonly point: number;
  readonly seconds: number | null;
}

/**
 * The nearest operating point of one place from every day on which it became another, oldest first.
 * @param secondsTo a point, by its index; UNREACHABLE or NOT_COMPUTED where there is no time
 */
export function nearestHistory(
  points: readonly CoveragePoint[],
  secondsTo: (point: number) => number,
  serves: (point: CoveragePoint) => boolean,
): NearestFrom[] {
  const asked = points
    .map((point, index) => ({ point, index, seconds: secondsTo(index) }))
    .filter(({ point, seconds }) => seconds < NOT_COMPUTED && serves(point))
    .sort((one, other) => one.seconds - other.seconds || one.index - other.index);
  const days = [
    ...new Set(asked.flatMap(({ point }) => point.statuses.map(({ validFrom }) => validFrom))),
  ].sort();
  const history: NearestFrom[] = [];
  for (const on of days) {
    const nearest = asked.find(({ point }) => statusOn(point.statuses, on) === 'OPERATING');
    const before = history.at(-1)?.point ?? NO_POINT;
    if ((nearest?.index ?? NO_POINT) !== before) {
      history.push({ on, point: nearest?.index ?? NO_POINT, seconds: nearest?.seconds ?? null });
    }
  }
  return history;
}
