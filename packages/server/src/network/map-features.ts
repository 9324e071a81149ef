import { isInside } from '../places/outline.ts';
import type { Outline, Position } from '../places/place.entity.ts';
import { ExtractRefusal, type OsmRelation, type OsmTags, type OsmWay, readExtract } from './osm-extract.ts';
import { joinRings, type Ring } from './rings.ts';

// What the map draws of an extract, and no more.

/** The layers of the map's tiles, as its style names them. */
export const MAP_LAYERS = ['roads', 'waterways', 'water', 'buildings'] as const;
export type MapLayer = (typeof MAP_LAYERS)[number];

/** From wide to narrow; what `highway` says, sorted into what is drawn alike. */
const ROAD_CLASSES: Readonly<Record<string, string>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'minor',
  residential: 'minor',
  living_street: 'minor',
  service: 'minor',
  road: 'minor',
  pedestrian: 'path',
  footway: 'path',
  path: 'path',
  steps: 'path',
  cycleway: 'path',
  bridleway: 'path',
  track: 'path',
};

/** Roads whose names are worth a label. */
const NAMED = new Set(['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'minor']);

export interface MapFeature {
  readonly layer: MapLayer;
  readonly id: string;
  readonly tags: OsmTags;
  readonly geometry: Outline | { readonly type: 'LineString'; readonly coordinates: readonly Position[] };
  /** What the style asks for. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A way or relation that is drawn, its nodes not yet placed. */
interface Drawn {
  readonly layer: MapLayer;
  readonly isArea: boolean;
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * The roads, waters and buildings of an extract, in three passes: which ways stand in an area of several, the ways, their nodes. Holds what
 * is drawn in memory, some 200 bytes a node: a city is some tens of megabytes, a province of 50 MB about 2 GB.
 * @throws ExtractRefusal, NO_ROADS too
 */
export async function readMapFeatures(path: string): Promise<MapFeature[]> {
  const relations: OsmRelation[] = [];
  const memberIds = new Set<number>();
  for await (const block of readExtract(path)) {
    for (const element of block) {
      if (
        element.type === 'relation' &&
        drawnArea(element.tags ?? {}, element.tags?.['type'] === 'multipolygon')
      ) {
        relations.push(element);
        for (const { type, ref } of element.members) {
          if (type === 'way') {
            memberIds.add(ref);
          }
        }
      }
    }
  }
  const ways = new Map<number, OsmWay>();
  const positions = new Map<number, Position>();
  const wanted = new Set<number>();
  for await (const block of readExtract(path)) {
    for (const element of block) {
      if (element.type === 'way' && (memberIds.has(element.id) || drawnWay(element) !== null)) {
        ways.set(element.id, element);
        for (const ref of element.refs) {
          wanted.add(ref);
        }
      }
    }
  }
  for await (const block of readExtract(path)) {
    for (const element of block) {
      if (element.type === 'node' && wanted.has(element.id)) {
        positions.set(element.id, [element.lon, element.lat]);
      }
    }
  }
  const features = [
    ...[...ways.values()].flatMap((way) => featureOfWay(way, positions)),
    ...relations.flatMap((relation) => featureOfRelation(relation, ways, positions)),
  ];
  if (!features.some(({ layer }) => layer === 'roads')) {
    throw new ExtractRefusal('NO_ROADS', path);
  }
  return features;
}

function drawnWay({ tags = {}, refs }: OsmWay): Drawn | null {
  const isClosed = refs.length > 3 && refs[0] === refs.at(-1);
  const road = ROAD_CLASSES[tags['highway'] ?? ''];
  if (road !== undefined) {
    const name = NAMED.has(road) ? tags['name'] : undefined;
    return {
      layer: 'roads',
      isArea: false,
      properties: { class: road, ...(name !== undefined && { name }) },
    };
  }
  if (['river', 'canal', 'stream'].includes(tags['waterway'] ?? '')) {
    return { layer: 'waterways', isArea: false, properties: { class: tags['waterway'] ?? '' } };
  }
  return drawnArea(tags, isClosed);
}

function drawnArea(tags: OsmTags, isArea: boolean): Drawn | null {
  if (!isArea) {
    return null;
  }
  if (tags['natural'] === 'water' || tags['waterway'] === 'riverbank' || tags['landuse'] === 'reservoir') {
    return { layer: 'water', isArea, properties: {} };
  }
  return tags['building'] !== undefined && tags['building'] !== 'no'
    ? { layer: 'buildings', isArea, properties: {} }
    : null;
}

function featureOfWay(way: OsmWay, positions: ReadonlyMap<number, Position>): MapFeature[] {
  const drawn = drawnWay(way);
  const line = placed(way.refs, positions);
  // A way that leaves the extract has nodes that are not in it: a road ends there, an area has no edge.
  const isWhole = line.length === way.refs.length;
  if (drawn === null || line.length < 2 || (drawn.isArea && !isWhole)) {
    return [];
  }
  const { layer, isArea, properties } = drawn;
  return [
    {
      layer,
      id: `way/${way.id}`,
      tags: way.tags ?? {},
      properties,
      geometry: isArea ? { type: 'Polygon', coordinates: [line] } : { type: 'LineString', coordinates: line },
    },
  ];
}

function featureOfRelation(
  { id, members, tags = {} }: OsmRelation,
  ways: ReadonlyMap<number, OsmWay>,
  positions: ReadonlyMap<number, Position>,
): MapFeature[] {
  const ringsOf = (roles: readonly string[]): Ring[] => {
    const lines = members.flatMap(({ type, ref, role }) => {
      const way = type === 'way' && roles.includes(role) ? ways.get(ref) : undefined;
      return way ? [way.refs] : [];
    });
    return joinRings(lines)
      .map((refs) => ({ refs, ring: placed(refs, positions) }))
      .flatMap(({ refs, ring }) => (ring.length === refs.length ? [ring] : []));
  };
  const outer = ringsOf(['outer', '']);
  const inner = ringsOf(['inner']);
  const drawn = drawnArea(tags, true);
  if (drawn === null || outer.length === 0) {
    return [];
  }
  return [
    {
      layer: drawn.layer,
      id: `relation/${id}`,
      tags,
      properties: drawn.properties,
      geometry: {
        type: 'MultiPolygon',
        coordinates: outer.map((ring) => [
          ring,
          ...inner.filter(
            ([corner]) => corner !== undefined && isInside(corner, { type: 'Polygon', coordinates: [ring] }),
          ),
        ]),
      },
    },
  ];
}

/** The positions of nodes, without those that are not in the extract. */
function placed(refs: readonly number[], positions: ReadonlyMap<number, Position>): Position[] {
  return refs.flatMap((ref) => {
    const position = positions.get(ref);
    return position ? [position] : [];
  });
}
