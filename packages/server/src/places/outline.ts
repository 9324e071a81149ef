import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { wktToGeoJSON } from 'betterknown';
import polylabel from 'polylabel';
import type { Outline, Position } from './place.entity.ts';

/** Why something is no outline. */
export const OUTLINE_PROBLEMS = {
  BROKEN_GEOMETRY: '完整的 GeoJSON 或 WKT 面 · a whole polygon in GeoJSON or WKT',
  WRONG_GEOMETRY: 'Polygon 或 MultiPolygon · a Polygon or MultiPolygon',
  UNCLOSED_RING: '首尾相同、至少四个点的环 · rings of four or more positions, the last one the first',
  OUT_OF_RANGE: '经度 -180 至 180、纬度 -90 至 90 · longitudes from -180 to 180, latitudes from -90 to 90',
  SWAPPED_COORDINATES: '经度在前、纬度在后 · longitude first, latitude second',
} as const;
export type OutlineProblem = keyof typeof OUTLINE_PROBLEMS;

type Ring = readonly Position[];
type Polygon = readonly Ring[];
type PolygonOfLibrary = Parameters<typeof booleanPointInPolygon>[1];

/** An outline from the text of a GeoJSON geometry or of WKT, heights left out; or what is wrong with it. */
export function readOutline(text: string): Outline | OutlineProblem {
  try {
    return outlineOf(text.startsWith('{') ? JSON.parse(text) : readWkt(text));
  } catch {
    return 'BROKEN_GEOMETRY';
  }
}

/** EWKT may say its reference system; another than WGS-84's would be read as if it were that. CGCS2000 is the same to a decimetre. */
function readWkt(text: string): unknown {
  const [, srid, wkt = text] = /^SRID=(\d+);(.*)$/is.exec(text) ?? [];
  return srid === undefined || srid === '4326' || srid === '4490' ? wktToGeoJSON(wkt) : null;
}

/** @param geometry a GeoJSON geometry, as it was parsed */
export function outlineOf(geometry: unknown): Outline | OutlineProblem {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry)) {
    return 'BROKEN_GEOMETRY';
  }
  const { type } = geometry;
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return 'WRONG_GEOMETRY';
  }
  const coordinates = 'coordinates' in geometry ? geometry.coordinates : null;
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  if (!Array.isArray(polygons) || polygons.length === 0) {
    return 'BROKEN_GEOMETRY';
  }
  const read: Polygon[] = [];
  for (const each of polygons as unknown[]) {
    const polygon = polygonOf(each);
    if (typeof polygon === 'string') {
      return polygon;
    }
    read.push(polygon);
  }
  const [only = []] = read;
  return type === 'Polygon' ? { type, coordinates: only } : { type, coordinates: read };
}

function polygonOf(rings: unknown): Polygon | OutlineProblem {
  if (!Array.isArray(rings) || rings.length === 0) {
    return 'BROKEN_GEOMETRY';
  }
  const read: Ring[] = [];
  for (const each of rings as unknown[]) {
    const ring = ringOf(each);
    if (typeof ring === 'string') {
      return ring;
    }
    read.push(ring);
  }
  return read[0] && areaOf(read[0]) > 0 ? read : 'BROKEN_GEOMETRY';
}

function ringOf(positions: unknown): Ring | OutlineProblem {
  if (!Array.isArray(positions)) {
    return 'BROKEN_GEOMETRY';
  }
  const ring: Position[] = [];
  for (const each of positions as unknown[]) {
    const [longitude, latitude] = Array.isArray(each) ? (each as unknown[]) : [];
    if (typeof longitude !== 'number' || typeof latitude !== 'number') {
      return 'BROKEN_GEOMETRY';
    }
    if (!isOnEarth([longitude, latitude])) {
      return isOnEarth([latitude, longitude]) ? 'SWAPPED_COORDINATES' : 'OUT_OF_RANGE';
    }
    ring.push([longitude, latitude]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  const isClosed = first !== undefined && first[0] === last?.[0] && first[1] === last[1];
  return isClosed && ring.length > 3 ? ring : 'UNCLOSED_RING';
}

export function isOnEarth([longitude, latitude]: Position): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** With every position moved. */
export function mapPositions(outline: Outline, move: (position: Position) => Position): Outline {
  const moveAll = (polygon: Polygon) => polygon.map((ring) => ring.map(move));
  return outline.type === 'Polygon'
    ? { type: 'Polygon', coordinates: moveAll(outline.coordinates) }
    : { type: 'MultiPolygon', coordinates: outline.coordinates.map(moveAll) };
}

export function polygonsOf(outline: Outline): readonly Polygon[] {
  return outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates;
}

/** Whether a position is inside an outline or on its edge; not inside a hole of it. */
export function isInside(position: Position, outline: Outline): boolean {
  // The library's types are those of GeoJSON that may be written to; it only reads.
  return booleanPointInPolygon([...position], outline as unknown as PolygonOfLibrary);
}

/** Share of the shorter side to which the pole is found: it need not be the best, only well inside. */
const POLE_PRECISION = 0.02;

/**
 * A position well inside an outline: the pole of inaccessibility of its largest polygon (the position furthest from the edge; Garcia-Castellanos
 * & Lombardo 2007), by the grid search of polylabel. A centroid may lie outside of a bent area.
 */
export function representativePoint(outline: Outline): Position {
  const [largest] = polygonsOf(outline).toSorted(
    (one, other) => areaOf(other[0] ?? []) - areaOf(one[0] ?? []),
  );
  const ring = largest?.[0] ?? [];
  const [, middle = 0] = ring[0] ?? [];
  // A degree of longitude is shorter than one of latitude: seen in the same unit, far is far.
  const shrink = Math.cos((middle * Math.PI) / 180) || 1;
  const scaled = (largest ?? []).map((each) => each.map(([x, y]): [number, number] => [x * shrink, y]));
  const [xs, ys] = [ring.map(([x]) => x * shrink), ring.map(([, y]) => y)];
  let precision = POLE_PRECISION * Math.min(extent(xs), extent(ys));
  for (let attempt = 0; attempt < 8; attempt++) {
    const { 0: x = 0, 1: y = 0, distance } = polylabel(scaled, precision);
    if (distance > 0) {
      return [x / shrink, y];
    }
    // A sliver is thinner than the search was fine.
    precision /= 10;
  }
  return ring[0] ?? [0, 0];
}

function extent(values: readonly number[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least;
}

/** Of a ring, in square degrees, whichever way round it goes. */
function areaOf(ring: Ring): number {
  let twice = 0;
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice) / 2;
}
