import type { InferEntity } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { checkPeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { enterprisesPerHour } from './enterprises-per-hour.ts';
import { type BatchRow, batchesOf } from './outreach-batch.sql.ts';
import { OutreachEventEntity } from './outreach-event.entity.ts';
import type { OutreachBatch, OutreachDomain, OutreachEvent } from './outreach-event.type.ts';

type Row = InferEntity<typeof OutreachEventEntity>;

/** Outreach events, the newest first. @param page of which period; null: all of them */
export async function listOutreachEvents(
  context: RequestContext,
  scope: BureauScope,
  page: { period: PeriodInput | null; first: number; after: string | null },
): Promise<Connection<OutreachEvent>> {
  const first = checkPageSize(page.first);
  const { from, to } = page.period ? checkPeriod(page.period) : {};
  const where = {
    bureauId: scope.id,
    ...(from !== undefined && to !== undefined && { heldOn: { $gte: from, $lte: to } }),
  };
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

/** The batch of an event, batched; null: it has no application. */
export const outreachBatches = perRequest(
  ({ pool }) =>
    new DataLoader<number, OutreachBatch | null>(async (ids) => {
      const { rows } = await pool.query<BatchRow>(batchesOf(ids));
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
);

const loadedDomains = perRequest(() => new Map<number, Promise<OutreachDomain[]>>());

/** The domains of an event by the names or codes that its source gives; one that is not loaded stands under that name. */
export async function domainsOf(
  context: RequestContext,
  { scope, domainNames }: OutreachEvent,
): Promise<OutreachDomain[]> {
  const byBureau = loadedDomains(context);
  const loading = byBureau.get(scope.id) ?? loadDomains(context, scope);
  byBureau.set(scope.id, loading);
  const domains = await loading;
  const named = domainNames.map(
    (name) =>
      domains.find(({ code, nameZh, nameEn }) => [code, nameZh, nameEn].includes(name)) ?? {
        code: null,
        nameZh: name,
        nameEn: name,
      },
  );
  // A source may name one by its name and by its code.
  return [...new Map(named.map((domain) => [domain.code ?? domain.nameZh, domain])).values()];
}

async function loadDomains({ pool }: RequestContext, scope: BureauScope): Promise<OutreachDomain[]> {
  const { rows } = await pool.query<OutreachDomain>(
    sql`select code, name_zh as "nameZh", name_en as "nameEn" from domain where bureau_id = ${scope.id}`,
  );
  return rows;
}

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
    domainNames: row.domainNames ?? [],
    enterprisesServed: row.enterprisesServed ?? null,
    isEnterprisesMinimum: row.isEnterprisesMinimum,
    enterprisesPerHour: enterprisesPerHour(row.enterprisesServed, row.durationMinutes),
    consultations: row.consultations ?? null,
    leaflets: row.leaflets ?? null,
    isBuildingDay: row.isBuildingDay,
    provenance: row.provenance,
  };
}
