import { NOT_COMPUTED, type TravelTimes, UNREACHABLE } from '../network/travel-times.ts';
import type { CoverageFacts } from './coverage-facts.ts';

/** Travel times by the indexes of the facts. */
export interface AlignedTimes {
  readonly times: TravelTimes;
  /** Place → its row of the matrix; −1: the matrix does not have it yet. */
  readonly rowOf: Int32Array;
  /** Point → its column; −1: not surveyed, or the matrix does not have it yet. */
  readonly columnOf: Int32Array;
}

export const NO_POINT = -1;

/** The nearest and the second nearest of some points for every place. */
export interface NearestPoints {
  /** UNREACHABLE: none can be reached; NOT_COMPUTED: none is known, and some pair is not computed. */
  readonly firstSeconds: Uint16Array;
  /** Index of the point, or NO_POINT. */
  readonly firstPoint: Int32Array;
  /** As firstSeconds, of the nearest other than the first. */
  readonly secondSeconds: Uint16Array;
  readonly secondPoint: Int32Array;
  /** How many of the pairs are not computed: any of them may be nearer than the nearest known. */
  readonly pairsNotComputed: Uint16Array;
}

/** Pairs looked at before others get their turn on the process: some milliseconds. */
const PAIRS_AT_ONCE = 4_000_000;

export function alignTimes(
  facts: Pick<CoverageFacts, 'places' | 'points'>,
  times: TravelTimes,
): AlignedTimes {
  const rows = new Map(times.places.map(({ kind, id }, row) => [`${kind}:${id}`, row]));
  const columns = new Map(times.pointIds.map((id, column) => [id, column]));
  return {
    times,
    rowOf: Int32Array.from(facts.places, ({ kind, id }) => rows.get(`${kind}:${id}`) ?? -1),
    columnOf: Int32Array.from(facts.points, ({ id }) => columns.get(id) ?? -1),
  };
}

/** Seconds from a place to a point, UNREACHABLE or NOT_COMPUTED. A point without coordinates is UNREACHABLE: nothing will compute it. */
export function secondsBetween(
  { times, rowOf, columnOf }: AlignedTimes,
  points: CoverageFacts['points'],
  place: number,
  point: number,
): number {
  const [row = -1, column = -1] = [rowOf[place], columnOf[point]];
  if (points[point]?.position === null) {
    return UNREACHABLE;
  }
  return row < 0 || column < 0
    ? NOT_COMPUTED
    : (times.seconds[row * times.pointIds.length + column] ?? NOT_COMPUTED);
}

/**
 * The nearest two of the given points for every place; of points equally near the first by index. Twenty million pairs take
 * some tens of milliseconds, and leave the process to others in between.
 * @param eligible indexes of points, ascending
 */
export async function nearestPoints(
  aligned: AlignedTimes,
  facts: Pick<CoverageFacts, 'places' | 'points'>,
  eligible: readonly number[],
): Promise<NearestPoints> {
  const { times, rowOf, columnOf } = aligned;
  const surveyed = eligible.filter((point) => facts.points[point]?.position !== null);
  const known = Int32Array.from(surveyed.filter((point) => (columnOf[point] ?? -1) >= 0));
  const columns = known.map((point) => columnOf[point] ?? -1);
  // Of points that the matrix does not have yet, every pair is still to be computed.
  const missingPoints = surveyed.length - known.length;
  const count = facts.places.length;
  const nearest = {
    firstSeconds: new Uint16Array(count).fill(UNREACHABLE),
    firstPoint: new Int32Array(count).fill(NO_POINT),
    secondSeconds: new Uint16Array(count).fill(UNREACHABLE),
    secondPoint: new Int32Array(count).fill(NO_POINT),
    pairsNotComputed: new Uint16Array(count),
  };
  const placesAtOnce = Math.max(1, Math.floor(PAIRS_AT_ONCE / Math.max(1, columns.length)));
  for (let from = 0; from < count; from += placesAtOnce) {
    if (from > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const to = Math.min(count, from + placesAtOnce);
    for (let place = from; place < to; place++) {
      const row = rowOf[place] ?? -1;
      if (row < 0) {
        nearest.pairsNotComputed[place] = surveyed.length;
      } else {
        scanRow(times, row, columns, known, place, nearest);
        nearest.pairsNotComputed[place] = (nearest.pairsNotComputed[place] ?? 0) + missingPoints;
      }
      markUnknown(nearest, place);
    }
  }
  return nearest;
}

function scanRow(
  { seconds, pointIds }: TravelTimes,
  row: number,
  columns: Int32Array,
  points: Int32Array,
  place: number,
  nearest: NearestPoints,
): void {
  const start = row * pointIds.length;
  let first = NOT_COMPUTED as number;
  let second = NOT_COMPUTED as number;
  let firstAt = -1;
  let secondAt = -1;
  let notComputed = 0;
  for (let at = 0; at < columns.length; at++) {
    const value = seconds[start + (columns[at] ?? 0)] ?? NOT_COMPUTED;
    if (value < second) {
      if (value < first) {
        second = first;
        secondAt = firstAt;
        first = value;
        firstAt = at;
      } else {
        second = value;
        secondAt = at;
      }
    } else if (value === NOT_COMPUTED) {
      notComputed += 1;
    }
  }
  if (firstAt >= 0) {
    nearest.firstSeconds[place] = first;
    nearest.firstPoint[place] = points[firstAt] ?? NO_POINT;
  }
  if (secondAt >= 0) {
    nearest.secondSeconds[place] = second;
    nearest.secondPoint[place] = points[secondAt] ?? NO_POINT;
  }
  nearest.pairsNotComputed[place] = notComputed;
}

/** A place with no way to any known point cannot be called unreachable while a pair is still to be computed. */
function markUnknown(nearest: NearestPoints, place: number): void {
  if ((nearest.pairsNotComputed[place] ?? 0) > 0) {
    for (const seconds of [nearest.firstSeconds, nearest.secondSeconds]) {
      if (seconds[place] === UNREACHABLE) {
        seconds[place] = NOT_COMPUTED;
      }
    }
  }
}
