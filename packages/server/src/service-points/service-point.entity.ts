import { defineEntity, p } from '@mikro-orm/core';

export const SERVICE_POINT_KINDS = [
  'TOWN_OR_STREET',
  'VILLAGE_OR_COMMUNITY',
  'BUSINESS_BUILDING',
  'BANK',
  'POST_OFFICE',
  'INDUSTRIAL_PARK',
  'SERVICE_HALL',
] as const;
export type ServicePointKind = (typeof SERVICE_POINT_KINDS)[number];

export const SERVICE_POINT_FORMS = ['POINT', 'AREA'] as const;
export type ServicePointForm = (typeof SERVICE_POINT_FORMS)[number];

export const SERVICE_POINT_STATUSES = ['PREPARING', 'OPERATING', 'SUSPENDED', 'CLOSED'] as const;
export type ServicePointStatus = (typeof SERVICE_POINT_STATUSES)[number];

/** REPORTED by the source of record, or SYNTHETIC (made for the demonstration). */
export const PROVENANCES = ['REPORTED', 'SYNTHETIC'] as const;
export type Provenance = (typeof PROVENANCES)[number];

export interface WeeklyOpeningSpan {
  /** ISO weekday, 1 = Monday. */
  readonly weekday: number;
  /** HH:MM, local wall clock. */
  readonly open: string;
  readonly close: string;
}

/** A staffed place where officers assist or act for applicants (帮办代办服务点). */
export const ServicePointEntity = defineEntity({
  name: 'ServicePoint',
  tableName: 'service_point',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    kind: p.text().$type<ServicePointKind>(),
    form: p.text().$type<ServicePointForm>(),
    townOrStreet: p.text().nullable(),
    address: p.text().nullable(),
    longitude: p.float().nullable(),
    latitude: p.float().nullable(),
    openingHours: p.json<WeeklyOpeningSpan[]>().nullable(),
    keyBuildingCode: p.text().nullable(),
    handledItemCodes: p.array().nullable(),
    sourceDatum: p.text(),
    provenance: p.text().$type<Provenance>(),
    importRunId: p.bigint('number').nullable(),
    contentHash: p.text(),
  },
});

/** Dated, never overwritten: a status is in force from its day until the next one's. */
export const ServicePointStatusEntity = defineEntity({
  name: 'ServicePointStatus',
  tableName: 'service_point_status',
  properties: {
    id: p.bigint('number').primary(),
    servicePointId: p.integer(),
    status: p.text().$type<ServicePointStatus>(),
    validFrom: p.date(),
    importRunId: p.bigint('number').nullable(),
    supersededByRunId: p.bigint('number').nullable(),
  },
});
