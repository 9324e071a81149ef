import { EAST_QUAY, isInRiver, metresBetween, type Spot, WEST_QUAY } from './district-ground.ts';
import type { Street, StreetPlan } from './district-streets.ts';

/** A quay leads into streets that are this near; those of the other bank are farther. */
const NEAR_METRES = 240;
/** Where along the river people cross on foot, between two bridges for all. */
const FOOTBRIDGE_AT = 34;

/** Walks along both banks of the river, where there are streets to come from, and one bridge for those on foot. */
export function withQuays({ junctions, streets }: StreetPlan): StreetPlan {
  // Not those of a bridge.
  const ashore = new Map([...junctions].filter(([, spot]) => !isInRiver(spot, 0)));
  const west = quay('W', WEST_QUAY, ashore);
  const east = quay('E', EAST_QUAY, ashore);
  const spots = new Map([...junctions, ...west.spots, ...east.spots]);
  const ends = [`W${FOOTBRIDGE_AT}`, `E${FOOTBRIDGE_AT}`] as const;
  const footbridge = ends.every((key) => spots.has(key)) ? [walk(...ends, true)] : [];
  return { junctions: spots, streets: [...streets, ...west.walks, ...east.walks, ...footbridge] };
}

function quay(
  name: string,
  line: readonly Spot[],
  junctions: StreetPlan['junctions'],
): { readonly spots: [string, Spot][]; readonly walks: Street[] } {
  const spots: [string, Spot][] = [];
  const walks: Street[] = [];
  for (const [index, spot] of line.entries()) {
    const street = nearestOf(junctions, spot);
    if (street === null) {
      continue;
    }
    const [key, before] = [`${name}${index}`, `${name}${index - 1}`];
    const goesOn = spots.at(-1)?.[0] === before;
    spots.push([key, spot]);
    walks.push(
      ...(goesOn ? [walk(before, key)] : []),
      ...(goesOn && index % 2 === 1 ? [] : [walk(key, street)]),
    );
  }
  return { spots, walks };
}

function walk(from: string, to: string, isBridge = false): Street {
  return { from, to, kind: 'footway', isBridge, name: null };
}

/** null: none is near. */
function nearestOf(junctions: StreetPlan['junctions'], spot: Spot): string | null {
  let nearest: { key: string | null; metres: number } = { key: null, metres: NEAR_METRES };
  for (const [key, junction] of junctions) {
    const metres = metresBetween(spot, junction);
    nearest = metres < nearest.metres ? { key, metres } : nearest;
  }
  return nearest.key;
}
