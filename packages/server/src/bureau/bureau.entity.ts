import { defineEntity, p } from '@mikro-orm/core';
import type { CalendarCode, OpeningSpan } from '../working-time/working-calendar.ts';

/** An installation holds one or several bureaux; every fact belongs to one. */
export const BureauEntity = defineEntity({
  name: 'Bureau',
  tableName: 'bureau',
  properties: {
    id: p.integer().primary(),
    code: p.text(),
    nameZh: p.text(),
    nameEn: p.text(),
    timeZone: p.text(),
    calendarCode: p.text().$type<CalendarCode>(),
    standardHours: p.json<OpeningSpan[]>(),
    asOf: p.datetime().nullable(),
    isDemonstration: p.boolean(),
    noticeZh: p.text().nullable(),
    noticeEn: p.text().nullable(),
    isDerivationStale: p.boolean(),
    dataVersion: p.bigint('number'),
    /** Day of the month on which the month before is released, 1 to 28; null: none is announced. */
    releaseDay: p.integer().nullable(),
    createdAt: p.datetime(),
  },
});
