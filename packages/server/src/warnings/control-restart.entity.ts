import { defineEntity, p } from '@mikro-orm/core';

/** From which day the limits of a control chart are computed anew, and why: the newest of a chart is in force. */
export const ControlRestartEntity = defineEntity({
  name: 'ControlRestart',
  tableName: 'control_restart',
  properties: {
    id: p.bigint('number').primary(),
    bureauId: p.integer(),
    measure: p.text(),
    servicePointId: p.integer().nullable(),
    baselineFrom: p.date(),
    reason: p.text(),
    setAt: p.datetime(),
    setBy: p.text(),
  },
});
