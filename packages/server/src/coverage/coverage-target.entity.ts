import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { TravelMode } from '../network/travel-mode.ts';
import type { Provenance } from '../service-points/service-point.entity.ts';
import type { CoverageSubject } from './closing-circle.ts';

/** What a share of coverage is to reach by a day; append-only, corrected by superseding. */
export const CoverageTargetEntity = defineEntity({
  name: 'CoverageTarget',
  tableName: 'coverage_target',
  properties: {
    id: p.bigint('number').primary(),
    bureauId: p.integer(),
    subject: p.text().$type<CoverageSubject>(),
    mode: p.text().$type<TravelMode>().nullable(),
    thresholdMinutes: p.integer().nullable(),
    value: p.float(),
    dueOn: p.date(),
    provenance: p.text().$type<Provenance>(),
    setAt: p.datetime(),
    setBy: p.text(),
    supersededAt: p.datetime().nullable(),
    supersededBy: p.text().nullable(),
  },
});

export type CoverageTargetRow = InferEntity<typeof CoverageTargetEntity>;
