import gcoord from 'gcoord';
import type { Position } from './place.entity.ts';

/**
 * In what a source gives its coordinates. Maps of China are published in GCJ-02 (国测局坐标) or, by Baidu, in BD-09: some hundred metres off
 * WGS-84, and off by another amount a kilometre further.
 */
export const DATUMS = ['WGS84', 'GCJ02', 'BD09'] as const;
export type Datum = (typeof DATUMS)[number];

/** Residual at which the search ends, in degrees: a tenth of a millimetre. */
const PRECISION_DEGREES = 1e-9;

/** Five suffice anywhere inside the area; the rest is room. */
const MOST_STEPS = 20;

/**
 * A position in WGS-84. The inverse of the published shift is found by the library's forward shift and a fixed-point iteration, exact to
 * the millimetre: the library's own inverse of BD-09 is 0.3 m off, shifts places outside China, and its inverse of GCJ-02 never returns
 * for some positions at the edge of the area. Outside the area that the shift is defined on (72.004 to 137.8347 east, 0.8293 to
 * 55.8271 north) a position is what it was.
 */
export function toWgs84(position: Position, datum: Datum): Position {
  if (datum === 'WGS84') {
    return position;
  }
  const [longitude, latitude] = position;
  let found: Position = position;
  for (let step = 0; step < MOST_STEPS; step++) {
    const shifted = fromWgs84(found, datum);
    const [east, north] = [shifted[0] - longitude, shifted[1] - latitude];
    found = [found[0] - east, found[1] - north];
    if (Math.abs(east) + Math.abs(north) < PRECISION_DEGREES) {
      break;
    }
  }
  return found;
}

/** Where a map in a datum shows a position of WGS-84. Outside the area of the shift, where it is. */
export function fromWgs84(position: Position, datum: Datum): Position {
  const { transform, WGS84, GCJ02, BD09 } = gcoord;
  const [longitude, latitude] = transform([position[0], position[1]], WGS84, GCJ02);
  if (datum === 'WGS84' || (longitude === position[0] && latitude === position[1])) {
    return position;
  }
  if (datum === 'GCJ02') {
    return [longitude, latitude];
  }
  const [east, north] = transform([longitude, latitude], GCJ02, BD09);
  return [east, north];
}
