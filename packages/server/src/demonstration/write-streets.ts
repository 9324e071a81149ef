import type { OsmTags } from '../network/osm-extract.ts';
import { type SmallExtract, writeExtract } from '../network/write-extract.ts';
import { representativePoint } from '../places/outline.ts';
import { POINTS } from './district.ts';
import { BROOK, positionOf, RIVER, type Spot, spotOf, WATERS } from './district-ground.ts';
import { planAreas, planBuildings } from './district-places.ts';
import { withQuays } from './district-quays.ts';
import { planStreets, type Settlement, type Street, type StreetKind } from './district-streets.ts';
import { createRandom } from './random.ts';

/** What stands in the file itself beside every name: nobody shall take it for OpenStreetMap's. */
export const STREETS_SOURCE = 'Service Circle: synthetic streets of the demonstration, no real place';

const TAGS: Readonly<Record<StreetKind, OsmTags>> = {
  primary: { highway: 'primary', maxspeed: '60' },
  secondary: { highway: 'secondary', maxspeed: '50' },
  unclassified: { highway: 'unclassified', maxspeed: '40' },
  residential: { highway: 'residential', maxspeed: '30' },
  footway: { highway: 'footway' },
};

/** The streets and waters of the district as an extract (.osm.pbf) for the places and points that a seed makes: the same bytes each time. */
export function writeStreets(seed: number): Buffer {
  return writeExtract(planExtract(seed));
}

function planExtract(seed: number): SmallExtract {
  const { junctions, streets } = withQuays(planStreets(createRandom(seed), settlementsOf(seed)));
  const nodes: { id: number; lon: number; lat: number }[] = [];
  const place = (spot: Spot): number => {
    const [lon, lat] = positionOf(spot);
    return nodes.push({ id: nodes.length + 1, lon, lat });
  };
  const idOf = new Map([...junctions].map(([key, spot]) => [key, place(spot)]));
  const lines = [
    ...waysOf(streets).map(({ keys, street }) => ({
      refs: keys.map((key) => idOf.get(key) ?? 0),
      tags: tagsOf(street),
    })),
    { refs: RIVER.map(place), tags: { waterway: 'river', name: '演示江' } },
    { refs: BROOK.map(place), tags: { waterway: 'stream' } },
    ...WATERS.map((edge) => ({ refs: closed(edge.map(place)), tags: { natural: 'water' } })),
  ];
  return { nodes, ways: lines.map((line, index) => ({ id: index + 1, ...line })), source: STREETS_SOURCE };
}

/** Whoever the streets are for: demand areas where people start, key buildings, and service points. */
function settlementsOf(seed: number): Settlement[] {
  const random = createRandom(seed);
  const areas = planAreas(random);
  const heartOf = (ring: (typeof areas)[number]['ring']) =>
    spotOf(representativePoint({ type: 'Polygon', coordinates: [ring] }));
  return [
    ...areas.map(({ ring, kind }) => ({ spot: heartOf(ring), isRural: kind === '村' })),
    ...planBuildings(random, areas).map(({ ring }) => ({ spot: heartOf(ring), isRural: false })),
    ...POINTS.map(({ longitude, latitude }) => ({ spot: spotOf([longitude, latitude]), isRural: false })),
  ];
}

/** Streets of one kind that go on from each other, as one way. */
function waysOf(streets: readonly Street[]): { readonly keys: string[]; readonly street: Street }[] {
  const ways: { keys: string[]; street: Street }[] = [];
  for (const street of streets) {
    const last = ways.at(-1);
    const goesOn =
      last?.keys.at(-1) === street.from &&
      last.street.kind === street.kind &&
      last.street.name === street.name &&
      last.street.isBridge === street.isBridge;
    if (last && goesOn) {
      last.keys.push(street.to);
    } else {
      ways.push({ keys: [street.from, street.to], street });
    }
  }
  return ways;
}

function tagsOf({ kind, isBridge, name }: Street): OsmTags {
  return {
    ...TAGS[kind],
    ...(name !== null && { name }),
    ...(isBridge && { bridge: 'yes', layer: '1' }),
  };
}

function closed(refs: readonly number[]): number[] {
  return [...refs, ...refs.slice(0, 1)];
}
