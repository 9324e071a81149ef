import sql, { join, raw, type Sql } from 'sql-template-tag';
import { DERIVED_DEFINITIONS, DERIVED_NAMES } from './derived-columns.ts';
import { STAGING_COLUMNS } from './staged-row.ts';

// Applications and events from the staging table into place. Every statement runs in the one transaction of the run.

/** The columns by which a case refers to something that must be loaded, and what an unknown one is refused as. */
export const REFERENCES = [
  { column: 'service_point_code', field: 'servicePointCode', table: 'service_point', isCreatable: false },
  { column: 'service_item_code', field: 'serviceItemCode', table: 'service_item', isCreatable: true },
  { column: 'department_code', field: 'departmentCode', table: 'department', isCreatable: true },
  { column: 'domain_code', field: 'domainCode', table: 'domain', isCreatable: true },
  { column: 'channel_code', field: 'channelCode', table: 'channel', isCreatable: true },
  { column: 'outreach_event_code', field: 'outreachEventCode', table: 'outreach_event', isCreatable: false },
] as const;

export const createStaging = raw(
  `create temp table staged (${STAGING_COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')}) on commit drop`,
);

export const copyIntoStaging = `copy staged (${STAGING_COLUMNS.map(([name]) => name).join(', ')}) from stdin`;

export const prepareStaging = [
  raw('create index on staged (case_key, kind)'),
  raw('analyze staged'),
  raw('create temp table broken_case (case_key text primary key) on commit drop'),
];

/** Case rows whose key stands in the file again with other content; of a log, rows that disagree about an attribute. */
export function conflictingCases(isCaseTable: boolean, attributes: readonly string[]): Sql {
  const disagree = isCaseTable
    ? sql`count(distinct content_hash) > 1`
    : attributes.length === 0
      ? sql`false`
      : join(
          [...attributes, 'logged_events'].map((column) => sql`count(distinct ${raw(column)}) > 1`),
          ' or ',
        );
  return sql`
    select s.row_number as "rowNumber", s.case_key as "caseKey", c.first_row as "firstRow"
    from (select case_key, min(row_number) as first_row from staged where kind = 'C' group by case_key having ${disagree}) c
    join staged s on s.case_key = c.case_key and s.kind = ${isCaseTable ? 'C' : 'E'}
    where s.kind = 'C' or s.is_logged
    order by 1`;
}

export function markBroken(caseKeys: readonly string[]): Sql {
  return sql`insert into broken_case select unnest(${caseKeys}::text[]) on conflict do nothing`;
}

/** A foreign log that does not say when a case was received: at its first activity. */
export const receiveAtFirstActivity = sql`
  insert into staged (kind, row_number, case_key, type, occurred_at, ordinal, is_logged, content_hash)
  select 'E', min(row_number), case_key, 'RECEIVED', min(occurred_at), -1, false, 'RECEIVED ' || min(occurred_at)
  from staged where kind = 'E' group by case_key having not bool_or(type = 'RECEIVED')`;

/** One row a case: what its rows state together, resolved to what is loaded. */
export function mergeCases(bureauId: number, isCaseTable: boolean): Sql {
  const logged = isCaseTable
    ? sql`max(logged_events) as logged_events, max(first_logged_at) as first_logged_at, max(last_logged_at) as last_logged_at`
    : sql`null::int as logged_events, null::timestamptz as first_logged_at, null::timestamptz as last_logged_at`;
  return sql`
    create temp table merged on commit drop as
    with stated as (
      select case_key, min(row_number) as source_row,
        max(service_point_code) as service_point_code, max(service_item_code) as service_item_code,
        max(department_code) as department_code, max(domain_code) as domain_code, max(channel_code) as channel_code,
        max(applicant_kind) as applicant_kind, max(applicant_visits) as applicant_visits,
        max(outreach_event_code) as outreach_event_code, max(stated_deadline_at) as stated_deadline_at, max(source_status) as source_status, ${logged}
      from staged where kind = 'C' and case_key not in (select case_key from broken_case) group by case_key
    ), log as (
      select case_key, count(distinct content_hash) filter (where is_logged) as events,
        min(occurred_at) filter (where is_logged) as first_at, max(occurred_at) filter (where is_logged) as last_at,
        md5(string_agg(distinct content_hash, ' ' order by content_hash)) as fingerprint
      from staged where kind = 'E' group by case_key
    )
    select s.case_key, s.source_row, sp.id as service_point_id, si.id as service_item_id,
      coalesce(d.id, si.department_id) as department_id, coalesce(dm.id, si.domain_id) as domain_id, ch.id as channel_id,
      s.applicant_kind, s.applicant_visits, oe.id as outreach_event_id, s.stated_deadline_at, s.source_status,
      ${
        isCaseTable
          ? sql`coalesce(s.logged_events, 0) as logged_events, s.first_logged_at, s.last_logged_at`
          : sql`coalesce(l.events, 0)::int as logged_events, l.first_at as first_logged_at, l.last_at as last_logged_at`
      },
      l.fingerprint, null::text as content_hash, null::bigint as application_id, true as is_changed
    from stated s
    left join log l on l.case_key = s.case_key
    left join service_point sp on sp.bureau_id = ${bureauId} and sp.code = s.service_point_code
    left join service_item si on si.bureau_id = ${bureauId} and si.code = s.service_item_code
    left join department d on d.bureau_id = ${bureauId} and d.code = s.department_code
    left join domain dm on dm.bureau_id = ${bureauId} and dm.code = s.domain_code
    left join channel ch on ch.bureau_id = ${bureauId} and ch.code = s.channel_code
    left join outreach_event oe on oe.bureau_id = ${bureauId} and oe.code = s.outreach_event_code`;
}

export const STATED = [
  'service_point_id',
  'service_item_id',
  'department_id',
  'domain_id',
  'channel_id',
  'applicant_kind',
  'applicant_visits',
  'outreach_event_id',
  'stated_deadline_at',
  'source_status',
  'logged_events',
  'first_logged_at',
  'last_logged_at',
] as const;

const CODE_OF_ID: Readonly<Record<string, string>> = {
  service_point_id: 'service_point_code',
  service_item_id: 'service_item_code',
  department_id: 'department_code',
  domain_id: 'domain_code',
  channel_id: 'channel_code',
  outreach_event_id: 'outreach_event_code',
};

/** What a file has no column for stays as it was. A department or domain that follows from the item is taken with it. */
export function keepUnstated(bureauId: number, stated: readonly string[], hasLog: boolean): Sql {
  const isStated = (column: string) => {
    if (column.startsWith('logged_') || column.endsWith('_logged_at')) {
      return hasLog;
    }
    const followsItem =
      (column === 'department_id' || column === 'domain_id') && stated.includes('service_item_code');
    return followsItem || stated.includes(CODE_OF_ID[column] ?? column);
  };
  const kept = STATED.filter((column) => !isStated(column)).map(
    (column) => sql`${raw(column)} = a.${raw(column)}`,
  );
  return sql`
    update merged m set ${join([sql`application_id = a.id`, ...kept])}
    from application a where a.bureau_id = ${bureauId} and a.case_key = m.case_key`;
}

export const hashMerged = raw(
  `update merged set content_hash = md5(concat_ws(E'\\x1f', ${STATED.map((column) => `coalesce(${column}::text, '')`).join(', ')}))`,
);

/** Cases that say what is there already are left alone: that is what makes a second import of a file change nothing. */
export function findUnchanged(): Sql {
  return sql`
    update merged m set is_changed = false
    from application a, lateral (
      select md5(string_agg(distinct e.content_hash, ' ' order by e.content_hash)) as fingerprint
      from application_event e where e.application_id = a.id and e.superseded_by_run_id is null
    ) there
    where a.id = m.application_id and a.content_hash = m.content_hash and there.fingerprint is not distinct from m.fingerprint`;
}

export const indexMerged = [raw('create unique index on merged (case_key)'), raw('analyze merged')];

/** The changed cases with their events, in order, for the rules of law and time. */
export const declareHistories = sql`
  declare histories no scroll cursor for
  select m.case_key as "caseKey", m.service_item_id as "serviceItemId", m.stated_deadline_at as "statedDeadlineAt",
    m.first_logged_at as "firstLoggedAt", m.last_logged_at as "lastLoggedAt",
    e.row_number as "rowNumber", e.type, e.step_name as "stepName", e.occurred_at as "occurredAt", e.ordinal,
    e.suspension_reason as "suspensionReason", e.approved_working_days as "approvedWorkingDays", e.decision, e.rating
  from merged m join (
    select distinct on (case_key, content_hash) * from staged where kind = 'E' order by case_key, content_hash, row_number
  ) e on e.case_key = m.case_key
  where m.is_changed
  order by m.case_key, e.occurred_at, e.ordinal`;

export const countChanged = sql`select count(*) as cases from merged where is_changed`;

export const createDerived = raw(
  `create temp table derived (case_key text, ${DERIVED_DEFINITIONS}) on commit drop`,
);

/** @param json an array of objects with `case_key` and the derived columns */
export function insertDerived(json: string): Sql {
  return sql`insert into derived select * from jsonb_to_recordset(${json}::jsonb) as d (case_key text, ${raw(DERIVED_DEFINITIONS)})`;
}

export const indexDerived = [raw('create unique index on derived (case_key)'), raw('analyze derived')];

/** Changed cases that are written together, by the order of their keys; both ends belong to it. */
export interface Portion {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
}

/** The cases of a portion with what was derived of them. Both sides are told the range, so that each is read by its index. */
function casesOf({ from, to }: Portion): Sql {
  return sql`merged m join derived d on d.case_key = m.case_key
      and m.case_key between ${from} and ${to} and d.case_key between ${from} and ${to}`;
}

/** What the cases that will change were, so that the run can be taken back. */
export function rememberChanged(runId: number, portion: Portion): Sql {
  return sql`
    insert into import_before (import_run_id, record_table, record_id, before)
    select ${runId}, 'application', a.id, to_jsonb(a)
    from ${casesOf(portion)} join application_record a on a.id = m.application_id
    where m.is_changed`;
}

export function upsertApplications(bureauId: number, runId: number, portion: Portion): Sql {
  const columns = [...STATED, 'source_row', 'content_hash'];
  const all = [...columns, ...DERIVED_NAMES];
  return sql`
    insert into application_record (bureau_id, import_run_id, changed_by_run_id, touched_by_run_id, case_key, ${raw(all.join(', '))})
    select ${bureauId}, ${runId}, ${runId}, ${runId}, m.case_key, ${raw([...columns.map((name) => `m.${name}`), ...DERIVED_NAMES.map((name) => `d.${name}`)].join(', '))}
    from ${casesOf(portion)}
    on conflict (bureau_id, case_key) do update
    set import_run_id = excluded.import_run_id, changed_by_run_id = excluded.changed_by_run_id,
      touched_by_run_id = excluded.touched_by_run_id, voided_by_run_id = null, ${raw(all.map((name) => `${name} = excluded.${name}`).join(', '))}`;
}

export function linkApplications(bureauId: number, { from, to }: Portion): Sql {
  return sql`
    update merged m set application_id = a.id
    from application a, derived d
    where m.case_key between ${from} and ${to} and d.case_key = m.case_key
      and a.bureau_id = ${bureauId} and a.case_key = m.case_key and m.application_id is null`;
}

/** Rows of a file about a case are that case's whole history: events that are no longer in it are superseded, never erased. */
export function supersedeEvents(runId: number, portion: Portion): Sql {
  return sql`
    update application_event e set superseded_by_run_id = ${runId}
    from ${casesOf(portion)}
    where e.application_id = m.application_id and e.superseded_by_run_id is null
      and not exists (select from staged s where s.case_key = m.case_key and s.kind = 'E' and s.content_hash = e.content_hash)`;
}

export function insertEvents(bureauId: number, runId: number, portion: Portion): Sql {
  return sql`
    insert into application_event (bureau_id, application_id, type, step_name, occurred_at, ordinal, service_point_id, actor_role,
      suspension_reason, passed, approved_working_days, decision, rating, content_hash, import_run_id, source_row)
    select distinct on (m.application_id, s.content_hash) ${bureauId}, m.application_id, s.type, s.step_name, s.occurred_at, s.ordinal,
      sp.id, s.actor_role, s.suspension_reason, s.passed, s.approved_working_days, s.decision, s.rating, s.content_hash,
      ${runId}, s.row_number
    from ${casesOf(portion)}
    join staged s on s.case_key = m.case_key and s.kind = 'E'
    left join service_point sp on sp.bureau_id = ${bureauId} and sp.code = s.event_service_point_code
    where not exists (
      select from application_event e
      where e.application_id = m.application_id and e.content_hash = s.content_hash and e.superseded_by_run_id is null)
    order by m.application_id, s.content_hash, s.row_number`;
}

/** Who applied, as a keyed hash: of every case that is in force as the file says it, changed or not. */
export function keepApplicants(statedAt: Date): Sql {
  return sql`
    insert into applicant_key (application_id, key_id, digest, stated_at)
    select m.application_id, split_part(max(s.applicant_digest), ':', 1), decode(split_part(max(s.applicant_digest), ':', 2), 'hex'), ${statedAt}
    from merged m join staged s on s.case_key = m.case_key and s.kind = 'C' and s.applicant_digest is not null
    where m.application_id is not null and (not m.is_changed or exists (select from derived d where d.case_key = m.case_key))
    group by m.application_id
    on conflict (application_id) do update set key_id = excluded.key_id, digest = excluded.digest, stated_at = excluded.stated_at`;
}

export const analyzeWritten = raw('analyze application_record, application_event');

export function countCases(): Sql {
  return sql`
    select count(*) filter (where is_changed and application_id is null) as added,
      count(*) filter (where is_changed and application_id is not null) as changed,
      count(*) filter (where not is_changed) as unchanged
    from merged m where not is_changed or exists (select from derived d where d.case_key = m.case_key)`;
}
