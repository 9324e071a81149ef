import { BACKLOG, OVERDUE } from '../caseload/caseload.definitions.ts';
import type { MeasureDefinition } from '../measure/measure-definition.ts';
import { ADDITIVE_MEASURES, type AdditiveMeasure } from '../performance/additive-measure.ts';
import { TURNAROUND } from '../turnaround/turnaround.definitions.ts';
import type { TargetDirection } from './target.entity.ts';

/** What a value is counted in: as the measure counts, a share from 0 to 1, or working days of the standard day. */
export const VALUE_UNITS = ['COUNT', 'RATE', 'WORKING_DAYS', 'OWN'] as const;
export type ValueUnit = (typeof VALUE_UNITS)[number];

/** A measure that a target can be set on. */
export interface TargetMeasure {
  readonly id: string;
  readonly definition: MeasureDefinition;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: ValueUnit;
  /** null: either may be wanted, and the target says which. */
  readonly direction: TargetDirection | null;
  readonly figure:
    | { readonly kind: 'SUM'; readonly measure: AdditiveMeasure }
    | { readonly kind: 'QUANTILE'; readonly quantile: number }
    | { readonly kind: 'STOCK'; readonly stock: 'BACKLOG' | 'OVERDUE' };
}

const DIRECTIONS = { HIGHER: 'AT_LEAST', LOWER: 'AT_MOST' } as const;

/** In which unit values of an additive measure are shown and set. */
export function unitOf({ form, definition }: AdditiveMeasure): ValueUnit {
  if (form === 'MEAN') {
    return definition.unitEn === TURNAROUND.unitEn ? 'WORKING_DAYS' : 'OWN';
  }
  return form;
}

/**
 * The value of a measure's sums in its unit.
 * @returns null: there is nothing to divide by
 */
export function valueIn(
  unit: ValueUnit,
  numerator: number,
  denominator: number | null,
  standardDayMinutes: number,
): number | null {
  if (denominator === null) {
    return numerator;
  }
  const scale = unit === 'WORKING_DAYS' ? standardDayMinutes : 1;
  return denominator === 0 ? null : numerator / denominator / scale;
}

const quantileOf = (quantile: number, id: string, nameZh: string, nameEn: string): TargetMeasure => ({
  id,
  definition: TURNAROUND,
  nameZh,
  nameEn,
  unit: 'WORKING_DAYS',
  direction: 'AT_MOST',
  figure: { kind: 'QUANTILE', quantile },
});

const stockOf = (stock: 'BACKLOG' | 'OVERDUE', definition: MeasureDefinition): TargetMeasure => ({
  id: definition.id,
  definition,
  nameZh: definition.nameZh,
  nameEn: definition.nameEn,
  unit: 'COUNT',
  direction: 'AT_MOST',
  figure: { kind: 'STOCK', stock },
});

/** Every measure that a target can be set on: the additive ones, two percentiles of turnaround, and what stands open. */
export const TARGET_MEASURES: readonly TargetMeasure[] = [
  ...ADDITIVE_MEASURES.map(
    (measure): TargetMeasure => ({
      id: measure.definition.id,
      definition: measure.definition,
      nameZh: measure.form === 'MEAN' ? `平均${measure.definition.nameZh}` : measure.definition.nameZh,
      nameEn:
        measure.form === 'MEAN'
          ? `Mean ${measure.definition.nameEn.toLowerCase()}`
          : measure.definition.nameEn,
      unit: unitOf(measure),
      direction: measure.better === null ? null : DIRECTIONS[measure.better],
      figure: { kind: 'SUM', measure },
    }),
  ),
  quantileOf(0.5, 'turnaround-median', '办理时长中位数', 'Median turnaround'),
  quantileOf(0.9, 'turnaround-p90', '办理时长 90 分位', '90th percentile of turnaround'),
  stockOf('BACKLOG', BACKLOG),
  stockOf('OVERDUE', OVERDUE),
];

/** @returns null: there is no such measure */
export function targetMeasure(id: string): TargetMeasure | null {
  return TARGET_MEASURES.find((each) => each.id === id) ?? null;
}
