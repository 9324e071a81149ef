import { defineEntity, p } from '@mikro-orm/core';
import type { Provenance } from '../service-points/service-point.entity.ts';

/** A dated on-site event (政务服务进楼宇活动); a building day accepts, inspects and issues on the spot (三统一). */
export const OutreachEventEntity = defineEntity({
  name: 'OutreachEvent',
  tableName: 'outreach_event',
  properties: {
    id: p.integer().primary(),
    bureauId: p.integer(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    heldOn: p.date(),
    place: p.text().nullable(),
    servicePointId: p.integer().nullable(),
    durationMinutes: p.integer().nullable(),
    enterprisesServed: p.integer().nullable(),
    isEnterprisesMinimum: p.boolean(),
    consultations: p.integer().nullable(),
    leaflets: p.integer().nullable(),
    isBuildingDay: p.boolean(),
    domainNames: p.array().nullable(),
    provenance: p.text().$type<Provenance>(),
    importRunId: p.bigint('number').nullable(),
    contentHash: p.text(),
  },
});
