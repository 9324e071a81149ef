import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** How long a period is that a target must be met in; ONCE: all its days are one period. */
export const TARGET_GRAINS = ['MONTH', 'QUARTER', 'YEAR', 'ONCE'] as const;
export type TargetGrain = (typeof TARGET_GRAINS)[number];

export const TARGET_DIRECTIONS = ['AT_LEAST', 'AT_MOST'] as const;
export type TargetDirection = (typeof TARGET_DIRECTIONS)[number];

/** What a measure is to reach; append-only, corrected by superseding. */
export const TargetEntity = defineEntity({
  name: 'Target',
  tableName: 'target',
  properties: {
    id: p.bigint('number').primary(),
    bureauId: p.integer(),
    measure: p.text(),
    servicePointId: p.integer().nullable(),
    serviceItemId: p.integer().nullable(),
    grain: p.text().$type<TargetGrain>(),
    direction: p.text().$type<TargetDirection>(),
    value: p.float(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
    provenance: p.text().$type<'REPORTED' | 'SYNTHETIC'>(),
    setAt: p.datetime(),
    setBy: p.text(),
    supersededAt: p.datetime().nullable(),
    supersededBy: p.text().nullable(),
  },
});

export type TargetRow = InferEntity<typeof TargetEntity>;
