import sql, { type Sql } from 'sql-template-tag';
import {
  PROMISED_IN_TIME,
  PROMISED_JUDGED,
  STATUTORY_IN_TIME,
  STATUTORY_JUDGED,
} from '../applications/selection.sql.ts';
import { CLOSED, VOLUME } from '../caseload/caseload.definitions.ts';
import type { MeasureDefinition } from '../measure/measure-definition.ts';
import { ON_TIME, STATUTORY_ON_TIME, TURNAROUND } from '../turnaround/turnaround.definitions.ts';
import { QUALITY_MEASURES } from './quality-measures.ts';

/**
 * A measure that is a sum over applications, or one sum over another: what comparisons, targets, control limits and the
 * briefing compute from. Sums add up over any partition of the applications, so a change of one can be split among parts.
 */
export interface AdditiveMeasure {
  readonly definition: MeasureDefinition;
  /** COUNT: Σ numerator. RATE: Σ numerator ÷ Σ denominator, 0 to 1 (a compression may be below 0). MEAN: the same in the unit of the definition. */
  readonly form: 'COUNT' | 'RATE' | 'MEAN';
  /** Which applications `a` it is about, beside the scope. */
  readonly condition: Sql;
  /** The day of `a` that attributes it to a period. */
  readonly attributedOn: Sql;
  /** What one application adds above; never null where the condition holds. */
  readonly numerator: Sql;
  /** What one application adds below; null: a count has none. */
  readonly denominator: Sql | null;
  /** Which way is better; null: neither. */
  readonly better: 'HIGHER' | 'LOWER' | null;
}

const ONE = sql`1`;
const countOf = (condition: Sql): Sql => sql`(${condition})::int`;

/** Every additive measure, in the order in which a reader meets them. Their ids are those of their definitions. */
export const ADDITIVE_MEASURES: readonly AdditiveMeasure[] = [
  {
    definition: VOLUME,
    form: 'COUNT',
    condition: sql`true`,
    attributedOn: sql`a.received_on`,
    numerator: ONE,
    denominator: null,
    better: null,
  },
  {
    definition: CLOSED,
    form: 'COUNT',
    condition: sql`a.closed_on is not null`,
    attributedOn: sql`a.closed_on`,
    numerator: ONE,
    denominator: null,
    better: null,
  },
  {
    definition: TURNAROUND,
    form: 'MEAN',
    condition: sql`a.decided_on is not null and a.bureau_minutes is not null`,
    attributedOn: sql`a.decided_on`,
    numerator: sql`a.bureau_minutes`,
    denominator: ONE,
    better: 'LOWER',
  },
  {
    definition: ON_TIME,
    form: 'RATE',
    condition: PROMISED_JUDGED,
    attributedOn: sql`a.decided_on`,
    numerator: countOf(PROMISED_IN_TIME),
    denominator: ONE,
    better: 'HIGHER',
  },
  {
    definition: STATUTORY_ON_TIME,
    form: 'RATE',
    condition: STATUTORY_JUDGED,
    attributedOn: sql`a.decided_on`,
    numerator: countOf(STATUTORY_IN_TIME),
    denominator: ONE,
    better: 'HIGHER',
  },
  ...Object.values(QUALITY_MEASURES),
];

/** @returns null: there is no such measure */
export function additiveMeasure(id: string): AdditiveMeasure | null {
  return ADDITIVE_MEASURES.find(({ definition }) => definition.id === id) ?? null;
}
