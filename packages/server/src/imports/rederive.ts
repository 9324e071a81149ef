import type pg from 'pg';
import type { EventFact } from '../applications/application-event.ts';
import { deriveApplication } from '../applications/derive-application.ts';
import { StartupError } from '../platform/startup-error.ts';
import {
  type CalendarCode,
  createWorkingCalendar,
  type OpeningSpan,
  type WorkingCalendar,
} from '../working-time/working-calendar.ts';
import { loadLimits } from './apply-applications.ts';
import { DERIVED_DEFINITIONS, DERIVED_NAMES, derivedColumns } from './derived-columns.ts';

interface StoredHistory {
  readonly id: number;
  readonly serviceItemId: number | null;
  readonly statedDeadlineAt: Date | null;
  readonly firstLoggedAt: Date | null;
  readonly lastLoggedAt: Date | null;
  readonly lawfulOrder: 'ENFORCED' | 'RECORDED';
  readonly events: readonly (Omit<EventFact, 'occurredAt'> & { readonly occurredAt: string })[];
}

/** Applications at once: memory does not grow with the bureau. */
const BATCH_SIZE = 2000;

/**
 * Derives every application of a bureau anew from its events in force, inside the caller's transaction: after the limits of
 * items changed, or the calendar of a year was announced.
 * @param touchedByRunId only those that this run wrote last; null: all
 * @returns how many applications came out differently
 */
export async function rederive(
  client: pg.ClientBase,
  bureauId: number,
  calendar: WorkingCalendar,
  { touchedByRunId = null }: { readonly touchedByRunId?: number | null } = {},
): Promise<number> {
  const limits = await loadLimits(client, bureauId);
  let changed = 0;
  for (let lastId = 0; ; ) {
    const { rows } = await client.query<StoredHistory>(
      `select a.id, a.service_item_id as "serviceItemId", a.stated_deadline_at as "statedDeadlineAt",
         a.first_logged_at as "firstLoggedAt", a.last_logged_at as "lastLoggedAt", r.lawful_order as "lawfulOrder",
         (select json_agg(json_build_object('type', e.type, 'stepName', e.step_name, 'occurredAt', e.occurred_at, 'ordinal', e.ordinal,
             'suspensionReason', e.suspension_reason, 'approvedWorkingDays', e.approved_working_days, 'decision', e.decision, 'rating', e.rating))
          from application_event e where e.application_id = a.id and e.superseded_by_run_id is null) as events
       from application a join import_run r on r.id = a.import_run_id
       where a.bureau_id = $1 and a.id > $2 and ($4::bigint is null or a.touched_by_run_id = $4) order by a.id limit $3`,
      [bureauId, lastId, BATCH_SIZE, touchedByRunId],
    );
    const last = rows.at(-1);
    if (!last) {
      return changed;
    }
    lastId = last.id;
    const derived = rows.flatMap((row) => {
      const result = deriveApplication({
        ...row,
        events: row.events.map((event) => ({ ...event, occurredAt: new Date(event.occurredAt) })),
        limits: (row.serviceItemId === null ? null : limits.get(row.serviceItemId)) ?? [],
        calendar,
      });
      return result.ok ? [{ id: row.id, ...derivedColumns(result.derived) }] : [];
    });
    const updated = await client.query(
      `update application_record a set ${DERIVED_NAMES.map((name) => `${name} = d.${name}`).join(', ')}
       from jsonb_to_recordset($1::jsonb) as d (id bigint, ${DERIVED_DEFINITIONS})
       where a.id = d.id and (${DERIVED_NAMES.map((name) => `a.${name}`).join(', ')})
         is distinct from (${DERIVED_NAMES.map((name) => `d.${name}`).join(', ')})`,
      [JSON.stringify(derived)],
    );
    changed += updated.rowCount ?? 0;
  }
}

/**
 * The bureaux whose derived columns a migration left behind, derived anew: what a start does before it serves. One that was cut short
 * is done again by the next.
 */
export async function rederiveStale(
  pool: pg.Pool,
  onProgress: (bureauCode: string, applications: number) => void,
): Promise<void> {
  const { rows } = await pool.query<{ code: string; applications: number }>(
    `select b.code, (select count(*) from application a where a.bureau_id = b.id) as applications
     from bureau b where b.is_derivation_stale order by b.code`,
  );
  for (const { code, applications } of rows) {
    onProgress(code, applications);
    await rederiveBureau(pool, code);
  }
}

/** @returns how many applications came out differently. @throws StartupError when there is no such bureau */
export async function rederiveBureau(pool: pg.Pool, bureauCode: string): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{
      id: number;
      code: CalendarCode;
      timeZone: string;
      standardHours: OpeningSpan[];
    }>(
      `select id, calendar_code as code, time_zone as "timeZone", standard_hours as "standardHours" from bureau where code = $1 for update`,
      [bureauCode],
    );
    const [bureau] = rows;
    if (!bureau) {
      throw new StartupError(`There is no bureau ${bureauCode}.`);
    }
    const changed = await rederive(client, bureau.id, createWorkingCalendar(bureau));
    if (changed > 0) {
      await client.query('update bureau set data_version = data_version + 1 where id = $1', [bureau.id]);
    }
    await client.query(
      'update bureau set is_derivation_stale = false where id = $1 and is_derivation_stale',
      [bureau.id],
    );
    await client.query('commit');
    return changed;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
