import type { InferEntity } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { DemandAreaEntity, KeyBuildingEntity } from './place.entity.ts';
import type { DemandArea, KeyBuilding, PlaceFilter } from './place.type.ts';

interface ListPage {
  readonly filter: PlaceFilter | null;
  readonly first: number;
  readonly after: string | null;
}

/** Demand areas in the order of their codes. */
export async function listDemandAreas(
  context: RequestContext,
  scope: BureauScope,
  page: ListPage,
): Promise<Connection<DemandArea>> {
  const first = checkPageSize(page.first);
  const where = conditions(scope, page.filter);
  const rows = await context.em.find(DemandAreaEntity, afterCursor(where, page.after), {
    orderBy: { code: 'asc' },
    limit: first + 1,
    // An outline weighs more than all the rest; the map has them of all places at once.
    exclude: ['boundary'],
  });
  return pageOf(
    rows,
    first,
    toDemandArea,
    ({ code }) => [code],
    () => context.em.count(DemandAreaEntity, where),
  );
}

/** Key buildings in the order of their codes. */
export async function listKeyBuildings(
  context: RequestContext,
  scope: BureauScope,
  page: ListPage,
): Promise<Connection<KeyBuilding>> {
  const first = checkPageSize(page.first);
  const where = conditions(scope, page.filter);
  const rows = await context.em.find(KeyBuildingEntity, afterCursor(where, page.after), {
    orderBy: { code: 'asc' },
    limit: first + 1,
    exclude: ['footprint'],
  });
  return pageOf(
    rows,
    first,
    (row) => toKeyBuilding(row, scope),
    ({ code }) => [code],
    () => context.em.count(KeyBuildingEntity, where),
  );
}

export async function findDemandArea(
  context: RequestContext,
  scope: BureauScope,
  code: string,
): Promise<DemandArea | null> {
  const row = await context.em.findOne(
    DemandAreaEntity,
    { bureauId: scope.id, code },
    { exclude: ['boundary'] },
  );
  return row && toDemandArea(row);
}

/** A key building by its code, batched; null: it is not loaded. */
export function loadKeyBuilding(
  context: RequestContext,
  scope: BureauScope,
  code: string,
): Promise<KeyBuilding | null> {
  return keyBuildingsByCode(context)
    .load(`${scope.id} ${code}`)
    .then((row) => row && toKeyBuilding(row, scope));
}

/** Without the outline. */
type DemandAreaRow = Pick<InferEntity<typeof DemandAreaEntity>, keyof DemandArea>;
type KeyBuildingRow = Pick<InferEntity<typeof KeyBuildingEntity>, Exclude<keyof KeyBuilding, 'scope'>>;

const keyBuildingsByCode = perRequest(
  ({ em }) =>
    new DataLoader<string, KeyBuildingRow | null>(async (keys) => {
      const pairs = keys.map((key) => {
        const [bureauId = '', ...code] = key.split(' ');
        return { bureauId: Number(bureauId), code: code.join(' ') };
      });
      const rows = await em.find(KeyBuildingEntity, { $or: pairs }, { exclude: ['footprint'] });
      const byKey = new Map(rows.map((row) => [`${row.bureauId} ${row.code}`, row]));
      return keys.map((key) => byKey.get(key) ?? null);
    }),
);

function conditions(scope: BureauScope, filter: PlaceFilter | null) {
  const contains = filter?.search ? { $ilike: `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` } : null;
  return {
    bureauId: scope.id,
    ...(filter?.townsOrStreets?.length ? { townOrStreet: { $in: filter.townsOrStreets } } : {}),
    ...(contains ? { $or: [{ code: contains }, { nameZh: contains }, { nameEn: contains }] } : {}),
  };
}

function afterCursor<Where extends object>(where: Where, after: string | null) {
  const [code] = after === null ? [] : decodeCursor(after, 1);
  return code === undefined ? where : { $and: [where, { code: { $gt: String(code) } }] };
}

function toDemandArea(row: DemandAreaRow): DemandArea {
  return {
    code: row.code,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    kind: row.kind,
    townOrStreet: row.townOrStreet ?? null,
    residents: row.residents ?? null,
    enterprises: row.enterprises ?? null,
    longitude: row.longitude,
    latitude: row.latitude,
    provenance: row.provenance,
  };
}

function toKeyBuilding(row: KeyBuildingRow, scope: BureauScope): KeyBuilding {
  return {
    scope,
    code: row.code,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    townOrStreet: row.townOrStreet ?? null,
    address: row.address ?? null,
    enterprises: row.enterprises ?? null,
    floorAreaSquareMetres: row.floorAreaSquareMetres ?? null,
    status: row.status,
    openedOn: row.openedOn ?? null,
    closedOn: row.closedOn ?? null,
    longitude: row.longitude,
    latitude: row.latitude,
    provenance: row.provenance,
  };
}
