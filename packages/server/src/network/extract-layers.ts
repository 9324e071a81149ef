import { createOSMStream } from 'osm-pbf-parser-node';
import type { Position } from '../places/place.entity.ts';
import type { BoundingBox } from './extract-file.ts';
import { joinRings } from './join-rings.ts';

/** Classes of road as the map draws them: `class` of its layer `roads`. */
export const ROAD_CLASSES = ['MOTORWAY', 'MAJOR', 'MINOR', 'SERVICE', 'PATH'] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

const ROAD_CLASS_OF: Readonly<Record<string, RoadClass>> = {
  motorway: 'MOTORWAY',
  motorway_link: 'MOTORWAY',
  trunk: 'MOTORWAY',
  trunk_link: 'MOTORWAY',
  primary: 'MAJOR',
  primary_link: 'MAJOR',
  secondary: 'MAJOR',
  secondary_link: 'MAJOR',
  tertiary: 'MINOR',
  tertiary_link: 'MINOR',
  unclassified: 'MINOR',
  residential: 'MINOR',
  living_street: 'MINOR',
  service: 'SERVICE',
  track: 'SERVICE',
  pedestrian: 'PATH',
  footway: 'PATH',
  path: 'PATH',
  steps: 'PATH',
  cycleway: 'PATH',
  bridleway: 'PATH',
};

const WATERCOURSES = new Set(['river', 'stream', 'canal']);

/** A line or an area (rings, the first outside) with what the map tells of it. */
export interface Shape {
  readonly kind: 'LINE' | 'AREA';
  readonly rings: readonly (readonly Position[])[];
  readonly properties: Readonly<Record<string, string | number>>;
}

/** A building of the extract. */
export interface BuildingShape extends Shape {
  readonly osmId: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ExtractLayers {
  readonly roads: readonly Shape[];
  readonly water: readonly Shape[];
  readonly buildings: readonly BuildingShape[];
  readonly roadCount: number;
  /** Around the roads; null: there is none. */
  readonly box: BoundingBox | null;
}

interface Way {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
}

interface Relation {
  readonly id: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly members: readonly { readonly type: string; readonly ref: number; readonly role: string }[];
}

/**
 * What the map draws of an extract. Read in passes, so that only the nodes of what is drawn are held: relations, then ways, then nodes.
 * A line that leaves the extract is kept as far as it goes; an area whose border is not whole is left out.
 */
export async function readExtractLayers(file: string): Promise<ExtractLayers> {
  const relations: Relation[] = [];
  for await (const item of itemsOf(file)) {
    if (
      item.type === 'relation' &&
      item.tags['type'] === 'multipolygon' &&
      (isWater(item.tags) || 'building' in item.tags)
    ) {
      relations.push(item);
    }
  }
  const inRelation = new Set(relations.flatMap(({ members }) => members.map(({ ref }) => ref)));
  const ways = new Map<number, Way>();
  const positions = new Map<number, Position | null>();
  for await (const item of itemsOf(file)) {
    if (item.type === 'way' && (isDrawn(item.tags) || inRelation.has(item.id))) {
      ways.set(item.id, item);
      for (const ref of item.refs) {
        positions.set(ref, null);
      }
    }
  }
  for await (const item of itemsOf(file)) {
    if (item.type === 'node' && positions.has(item.id)) {
      positions.set(item.id, [item.lon, item.lat]);
    }
  }
  const lineOf = (refs: readonly number[]) =>
    refs.flatMap((ref) => positions.get(ref) ?? []).map((each) => each);
  return shapesOf([...ways.values()], relations, ways, (refs) => pair(lineOf(refs)));
}

/** `flatMap` has spread the pairs. */
function pair(numbers: readonly number[]): Position[] {
  return Array.from({ length: numbers.length / 2 }, (_, index) => [
    numbers[2 * index] ?? 0,
    numbers[2 * index + 1] ?? 0,
  ]);
}

function shapesOf(
  drawn: readonly Way[],
  relations: readonly Relation[],
  ways: ReadonlyMap<number, Way>,
  lineOf: (refs: readonly number[]) => Position[],
): ExtractLayers {
  const [roads, water, buildings]: [Shape[], Shape[], BuildingShape[]] = [[], [], []];
  for (const way of drawn) {
    const line = lineOf(way.refs);
    const roadClass = ROAD_CLASS_OF[way.tags['highway'] ?? ''];
    if (line.length < 2) {
      continue;
    }
    if (roadClass) {
      roads.push({ kind: 'LINE', rings: [line], properties: { class: roadClass, ...nameOf(way.tags) } });
    }
    if (isWater(way.tags) && isClosed(way.refs)) {
      water.push({ kind: 'AREA', rings: [line], properties: { kind: 'AREA' } });
    } else if (WATERCOURSES.has(way.tags['waterway'] ?? '')) {
      water.push({ kind: 'LINE', rings: [line], properties: { kind: 'LINE' } });
    }
    if ('building' in way.tags && isClosed(way.refs) && line.length === way.refs.length) {
      buildings.push({ kind: 'AREA', rings: [line], properties: {}, osmId: `way/${way.id}`, tags: way.tags });
    }
  }
  for (const relation of relations) {
    const rings = joinRings(
      relation.members.flatMap(({ type, ref, role }) => {
        const way = type === 'way' && role !== 'inner' ? ways.get(ref) : undefined;
        return way ? [way.refs] : [];
      }),
    );
    const outer = rings.map(lineOf).filter((ring) => ring.length >= 4);
    if (outer.length === 0) {
      continue;
    }
    for (const ring of outer) {
      if (isWater(relation.tags)) {
        water.push({ kind: 'AREA', rings: [ring], properties: { kind: 'AREA' } });
      }
    }
    const [footprint] = outer;
    if ('building' in relation.tags && footprint) {
      buildings.push({
        kind: 'AREA',
        rings: [footprint],
        properties: {},
        osmId: `relation/${relation.id}`,
        tags: relation.tags,
      });
    }
  }
  return { roads, water, buildings, roadCount: roads.length, box: boxOf(roads) };
}

function isDrawn(tags: Readonly<Record<string, string>>): boolean {
  return (
    ROAD_CLASS_OF[tags['highway'] ?? ''] !== undefined ||
    isWater(tags) ||
    WATERCOURSES.has(tags['waterway'] ?? '') ||
    'building' in tags
  );
}

function isWater(tags: Readonly<Record<string, string>>): boolean {
  return tags['natural'] === 'water' || tags['waterway'] === 'riverbank' || tags['landuse'] === 'reservoir';
}

function isClosed(refs: readonly number[]): boolean {
  return refs.length >= 4 && refs[0] === refs.at(-1);
}

function nameOf(tags: Readonly<Record<string, string>>): Record<string, string> {
  const name = tags['name:zh'] ?? tags['name'];
  return name === undefined ? {} : { name };
}

function boxOf(shapes: readonly Shape[]): BoundingBox | null {
  let box: [number, number, number, number] | null = null;
  for (const [longitude, latitude] of shapes.flatMap(({ rings }) => rings.flat())) {
    box = box
      ? [
          Math.min(box[0], longitude),
          Math.min(box[1], latitude),
          Math.max(box[2], longitude),
          Math.max(box[3], latitude),
        ]
      : [longitude, latitude, longitude, latitude];
  }
  return box;
}

type Item =
  | ({ readonly type: 'way' } & Way)
  | ({ readonly type: 'relation' } & Relation)
  | { readonly type: 'node'; readonly id: number; readonly lon: number; readonly lat: number };

/** The parser hands over blocks of items, the header among them. */
async function* itemsOf(file: string): AsyncGenerator<Item> {
  for await (const block of createOSMStream(file)) {
    for (const item of Array.isArray(block) ? block : [block]) {
      if (item && typeof item === 'object' && 'type' in item) {
        yield { tags: {}, refs: [], members: [], ...(item as object) } as unknown as Item;
      }
    }
  }
}
