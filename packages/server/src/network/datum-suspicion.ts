import { fromWgs84, toWgs84 } from '../places/datum.ts';
import type { Position } from '../places/place.entity.ts';

/** How coordinates come to be in the wrong datum: taken for WGS-84 that they were not, or converted though they were. */
export const DATUM_MISTAKES = ['GCJ02_AS_WGS84', 'BD09_AS_WGS84', 'WGS84_AS_GCJ02', 'WGS84_AS_BD09'] as const;
export type DatumMistake = (typeof DATUM_MISTAKES)[number];

/** Great-circle metres from each place to its road; null: none within the cut-off, farther than any number. */
export type SnapDistances = readonly (number | null)[];

export interface DatumSuspicion {
  readonly mistake: DatumMistake;
  /** Places looked at. */
  readonly places: number;
  /** Of them, those that are nearer to a road when the mistake is undone. */
  readonly nearer: number;
  /** As they stand; null: most have no road within the cut-off. */
  readonly medianSnapMetres: number | null;
  /** With the mistake undone. */
  readonly convertedMedianSnapMetres: number;
}

/** Standard deviations of a fair coin: one set of places in 741 that lie anywhere at all would pass. */
const SIGN_TEST_DEVIATIONS = 3;

/** Where roads are everywhere a shift of some hundred metres finds others: the gain must be one that a person would see. */
const MEDIAN_RATIO = 1.5;

/** Where a place stands when the mistake is undone; outside China, where it stood. */
export function undoMistake(position: Position, mistake: DatumMistake): Position {
  switch (mistake) {
    case 'GCJ02_AS_WGS84':
      return toWgs84(position, 'GCJ02');
    case 'BD09_AS_WGS84':
      return toWgs84(position, 'BD09');
    case 'WGS84_AS_GCJ02':
      return fromWgs84(position, 'GCJ02');
    case 'WGS84_AS_BD09':
      return fromWgs84(position, 'BD09');
  }
}

/**
 * The mistake that the places look most like: undone, their median distance from roads falls by a third or more, and so many more of
 * them come nearer than move away that chance would not do it (a sign test; nine places at least). null: none, or too few to tell.
 */
export function suspectDatum(
  asTheyStand: SnapDistances,
  undone: ReadonlyMap<DatumMistake, SnapDistances>,
): DatumSuspicion | null {
  const medianSnapMetres = medianOf(asTheyStand);
  const suspicions = [...undone].flatMap(([mistake, distances]): DatumSuspicion[] => {
    const converted = medianOf(distances);
    const gains = distances.map((metres, index) => beyond(asTheyStand[index]) - beyond(metres));
    // Two places without a road are neither nearer nor farther.
    const nearer = gains.filter((gain) => gain > 0).length;
    const farther = gains.filter((gain) => gain < 0).length;
    const isSeen = beyond(medianSnapMetres) > MEDIAN_RATIO * beyond(converted);
    const isBeyondChance = nearer - farther >= SIGN_TEST_DEVIATIONS * Math.sqrt(nearer + farther);
    return converted !== null && isSeen && isBeyondChance
      ? [
          {
            mistake,
            places: asTheyStand.length,
            nearer,
            medianSnapMetres,
            convertedMedianSnapMetres: converted,
          },
        ]
      : [];
  });
  const [strongest] = suspicions.sort(
    (one, other) =>
      other.nearer - one.nearer || one.convertedMedianSnapMetres - other.convertedMedianSnapMetres,
  );
  return strongest ?? null;
}

/** The lower of the two in the middle; null: it is beyond the cut-off, or there is none. */
function medianOf(distances: SnapDistances): number | null {
  const sorted = distances.toSorted((one, other) => beyond(one) - beyond(other));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function beyond(metres: number | null | undefined): number {
  return metres ?? Number.MAX_VALUE;
}
