import { EARTH_RADIUS_METRES } from '../places/great-circle.ts';
import type { Position } from '../places/place.entity.ts';

// The ground that the demonstration's streets lie on: a plane in metres, and its waters. All of it is made up; no real river is meant.

/** Metres east and north of the middle of the district. */
export type Spot = readonly [east: number, north: number];

const ORIGIN: Position = [108.372, 22.817];
const METRES_PER_DEGREE = (EARTH_RADIUS_METRES * Math.PI) / 180;
const SHRINK = Math.cos((ORIGIN[1] * Math.PI) / 180);
/** An extract keeps a centimetre. */
const DIGITS = 1e7;

/** Flat about the middle: over the 20 km of the district off by less than a thousandth, which made-up streets do not mind. */
export function spotOf([longitude, latitude]: Position): Spot {
  return [(longitude - ORIGIN[0]) * METRES_PER_DEGREE * SHRINK, (latitude - ORIGIN[1]) * METRES_PER_DEGREE];
}

export function positionOf([east, north]: Spot): Position {
  return [
    Math.round((ORIGIN[0] + east / METRES_PER_DEGREE / SHRINK) * DIGITS) / DIGITS,
    Math.round((ORIGIN[1] + north / METRES_PER_DEGREE) * DIGITS) / DIGITS,
  ];
}

/** Asked some millions of times: nothing is allocated. */
export function metresBetween(one: Spot, other: Spot): number {
  const dx = one[0] - other[0];
  const dy = one[1] - other[1];
  return Math.sqrt(dx * dx + dy * dy);
}

export function between([x, y]: Spot, [otherX, otherY]: Spot, share: number): Spot {
  return [x + (otherX - x) * share, y + (otherY - y) * share];
}

export const RIVER_HALF_WIDTH_METRES = 130;
/** From its middle to the walk along its bank. */
const QUAY_METRES = RIVER_HALF_WIDTH_METRES + 35;

/** The middle of the river, from the south upwards: between the towns, so that Nan'an lies on its far bank. */
export const RIVER: readonly Spot[] = rounded(
  (
    [
      [108.352, 22.74],
      [108.364, 22.762],
      [108.373, 22.777],
      [108.3732, 22.789],
      [108.3725, 22.8044],
      [108.3839, 22.8149],
      [108.3832, 22.826],
      [108.3885, 22.84],
      [108.4, 22.853],
      [108.405, 22.87],
    ] as const
  ).map(spotOf),
  3,
);

/** Both quays, and the banks themselves, point by point along the river. */
export const [WEST_QUAY, EAST_QUAY] = [-QUAY_METRES, QUAY_METRES].map(beside) as [Spot[], Spot[]];
const [WEST_BANK, EAST_BANK] = [-RIVER_HALF_WIDTH_METRES, RIVER_HALF_WIDTH_METRES].map(beside) as [
  Spot[],
  Spot[],
];

const SHORE_SPOTS = 40;

interface Lake {
  readonly middle: Spot;
  readonly radiusMetres: number;
}

const LAKES: readonly Lake[] = [
  { middle: spotOf([108.457, 22.8265]), radiusMetres: 420 },
  { middle: spotOf([108.4405, 22.7805]), radiusMetres: 330 },
];

/** A brook from the southern lake to the river: streets cross it in culverts. */
export const BROOK: readonly Spot[] = rounded(
  (
    [
      [108.4378, 22.7795],
      [108.428, 22.773],
      [108.416, 22.777],
      [108.401, 22.7745],
      [108.385, 22.779],
      [108.3742, 22.7815],
    ] as const
  ).map(spotOf),
  2,
);

/** The edges of all waters; each closes with its first spot. */
export const WATERS: readonly (readonly Spot[])[] = [
  [...WEST_BANK, ...EAST_BANK.toReversed()],
  ...LAKES.map(shore),
];

export function isInRiver(spot: Spot, marginMetres: number): boolean {
  return RIVER.slice(1).some(
    (to, index) => metresToSegment(spot, RIVER[index] ?? to, to) < RIVER_HALF_WIDTH_METRES + marginMetres,
  );
}

export function isInLake(spot: Spot, marginMetres: number): boolean {
  return LAKES.some(
    ({ middle, radiusMetres }) =>
      metresBetween(spot, middle) < reach(spot, middle, radiusMetres) + marginMetres,
  );
}

function shore({ middle, radiusMetres }: Lake): Spot[] {
  return Array.from({ length: SHORE_SPOTS }, (_, index) => {
    const angle = (2 * Math.PI * index) / SHORE_SPOTS;
    const radius = radiusMetres * uneven(angle);
    return [middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)];
  });
}

/** From the middle of a lake to its shore, towards a spot. */
function reach(spot: Spot, middle: Spot, radiusMetres: number): number {
  return radiusMetres * uneven(Math.atan2(spot[1] - middle[1], spot[0] - middle[0]));
}

function uneven(angle: number): number {
  return 1 + 0.18 * Math.sin(2 * angle + 0.6) + 0.1 * Math.sin(3 * angle + 2);
}

/** The river's course moved aside: east of it, where that is positive. */
function beside(metres: number): Spot[] {
  return RIVER.map(([x, y], index) => {
    const [backX, backY] = RIVER[Math.max(0, index - 1)] ?? [x, y];
    const [aheadX, aheadY] = RIVER[Math.min(RIVER.length - 1, index + 1)] ?? [x, y];
    const length = Math.hypot(aheadX - backX, aheadY - backY);
    return [x + ((aheadY - backY) / length) * metres, y - ((aheadX - backX) / length) * metres];
  });
}

/** Corners cut, again and again (Chaikin 1974): the line keeps its ends. */
function rounded(line: readonly Spot[], times: number): Spot[] {
  if (times === 0) {
    return [...line];
  }
  const cut = line.slice(1).flatMap((to, index) => {
    const from = line[index] ?? to;
    return [between(from, to, 0.25), between(from, to, 0.75)];
  });
  return rounded([...line.slice(0, 1), ...cut, ...line.slice(-1)], times - 1);
}

function metresToSegment(spot: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((spot[0] - from[0]) * dx + (spot[1] - from[1]) * dy) / (dx * dx + dy * dy);
  return metresBetween(spot, between(from, to, Math.max(0, Math.min(1, along))));
}
