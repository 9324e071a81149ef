import { isInside } from '../places/outline.ts';
import type { Outline, Position } from '../places/place.entity.ts';

interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * For every outline the positions that stand in it, by index.
 * @param positions null: not known, in none
 */
export function positionsInside(
  outlines: readonly Outline[],
  positions: readonly (Position | null)[],
): number[][] {
  return outlines.map((outline) => {
    const { west, south, east, north } = boundsOf(outline);
    return positions.flatMap((position, index) => {
      if (position === null) {
        return [];
      }
      const [longitude, latitude] = position;
      const isNear = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
      return isNear && isInside(position, outline) ? [index] : [];
    });
  });
}

function boundsOf(outline: Outline): Bounds {
  const rings = outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat();
  let bounds: Bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [longitude, latitude] of rings.flat()) {
    bounds = {
      west: Math.min(bounds.west, longitude),
      south: Math.min(bounds.south, latitude),
      east: Math.max(bounds.east, longitude),
      north: Math.max(bounds.north, latitude),
    };
  }
  return bounds;
}
