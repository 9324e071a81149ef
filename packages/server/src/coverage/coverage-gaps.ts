import type { PlaceKind } from '../network/travel-times.ts';
import { NOT_COMPUTED, UNREACHABLE } from '../network/travel-times.ts';
import { statusOn } from '../service-points/status-on.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { CoverageFacts, CoveragePoint } from './coverage-facts.ts';
import { type AlignedTimes, type NearestPoints, secondsBetween } from './nearest-points.ts';

export const GAP_REASONS = ['NO_POINT_OPEN', 'UNREACHABLE', 'TOO_FAR', 'NOT_COMPUTED'] as const;
export type GapReason = (typeof GAP_REASONS)[number];

export const GAP_ORDERS = ['FARTHEST', 'MOST_RESIDENTS'] as const;
export type GapOrder = (typeof GAP_ORDERS)[number];

/** A place that is not known to be covered. */
export interface CoverageGap {
  /** Index of the place. */
  readonly place: number;
  readonly reason: GapReason;
  /** To the nearest point; null: none is known. */
  readonly seconds: number | null;
}

/** The values that the list is sorted by, each ascending. */
export type GapKey = readonly [first: number, second: number, kind: number, code: string];

/**
 * The places that are not covered, worst first. FARTHEST: those with no way to any point, then by travel time, those still to be
 * computed last; of equals the one with more residents. MOST_RESIDENTS: by residents, those that do not state them last; of
 * equals the farther. Then by kind and code.
 * @param counted which places count
 */
export function coverageGaps(
  { places }: Pick<CoverageFacts, 'places'>,
  nearest: NearestPoints,
  thresholdSeconds: number,
  options: {
    readonly counted: readonly boolean[];
    readonly hasPoints: boolean;
    readonly kind: PlaceKind | null;
    readonly order: GapOrder;
  },
): readonly (CoverageGap & { readonly key: GapKey })[] {
  const gaps: (CoverageGap & { readonly key: GapKey })[] = [];
  places.forEach(({ kind, code, residents }, place) => {
    const seconds = nearest.firstSeconds[place] ?? NOT_COMPUTED;
    const isAsked = options.counted[place] && (options.kind === null || kind === options.kind);
    if (!isAsked || seconds <= thresholdSeconds) {
      return;
    }
    const reason = reasonOf(seconds, options.hasPoints, nearest.pairsNotComputed[place] ?? 0);
    const farthest = reason === 'NOT_COMPUTED' ? 1 : -seconds;
    const most = residents === null ? 1 : -residents;
    gaps.push({
      place,
      reason,
      seconds: seconds < NOT_COMPUTED ? seconds : null,
      key: [
        ...(options.order === 'FARTHEST' ? ([farthest, most] as const) : ([most, farthest] as const)),
        kind === 'DEMAND_AREA' ? 0 : 1,
        code,
      ],
    });
  });
  return gaps.sort((one, other) => compareGapKeys(one.key, other.key));
}

export function compareGapKeys(one: GapKey, other: GapKey): number {
  const [code, otherCode] = [one[3], other[3]];
  return (
    one[0] - other[0] ||
    one[1] - other[1] ||
    one[2] - other[2] ||
    (code < otherCode ? -1 : code > otherCode ? 1 : 0)
  );
}

function reasonOf(seconds: number, hasPoints: boolean, pairsNotComputed: number): GapReason {
  if (!hasPoints) {
    return 'NO_POINT_OPEN';
  }
  if (pairsNotComputed > 0) {
    return 'NOT_COMPUTED';
  }
  return seconds === UNREACHABLE ? 'UNREACHABLE' : 'TOO_FAR';
}

/** What would close a gap. */
export interface GapClosing {
  /** Index of the point. */
  readonly point: number;
  readonly seconds: number;
  /** The day from which it operates; null: in preparation, without a day. */
  readonly on: CalendarDay | null;
}

/**
 * The planned opening that would close a gap: the earliest by its day, those without a day last, of equals the nearest. null: none.
 * @param serves whether a point would serve, beside the day
 */
export function gapClosing(
  aligned: AlignedTimes,
  { points }: Pick<CoverageFacts, 'points'>,
  place: number,
  options: {
    readonly after: CalendarDay;
    readonly thresholdSeconds: number;
    readonly serves: (point: CoveragePoint) => boolean;
  },
): GapClosing | null {
  let best: GapClosing | null = null;
  points.forEach((point, index) => {
    const opening = plannedOpening(point, options.after);
    if (opening === null || !options.serves(point)) {
      return;
    }
    const seconds = secondsBetween(aligned, points, place, index);
    const isBetter =
      best === null ||
      (opening.on ?? NEVER) < (best.on ?? NEVER) ||
      (opening.on === best.on && seconds < best.seconds);
    if (seconds <= options.thresholdSeconds && isBetter) {
      best = { point: index, seconds, on: opening.on };
    }
  });
  return best;
}

/** After every day. */
const NEVER = '9999-12-31';

/** When a point that does not operate on a day is to begin; `on` null: it is in preparation without a day; null: it is not planned. */
export function plannedOpening(
  { statuses }: Pick<CoveragePoint, 'statuses'>,
  day: CalendarDay,
): { readonly on: CalendarDay | null } | null {
  const status = statusOn(statuses, day);
  if (status === 'OPERATING') {
    return null;
  }
  const opening = statuses.find((each) => each.validFrom > day && each.status === 'OPERATING');
  if (opening) {
    return { on: opening.validFrom };
  }
  // One that is planned only from a later day on, or is in preparation now.
  const last = statuses.at(-1);
  return last?.status === 'PREPARING' ? { on: null } : null;
}
