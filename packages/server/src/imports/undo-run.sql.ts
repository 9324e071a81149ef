import sql, { raw, type Sql } from 'sql-template-tag';
import { STATED } from './apply-applications.sql.ts';
import { DERIVED_NAMES } from './derived-columns.ts';

// Taking a run back. Every statement runs in the one transaction of the UNDO.

interface Undone {
  readonly id: number;
  readonly kind: 'FILE' | 'UNDO';
}

/** The applications whose present statement is the run's; what a file added has no row in import_before. */
export function collectAffected(bureauId: number, { id, kind }: Undone): Sql {
  const isItsOwn =
    kind === 'FILE'
      ? sql`a.changed_by_run_id = ${id} and a.voided_by_run_id is null`
      : sql`a.touched_by_run_id = ${id}`;
  return sql`
    create temp table affected on commit drop as
    select a.id, b.before, b.before is null or b.before->>'voided_by_run_id' is not null as is_to_void,
      a.voided_by_run_id is not null as was_void
    from application_record a
    left join import_before b on b.import_run_id = ${id} and b.record_table = 'application' and b.record_id = a.id
    where a.bureau_id = ${bureauId} and ${isItsOwn}`;
}

export const countAffected = sql`
  select count(*) as affected, count(*) filter (where is_to_void) as removed,
    count(*) filter (where was_void and not is_to_void) as revived
  from affected`;

/** The later files whose statements replaced the run's, and that are in force. */
export function blockingRuns(runId: number): Sql {
  return sql`
    select distinct b.import_run_id as id from import_before b
    join import_run r on r.id = b.import_run_id
    where b.record_table = 'application' and r.status = 'SUCCEEDED' and b.import_run_id > ${runId}
      and ((b.before->>'changed_by_run_id')::bigint = ${runId} or (b.before->>'touched_by_run_id')::bigint = ${runId})
      and not exists (select from import_run u where u.undoes_run_id = r.id and u.status = 'SUCCEEDED')
    order by 1`;
}

export function rememberAffected(undoId: number): Sql {
  return sql`
    insert into import_before (import_run_id, record_table, record_id, before)
    select ${undoId}, 'application', a.id, to_jsonb(a) from affected f join application_record a on a.id = f.id`;
}

/** The events in force by the run: of a file, its own, whichever UNDO stated them again since; of an UNDO, those it stated again. */
export function supersedeEventsOf({ id, kind }: Undone, undoId: number): Sql {
  const brought = kind === 'FILE' ? sql`e.import_run_id` : sql`e.restored_by_run_id`;
  return sql`
    update application_event e set superseded_by_run_id = ${undoId}
    from affected f where e.application_id = f.id and e.superseded_by_run_id is null and ${brought} = ${id}`;
}

/** Events that the run superseded, stated again: a fact may be superseded once, so its return is a new row. */
export function restoreEvents(runId: number, undoId: number): Sql {
  const columns = raw(
    `bureau_id, application_id, type, step_name, occurred_at, service_point_id, actor_role, suspension_reason, passed,
     approved_working_days, decision, rating, ordinal, content_hash, import_run_id, source_row`,
  );
  return sql`
    insert into application_event (${columns}, restored_by_run_id)
    select ${columns}, ${undoId} from application_event e
    where e.superseded_by_run_id = ${runId} and e.application_id in (select id from affected)
    order by e.id`;
}

export function voidAdded(undoId: number): Sql {
  return sql`
    update application_record a set voided_by_run_id = ${undoId}, touched_by_run_id = ${undoId}
    from affected f where f.id = a.id and f.is_to_void`;
}

/** Who applied is forgotten with the application. */
export const forgetApplicants = sql`
  delete from applicant_key k using affected f where f.id = k.application_id and f.is_to_void`;

export function restoreApplications(undoId: number): Sql {
  const columns = [
    ...STATED,
    ...DERIVED_NAMES,
    'import_run_id',
    'source_row',
    'content_hash',
    'changed_by_run_id',
  ];
  return sql`
    update application_record a
    set ${raw(columns.map((name) => `${name} = p.${name}`).join(', '))}, voided_by_run_id = null, touched_by_run_id = ${undoId}
    from affected f, jsonb_populate_record(null::application_record, f.before) p
    where f.id = a.id and not f.is_to_void`;
}

export function supersedeDated(dated: string, runId: number, undoId: number): Sql {
  return sql`
    update ${raw(dated)} set superseded_by_run_id = ${undoId}
    where import_run_id = ${runId} and superseded_by_run_id is null`;
}

export function restoreDated(dated: string, columns: readonly string[], runId: number, undoId: number): Sql {
  const names = raw(columns.join(', '));
  return sql`
    insert into ${raw(dated)} (${names}, import_run_id)
    select ${names}, ${undoId} from ${raw(dated)} where superseded_by_run_id = ${runId}`;
}

export function restoreReferences(
  table: string,
  columns: readonly string[],
  runId: number,
  undoId: number,
): Sql {
  return sql`
    update ${raw(table)} t set ${raw(columns.map((name) => `${name} = p.${name}`).join(', '))}, import_run_id = ${undoId}
    from import_before b, jsonb_populate_record(null::${raw(table)}, b.before) p
    where b.import_run_id = ${runId} and b.record_table = ${table} and b.before is not null and b.record_id = t.id`;
}

/** Reference records that the run added go, kept whole with the UNDO. The last statement counts them. */
export function forgetAdded(
  table: string,
  dated: string | null,
  owner: string,
  runId: number,
  undoId: number,
): Sql[] {
  const added = sql`
    select b.record_id from import_before b
    where b.import_run_id = ${runId} and b.record_table = ${table} and b.before is null`;
  const children =
    dated === null
      ? sql`'[]'::jsonb`
      : sql`(select coalesce(jsonb_agg(to_jsonb(c)), '[]') from ${raw(dated)} c where c.${raw(owner)} = t.id)`;
  return [
    sql`
      insert into import_before (import_run_id, record_table, record_id, before)
      select ${undoId}, ${table}, t.id, to_jsonb(t) || jsonb_build_object('dated', ${children})
      from ${raw(table)} t where t.id in (${added})`,
    ...(dated === null ? [] : [sql`delete from ${raw(dated)} where ${raw(owner)} in (${added})`]),
    sql`delete from ${raw(table)} where id in (${added})`,
  ];
}
