import type { Position } from './place.entity.ts';

/** Mean radius of the Earth (IUGG). */
export const EARTH_RADIUS_METRES = 6_371_008.8;

/** A position as a unit vector: distances between many of them without trigonometry for each pair. */
export type UnitVector = readonly [x: number, y: number, z: number];

export function unitVectorOf([longitude, latitude]: Position): UnitVector {
  const lambda = (longitude * Math.PI) / 180;
  const phi = (latitude * Math.PI) / 180;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** Great-circle metres between two unit vectors; by the chord, which keeps its precision for near points. */
export function metresApart([ax, ay, az]: UnitVector, [bx, by, bz]: UnitVector): number {
  const chord = Math.hypot(ax - bx, ay - by, az - bz);
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, chord / 2));
}

/** Great-circle metres between two positions. */
export function greatCircleMetres(one: Position, other: Position): number {
  return metresApart(unitVectorOf(one), unitVectorOf(other));
}
