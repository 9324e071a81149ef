import { defineEntity, p } from '@mikro-orm/core';
import type { Provenance } from '../service-points/service-point.entity.ts';
import type { Datum } from './datum.ts';

export const DEMAND_AREA_KINDS = ['COMMUNITY', 'VILLAGE', 'GRID_CELL'] as const;
export type DemandAreaKind = (typeof DEMAND_AREA_KINDS)[number];

export const KEY_BUILDING_STATUSES = ['PLANNED', 'IN_USE', 'CLOSED'] as const;
export type KeyBuildingStatus = (typeof KEY_BUILDING_STATUSES)[number];

/** A position in WGS-84 degrees, longitude first as in GeoJSON (RFC 7946). */
export type Position = readonly [longitude: number, latitude: number];

/** An area on the map as GeoJSON has it (RFC 7946), in WGS-84. */
export type Outline =
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/** A community, village or grid cell with its residents and enterprises (需求单元). */
export const DemandAreaEntity = defineEntity({
  name: 'DemandArea',
  tableName: 'demand_area',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    kind: p.text().$type<DemandAreaKind>(),
    townOrStreet: p.text().nullable(),
    residents: p.integer().nullable(),
    enterprises: p.integer().nullable(),
    longitude: p.float(),
    latitude: p.float(),
    boundary: p.json<Outline>().nullable(),
    sourceDatum: p.text().$type<Datum>(),
    provenance: p.text().$type<Provenance>(),
    importRunId: p.bigint('number').nullable(),
    contentHash: p.text(),
  },
});

/** A commercial building or complex the bureau has promised to cover (重点楼宇商圈). */
export const KeyBuildingEntity = defineEntity({
  name: 'KeyBuilding',
  tableName: 'key_building',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    townOrStreet: p.text().nullable(),
    address: p.text().nullable(),
    enterprises: p.integer().nullable(),
    floorAreaSquareMetres: p.float().nullable(),
    status: p.text().$type<KeyBuildingStatus>(),
    openedOn: p.date().nullable(),
    closedOn: p.date().nullable(),
    longitude: p.float(),
    latitude: p.float(),
    footprint: p.json<Outline>().nullable(),
    sourceDatum: p.text().$type<Datum>(),
    provenance: p.text().$type<Provenance>(),
    importRunId: p.bigint('number').nullable(),
    contentHash: p.text(),
  },
});
