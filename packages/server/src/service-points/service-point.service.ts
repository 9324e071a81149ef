import type { InferEntity } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import {
  ServicePointEntity,
  type ServicePointStatus,
  ServicePointStatusEntity,
} from './service-point.entity.ts';
import type { DatedStatus, ServicePoint, ServicePointFilter } from './service-point.type.ts';

type Row = InferEntity<typeof ServicePointEntity>;

/** Service points in the order of their codes. */
export async function listServicePoints(
  context: RequestContext,
  scope: BureauScope,
  filter: ServicePointFilter | null,
  page: { first: number; after: string | null },
): Promise<Connection<ServicePoint>> {
  const first = checkPageSize(page.first);
  const ids = filter?.statuses?.length ? await idsInStatus(context, scope, filter.statuses) : null;
  const where = {
    bureauId: scope.id,
    ...(filter?.kinds?.length ? { kind: { $in: filter.kinds } } : {}),
    ...(ids ? { id: { $in: ids } } : {}),
  };
  const [after] = page.after === null ? [] : decodeCursor(page.after, 1);
  const rows = await context.em.find(
    ServicePointEntity,
    after === undefined ? where : { $and: [where, { code: { $gt: String(after) } }] },
    { orderBy: { code: 'asc' }, limit: first + 1 },
  );
  return pageOf(
    rows,
    first,
    (row) => toServicePoint(row, scope),
    (row) => [row.code],
    () => context.em.count(ServicePointEntity, where),
  );
}

export async function findServicePoint(
  context: RequestContext,
  scope: BureauScope,
  code: string,
): Promise<ServicePoint | null> {
  const row = await context.em.findOne(ServicePointEntity, { bureauId: scope.id, code });
  return row && toServicePoint(row, scope);
}

async function idsInStatus(
  context: RequestContext,
  scope: BureauScope,
  statuses: readonly ServicePointStatus[],
): Promise<number[]> {
  const { rows } = await context.pool.query<{ id: number; status: ServicePointStatus }>(
    `select distinct on (s.service_point_id) s.service_point_id as id, s.status
     from service_point_status s join service_point p on p.id = s.service_point_id
     where p.bureau_id = $1 and s.valid_from <= $2 and s.superseded_by_run_id is null
     order by s.service_point_id, s.valid_from desc`,
    [scope.id, scope.today],
  );
  return rows.filter((row) => statuses.includes(row.status)).map((row) => row.id);
}

/** A service point by its id, batched. */
export const servicePointRows = perRequest(
  ({ em }) =>
    new DataLoader<number, Row | null>(async (ids) => {
      const rows = await em.find(ServicePointEntity, { id: { $in: [...ids] } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
);

/** A service point by its id, or null for no id. */
export async function loadServicePoint(
  context: RequestContext,
  scope: BureauScope,
  id: number | null,
): Promise<ServicePoint | null> {
  const row = id === null ? null : await servicePointRows(context).load(id);
  return row && toServicePoint(row, scope);
}

/** The dated statuses in force of a service point, oldest first, batched. */
export const statusHistories = perRequest(
  ({ em }) =>
    new DataLoader<number, readonly DatedStatus[]>(async (ids) => {
      const rows = await em.find(
        ServicePointStatusEntity,
        { servicePointId: { $in: [...ids] }, supersededByRunId: null },
        { orderBy: { validFrom: 'asc' } },
      );
      const byPoint = Map.groupBy(rows, (row) => row.servicePointId);
      return ids.map((id) => byPoint.get(id) ?? []);
    }),
);

export function toServicePoint(row: Row, scope: BureauScope): ServicePoint {
  return {
    id: row.id,
    scope,
    code: row.code,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    kind: row.kind,
    form: row.form,
    townOrStreet: row.townOrStreet ?? null,
    address: row.address ?? null,
    longitude: row.longitude ?? null,
    latitude: row.latitude ?? null,
    openingHours: row.openingHours
      ? [...row.openingHours]
      : scope.bureau.standardHours.map((span) => ({ weekday: null, ...span })),
    keyBuildingCode: row.keyBuildingCode ?? null,
    handledItemCodes: row.handledItemCodes ? [...row.handledItemCodes] : null,
    provenance: row.provenance,
  };
}
