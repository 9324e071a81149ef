import type { SitingProblem } from '../src/siting/siting-problem.ts';
import { isReachable } from '../src/siting/travel-rows.ts';

interface Arc {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  left: number;
  /** The way back. */
  readonly back: number;
}

/**
 * Who can be served by sites that take so many cases only, with no linear programme: a flow from places to sites, each time along the cheapest way that is left
 * (successive shortest paths by Bellman and Ford). Places are one case for each of their weight.
 * @returns the most weight that can be served within the radius, and the least weighted travel of serving so much
 */
export function transport(
  { places, sites, travel }: SitingProblem,
  open: readonly number[],
  radius: number,
): { served: number; cost: number } {
  const source = places.length + sites.length;
  const sink = source + 1;
  const arcs: Arc[] = [];
  const add = (from: number, to: number, capacity: number, cost: number) => {
    arcs.push({ from, to, cost, left: capacity, back: arcs.length + 1 });
    arcs.push({ from: to, to: from, cost: -cost, left: 0, back: arcs.length - 1 });
  };
  places.forEach(({ weight }, place) => {
    add(source, place, weight, 0);
    for (const site of open) {
      const time = travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY;
      if (isReachable(time) && time <= radius) {
        add(place, places.length + site, Number.POSITIVE_INFINITY, time);
      }
    }
  });
  for (const site of open) {
    add(places.length + site, sink, sites[site]?.capacity ?? Number.POSITIVE_INFINITY, 0);
  }
  let served = 0;
  let cost = 0;
  for (;;) {
    const distance = new Array<number>(sink + 1).fill(Number.POSITIVE_INFINITY);
    const by = new Array<Arc | null>(sink + 1).fill(null);
    distance[source] = 0;
    for (let round = 0; round <= sink; round += 1) {
      for (const arc of arcs) {
        const next = (distance[arc.from] ?? 0) + arc.cost;
        if (arc.left > 0 && next < (distance[arc.to] ?? 0)) {
          distance[arc.to] = next;
          by[arc.to] = arc;
        }
      }
    }
    const way: Arc[] = [];
    for (let arc = by[sink] ?? null; arc !== null; arc = by[arc.from] ?? null) {
      way.push(arc);
    }
    if (way.length === 0) {
      return { served, cost };
    }
    const flow = Math.min(...way.map(({ left }) => left));
    for (const arc of way) {
      arc.left -= flow;
      const back = arcs[arc.back];
      if (back !== undefined) {
        back.left += flow;
      }
    }
    served += flow;
    cost += flow * (distance[sink] ?? 0);
  }
}
