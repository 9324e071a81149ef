import { isInUseOn } from '../places/places.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { CoverageFacts, CoveragePoint, StatusFrom } from './coverage-facts.ts';

/** Why coverage may be another from a day on. There is no other reason: travel times and residents are those of today. */
export const CAUSE_KINDS = [
  'BUILDING_OPENED',
  'BUILDING_CLOSED',
  'POINT_SUSPENDED',
  'POINT_CLOSED',
  'POINT_RESUMED',
  'POINT_OPENED',
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

export interface Cause {
  readonly on: CalendarDay;
  readonly kind: CauseKind;
  /** Index of the point, or of the key building among the places. */
  readonly index: number;
}

export function isOpening({ kind }: Pick<Cause, 'kind'>): boolean {
  return kind === 'POINT_OPENED' || kind === 'POINT_RESUMED';
}

/**
 * Everything dated that moves coverage, oldest first. Of one day: buildings, then points that stop, then points that begin, each by
 * index: an opening is credited with what it takes over from a point that stops on its day.
 * @param serves which points are asked about
 */
export function coverageTimeline(
  { places, points }: Pick<CoverageFacts, 'places' | 'points'>,
  serves: (point: CoveragePoint) => boolean,
): Cause[] {
  const causes = [
    ...points.flatMap((point, index) => (serves(point) ? turnsOf(point.statuses, index) : [])),
    ...places.flatMap(({ inUse }, index): Cause[] => {
      if (inUse === null) {
        return [];
      }
      const opens = inUse.openedOn !== null && isInUseOn(inUse, inUse.openedOn);
      const closes = inUse.closedOn !== null && (inUse.openedOn !== null || inUse.status !== 'PLANNED');
      return [
        ...(opens && inUse.openedOn !== null
          ? [{ on: inUse.openedOn, kind: 'BUILDING_OPENED' as const, index }]
          : []),
        ...(closes && inUse.closedOn !== null
          ? [{ on: inUse.closedOn, kind: 'BUILDING_CLOSED' as const, index }]
          : []),
      ];
    }),
  ];
  return causes.sort(
    (one, other) =>
      (one.on < other.on ? -1 : one.on > other.on ? 1 : 0) ||
      rankOf(one) - rankOf(other) ||
      one.index - other.index,
  );
}

/** Openings and resumptions of a day are one rank: which of them came first is not known. */
function rankOf(cause: Cause): number {
  return isOpening(cause) ? CAUSE_KINDS.length : CAUSE_KINDS.indexOf(cause.kind);
}

function turnsOf(statuses: readonly StatusFrom[], index: number): Cause[] {
  return statuses.flatMap(({ status, validFrom }, at): Cause[] => {
    const before = statuses[at - 1]?.status ?? null;
    if ((status === 'OPERATING') === (before === 'OPERATING')) {
      return [];
    }
    const kind =
      status === 'OPERATING'
        ? before === 'SUSPENDED'
          ? 'POINT_RESUMED'
          : 'POINT_OPENED'
        : status === 'CLOSED'
          ? 'POINT_CLOSED'
          : 'POINT_SUSPENDED';
    return [{ on: validFrom, kind, index }];
  });
}
