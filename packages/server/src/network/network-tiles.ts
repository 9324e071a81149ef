import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { BoundingBox } from './extract-file.ts';
import type { ExtractLayers, RoadClass, Shape } from './extract-layers.ts';
import type { StoredTile } from './network.sql.ts';

/** A street of a city fills a screen at the last one; the map enlarges it beyond. */
export const TILE_ZOOMS = { first: 8, last: 14 } as const;

/** From which zoom on a thing is drawn: a city of footpaths in one tile would be a blot of megabytes. */
const ROADS_FROM: Readonly<Record<RoadClass, number>> = {
  MOTORWAY: 8,
  MAJOR: 9,
  MINOR: 12,
  SERVICE: 14,
  PATH: 14,
};
const WATERCOURSES_FROM = 11;
const BUILDINGS_FROM = 14;

/** All tiles of a network that hold anything: layers `roads` (class, name), `water` (kind AREA or LINE) and `buildings`. */
export function* vectorTiles(layers: ExtractLayers): Generator<StoredTile> {
  if (layers.box === null) {
    return;
  }
  for (let zoom = TILE_ZOOMS.first; zoom <= TILE_ZOOMS.last; zoom++) {
    const indexes = {
      roads: indexOf(
        layers.roads.filter(({ properties }) => zoom >= ROADS_FROM[properties['class'] as RoadClass]),
        zoom,
      ),
      water: indexOf(
        layers.water.filter(({ kind }) => kind === 'AREA' || zoom >= WATERCOURSES_FROM),
        zoom,
      ),
      buildings: indexOf(zoom >= BUILDINGS_FROM ? layers.buildings : [], zoom),
    };
    for (const { x, y } of tilesIn(layers.box, zoom)) {
      const found: Record<string, GeoJSONVTTile> = {};
      for (const [name, index] of Object.entries(indexes)) {
        const tile = index.getTile(zoom, x, y);
        if (tile && tile.features.length > 0) {
          found[name] = tile;
        }
      }
      if (Object.keys(found).length > 0) {
        yield { zoom, x, y, tile: fromGeojsonVt(found, { version: 2, extent: 4096 }) };
      }
    }
  }
}

function indexOf(shapes: readonly Shape[], zoom: number): GeoJSONVT {
  return new GeoJSONVT(
    {
      type: 'FeatureCollection',
      features: shapes.map(({ kind, rings, properties }) => ({
        type: 'Feature',
        properties: { ...properties },
        geometry:
          kind === 'LINE'
            ? { type: 'LineString', coordinates: (rings[0] ?? []).map(([x, y]) => [x, y]) }
            : { type: 'Polygon', coordinates: rings.map((ring) => ring.map(([x, y]) => [x, y])) },
      })),
    },
    { maxZoom: zoom, indexMaxZoom: 0 },
  );
}

function* tilesIn(
  [west, south, east, north]: BoundingBox,
  zoom: number,
): Generator<{ x: number; y: number }> {
  const count = 2 ** zoom;
  const column = (longitude: number) => clamp(Math.floor(((longitude + 180) / 360) * count), count);
  const row = (latitude: number) => {
    const phi = (latitude * Math.PI) / 180;
    return clamp(Math.floor(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * count), count);
  };
  for (let x = column(west); x <= column(east); x++) {
    for (let y = row(north); y <= row(south); y++) {
      yield { x, y };
    }
  }
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
