import sql, { type Sql } from 'sql-template-tag';

export interface BatchRow {
  readonly id: number;
  readonly applications: number;
  readonly accepted: number;
  readonly inspected: number;
  readonly issued: number;
  readonly unified: number;
  readonly firstReceivedAt: Date | null;
  readonly lastIssuedAt: Date | null;
}

/** The applications of outreach events, and how many of them were accepted, inspected and issued on the day itself (三统一). */
export function batchesOf(eventIds: readonly number[]): Sql {
  return sql`
    select f.id, count(*) as applications,
      count(*) filter (where f.is_accepted) as accepted,
      count(*) filter (where f.is_inspected) as inspected,
      count(*) filter (where f.is_issued) as issued,
      count(*) filter (where f.is_accepted and f.is_inspected and f.is_issued) as unified,
      min(f.received_at) filter (where f.is_accepted and f.is_inspected and f.is_issued) as "firstReceivedAt",
      max(f.issued_at) filter (where f.is_accepted and f.is_inspected and f.is_issued) as "lastIssuedAt"
    from (
      select o.id, a.received_at, a.issued_at,
        (a.accepted_at is not null and not a.is_acceptance_deemed and (a.accepted_at at time zone b.time_zone)::date = o.held_on) as is_accepted,
        (a.issued_at is not null and (a.issued_at at time zone b.time_zone)::date = o.held_on) as is_issued,
        exists (
          select from application_event e
          where e.application_id = a.id and e.type = 'INSPECTED' and e.superseded_by_run_id is null
            and (e.occurred_at at time zone b.time_zone)::date = o.held_on) as is_inspected
      from outreach_event o
      join bureau b on b.id = o.bureau_id
      join application a on a.outreach_event_id = o.id and a.bureau_id = o.bureau_id
      where o.id = any(${eventIds}::int[])
    ) f
    group by f.id`;
}
