import type { InferEntity } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { OutreachEventEntity } from './outreach-event.entity.ts';
import type { OutreachEvent } from './outreach-event.type.ts';

type Row = InferEntity<typeof OutreachEventEntity>;

/** Outreach events, the newest first. */
export async function listOutreachEvents(
  context: RequestContext,
  scope: BureauScope,
  page: { first: number; after: string | null },
): Promise<Connection<OutreachEvent>> {
  const first = checkPageSize(page.first);
  const where = { bureauId: scope.id };
  const rows = await context.em.find(
    OutreachEventEntity,
    page.after === null ? where : { $and: [where, older(page.after)] },
    { orderBy: { heldOn: 'desc', id: 'desc' }, limit: first + 1 },
  );
  return pageOf(
    rows,
    first,
    (row) => toOutreachEvent(row, scope),
    (row) => [row.heldOn, row.id],
    () => context.em.count(OutreachEventEntity, where),
  );
}

function older(cursor: string) {
  const [heldOn, id] = decodeCursor(cursor, 2);
  return { $or: [{ heldOn: { $lt: String(heldOn) } }, { heldOn: String(heldOn), id: { $lt: Number(id) } }] };
}

/** An outreach event by its id, batched. */
export const outreachEventRows = perRequest(
  ({ em }) =>
    new DataLoader<number, Row | null>(async (ids) => {
      const rows = await em.find(OutreachEventEntity, { id: { $in: [...ids] } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
);

/** How many applications the batch of an event has, batched. */
export const batchSizes = perRequest(
  ({ pool }) =>
    new DataLoader<number, number>(async (ids) => {
      const { rows } = await pool.query<{ id: number; size: number }>(
        'select outreach_event_id as id, count(*) as size from application where outreach_event_id = any($1) group by 1',
        [ids],
      );
      const byId = new Map(rows.map((row) => [row.id, row.size]));
      return ids.map((id) => byId.get(id) ?? 0);
    }),
);

export function toOutreachEvent(row: Row, scope: BureauScope): OutreachEvent {
  return {
    id: row.id,
    scope,
    servicePointId: row.servicePointId ?? null,
    code: row.code,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    heldOn: row.heldOn,
    place: row.place ?? null,
    durationMinutes: row.durationMinutes ?? null,
    enterprisesServed: row.enterprisesServed ?? null,
    consultations: row.consultations ?? null,
    leaflets: row.leaflets ?? null,
    isBuildingDay: row.isBuildingDay,
    provenance: row.provenance,
  };
}
