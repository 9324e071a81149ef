import sql, { type Sql } from 'sql-template-tag';
import type { Distribution, Rate } from './statistics.type.ts';

/** A rate over counts; `value` is null when the denominator is 0. */
export function rateOf(numerator: number, denominator: number): Rate {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

/**
 * A JSON object with the statistics of the non-null values of an expression, as an aggregate of the rows at hand.
 * Percentiles are PostgreSQL's `percentile_cont`: linear interpolation between order statistics, exact.
 */
export function distributionAggregate(value: Sql, having: Sql = sql`true`): Sql {
  return sql`json_build_object(
    'n', count(${value}) filter (where ${having}),
    'mean', avg(${value}) filter (where ${having}),
    'min', min(${value}) filter (where ${having}),
    'median', percentile_cont(0.5) within group (order by ${value}) filter (where ${having}),
    'p90', percentile_cont(0.9) within group (order by ${value}) filter (where ${having}),
    'max', max(${value}) filter (where ${having}))`;
}

export const EMPTY_DISTRIBUTION: Distribution = {
  n: 0,
  mean: null,
  min: null,
  median: null,
  p90: null,
  max: null,
};
