import { defineEntity, p } from '@mikro-orm/core';

export const HANDLINGS = ['INSTANT', 'COMMITTED'] as const;
/** INSTANT 即办件: decided on the spot; COMMITTED 承诺件: within a promised limit. */
export type Handling = (typeof HANDLINGS)[number];

export const CHANNEL_CATEGORIES = ['ONLINE', 'COUNTER', 'ASSISTED', 'ON_SITE_EVENT'] as const;
export type ChannelCategory = (typeof CHANNEL_CATEGORIES)[number];

export const DepartmentEntity = defineEntity({
  name: 'Department',
  tableName: 'department',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
  },
});

export const DomainEntity = defineEntity({
  name: 'Domain',
  tableName: 'domain',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
  },
});

export const ChannelEntity = defineEntity({
  name: 'Channel',
  tableName: 'channel',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    category: p.text().$type<ChannelCategory>().nullable(),
  },
});

/** What can be applied for (政务服务事项). */
export const ServiceItemEntity = defineEntity({
  name: 'ServiceItem',
  tableName: 'service_item',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    departmentId: p.integer().nullable(),
    domainId: p.integer().nullable(),
    handling: p.text().$type<Handling>().nullable(),
    importRunId: p.bigint('number').nullable(),
    contentHash: p.text(),
  },
});

export const ServiceItemLimitEntity = defineEntity({
  name: 'ServiceItemLimit',
  tableName: 'service_item_limit',
  properties: {
    id: p.bigint('number').primary(),
    serviceItemId: p.integer(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
    statutoryWorkingDays: p.integer().nullable(),
    promisedWorkingDays: p.integer().nullable(),
    importRunId: p.bigint('number').nullable(),
    supersededByRunId: p.bigint('number').nullable(),
  },
});
