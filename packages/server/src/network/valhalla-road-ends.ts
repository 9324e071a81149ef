import { z } from 'zod';
import type { Position } from '../places/place.entity.ts';
import type { TravelMode } from './travel-mode.ts';
import { costing, LOCATIONS_AT_ONCE, onRoad } from './valhalla-request.ts';
import type { ValhallaTransport } from './valhalla-transport.ts';

/** A direction in which the road at one end of a way is taken. */
export interface Way {
  /** Of a question of `sources_to_targets`. */
  readonly location: object;
  /** What a search backward leaves out (or, below 0, counts too much) by taking the other direction's speed. */
  readonly secondsToAdd: number;
}

export interface RoadEnd {
  /** Whichever direction the engine chooses first; then, where they are off by different times, each by itself. */
  readonly ways: readonly [Way, ...Way[]];
  /** Ids of the directed roads there; known by car alone. */
  readonly roads: ReadonlySet<number>;
  /** The directions are off by times so different that the engine may choose the wrong one: to be asked forward. */
  readonly isUneven: boolean;
}

const KILOMETRES_PER_HOUR = 3.6;
/** Times are whole seconds. */
const TOO_SMALL_SECONDS = 0.5;
/** Ways in the two directions are rarely so near each other, and then no further off than this. */
const MOST_UNEVEN_SECONDS = 10;
/** As rounded: of a crossroads one road, of a road one direction. */
const HEADING_TOLERANCE_DEGREES = 2;

const edge = z.object({
  percent_along: z.number(),
  heading: z.number(),
  edge_id: z.object({ value: z.number() }),
  edge_info: z.object({ way_id: z.number() }),
  edge: z.object({
    access: z.object({ car: z.boolean() }),
    speeds: z.object({ default: z.number() }),
    geo_attributes: z.object({ length: z.number() }),
  }),
});
type Edge = z.infer<typeof edge>;
const answer = z.array(z.object({ edges: z.array(edge).nullable().optional() }));

/**
 * How ways begin (end) at positions on the road, for a search backward. There Valhalla 3.6.1 reckons the part of the road before such a
 * position, with which a way ends and which is taken off a road with which it begins, at the speed of the opposite direction; by car the
 * two may differ, on foot and by bicycle they do not.
 */
export async function roadEnds(
  ask: ValhallaTransport,
  mode: TravelMode,
  positions: readonly Position[],
  side: 'START' | 'END',
): Promise<RoadEnd[]> {
  if (mode !== 'DRIVE') {
    return positions.map((position) => ({
      ways: [{ location: onRoad(position), secondsToAdd: 0 }],
      roads: new Set(),
      isUneven: false,
    }));
  }
  const ends: RoadEnd[] = [];
  for (let from = 0; from < positions.length; from += LOCATIONS_AT_ONCE) {
    const some = positions.slice(from, from + LOCATIONS_AT_ONCE);
    const found = answer.parse(
      await ask('locate', {
        locations: some.map((position) => onRoad(position)),
        // So that the other direction of a one-way road is told, too.
        ...costing(mode, { ignore_oneways: true }),
        verbose: true,
      }),
    );
    ends.push(...some.map((position, index) => roadEnd(position, found[index]?.edges ?? [], side)));
  }
  return ends;
}

function roadEnd(position: Position, edges: readonly Edge[], side: 'START' | 'END'): RoadEnd {
  const directions = edges
    .filter((each) => each.edge.access.car)
    .map((each): Way => {
      const seconds = each.percent_along * slownessOverOpposite(each, edges);
      return {
        location: onRoad(position, {
          heading: Math.round(each.heading) % 360,
          heading_tolerance: HEADING_TOLERANCE_DEGREES,
        }),
        secondsToAdd: side === 'END' ? seconds : -seconds,
      };
    });
  const roads = new Set(edges.map((each) => each.edge_id.value));
  const plain = (secondsToAdd: number) => ({ location: onRoad(position), secondsToAdd });
  const times = directions.map(({ secondsToAdd }) => secondsToAdd);
  const [first = 0] = times;
  const spread = Math.max(...times) - Math.min(...times);
  if (spread > MOST_UNEVEN_SECONDS) {
    return { ways: [plain(0)], roads, isUneven: true };
  }
  return spread < TOO_SMALL_SECONDS || times.length === 0
    ? { ways: [plain(first)], roads, isUneven: false }
    : { ways: [plain(0), ...directions], roads, isUneven: false };
}

/** Seconds that the whole of a road takes more in its own direction than in the opposite one; 0 where that is not known. */
function slownessOverOpposite(one: Edge, edges: readonly Edge[]): number {
  const metres = one.edge.geo_attributes.length;
  const opposite = edges.find(
    (other) =>
      other !== one &&
      other.edge_info.way_id === one.edge_info.way_id &&
      other.edge.geo_attributes.length === metres &&
      Math.abs(other.percent_along + one.percent_along - 1) < 0.001,
  );
  return opposite
    ? KILOMETRES_PER_HOUR * metres * (1 / one.edge.speeds.default - 1 / opposite.edge.speeds.default)
    : 0;
}
