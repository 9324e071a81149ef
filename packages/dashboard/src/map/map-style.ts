import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { colourOf, MINUTE_CLASS_KEYS, OUTSIDE, OUTSIDE_COLOUR, REACH_CLASSES } from './minute-classes.ts';

// The map's own style: sources and layers, bottom to top. Nothing in it names another host, and without `glyphs` every label is drawn
// from the reader's own fonts.

export const AREAS = 'areas';
export const BUILDINGS = 'buildings';
export const POINTS = 'points';
export const SITES = 'sites';
export const OUTLINES = 'outlines';
export const ROADS = 'network';

/** Layers that answer the pointer, uppermost first. */
export const TOUCHED_LAYERS = ['sites', 'points', 'buildings', 'area-circles', 'area-fills'] as const;

const FONT = ['sans-serif'];
const EMPTY = { type: 'FeatureCollection' as const, features: [] };

const GROUND = '#f3f5f4';
const WATER = '#b5d3e6';
const ROAD = '#ffffff';
const ROAD_CASING = '#a9b4bb';
const BEYOND = '#3b0f0a';
const REACH_LINE = '#0b3a8f';
const SELECTED = '#101828';

/** The colour of an area by its class, which stands in the feature's state: a new answer needs no new geometry. */
const AREA_COLOUR: ExpressionSpecification = [
  'match',
  ['coalesce', ['feature-state', 'reachClass'], OUTSIDE],
  ...MINUTE_CLASS_KEYS.flatMap((key) => [key, colourOf(key)]),
  'UNREACHABLE',
  colourOf('UNREACHABLE'),
  'NOT_COMPUTED',
  colourOf('NOT_COMPUTED'),
  OUTSIDE_COLOUR,
] as unknown as ExpressionSpecification;

const IS_BEYOND: ExpressionSpecification = ['boolean', ['feature-state', 'isBeyond'], false];
const IS_SELECTED: ExpressionSpecification = ['boolean', ['feature-state', 'isSelected'], false];
const IS_POLYGON: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];
const IS_POINT: FilterSpecification = ['==', ['geometry-type'], 'Point'];

/** Width by zoom, doubling about every other level, as far as a road of that class needs. */
function widthAt(atZoom12: number, more = 0): ExpressionSpecification {
  const at = (zoom: number, factor: number) => [zoom, atZoom12 * factor + more] as const;
  return [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    ...at(9, 0.35),
    ...at(12, 1),
    ...at(15, 3),
    ...at(18, 10),
  ] as unknown as ExpressionSpecification;
}

/** Roads by importance, as the tiles class them, the widest last and so uppermost: from which zoom they are drawn, and how wide at zoom 12. */
const ROAD_CLASSES = [
  { class: 'path', minzoom: 14, width: 0.4 },
  { class: 'minor', minzoom: 12, width: 0.8 },
  { class: 'tertiary', minzoom: 11, width: 1.1 },
  { class: 'secondary', minzoom: 10, width: 1.4 },
  { class: 'primary', minzoom: 8, width: 1.8 },
  { class: 'trunk', minzoom: 7, width: 2 },
  { class: 'motorway', minzoom: 7, width: 2.3 },
] as const;

function roadLayers(): LayerSpecification[] {
  const layer = (casing: boolean) =>
    ROAD_CLASSES.map(
      ({ class: roadClass, minzoom, width }): LayerSpecification => ({
        id: `road-${roadClass}${casing ? '-casing' : ''}`,
        type: 'line',
        source: ROADS,
        'source-layer': 'roads',
        minzoom,
        filter: ['==', ['get', 'class'], roadClass],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': casing ? ROAD_CASING : ROAD,
          'line-width': casing ? widthAt(width, 1.2) : widthAt(width),
        },
      }),
    );
  return [...layer(true), ...layer(false)];
}

function waterLayers(): LayerSpecification[] {
  return [
    {
      id: 'water',
      type: 'fill',
      source: ROADS,
      'source-layer': 'water',
      filter: IS_POLYGON,
      paint: { 'fill-color': WATER },
    },
    {
      id: 'waterways',
      type: 'line',
      source: ROADS,
      'source-layer': 'waterways',
      paint: {
        'line-color': WATER,
        'line-width': ['match', ['get', 'class'], 'river', 2.4, 'canal', 1.6, 1],
      },
    },
    {
      id: 'building-blocks',
      type: 'fill',
      source: ROADS,
      'source-layer': 'buildings',
      minzoom: 14,
      paint: { 'fill-color': '#d9d4cc', 'fill-opacity': 0.6 },
    },
  ];
}

function areaLayers(): LayerSpecification[] {
  return [
    {
      id: 'area-fills',
      type: 'fill',
      source: AREAS,
      filter: IS_POLYGON,
      paint: { 'fill-color': AREA_COLOUR, 'fill-opacity': 0.82 },
    },
    ...(['UNREACHABLE', 'NOT_COMPUTED'] as const).map(
      (reach): LayerSpecification => ({
        id: hatchLayer(reach),
        type: 'fill',
        source: AREAS,
        filter: ['boolean', false],
        paint: { 'fill-pattern': reach },
      }),
    ),
  ];
}

/** The layer that hatches areas without minutes; which ones is its filter, since a pattern cannot stand in a feature's state. */
export function hatchLayer(reach: 'UNREACHABLE' | 'NOT_COMPUTED'): string {
  return `area-hatch-${reach}`;
}

/** Lines of areas: thin within the threshold, heavy and dark beyond it, heaviest where selected. */
function areaLineLayers(): LayerSpecification[] {
  return [
    {
      id: 'area-lines',
      type: 'line',
      source: AREAS,
      filter: IS_POLYGON,
      paint: { 'line-color': '#ffffff', 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.3, 13, 1] },
    },
    {
      id: 'area-lines-beyond',
      type: 'line',
      source: AREAS,
      filter: IS_POLYGON,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': BEYOND,
        'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.8, 13, 2.2],
        'line-opacity': ['case', IS_BEYOND, 1, 0],
      },
    },
    {
      id: 'area-circles',
      type: 'circle',
      source: AREAS,
      filter: IS_POINT,
      paint: {
        'circle-color': AREA_COLOUR,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 2.5, 12, 6, 15, 11],
        'circle-stroke-color': ['case', IS_SELECTED, SELECTED, IS_BEYOND, BEYOND, '#ffffff'],
        'circle-stroke-width': ['case', IS_SELECTED, 3.5, IS_BEYOND, 2, 1],
      },
    },
  ];
}

function overlayLayers(): LayerSpecification[] {
  return [
    {
      id: 'reach-casing',
      type: 'line',
      source: OUTLINES,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': 4, 'line-opacity': 0.8 },
    },
    {
      id: 'reach-lines',
      type: 'line',
      source: OUTLINES,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': REACH_LINE, 'line-width': 1.8, 'line-dasharray': [3, 2] },
    },
    {
      id: 'area-selected',
      type: 'line',
      source: AREAS,
      filter: IS_POLYGON,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': SELECTED, 'line-width': 4, 'line-opacity': ['case', IS_SELECTED, 1, 0] },
    },
    ...([BUILDINGS, POINTS, SITES] as const).map(
      (source): LayerSpecification => ({
        id: `${source}-selected`,
        type: 'circle',
        source,
        paint: {
          'circle-radius': source === BUILDINGS ? 13 : 17,
          'circle-color': '#ffffff',
          'circle-opacity': ['case', IS_SELECTED, 0.9, 0],
          'circle-stroke-color': SELECTED,
          'circle-stroke-width': ['case', IS_SELECTED, 3, 0],
        },
      }),
    ),
    {
      id: 'buildings',
      type: 'symbol',
      source: BUILDINGS,
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.4, 12, 0.72, 15, 1],
      },
    },
    {
      id: 'points',
      type: 'symbol',
      source: POINTS,
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.7, 12, 1, 15, 1.25],
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12.5,
        'text-offset': [0, 1.25],
        'text-anchor': 'top',
        'text-max-width': 9,
        'text-optional': true,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: {
        'icon-opacity': ['case', ['get', 'isCounted'], 1, 0.85],
        'text-color': '#12232e',
        'text-halo-color': '#ffffff',
        'text-halo-width': 1.8,
      },
    },
    {
      id: 'sites',
      type: 'symbol',
      source: SITES,
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-allow-overlap': true,
        'icon-anchor': ['get', 'anchor'],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.7, 12, 1, 15, 1.25],
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': 12.5,
        'text-offset': [0, 0.4],
        'text-anchor': 'top',
        'text-max-width': 9,
        'text-optional': true,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'text-color': '#4b1555', 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
    },
  ];
}

function roadLabels(): LayerSpecification[] {
  return [
    {
      id: 'road-names',
      type: 'symbol',
      source: ROADS,
      'source-layer': 'roads',
      minzoom: 13,
      filter: ['has', 'name'],
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11,
      },
      paint: { 'text-color': '#4a5b68', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
    },
  ];
}

/** Where the tiles of a network come from: this server, {z}/{x}/{y} to be filled in. */
export function tileAddress(origin: string, networkName: string): string {
  return `${origin}/map/networks/${encodeURIComponent(networkName)}/{z}/{x}/{y}.mvt`;
}

/** @param tiles of the loaded network; null: none is, and the map has no roads */
export function mapStyle(tiles: string | null): StyleSpecification {
  const places = (): SourceSpecification => ({ type: 'geojson', data: EMPTY, promoteId: 'key' });
  return {
    version: 8,
    sources: {
      [AREAS]: places(),
      [BUILDINGS]: places(),
      [POINTS]: places(),
      [SITES]: places(),
      [OUTLINES]: { type: 'geojson', data: EMPTY },
      ...(tiles === null
        ? {}
        : { [ROADS]: { type: 'vector', tiles: [tiles], minzoom: 7, maxzoom: 14 } as const }),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': GROUND } },
      ...areaLayers(),
      ...(tiles === null ? [] : waterLayers()),
      ...areaLineLayers(),
      ...(tiles === null ? [] : [...roadLayers(), ...roadLabels()]),
      ...overlayLayers(),
    ],
  };
}

export const HATCHED = REACH_CLASSES.filter((key) => key === 'UNREACHABLE' || key === 'NOT_COMPUTED');
