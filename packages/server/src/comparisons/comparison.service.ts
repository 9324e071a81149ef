import Fraction from 'fraction.js';
import { categoryKeyNames } from '../applications/dimension.ts';
import type { CategoryDimension } from '../applications/dimension.type.ts';
import { groupKey, totalOf } from '../applications/grouping.ts';
import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import { inScope } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import { checkPeriod, describePeriod } from '../bureau/period.ts';
import type { Period, PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { ADDITIVE_MEASURES, type AdditiveMeasure, additiveMeasure } from '../performance/additive-measure.ts';
import { type PartsRow, partsByKey } from '../performance/performance.sql.ts';
import { Refusal } from '../platform/refusal.ts';
import type { CalendarDay } from '../working-time/calendar-day.ts';
import { basePeriodOf, COMPARISON_BASES, type ComparisonBase } from './base-period.ts';
import { type TurnaroundCountRow, turnaroundCounts } from './comparison.sql.ts';
import {
  type ChangeExplanation,
  type ComparisonReport,
  type MeasureComparison,
  type MeasureValue,
  type PartEffect,
  PERCENTILES,
  type Percentile,
  type PercentileExplanation,
} from './comparison.type.ts';
import { distributionShift } from './distribution-shift.ts';
import { countEffects, type PartChange, type PartSums, paceEffects, rateEffects } from './effects.ts';

export interface ChangeQuestion {
  readonly scope: ScopeFilter | null;
  readonly period: PeriodInput;
  readonly base: ComparisonBase;
  readonly dimension: CategoryDimension;
}

/** Measures in a period, in the period before and in the same period last year. @throws Refusal UNKNOWN_MEASURE, INVALID_PERIOD */
export async function compare(
  context: RequestContext,
  bureau: BureauScope,
  question: {
    readonly scope: ScopeFilter | null;
    readonly period: PeriodInput;
    readonly measures: readonly string[] | null;
  },
): Promise<ComparisonReport> {
  const period = describePeriod(checkPeriod(question.period), bureau.calendar);
  const measures = question.measures?.map(measureOf) ?? ADDITIVE_MEASURES;
  const bases = COMPARISON_BASES.map((base) => ({
    base,
    period: describePeriod(basePeriodOf(period, base), bureau.calendar),
  }));
  const condition = inScope(bureau, question.scope);
  const firstDay = firstRecordedDay(context, bureau);
  const valueIn = async (measure: AdditiveMeasure, when: Period): Promise<MeasureValue> => {
    const { rows } = await context.pool.query<PartsRow>(partsByKey(measure, condition, when, null));
    return describeValue(measure, totalOf(rows), when, await firstDay);
  };
  return {
    period,
    freshness: await freshnessOf(context, bureau),
    measures: await Promise.all(
      measures.map(async (measure): Promise<MeasureComparison> => {
        const now = await valueIn(measure, period);
        return {
          measure: measure.definition.id,
          form: measure.form,
          better: measure.better,
          now,
          changes: await Promise.all(
            bases.map(async ({ base, period: basePeriod }) => {
              const before = await valueIn(measure, basePeriod);
              const change = differenceOf(now.value, before.value);
              return {
                base,
                period: basePeriod,
                before,
                change,
                relativeChange: change === null || !before.value ? null : change / before.value,
              };
            }),
          ),
        };
      }),
    ),
  };
}

/** Why a count, a rate or a mean moved, split among the values of a dimension. @throws Refusal UNKNOWN_MEASURE, INVALID_PERIOD */
export async function explainChange(
  context: RequestContext,
  bureau: BureauScope,
  { measure: id, ...question }: ChangeQuestion & { readonly measure: string },
): Promise<ChangeExplanation> {
  const measure = measureOf(id);
  const { period, basePeriod } = periodsOf(bureau, question);
  const condition = inScope(bureau, question.scope);
  const key = groupKey(question.dimension, measure.attributedOn);
  const [before, now, names, firstDay] = await Promise.all([
    context.pool.query<PartsRow>(partsByKey(measure, condition, basePeriod, key)),
    context.pool.query<PartsRow>(partsByKey(measure, condition, period, key)),
    categoryKeyNames(context, bureau, question.dimension),
    firstRecordedDay(context, bureau),
  ]);
  const parts = partsOf(before.rows, now.rows);
  const valueBefore = describeValue(measure, totalOf(before.rows), basePeriod, firstDay);
  const valueNow = describeValue(measure, totalOf(now.rows), period, firstDay);
  const described = (part: PartChange<PartRows>) => ({
    key: names(part.key.key),
    before: part.key.before && describeValue(measure, part.key.before, basePeriod, firstDay),
    now: part.key.now && describeValue(measure, part.key.now, period, firstDay),
  });
  const change = differenceOf(valueNow.value, valueBefore.value);
  const effects =
    change === null
      ? NO_EFFECTS
      : measure.form === 'COUNT'
        ? countChange(parts, described, { before: valueBefore, now: valueNow, basePeriod, period })
        : rateChange(parts, described);
  return {
    measure: id,
    form: measure.form,
    base: question.base,
    period,
    basePeriod,
    freshness: await freshnessOf(context, bureau),
    before: valueBefore,
    now: valueNow,
    change,
    ...effects,
  };
}

/** Which parts shifted a percentile of turnaround. @throws Refusal INVALID_PERIOD */
export async function explainPercentile(
  context: RequestContext,
  bureau: BureauScope,
  { percentile, ...question }: ChangeQuestion & { readonly percentile: Percentile },
): Promise<PercentileExplanation> {
  const { period, basePeriod } = periodsOf(bureau, question);
  const condition = inScope(bureau, question.scope);
  const measure = measureOf('turnaround');
  const key = groupKey(question.dimension, measure.attributedOn);
  if (key === null) {
    throw new Error('A dimension has a key.');
  }
  const [before, now, names] = await Promise.all([
    context.pool.query<TurnaroundCountRow>(turnaroundCounts(condition, basePeriod, key)),
    context.pool.query<TurnaroundCountRow>(turnaroundCounts(condition, period, key)),
    categoryKeyNames(context, bureau, question.dimension),
  ]);
  const [beforeByKey, nowByKey] = [before.rows, now.rows].map((rows) => Map.groupBy(rows, (row) => row.key));
  const keys = [...new Set([...before.rows, ...now.rows].map((row) => row.key))];
  const shift = distributionShift(
    keys.map((each) => ({ key: each, before: beforeByKey?.get(each) ?? [], now: nowByKey?.get(each) ?? [] })),
    PERCENTILES[percentile],
  );
  return {
    percentile,
    base: question.base,
    period,
    basePeriod,
    freshness: await freshnessOf(context, bureau),
    countBefore: shift.parts.reduce((sum, { countBefore }) => sum + countBefore, 0),
    countNow: shift.parts.reduce((sum, { countNow }) => sum + countNow, 0),
    before: shift.before,
    now: shift.now,
    change: differenceOf(shift.now, shift.before),
    compositionEffect: differenceOf(shift.reweighted, shift.before),
    withinEffect: differenceOf(shift.now, shift.reweighted),
    parts: shift.parts
      .map((part) => ({ ...part, key: names(part.key) }))
      .sort((one, other) => Math.abs(other.influence ?? 0) - Math.abs(one.influence ?? 0)),
  };
}

function periodsOf(bureau: BureauScope, { period, base }: ChangeQuestion) {
  checkPeriod(period);
  return {
    period: describePeriod(period, bureau.calendar),
    basePeriod: describePeriod(basePeriodOf(period, base), bureau.calendar),
  };
}

function measureOf(id: string): AdditiveMeasure {
  const measure = additiveMeasure(id);
  if (measure === null) {
    throw new Refusal(
      'UNKNOWN_MEASURE',
      `${JSON.stringify(id)} is none of ${ADDITIVE_MEASURES.map(({ definition }) => definition.id).join(', ')}.`,
    );
  }
  return measure;
}

/** The rows of a part in both periods; null: it has no applications there. */
interface PartRows {
  readonly key: string | null;
  readonly before: PartsRow | null;
  readonly now: PartsRow | null;
}

function partsOf(before: readonly PartsRow[], now: readonly PartsRow[]): PartChange<PartRows>[] {
  const byKey = (rows: readonly PartsRow[]) =>
    new Map(rows.filter((row) => !row.is_total).map((row) => [row.key, row]));
  const [beforeByKey, nowByKey] = [byKey(before), byKey(now)];
  return [...new Set([...beforeByKey.keys(), ...nowByKey.keys()])].map((key) => {
    const rows = { key, before: beforeByKey.get(key) ?? null, now: nowByKey.get(key) ?? null };
    return { key: rows, before: rows.before && sumsOf(rows.before), now: rows.now && sumsOf(rows.now) };
  });
}

function sumsOf({ numerator, denominator }: PartsRow): PartSums {
  return { numerator, denominator: denominator ?? 0 };
}

type Described = Pick<PartEffect, 'key' | 'before' | 'now'>;
type Effects = Pick<
  ChangeExplanation,
  'mixEffect' | 'rateEffect' | 'workingDaysEffect' | 'paceEffect' | 'parts'
>;

const NO_EFFECTS: Effects = {
  mixEffect: null,
  rateEffect: null,
  workingDaysEffect: null,
  paceEffect: null,
  parts: [],
};

function countChange(
  parts: readonly PartChange<PartRows>[],
  described: (part: PartChange<PartRows>) => Described,
  whole: {
    readonly before: MeasureValue;
    readonly now: MeasureValue;
    readonly basePeriod: Period;
    readonly period: Period;
  },
): Effects {
  const pace = paceEffects(
    { count: whole.before.numerator, workingDays: whole.basePeriod.workingDays },
    { count: whole.now.numerator, workingDays: whole.period.workingDays },
  );
  const changes = countEffects(parts);
  return {
    mixEffect: null,
    rateEffect: null,
    workingDaysEffect: pace?.workingDays.valueOf() ?? null,
    paceEffect: pace?.pace.valueOf() ?? null,
    parts: largestFirst(
      parts.map((part, index) => ({
        ...described(part),
        mixEffect: null,
        rateEffect: null,
        effect: changes[index]?.change ?? 0,
      })),
    ),
  };
}

function rateChange(
  parts: readonly PartChange<PartRows>[],
  described: (part: PartChange<PartRows>) => Described,
): Effects {
  const effects = rateEffects(parts);
  const none = { workingDaysEffect: null, paceEffect: null };
  if (effects === null) {
    return { ...none, mixEffect: null, rateEffect: null, parts: [] };
  }
  const sum = (of: 'mix' | 'rate') =>
    effects.reduce((total, effect) => total.add(effect[of]), new Fraction(0)).valueOf();
  return {
    ...none,
    mixEffect: sum('mix'),
    rateEffect: sum('rate'),
    parts: largestFirst(
      parts.flatMap((part, index) => {
        const effect = effects[index];
        return effect === undefined
          ? []
          : [
              {
                ...described(part),
                mixEffect: effect.mix.valueOf(),
                rateEffect: effect.rate.valueOf(),
                effect: effect.mix.add(effect.rate).valueOf(),
              },
            ];
      }),
    ),
  };
}

function largestFirst(parts: PartEffect[]): PartEffect[] {
  return parts.sort((one, other) => Math.abs(other.effect) - Math.abs(one.effect));
}

function describeValue(
  { form }: AdditiveMeasure,
  { applications, numerator, denominator }: PartsRow,
  { to, workingDays }: Period,
  firstDay: CalendarDay | null,
): MeasureValue {
  // Before the first record nothing is known: a count of 0 would say that nothing came in.
  const isRecorded = firstDay !== null && to >= firstDay;
  const value =
    denominator === null
      ? isRecorded
        ? numerator
        : null
      : denominator === 0
        ? null
        : numerator / denominator;
  return {
    applications,
    numerator,
    denominator,
    value,
    perWorkingDay: form === 'COUNT' && value !== null && workingDays ? numerator / workingDays : null,
  };
}

/** The first day of which anything is on record; null: none. */
async function firstRecordedDay({ pool }: RequestContext, { id }: BureauScope): Promise<CalendarDay | null> {
  const { rows } = await pool.query<{ day: CalendarDay | null }>(
    'select min(received_on) as day from application where bureau_id = $1',
    [id],
  );
  return rows[0]?.day ?? null;
}

function differenceOf(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}
