import { NOT_COMPUTED, type TravelTimes, UNREACHABLE } from '../network/travel-times.ts';
import type { CoverageFacts } from './coverage-facts.ts';

/** Travel times by the indexes of the facts. */
export interface AlignedTimes {
  readonly times: TravelTimes;
  /** Place → its row of the matrix; −1: the matrix does not have it yet. */
  readonly rowOf: Int32Array;
  /** Point → its column; −1: not surveyed, or the matrix does not have it yet. */
  readonly columnOf: Int32Array;
  /** What stands for the nearest points of every place, whichever of them are asked for; null: not made. */
  readonly ranking: Ranking | null;
}

/** The nearest points of every place in order, of all there are: the first eligible two are found in it without looking at every pair. */
export interface Ranking {
  /** `points[place * RANKED + rank]`: index of the point, or NO_POINT after the last that can be reached. */
  readonly points: Int32Array;
  /** Whether the place has a pair that is not computed: those are counted one by one. */
  readonly hasUnknown: Uint8Array;
}

/** With a tenth of all points eligible, five places of six find their nearest two among so many. */
const RANKED = 32;

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
const PAIRS_AT_ONCE = 2_000_000;

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
    ranking: null,
  };
}

/** The same with its ranking, once for a matrix: twenty million pairs take some hundred milliseconds, others in between. */
export async function rankTimes(
  aligned: AlignedTimes,
  facts: Pick<CoverageFacts, 'places' | 'points'>,
): Promise<AlignedTimes> {
  const { times, rowOf, columnOf } = aligned;
  const known = Int32Array.from(facts.points.keys()).filter((point) => (columnOf[point] ?? -1) >= 0);
  const columns = known.map((point) => columnOf[point] ?? -1);
  const count = facts.places.length;
  const points = new Int32Array(count * RANKED).fill(NO_POINT);
  const hasUnknown = new Uint8Array(count);
  const nearestSeconds = new Uint16Array(RANKED);
  await inTurns(count, columns.length, (place) => {
    const row = rowOf[place] ?? -1;
    let ranked = 0;
    for (let at = 0; row >= 0 && at < columns.length; at++) {
      const seconds = times.seconds[row * times.pointIds.length + (columns[at] ?? 0)] ?? NOT_COMPUTED;
      if (seconds >= NOT_COMPUTED) {
        hasUnknown[place] = seconds === NOT_COMPUTED ? 1 : (hasUnknown[place] ?? 0);
      } else if (ranked < RANKED || seconds < (nearestSeconds[RANKED - 1] ?? 0)) {
        let rank = ranked < RANKED ? ranked : RANKED - 1;
        // After those equally near, which come first by index.
        while (rank > 0 && (nearestSeconds[rank - 1] ?? 0) > seconds) {
          nearestSeconds[rank] = nearestSeconds[rank - 1] ?? 0;
          points[place * RANKED + rank] = points[place * RANKED + rank - 1] ?? NO_POINT;
          rank -= 1;
        }
        nearestSeconds[rank] = seconds;
        points[place * RANKED + rank] = known[at] ?? NO_POINT;
        ranked = Math.min(RANKED, ranked + 1);
      }
    }
  });
  return { ...aligned, ranking: { points, hasUnknown } };
}

/** Does something for every place, and leaves the process to others each so many pairs. */
async function inTurns(places: number, pairsEach: number, work: (place: number) => void): Promise<void> {
  const placesAtOnce = Math.max(1, Math.floor(PAIRS_AT_ONCE / Math.max(1, pairsEach)));
  for (let place = 0; place < places; place++) {
    if (place > 0 && place % placesAtOnce === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    work(place);
  }
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
  const isEligible = new Uint8Array(facts.points.length);
  for (const point of known) {
    isEligible[point] = 1;
  }
  // Where few are eligible, looking at each is quicker than looking for them in the ranking.
  const ranking = columns.length > RANKED ? aligned.ranking : null;
  await inTurns(count, ranking === null ? columns.length : RANKED, (place) => {
    const row = rowOf[place] ?? -1;
    if (row < 0) {
      nearest.pairsNotComputed[place] = surveyed.length;
    } else {
      if (ranking === null || !findRanked(ranking, aligned, isEligible, place, nearest)) {
        scanRow(times, row, columns, known, place, nearest);
      }
      nearest.pairsNotComputed[place] = (nearest.pairsNotComputed[place] ?? 0) + missingPoints;
    }
    markUnknown(nearest, place);
  });
  return nearest;
}

/** @returns whether the ranking answers for the place; if not nothing is changed */
function findRanked(
  { points, hasUnknown }: Ranking,
  { times, rowOf, columnOf }: AlignedTimes,
  isEligible: Uint8Array,
  place: number,
  nearest: NearestPoints,
): boolean {
  if (hasUnknown[place] === 1) {
    return false;
  }
  let [first, second] = [NO_POINT, NO_POINT];
  let isAll = false;
  for (let rank = 0; rank < RANKED && second === NO_POINT && !isAll; rank++) {
    const point = points[place * RANKED + rank] ?? NO_POINT;
    isAll = point === NO_POINT;
    if (!isAll && isEligible[point] === 1) {
      if (first === NO_POINT) {
        first = point;
      } else {
        second = point;
      }
    }
  }
  if (second === NO_POINT && !isAll) {
    return false;
  }
  const start = (rowOf[place] ?? 0) * times.pointIds.length;
  if (first !== NO_POINT) {
    nearest.firstSeconds[place] = times.seconds[start + (columnOf[first] ?? 0)] ?? UNREACHABLE;
    nearest.firstPoint[place] = first;
  }
  if (second !== NO_POINT) {
    nearest.secondSeconds[place] = times.seconds[start + (columnOf[second] ?? 0)] ?? UNREACHABLE;
    nearest.secondPoint[place] = second;
  }
  return true;
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
