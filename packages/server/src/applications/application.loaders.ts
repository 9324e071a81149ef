import type { InferEntity } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import { perRequest } from '../identity/request-context.ts';
import { ApplicationEventEntity } from './application.entity.ts';
import { ServiceItemEntity, ServiceItemLimitEntity } from './service-item.entity.ts';

// One statement for all parents of a query, whatever their number.

export const serviceItemRows = perRequest(
  ({ em }) =>
    new DataLoader<number, InferEntity<typeof ServiceItemEntity> | null>(async (ids) => {
      const rows = await em.find(ServiceItemEntity, { id: { $in: [...ids] } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
);

/** The limits in force of an item, oldest first. */
export const itemLimits = perRequest(
  ({ em }) =>
    new DataLoader<number, readonly InferEntity<typeof ServiceItemLimitEntity>[]>(async (ids) => {
      const rows = await em.find(
        ServiceItemLimitEntity,
        { serviceItemId: { $in: [...ids] }, supersededByRunId: null },
        { orderBy: { validFrom: 'asc' } },
      );
      const byItem = Map.groupBy(rows, (row) => row.serviceItemId);
      return ids.map((id) => byItem.get(id) ?? []);
    }),
);

/** The events in force of an application, in their order. */
export const applicationEvents = perRequest(
  ({ em }) =>
    new DataLoader<number, readonly InferEntity<typeof ApplicationEventEntity>[]>(async (ids) => {
      const rows = await em.find(
        ApplicationEventEntity,
        { applicationId: { $in: [...ids] }, supersededByRunId: null },
        { orderBy: { occurredAt: 'asc', ordinal: 'asc', id: 'asc' } },
      );
      const byApplication = Map.groupBy(rows, (row) => row.applicationId);
      return ids.map((id) => byApplication.get(id) ?? []);
    }),
);

/** The name of the file of an import run. */
export const importFileNames = perRequest(
  ({ pool }) =>
    new DataLoader<number, string>(async (ids) => {
      const { rows } = await pool.query<{ id: number; fileName: string }>(
        'select id, file_name as "fileName" from import_run where id = any($1)',
        [ids],
      );
      const byId = new Map(rows.map((row) => [row.id, row.fileName]));
      return ids.map((id) => byId.get(id) ?? '');
    }),
);
