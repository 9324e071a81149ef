import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Position } from '../places/place.entity.ts';
import { MAP_LAYERS, type MapFeature, type MapLayer, readMapFeatures } from './map-features.ts';

/** West, south, east, north, in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

export interface MapTilesSummary {
  /** Around its roads; where the map may go. */
  readonly bounds: Bounds;
  readonly features: Readonly<Record<MapLayer, number>>;
  readonly tiles: number;
}

/** Beyond it the browser draws the same tile larger. */
export const MAP_MAX_ZOOM = 14;
/** Below it a district is a dot. */
export const MAP_MIN_ZOOM = 7;

/** From which zoom each is worth its ink. */
const FIRST_ZOOM: Readonly<Record<string, number>> = {
  motorway: 7,
  trunk: 7,
  primary: 8,
  secondary: 10,
  tertiary: 11,
  minor: 12,
  path: 14,
  river: 8,
  canal: 11,
  stream: 13,
  water: 7,
  buildings: 14,
};

/** Steps across a tile. */
const TILE_EXTENT = 4096;

const pack = promisify<Uint8Array, Buffer>(gzip);

/**
 * Cuts an extract into the vector tiles of the map, in a folder: `z/x/y.mvt`, each packed by gzip; a tile with nothing in it has no file.
 * The folder is there as a whole or not at all, in the place of a former one.
 * @param onProgress tiles looked at, of how many
 * @throws ExtractRefusal
 */
export async function buildMapTiles(
  extract: string,
  folder: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<MapTilesSummary> {
  const features = await readMapFeatures(extract);
  const byLayer = new Map(
    MAP_LAYERS.map((layer) => [layer, features.filter((feature) => feature.layer === layer)]),
  );
  const bounds = boundsOf(byLayer.get('roads') ?? []);
  const indexes = [...byLayer].map(([layer, ofLayer]) => ({ layer, index: indexOf(layer, ofLayer) }));
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const wanted = [...tilesOf(bounds)];
  let tiles = 0;
  for (const [done, { z, x, y }] of wanted.entries()) {
    const layers = Object.fromEntries(
      indexes.flatMap(({ layer, index }) => {
        const tile = visibleAt(z, index.getTile(z, x, y));
        return tile ? [[layer, tile]] : [];
      }),
    );
    if (Object.keys(layers).length > 0) {
      const file = tileFile(fresh, z, x, y);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, await pack(fromGeojsonVt(layers, { version: 2, extent: TILE_EXTENT })));
      tiles += 1;
    }
    onProgress(done + 1, wanted.length);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  const count = (layer: MapLayer) => byLayer.get(layer)?.length ?? 0;
  return {
    bounds,
    features: {
      roads: count('roads'),
      waterways: count('waterways'),
      water: count('water'),
      buildings: count('buildings'),
    },
    tiles,
  };
}

export function tileFile(folder: string, z: number, x: number, y: number): string {
  return join(folder, String(z), String(x), `${y}.mvt`);
}

function indexOf(layer: MapLayer, features: readonly MapFeature[]): GeoJSONVT {
  const collection = {
    type: 'FeatureCollection',
    features: features.map(({ geometry, properties }) => ({
      type: 'Feature',
      geometry,
      // The layer itself stands for what has no class.
      properties: { ...properties, class: properties['class'] ?? layer },
    })),
  };
  return new GeoJSONVT(collection as unknown as ConstructorParameters<typeof GeoJSONVT>[0], {
    maxZoom: MAP_MAX_ZOOM,
    indexMaxZoom: 5,
    extent: TILE_EXTENT,
  });
}

/** A tile without what its zoom is too far out for; null: nothing is left. */
function visibleAt(z: number, tile: GeoJSONVTTile | null): GeoJSONVTTile | null {
  const features = tile?.features.filter(({ tags }) => z >= (FIRST_ZOOM[String(tags?.['class'])] ?? 0)) ?? [];
  return tile && features.length > 0 ? ({ ...tile, features } as GeoJSONVTTile) : null;
}

function boundsOf(roads: readonly MapFeature[]): Bounds {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { geometry } of roads) {
    for (const [longitude, latitude] of geometry.type === 'LineString' ? geometry.coordinates : []) {
      [west, south] = [Math.min(west, longitude), Math.min(south, latitude)];
      [east, north] = [Math.max(east, longitude), Math.max(north, latitude)];
    }
  }
  return [west, south, east, north];
}

function* tilesOf([west, south, east, north]: Bounds): Generator<{ z: number; x: number; y: number }> {
  for (let z = MAP_MIN_ZOOM; z <= MAP_MAX_ZOOM; z++) {
    const [left, top] = tileAt([west, north], z);
    const [right, bottom] = tileAt([east, south], z);
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        yield { z, x, y };
      }
    }
  }
}

/** The tile of web Mercator that a position stands in. */
export function tileAt([longitude, latitude]: Position, z: number): readonly [x: number, y: number] {
  const tilesAcross = 2 ** z;
  const sine = Math.sin((latitude * Math.PI) / 180);
  const across = (longitude + 180) / 360;
  const down = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  const inside = (share: number) => Math.min(tilesAcross - 1, Math.max(0, Math.floor(share * tilesAcross)));
  return [inside(across), inside(down)];
}
