import type { Position } from '../places/place.entity.ts';

/** A closed line: the last position is the first. */
export type Ring = readonly Position[];

/**
 * Joins lines, each the ids of its nodes, end to end into closed rings, whichever way round each goes: how OpenStreetMap keeps an area
 * with several ways at its edge (https://wiki.openstreetmap.org/wiki/Relation:multipolygon). Lines that close no ring are left out.
 */
export function joinRings(lines: readonly (readonly number[])[]): (readonly number[])[] {
  const left = [...lines];
  const rings: (readonly number[])[] = [];
  for (let start = left.pop(); start !== undefined; start = left.pop()) {
    const ring = [...start];
    while (ring[0] !== ring.at(-1)) {
      const end = ring.at(-1);
      const next = left.findIndex((line) => line[0] === end || line.at(-1) === end);
      const [line] = next < 0 ? [] : left.splice(next, 1);
      if (line === undefined) {
        break;
      }
      ring.push(...(line[0] === end ? line : line.toReversed()).slice(1));
    }
    if (ring.length > 3 && ring[0] === ring.at(-1)) {
      rings.push(ring);
    }
  }
  return rings;
}
