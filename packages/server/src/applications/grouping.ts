import sql, { type Sql } from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { bucketOf, bucketsOf, categoryKey, dimensionNames, isTimeDimension } from './dimension.ts';
import type { Dimension, DimensionValue } from './dimension.type.ts';

// How every aggregate is grouped: in SQL by a key, beside the total in the same pass, and back into named groups.

/** The key of a group, for an aggregate that belongs to the day in `day`; null: no groups. */
export function groupKey(groupBy: Dimension | null, day: Sql): Sql | null {
  if (groupBy === null) {
    return null;
  }
  return isTimeDimension(groupBy) ? bucketOf(day, groupBy) : categoryKey(groupBy);
}

/** Columns `key` and `is_total` of a statement over a subquery `f` that has the key. */
export function keyColumns(key: Sql | null): Sql {
  return key ? sql`f.key as key, grouping(f.key) = 1 as is_total` : sql`null::text as key, true as is_total`;
}

/** The end of that statement: one row for the total and one for each key. */
export function totalAndGroups(key: Sql | null): Sql {
  return key ? sql`group by grouping sets ((), (f.key))` : sql``;
}

export interface KeyedRow {
  readonly key: string | null;
  readonly is_total: boolean;
}

/** The total row, which an aggregate always has. */
export function totalOf<Row extends KeyedRow>(rows: readonly Row[]): Row {
  const total = rows.find((row) => row.is_total);
  if (!total) {
    throw new Error('An aggregate returned no total row.');
  }
  return total;
}

export interface Group<Figures> {
  readonly key: DimensionValue;
  readonly figures: Figures;
}

/**
 * Figures by key as named groups. Over time: every bucket of the period, oldest first, `empty` where nothing happened.
 * Otherwise the largest first, then by code.
 */
export async function nameGroups<Figures>(
  context: RequestContext,
  bureau: BureauScope,
  question: { readonly groupBy: Dimension | null; readonly period: PeriodInput },
  byKey: ReadonlyMap<string | null, Figures>,
  options: { readonly empty: Figures; readonly sizeOf: (figures: Figures) => number },
): Promise<Group<Figures>[]> {
  const { groupBy, period } = question;
  if (groupBy === null) {
    return [];
  }
  if (isTimeDimension(groupBy)) {
    return bucketsOf(period, groupBy).map(({ code }) => ({
      key: { code, nameZh: code, nameEn: code },
      figures: byKey.get(code) ?? options.empty,
    }));
  }
  const names = await dimensionNames(context, bureau);
  return [...byKey]
    .map(([key, figures]) => ({ key: names.of(groupBy, key), figures }))
    .sort(
      (one, other) =>
        options.sizeOf(other.figures) - options.sizeOf(one.figures) ||
        compareCodes(one.key.code, other.key.code),
    );
}

function compareCodes(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
