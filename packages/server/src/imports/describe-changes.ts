import type pg from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import { REFERENCES } from './apply-applications.sql.ts';
import { differencesBetween, type ImportChange, LISTED_CHANGES, type StatedFields } from './import-change.ts';

interface ChangedCase {
  readonly caseKey: string;
  readonly isAdded: boolean;
  readonly stated: StatedFields;
  readonly statedBefore: StatedFields | null;
  readonly events: Readonly<Record<string, string>> | null;
  readonly eventsBefore: Readonly<Record<string, string>> | null;
}

/** The first cases that a file adds or changes, each with what differs, before anything of it is written. */
export async function describeChanges(client: pg.ClientBase, bureauId: number): Promise<ImportChange[]> {
  const { rows } = await client.query<ChangedCase>(changedCases(bureauId));
  return rows.map(({ caseKey, isAdded, stated, statedBefore, events, eventsBefore }) => ({
    recordKey: caseKey,
    action: isAdded ? 'ADDED' : 'CHANGED',
    differences: [
      ...differencesBetween(statedBefore ?? {}, stated),
      ...differencesBetween(eventsBefore ?? {}, events ?? {}),
    ],
  }));
}

/** What a case states, by the names of the fields of a file, codes in place of ids. */
function statedFields(row: Sql): Sql {
  const codes = REFERENCES.map(
    ({ field, table }) => `'${field}', (select code from ${table} where id = ${row.sql}.${table}_id)`,
  );
  return raw(`jsonb_build_object(${codes.join(', ')}, 'applicantKind', ${row.sql}.applicant_kind,
    'applicantVisits', ${row.sql}.applicant_visits, 'statedDeadlineAt', ${row.sql}.stated_deadline_at, 'sourceStatus', ${row.sql}.source_status)`);
}

/** The times of a case's events by what happened. */
const TIMES_BY_TYPE = sql`
  jsonb_object_agg(happened.what, happened.times) from (
    select coalesce(e.step_name, e.type) as what,
      string_agg(to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ' ' order by e.occurred_at) as times`;

function changedCases(bureauId: number): Sql {
  return sql`
    select m.case_key as "caseKey", m.application_id is null as "isAdded",
      ${statedFields(raw('m'))} as stated,
      case when a.id is not null then ${statedFields(raw('a'))} end as "statedBefore",
      (select ${TIMES_BY_TYPE} from (
         select distinct on (s.content_hash) s.type, s.step_name, s.occurred_at
         from staged s where s.case_key = m.case_key and s.kind = 'E') e group by 1) happened) as events,
      (select ${TIMES_BY_TYPE} from application_event e
         where e.application_id = m.application_id and e.superseded_by_run_id is null group by 1) happened) as "eventsBefore"
    from (
      select m.* from merged m join derived d on d.case_key = m.case_key
      where m.is_changed order by m.source_row limit ${LISTED_CHANGES}
    ) m
    left join application a on a.bureau_id = ${bureauId} and a.id = m.application_id
    order by m.source_row`;
}
