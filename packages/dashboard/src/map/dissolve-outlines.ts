import type { Geometry, Position } from './map-data.ts';

type Polygons = [number, number][][][];

/**
 * Outlines that overlap as the one that they make together: dozens of lines across each other tell nothing. As they are where the
 * library cannot dissolve them, which it says of rings that touch themselves.
 */
export async function dissolveOutlines(outlines: readonly Geometry[]): Promise<readonly Geometry[]> {
  if (outlines.length < 2) {
    return outlines;
  }
  const { default: clipping } = await import('polygon-clipping');
  const [first, ...others] = outlines.map(polygonsOf);
  try {
    return [{ type: 'MultiPolygon', coordinates: clipping.union(first ?? [], ...others) }];
  } catch {
    return outlines;
  }
}

/** The library takes arrays that could be written to; it only reads. */
function polygonsOf(geometry: Geometry): Polygons {
  const polygons: readonly (readonly (readonly Position[])[])[] =
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates
      : geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : [];
  return polygons as Polygons;
}
