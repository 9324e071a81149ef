import { type OsmTags, readExtract } from '../src/network/osm-extract.ts';
import { greatCircleMetres } from '../src/places/great-circle.ts';
import type { Position } from '../src/places/place.entity.ts';
import { walkingSeconds } from './river-network.ts';

// Quickest ways by Dijkstra's algorithm over the roads of an extract, which knows nothing of the routing engine: every segment between two
// nodes of a way, both ways, by its great-circle length and a speed that its tags give. No turns, no one-way streets.

/** Seconds that a metre of a way takes; null: it is not for this mode. */
export type Pace = (tags: OsmTags) => number | null;

/** Roads without people on foot unless their tags say so, and ways that are no roads yet. */
const NOT_WALKED = new Set([
  'motorway',
  'motorway_link',
  'trunk_link',
  'cycleway',
  'bridleway',
  'raceway',
  'bus_guideway',
  'busway',
  'construction',
  'proposed',
  'abandoned',
  'platform',
  'rest_area',
  'services',
]);

function isWalked({ highway, foot, access, footway }: OsmTags): boolean {
  if (highway === undefined || footway === 'no') {
    return false;
  }
  if (foot !== undefined) {
    return foot !== 'no' && foot !== 'use_sidepath';
  }
  return access !== 'no' && !NOT_WALKED.has(highway);
}

/** 5.1 km/h wherever people may walk. */
export const onFoot: Pace = (tags) => (isWalked(tags) ? walkingSeconds(1) : null);

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
}

/** Where a position stands on the graph: beside which two nodes, and how long from each. */
type Foothold = readonly { readonly node: number; readonly seconds: number }[];

export class StreetGraph {
  readonly #positions: Position[] = [];
  readonly #neighbours: { readonly node: number; readonly seconds: number }[][] = [];
  readonly #segments: Segment[] = [];

  static async read(extract: string, pace: Pace): Promise<StreetGraph> {
    const graph = new StreetGraph();
    const where = new Map<number, Position>();
    const indexOf = new Map<number, number>();
    const nodeOf = (id: number): number | null => {
      const known = indexOf.get(id);
      const position = where.get(id);
      if (known !== undefined || !position) {
        return known ?? null;
      }
      indexOf.set(id, graph.#positions.length);
      graph.#neighbours.push([]);
      return graph.#positions.push(position) - 1;
    };
    for await (const elements of readExtract(extract)) {
      for (const element of elements) {
        if (element.type === 'node') {
          where.set(element.id, [element.lon, element.lat]);
          continue;
        }
        const secondsPerMetre = element.type === 'way' ? pace(element.tags ?? {}) : null;
        if (element.type === 'way' && secondsPerMetre !== null) {
          const nodes = element.refs.map(nodeOf);
          for (const [index, to] of nodes.slice(1).entries()) {
            graph.#join(nodes[index] ?? null, to, secondsPerMetre);
          }
        }
      }
    }
    return graph;
  }

  #join(from: number | null, to: number | null, secondsPerMetre: number): void {
    if (from === null || to === null) {
      return;
    }
    const seconds = secondsPerMetre * greatCircleMetres(this.#at(from), this.#at(to));
    this.#neighbours[from]?.push({ node: to, seconds });
    this.#neighbours[to]?.push({ node: from, seconds });
    this.#segments.push({ from, to, seconds });
  }

  #at(node: number): Position {
    return this.#positions[node] ?? [0, 0];
  }

  /** Seconds of the quickest way between two positions, each on the road nearest to it; Infinity: there is none. */
  seconds(from: Position, targets: readonly Position[]): number[] {
    const start = this.#footholdOf(from);
    const reached = this.#search(start);
    return targets.map((target) => {
      const end = this.#footholdOf(target);
      const around = Math.min(...end.map(({ node, seconds }) => (reached[node] ?? Infinity) + seconds));
      const isSameSegment = start.every(({ node }, index) => node === end[index]?.node);
      return isSameSegment
        ? Math.min(around, Math.abs((start[0]?.seconds ?? 0) - (end[0]?.seconds ?? 0)))
        : around;
    });
  }

  readonly #footholds = new Map<string, Foothold>();

  #footholdOf(position: Position): Foothold {
    const key = position.join(',');
    const known = this.#footholds.get(key) ?? this.#nearestSegment(position);
    this.#footholds.set(key, known);
    return known;
  }

  /** On a plane that is flat about the position; the segments are short. */
  #nearestSegment([longitude, latitude]: Position): Foothold {
    const east = Math.cos((latitude * Math.PI) / 180);
    let nearest = { distance: Infinity, share: 0, segment: { from: 0, to: 0, seconds: 0 } as Segment };
    for (const segment of this.#segments) {
      const [fromLongitude, fromLatitude] = this.#at(segment.from);
      const [toLongitude, toLatitude] = this.#at(segment.to);
      const [ax, ay] = [(fromLongitude - longitude) * east, fromLatitude - latitude];
      const [bx, by] = [(toLongitude - longitude) * east, toLatitude - latitude];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
      const distance = Math.hypot(ax + share * dx, ay + share * dy);
      if (distance < nearest.distance) {
        nearest = { distance, share, segment };
      }
    }
    const { segment, share } = nearest;
    return [
      { node: segment.from, seconds: share * segment.seconds },
      { node: segment.to, seconds: (1 - share) * segment.seconds },
    ];
  }

  #search(start: Foothold): Float64Array {
    const best = new Float64Array(this.#positions.length).fill(Infinity);
    const queue = new Queue();
    for (const { node, seconds } of start) {
      best[node] = Math.min(best[node] ?? Infinity, seconds);
      queue.push(node, seconds);
    }
    for (let next = queue.pop(); next; next = queue.pop()) {
      if (next.seconds > (best[next.node] ?? 0)) {
        continue;
      }
      for (const { node, seconds } of this.#neighbours[next.node] ?? []) {
        const reached = next.seconds + seconds;
        if (reached < (best[node] ?? 0)) {
          best[node] = reached;
          queue.push(node, reached);
        }
      }
    }
    return best;
  }
}

interface Entry {
  readonly node: number;
  readonly seconds: number;
}

/** A binary heap, the soonest first. */
class Queue {
  readonly #heap: Entry[] = [];

  push(node: number, seconds: number): void {
    const heap = this.#heap;
    let at = heap.push({ node, seconds }) - 1;
    for (
      let parent = (at - 1) >> 1;
      at > 0 && this.#seconds(at) < this.#seconds(parent);
      parent = (at - 1) >> 1
    ) {
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): Entry | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last && heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = this.#seconds(right) < this.#seconds(left) ? right : left;
      if (this.#seconds(child) >= this.#seconds(at)) {
        return;
      }
      this.#swap(at, child);
      at = child;
    }
  }

  #seconds(at: number): number {
    return this.#heap[at]?.seconds ?? Infinity;
  }

  #swap(one: number, other: number): void {
    const heap = this.#heap;
    const [a, b] = [heap[one], heap[other]];
    if (a && b) {
      heap[one] = b;
      heap[other] = a;
    }
  }
}
