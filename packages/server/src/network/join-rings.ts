/**
 * Joins open lines, each a list of node ids, end to end into closed rings, whichever way round each is written.
 * @returns the rings that close; what is left open is left out
 */
export function joinRings(lines: readonly (readonly number[])[]): number[][] {
  const rings: number[][] = [];
  const left = lines.filter((line) => line.length > 1).map((line) => [...line]);
  for (let ring = left.pop(); ring; ring = left.pop()) {
    while (ring[0] !== ring.at(-1)) {
      const end = ring.at(-1);
      const index = left.findIndex((line) => line[0] === end || line.at(-1) === end);
      const [next] = index < 0 ? [] : left.splice(index, 1);
      if (!next) {
        break;
      }
      ring.push(...(next[0] === end ? next : next.reverse()).slice(1));
    }
    if (ring.length >= 4 && ring[0] === ring.at(-1)) {
      rings.push(ring);
    }
  }
  return rings;
}
