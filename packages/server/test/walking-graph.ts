import { type OsmTags, readExtract } from '../src/network/osm-extract.ts';
import { greatCircleMetres } from '../src/places/great-circle.ts';
import type { Position } from '../src/places/place.entity.ts';

// Shortest ways on foot by Dijkstra's algorithm over the roads of an extract, which knows nothing of the routing engine: every segment
// between two nodes of a way that people may walk, both ways, by its great-circle length.

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

interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Where a position stands on the graph: beside which two nodes, and how far from each. */
type Foothold = readonly { readonly node: number; readonly metres: number }[];

export class WalkingGraph {
  readonly #positions: Position[] = [];
  readonly #neighbours: { readonly node: number; readonly metres: number }[][] = [];
  readonly #segments: Segment[] = [];

  static async read(extract: string): Promise<WalkingGraph> {
    const graph = new WalkingGraph();
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
        } else if (element.type === 'way' && isWalked(element.tags ?? {})) {
          const nodes = element.refs.map(nodeOf);
          for (const [index, to] of nodes.slice(1).entries()) {
            graph.#join(nodes[index] ?? null, to);
          }
        }
      }
    }
    return graph;
  }

  #join(from: number | null, to: number | null): void {
    if (from === null || to === null) {
      return;
    }
    const metres = greatCircleMetres(this.#at(from), this.#at(to));
    this.#neighbours[from]?.push({ node: to, metres });
    this.#neighbours[to]?.push({ node: from, metres });
    this.#segments.push({ from, to });
  }

  #at(node: number): Position {
    return this.#positions[node] ?? [0, 0];
  }

  /** Metres of the shortest way between two positions on roads; Infinity: there is none. */
  distances(from: Position, targets: readonly Position[]): number[] {
    const start = this.#footholdOf(from);
    const metres = this.#search(start);
    return targets.map((target) => {
      const end = this.#footholdOf(target);
      const around = Math.min(...end.map(({ node, metres: last }) => (metres[node] ?? Infinity) + last));
      const isSameSegment = start.every(({ node }, index) => node === end[index]?.node);
      return isSameSegment ? Math.min(around, greatCircleMetres(from, target)) : around;
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
    let nearest = { distance: Infinity, share: 0, segment: { from: 0, to: 0 } as Segment };
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
    const metres = greatCircleMetres(this.#at(segment.from), this.#at(segment.to));
    return [
      { node: segment.from, metres: share * metres },
      { node: segment.to, metres: (1 - share) * metres },
    ];
  }

  #search(start: Foothold): Float64Array {
    const best = new Float64Array(this.#positions.length).fill(Infinity);
    const queue = new Queue();
    for (const { node, metres } of start) {
      best[node] = Math.min(best[node] ?? Infinity, metres);
      queue.push(node, metres);
    }
    for (let next = queue.pop(); next; next = queue.pop()) {
      if (next.metres > (best[next.node] ?? 0)) {
        continue;
      }
      for (const { node, metres } of this.#neighbours[next.node] ?? []) {
        const reached = next.metres + metres;
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
  readonly metres: number;
}

/** A binary heap, the nearest first. */
class Queue {
  readonly #heap: Entry[] = [];

  push(node: number, metres: number): void {
    const heap = this.#heap;
    let at = heap.push({ node, metres }) - 1;
    for (
      let parent = (at - 1) >> 1;
      at > 0 && this.#metres(at) < this.#metres(parent);
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
      const child = this.#metres(right) < this.#metres(left) ? right : left;
      if (this.#metres(child) >= this.#metres(at)) {
        return;
      }
      this.#swap(at, child);
      at = child;
    }
  }

  #metres(at: number): number {
    return this.#heap[at]?.metres ?? Infinity;
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
