import sql, { join, raw, type Sql } from 'sql-template-tag';
import { type KeyedRow, keyColumns, totalAndGroups } from '../applications/grouping.ts';
import { within } from '../applications/selection.sql.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { AdditiveMeasure } from './additive-measure.ts';
import type { QualityMeasure } from './quality-measures.ts';

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

/** What a measure is made of, and how many applications do not state what it needs. */
export interface StatedParts {
  readonly applications: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly unstated: number;
}

export interface StatedPartsRow extends KeyedRow {
  /** By the names asked for. */
  readonly parts: Readonly<Record<string, StatedParts>>;
}

/** The parts of several measures of one day in one pass, in all and by a key. A key without applications has no row. */
export function statedPartsByKey(
  measures: readonly { readonly name: string; readonly measure: QualityMeasure }[],
  about: {
    readonly attributedOn: Sql;
    readonly scope: Sql;
    readonly period: PeriodInput;
    readonly key: Sql | null;
  },
): Sql {
  const { attributedOn, scope, period, key } = about;
  const columns = measures.map(({ measure }, index) => {
    const named = (part: string) => raw(`${part}_${index}`);
    return sql`(${measure.condition}) is true as ${named('counts')}, (${measure.population}) is true as ${named('asked')},
      ${measure.numerator} as ${named('numerator')}, ${measure.denominator} as ${named('denominator')}`;
  });
  const parts = measures.map(({ name }, index) => {
    const of = (part: string) => raw(`f.${part}_${index}`);
    return sql`${name}::text, json_build_object(
      'applications', count(*) filter (where ${of('counts')}),
      'numerator', coalesce(sum(${of('numerator')}) filter (where ${of('counts')}), 0),
      'denominator', coalesce(sum(${of('denominator')}) filter (where ${of('counts')}), 0),
      'unstated', count(*) filter (where ${of('asked')} and not ${of('counts')}))`;
  });
  return sql`
    select ${keyColumns(key)}, json_build_object(${join(parts)}) as parts
    from (
      select ${key ?? sql`null::text`} as key, ${join(columns)}
      from application a
      where ${scope} and ${within(attributedOn, period)}
    ) f
    ${totalAndGroups(key)}`;
}
