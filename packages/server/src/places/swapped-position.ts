import { greatCircleMetres } from './great-circle.ts';
import type { Position } from './place.entity.ts';

/** A place further than this from the middle of its bureau's places is not of the bureau; no district is as wide. */
const FAR_METRES = 1_000_000;
/** A place nearer than this to the middle could well be of the bureau. */
const NEAR_METRES = 300_000;
/** With fewer places than this there is no middle. */
const FEWEST_PLACES = 3;

/** The middle of places: of each coordinate the median, which up to half of them may be wrong and not move far. null: too few. */
export function middleOf(positions: readonly Position[]): Position | null {
  if (positions.length < FEWEST_PLACES) {
    return null;
  }
  const median = (values: number[]) => {
    const sorted = Float64Array.from(values).sort();
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return [median(positions.map(([x]) => x)), median(positions.map(([, y]) => y))];
}

/**
 * The pair that was meant, where longitude and latitude changed places; null: they did not. Only where both hold: as it stands the place is
 * more than 1,000 km from the middle of the bureau's places, and swapped it is within 300 km of it. A place that is far either way is
 * taken as it stands: what is odd about it is another thing.
 */
export function unswapped([longitude, latitude]: Position, middle: Position): Position | null {
  const swapped: Position = [latitude, longitude];
  return Math.abs(longitude) <= 90 &&
    greatCircleMetres([longitude, latitude], middle) > FAR_METRES &&
    greatCircleMetres(swapped, middle) < NEAR_METRES
    ? swapped
    : null;
}
