import sql, { type Sql } from 'sql-template-tag';
import { type KeyedRow, keyColumns, totalAndGroups } from '../applications/grouping.ts';
import {
  PROMISED_IN_TIME,
  PROMISED_JUDGED,
  STATUTORY_IN_TIME,
  STATUTORY_JUDGED,
  within,
} from '../applications/selection.sql.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import { distributionAggregate } from '../measure/statistics.ts';
import type { Distribution } from '../measure/statistics.type.ts';

export interface TurnaroundRow extends KeyedRow {
  readonly decided: number;
  readonly turnaround: Distribution;
  readonly end_to_end: Distribution;
  readonly hours: Distribution;
  readonly working_days: Distribution;
  readonly bureau_minutes: number;
  readonly applicant_minutes: number;
  readonly excluded_minutes: number;
  readonly promised_in_time: number;
  readonly promised_judged: number;
  readonly statutory_in_time: number;
  readonly statutory_judged: number;
  readonly judged_by_stated: number;
}

/** The figures of the applications decided in a period, in all and by a key. */
export function turnaroundByKey(condition: Sql, period: PeriodInput, key: Sql | null): Sql {
  return sql`
    select ${keyColumns(key)},
      count(*) as decided,
      ${distributionAggregate(sql`f.bureau_minutes`)} as turnaround,
      ${distributionAggregate(sql`f.end_to_end_days`)} as end_to_end,
      ${distributionAggregate(sql`f.hours`)} as hours,
      ${distributionAggregate(sql`f.decision_working_days`)} as working_days,
      coalesce(sum(f.bureau_minutes), 0) as bureau_minutes,
      coalesce(sum(f.applicant_minutes), 0) as applicant_minutes,
      coalesce(sum(f.excluded_minutes), 0) as excluded_minutes,
      count(*) filter (where f.promised_in_time) as promised_in_time,
      count(*) filter (where f.promised_judged) as promised_judged,
      count(*) filter (where f.statutory_in_time) as statutory_in_time,
      count(*) filter (where f.statutory_judged) as statutory_judged,
      count(*) filter (where f.judged_by_stated) as judged_by_stated
    from (
      select ${key ?? sql`null::text`} as key, a.bureau_minutes, a.applicant_minutes, a.excluded_minutes, a.decision_working_days,
        extract(epoch from a.issued_at - a.received_at)::double precision / 86400 as end_to_end_days,
        extract(epoch from a.decided_at - a.received_at)::double precision / 3600 as hours,
        ${PROMISED_JUDGED} as promised_judged, (${PROMISED_JUDGED} and ${PROMISED_IN_TIME}) as promised_in_time,
        ${STATUTORY_JUDGED} as statutory_judged, (${STATUTORY_JUDGED} and ${STATUTORY_IN_TIME}) as statutory_in_time,
        (a.stated_deadline_at is not null) as judged_by_stated
      from application a
      where ${condition} and a.decided_on is not null and ${within(sql`a.decided_on`, period)}
    ) f
    ${totalAndGroups(key)}`;
}

/** How many turnarounds fall in each bin of so many minutes; from bin `lastBin` on all in that one. */
export function turnaroundHistogram(
  condition: Sql,
  period: PeriodInput,
  binMinutes: number,
  lastBin: number,
): Sql {
  return sql`
    select least(a.bureau_minutes / ${binMinutes}::int, ${lastBin}::int) as bin, count(*) as count
    from application a
    where ${condition} and a.decided_on is not null and ${within(sql`a.decided_on`, period)} and a.bureau_minutes is not null
    group by 1`;
}
