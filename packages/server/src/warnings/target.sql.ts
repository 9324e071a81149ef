import sql, { join, type Sql } from 'sql-template-tag';
import { openOn, standingConditions, stockInstant, within } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { AdditiveMeasure } from '../performance/additive-measure.ts';
import { partsByKey } from '../performance/performance.sql.ts';
import { shiftDay } from '../working-time/calendar-day.ts';
import type { Days } from './target-period.ts';

// One statement for all targets of a kind: each is a part of a union, named by its place in the list.

interface Part {
  /** The applications that the target is about, beside the days. */
  readonly scope: Sql;
  readonly days: Days;
}

function unionOf<Each>(parts: readonly Each[], statementOf: (part: Each) => Sql): Sql {
  return join(
    parts.map((part, index) => sql`select ${index}::int as place, p.* from (${statementOf(part)}) p`),
    ' union all ',
  );
}

export interface SumRow {
  readonly place: number;
  readonly applications: number;
  readonly numerator: number;
  readonly denominator: number | null;
}

export function sumsOf(parts: readonly (Part & { readonly measure: AdditiveMeasure })[]): Sql {
  return unionOf(parts, ({ measure, scope, days }) => partsByKey(measure, scope, days, null));
}

export interface QuantileRow {
  readonly place: number;
  readonly n: number;
  readonly minutes: number | null;
  readonly within: number;
}

export function quantilesOf(
  parts: readonly (Part & { readonly quantile: number; readonly goalMinutes: number })[],
): Sql {
  return unionOf(
    parts,
    ({ scope, days, quantile, goalMinutes }) => sql`
      select count(*) as n, count(*) filter (where a.bureau_minutes <= ${goalMinutes}::double precision) as within,
        percentile_cont(${quantile}::double precision) within group (order by a.bureau_minutes) as minutes
      from application a
      where ${scope} and ${within(sql`a.decided_on`, days)} and a.bureau_minutes is not null`,
  );
}

export interface StockRow {
  readonly place: number;
  readonly at_start: number;
  readonly now: number;
}

/** What stood open, or overdue, before the first day and at the end of the last. */
export function stocksOf(
  bureau: BureauScope,
  parts: readonly (Part & { readonly stock: 'BACKLOG' | 'OVERDUE' })[],
): Sql {
  const standing = (day: string, stock: 'BACKLOG' | 'OVERDUE') =>
    stock === 'BACKLOG'
      ? openOn(day)
      : sql`${openOn(day)} and ${standingConditions(bureau, stockInstant(bureau, day)).OVERDUE}`;
  return unionOf(
    parts,
    ({ scope, days, stock }) => sql`
      select count(*) filter (where ${standing(shiftDay(days.from, -1), stock)}) as at_start,
        count(*) filter (where ${standing(days.to, stock)}) as now
      from application a
      where ${scope} and a.received_on <= ${days.to}::date and (a.closed_on is null or a.closed_on >= ${days.from}::date)`,
  );
}
