import sql, { join, type Sql } from 'sql-template-tag';
import { type Bucket, bucketOf } from '../applications/dimension.ts';
import type { TimeDimension } from '../applications/dimension.type.ts';
import { type KeyedRow, keyColumns, totalAndGroups } from '../applications/grouping.ts';
import {
  ageBandCondition,
  deadlineKnown,
  openOn,
  standingConditions,
  stockInstant,
  within,
} from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import { shiftDay } from '../working-time/calendar-day.ts';
import { AGE_BANDS } from '../working-time/deadline-standing.ts';

export interface CaseloadRow extends KeyedRow {
  readonly backlog_at_start: number;
  readonly received: number;
  readonly closed: number;
  readonly backlog: number;
  readonly overdue: number;
  readonly due_soon: number | null;
  readonly no_deadline: number;
  readonly ageing: readonly number[];
}

const countOf = (condition: Sql): Sql => sql`count(*) filter (where ${condition})`;

/** The figures of a period, in all and by a key, in one pass over the applications that were alive in it. */
export function caseloadByCategory(
  bureau: BureauScope,
  condition: Sql,
  period: PeriodInput,
  key: Sql | null,
): Sql {
  const dayBefore = shiftDay(period.from, -1);
  const open = openOn(period.to);
  const standing = standingConditions(bureau, stockInstant(bureau, period.to));
  return sql`
    select ${keyColumns(key)},
      ${countOf(sql`f.open_before`)} as backlog_at_start,
      ${countOf(sql`f.received`)} as received,
      ${countOf(sql`f.closed`)} as closed,
      ${countOf(sql`f.open`)} as backlog,
      ${countOf(sql`f.open and f.overdue`)} as overdue,
      ${standing.DUE_SOON === null ? sql`null::bigint` : countOf(sql`f.open and f.due_soon`)} as due_soon,
      ${countOf(sql`f.open and f.no_deadline`)} as no_deadline,
      array[${join(AGE_BANDS.map((_, index) => countOf(sql`f.open and f.age_band = ${index}`)))}]::int[] as ageing
    from (
      select ${key ?? sql`null::text`} as key,
        ${openOn(dayBefore)} as open_before,
        ${within(sql`a.received_on`, period)} as received,
        (a.closed_on is not null and ${within(sql`a.closed_on`, period)}) as closed,
        ${open} as open,
        ${standing.OVERDUE} as overdue,
        ${standing.DUE_SOON ?? sql`false`} as due_soon,
        ${standing.NO_DEADLINE} as no_deadline,
        case ${join(
          AGE_BANDS.map(
            (band, index) => sql`when ${ageBandCondition(bureau, period.to, band)} then ${index}`,
          ),
          ' ',
        )} end as age_band
      from application a
      where ${condition} and a.received_on <= ${period.to}::date and (a.closed_on is null or a.closed_on >= ${period.from}::date)
    ) f
    ${totalAndGroups(key)}`;
}

export interface FlowRow {
  readonly code: string;
  readonly received: number;
  readonly closed: number;
}

/** Received and closed by bucket of time; a bucket in which nothing happened has no row. */
export function flowByTime(condition: Sql, period: PeriodInput, dimension: TimeDimension): Sql {
  return sql`
    select code, sum(received) as received, sum(closed) as closed from (
      select ${bucketOf(sql`a.received_on`, dimension)} as code, count(*) as received, 0 as closed
      from application a where ${condition} and ${within(sql`a.received_on`, period)} group by 1
      union all
      select ${bucketOf(sql`a.closed_on`, dimension)}, 0, count(*)
      from application a where ${condition} and a.closed_on is not null and ${within(sql`a.closed_on`, period)} group by 1
    ) flow group by code`;
}

/** Open applications before a day. */
export function backlogBefore(condition: Sql, day: string): Sql {
  return sql`select count(*) as backlog from application a where ${condition} and ${openOn(shiftDay(day, -1))}`;
}

/** Overdue applications at the end of each bucket. */
export function overdueAtEnds(bureau: BureauScope, condition: Sql, buckets: readonly Bucket[]): Sql {
  const ends = buckets.map((bucket) => bucket.to);
  const instants = ends.map((day) => stockInstant(bureau, day));
  return sql`
    select stock.code, count(a.id) as overdue
    from unnest(${buckets.map(({ code }) => code)}::text[], ${ends}::date[], ${instants}::timestamptz[]) as stock (code, day, at)
    left join application a on ${condition} and ${openOn(sql`stock.day`)}
      and a.promised_due_at < stock.at and ${deadlineKnown(sql`stock.at`)}
    group by stock.code`;
}
