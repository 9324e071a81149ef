import type { Reached } from './minute-classes.ts';

// What the map is given to draw: values of the page, with no notion of the API or of MapLibre.

/** WGS-84 degrees, longitude first as in GeoJSON (RFC 7946). */
export type Position = readonly [longitude: number, latitude: number];

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

export const PLACE_KINDS = ['DEMAND_AREA', 'KEY_BUILDING'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Identity of a place on the map: codes are unique within a kind. */
export function placeKey(kind: PlaceKind, code: string): string {
  return `${kind}:${code}`;
}

/** Where a place is: does not change with what is asked of it. */
export interface PlaceShape {
  readonly key: string;
  readonly kind: PlaceKind;
  /** Where its people start from. */
  readonly position: Position;
  /** Its outline; a point where the source gives none. */
  readonly geometry: Geometry;
}

/** What is answered of a place. */
export interface MapPlace extends Reached {
  readonly key: string;
  readonly kind: PlaceKind;
  readonly code: string;
  readonly name: string;
  readonly townOrStreet: string | null;
  /** null: not stated, or not told. */
  readonly residents: number | null;
  readonly enterprises: number | null;
  readonly nearestPointName: string | null;
  /** Its page; null: it has none for this reader. */
  readonly href: string | null;
}

export type PointKind =
  | 'TOWN_OR_STREET'
  | 'VILLAGE_OR_COMMUNITY'
  | 'BUSINESS_BUILDING'
  | 'BANK'
  | 'POST_OFFICE'
  | 'INDUSTRIAL_PARK'
  | 'SERVICE_HALL';
export type PointStatus = 'PREPARING' | 'OPERATING' | 'SUSPENDED' | 'CLOSED';

export interface MapPoint {
  readonly code: string;
  readonly name: string;
  readonly kind: PointKind;
  readonly status: PointStatus;
  /** Whether it serves at the asked time and for the asked item. */
  readonly isCounted: boolean;
  readonly position: Position;
  readonly href: string | null;
}

export function pointKey(code: string): string {
  return `POINT:${code}`;
}

/** What becomes of a place for a new point: CHOSEN by the answer, PICKED by the bureau itself, LOCKED or FORBIDDEN beforehand. */
export const SITE_MARKS = ['CANDIDATE', 'PICKED', 'CHOSEN', 'LOCKED', 'FORBIDDEN'] as const;
export type SiteMark = (typeof SITE_MARKS)[number];

/** A place where a point could stand. */
export interface MapSite {
  /** A place's own key, or one of a pin. */
  readonly key: string;
  readonly name: string;
  readonly mark: SiteMark;
  readonly position: Position;
  /** Put on the map by hand: it can be dragged. */
  readonly isPin: boolean;
  /** What the map tells of it. */
  readonly lines: readonly string[];
}

/** Whom the roads and the water are of. */
export interface MapNetwork {
  readonly name: string;
  readonly attribution: string;
}

export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** The least box around positions; null: there is none. */
export function boundsOf(positions: Iterable<Position>): Bounds | null {
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude);
    south = Math.min(south, latitude);
    east = Math.max(east, longitude);
    north = Math.max(north, latitude);
  }
  return west <= east ? [west, south, east, north] : null;
}

export function* positionsOf(geometry: Geometry): Generator<Position> {
  switch (geometry.type) {
    case 'Point':
      yield geometry.coordinates;
      break;
    case 'Polygon':
      yield* geometry.coordinates.flat();
      break;
    case 'MultiPolygon':
      yield* geometry.coordinates.flat(2);
  }
}
