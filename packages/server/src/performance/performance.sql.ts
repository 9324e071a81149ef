import sql, { type Sql } from 'sql-template-tag';
import { type KeyedRow, keyColumns, totalAndGroups } from '../applications/grouping.ts';
import { within } from '../applications/selection.sql.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { AdditiveMeasure } from './additive-measure.ts';

export interface PartsRow extends KeyedRow {
  readonly applications: number;
  readonly numerator: number;
  /** null: the measure is a count */
  readonly denominator: number | null;
}

/**
 * The sums that a measure is made of, over the applications of a period under a scope (`inScope`), in all and by a key
 * (`groupKey(groupBy, measure.attributedOn)`). A key without applications has no row; the total always has one.
 */
export function partsByKey(measure: AdditiveMeasure, scope: Sql, period: PeriodInput, key: Sql | null): Sql {
  const { condition, attributedOn, numerator, denominator } = measure;
  return sql`
    select ${keyColumns(key)}, count(*) as applications,
      coalesce(sum(f.numerator), 0) as numerator,
      ${denominator === null ? sql`null::bigint` : sql`coalesce(sum(f.denominator), 0)`} as denominator
    from (
      select ${key ?? sql`null::text`} as key, ${numerator} as numerator, ${denominator ?? sql`null::int`} as denominator
      from application a
      where ${scope} and ${condition} and ${within(attributedOn, period)}
    ) f
    ${totalAndGroups(key)}`;
}
