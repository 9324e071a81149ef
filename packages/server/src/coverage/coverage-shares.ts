import { UNREACHABLE } from '../network/travel-times.ts';
import { isInUseOn } from '../places/places.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { CoveragePlace } from './coverage-facts.ts';
import type { NearestPoints } from './nearest-points.ts';

/** By how many points a place is covered. TWICE is two or more; UNDETERMINED: by none that is known, and a pair is not computed. */
export const LEVEL = { NONE: 0, ONCE: 1, TWICE: 2, UNDETERMINED: 3 } as const;

/** What coverage is told of, each a share of its own whole. */
export const SHARES = ['residents', 'enterprises', 'keyBuildings', 'demandAreas'] as const;
export type ShareName = (typeof SHARES)[number];

/** The parts of a share: counts of residents, enterprises, key buildings or demand areas. */
export interface ShareParts {
  readonly covered: number;
  readonly coveredTwice: number;
  /** The denominator. */
  readonly total: number;
  /** In the denominator, not known to be covered: a travel time is still to be computed. */
  readonly undetermined: number;
  /** Places that do not state how many: in neither part. */
  readonly notStated: number;
}

export type CoverageParts = Readonly<Record<ShareName, ShareParts>>;

/**
 * Which places count on a day: every demand area, and the key buildings in use.
 * @param townsOrStreets only those of them; null: all
 */
export function countedPlaces(
  places: readonly CoveragePlace[],
  day: CalendarDay,
  townsOrStreets: ReadonlySet<string> | null,
): boolean[] {
  return places.map(
    ({ inUse, townOrStreet }) =>
      (inUse === null || isInUseOn(inUse, day)) &&
      (townsOrStreets === null || (townOrStreet !== null && townsOrStreets.has(townOrStreet))),
  );
}

/** The level of every place by its nearest points. */
export function coverageLevels(
  { firstSeconds, secondSeconds, pairsNotComputed }: NearestPoints,
  thresholdSeconds: number,
): Uint8Array {
  const levels = new Uint8Array(firstSeconds.length);
  for (let place = 0; place < levels.length; place++) {
    // The marks of pairs without a time are above every threshold.
    if ((firstSeconds[place] ?? UNREACHABLE) <= thresholdSeconds) {
      levels[place] = (secondSeconds[place] ?? UNREACHABLE) <= thresholdSeconds ? LEVEL.TWICE : LEVEL.ONCE;
    } else if ((pairsNotComputed[place] ?? 0) > 0) {
      levels[place] = LEVEL.UNDETERMINED;
    }
  }
  return levels;
}

interface Sums {
  covered: number;
  coveredTwice: number;
  total: number;
  undetermined: number;
  notStated: number;
}

function noSums(): Record<ShareName, Sums> {
  const none = (): Sums => ({ covered: 0, coveredTwice: 0, total: 0, undetermined: 0, notStated: 0 });
  return { residents: none(), enterprises: none(), keyBuildings: none(), demandAreas: none() };
}

/**
 * The parts of every share, by group. Parts of the groups add up to the parts of the whole.
 * @param counted which places are counted at all
 */
export function sharesByGroup(
  places: readonly CoveragePlace[],
  levels: Uint8Array,
  counted: readonly boolean[],
  groupOf: (place: CoveragePlace) => string | null,
): Map<string | null, CoverageParts> {
  const groups = new Map<string | null, Record<ShareName, Sums>>();
  places.forEach((place, index) => {
    if (!counted[index]) {
      return;
    }
    const key = groupOf(place);
    let sums = groups.get(key);
    if (!sums) {
      sums = noSums();
      groups.set(key, sums);
    }
    const level = levels[index] ?? LEVEL.NONE;
    if (place.kind === 'KEY_BUILDING') {
      add(sums.keyBuildings, 1, level);
    } else {
      add(sums.demandAreas, 1, level);
      add(sums.residents, place.residents, level);
      add(sums.enterprises, place.enterprises, level);
    }
  });
  return groups;
}

function add(sums: Sums, size: number | null, level: number): void {
  if (size === null) {
    sums.notStated += 1;
    return;
  }
  sums.total += size;
  if (level === LEVEL.UNDETERMINED) {
    sums.undetermined += size;
  } else if (level >= LEVEL.ONCE) {
    sums.covered += size;
    sums.coveredTwice += level >= LEVEL.TWICE ? size : 0;
  }
}

export const NO_PARTS: CoverageParts = noSums();

/** The parts of the whole. */
export function sharesOf(
  places: readonly CoveragePlace[],
  levels: Uint8Array,
  counted: readonly boolean[],
): CoverageParts {
  return sharesByGroup(places, levels, counted, () => null).get(null) ?? NO_PARTS;
}
