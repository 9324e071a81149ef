import type { DimensionNames } from '../applications/dimension.ts';
import { dimensionNames } from '../applications/dimension.ts';
import { inScope, stockInstant } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { describePeriod } from '../bureau/period.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { answered, type CalendarDay } from '../working-time/working-calendar.ts';
import { TargetEntity, type TargetRow } from './target.entity.ts';
import { type QuantileRow, quantilesOf, type StockRow, type SumRow, stocksOf, sumsOf } from './target.sql.ts';
import type { Target, TargetMeasureChoice, TargetStanding } from './target.type.ts';
import { TARGET_MEASURES, type TargetMeasure, targetMeasure } from './target-measure.ts';
import { type Days, periodOn } from './target-period.ts';
import { type Progress, projectTarget, type SoFar } from './target-projection.ts';

/** A target with the days that it is judged in. */
interface Judged {
  readonly row: TargetRow;
  readonly target: Target;
  readonly measure: TargetMeasure;
  readonly period: Days;
}

/**
 * How every target in force stands in the period of a day, as it was at the end of that day (now, for today): by measure as the
 * catalogue has them, the whole bureau first. A constant number of statements, however many targets.
 */
export async function targetStandings(
  context: RequestContext,
  bureau: BureauScope,
  day: CalendarDay,
): Promise<TargetStanding[]> {
  const [rows, names] = await Promise.all([
    context.em.find(TargetEntity, { bureauId: bureau.id, supersededAt: null }, { orderBy: { id: 'asc' } }),
    dimensionNames(context, bureau),
  ]);
  const judged = rows
    .flatMap((row): Judged[] => {
      const measure = targetMeasure(row.measure);
      const period = periodOn({ ...row, validTo: row.validTo ?? null }, day);
      return measure && period ? [{ row, measure, period, target: toTarget(row, measure, names) }] : [];
    })
    .sort(byPlace);
  const soFar = await measuredSoFar(context, bureau, judged, day);
  return judged.map((each) => {
    const measured = soFar.get(each);
    if (measured === undefined) {
      throw new Error(`Nothing was asked for target ${each.target.id}.`);
    }
    const progress = progressOf(bureau, each.period, day);
    return {
      target: each.target,
      period: describePeriod(each.period, bureau.calendar),
      elapsedWorkingDays: progress.elapsedWorkingDays,
      ...partsOf(measured),
      ...projectTarget(each.row, measured, progress),
    };
  });
}

function byPlace(one: Judged, other: Judged): number {
  const breadth = ({ row }: Judged) => Number(row.servicePointId != null) + Number(row.serviceItemId != null);
  return (
    TARGET_MEASURES.indexOf(one.measure) - TARGET_MEASURES.indexOf(other.measure) ||
    breadth(one) - breadth(other) ||
    one.row.id - other.row.id
  );
}

function progressOf(bureau: BureauScope, period: Days, day: CalendarDay): Progress {
  const { calendar } = bureau;
  const at = stockInstant(bureau, day);
  const isOver = at >= calendar.lastInstantOf(period.to);
  const total = describePeriod(period, calendar).workingDays;
  return {
    isOver,
    totalWorkingDays: total,
    elapsedWorkingDays: isOver
      ? total
      : answered(
          () =>
            calendar.workingMinutesBetween(calendar.startOfDay(period.from), at) /
            calendar.standardDayMinutes,
        ),
  };
}

function partsOf(soFar: SoFar): Pick<TargetStanding, 'numerator' | 'denominator'> {
  switch (soFar.kind) {
    case 'RATIO':
      return { numerator: soFar.numerator, denominator: soFar.denominator };
    case 'QUANTILE':
      return { numerator: null, denominator: soFar.n };
    default:
      return { numerator: null, denominator: null };
  }
}

/** What each target measures, up to the day: one statement a kind of figure. */
async function measuredSoFar(
  context: RequestContext,
  bureau: BureauScope,
  judged: readonly Judged[],
  day: CalendarDay,
): Promise<Map<Judged, SoFar>> {
  const { standardDayMinutes } = bureau.calendar;
  const partOf = ({ target, period }: Judged) => ({
    scope: inScope(bureau, {
      servicePoints: target.servicePoint?.code == null ? null : [target.servicePoint.code],
      serviceItems: target.serviceItem?.code == null ? null : [target.serviceItem.code],
    }),
    days: { from: period.from, to: day < period.to ? day : period.to },
  });
  const soFar = new Map<Judged, SoFar>();
  const sums = judged.flatMap((each) =>
    each.measure.figure.kind === 'SUM' ? [{ each, measure: each.measure.figure.measure }] : [],
  );
  const quantiles = judged.flatMap((each) =>
    each.measure.figure.kind === 'QUANTILE' ? [{ each, quantile: each.measure.figure.quantile }] : [],
  );
  const stocks = judged.flatMap((each) =>
    each.measure.figure.kind === 'STOCK' ? [{ each, stock: each.measure.figure.stock }] : [],
  );
  if (sums.length > 0) {
    const { rows } = await context.pool.query<SumRow>(
      sumsOf(sums.map(({ each, measure }) => ({ ...partOf(each), measure }))),
    );
    for (const { place, numerator, denominator } of rows) {
      const asked = sums[place];
      if (asked) {
        const { unit } = asked.each.measure;
        // In the unit of the target, so that the projection knows no other.
        const scale = unit === 'WORKING_DAYS' ? standardDayMinutes : 1;
        soFar.set(
          asked.each,
          denominator === null
            ? { kind: 'COUNT', count: numerator }
            : {
                kind: 'RATIO',
                numerator: numerator / scale,
                denominator,
                most: unit === 'RATE' ? 1 : Number.POSITIVE_INFINITY,
              },
        );
      }
    }
  }
  if (quantiles.length > 0) {
    const { rows } = await context.pool.query<QuantileRow>(
      quantilesOf(
        quantiles.map(({ each, quantile }) => ({
          ...partOf(each),
          quantile,
          goalMinutes: each.row.value * standardDayMinutes,
        })),
      ),
    );
    for (const { place, n, minutes, within } of rows) {
      const asked = quantiles[place];
      if (asked) {
        const value = minutes === null ? null : minutes / standardDayMinutes;
        soFar.set(asked.each, { kind: 'QUANTILE', quantile: asked.quantile, value, n, within });
      }
    }
  }
  if (stocks.length > 0) {
    const { rows } = await context.pool.query<StockRow>(
      stocksOf(
        bureau,
        stocks.map(({ each, stock }) => ({ ...partOf(each), stock })),
      ),
    );
    for (const { place, at_start, now } of rows) {
      const asked = stocks[place];
      if (asked) {
        soFar.set(asked.each, { kind: 'STOCK', atStart: at_start, now });
      }
    }
  }
  return soFar;
}

/** Every target ever set, newest first: what holds, and what others took the place of. */
export async function targetHistory(
  context: RequestContext,
  bureau: BureauScope,
  question: { readonly first: number; readonly after: string | null },
): Promise<Connection<Target>> {
  const first = checkPageSize(question.first);
  const below = question.after === null ? null : Number(decodeCursor(question.after, 1)[0]);
  const ofBureau = { bureauId: bureau.id, measure: { $in: TARGET_MEASURES.map(({ id }) => id) } };
  const [rows, names] = await Promise.all([
    context.em.find(
      TargetEntity,
      { ...ofBureau, ...(below === null ? {} : { id: { $lt: below } }) },
      { orderBy: { id: 'desc' }, limit: first + 1 },
    ),
    dimensionNames(context, bureau),
  ]);
  const known = rows.flatMap((row) => {
    const measure = targetMeasure(row.measure);
    return measure ? [{ row, measure }] : [];
  });
  return pageOf(
    known,
    first,
    ({ row, measure }) => toTarget(row, measure, names),
    ({ row }) => [row.id],
    () => context.em.count(TargetEntity, ofBureau),
  );
}

/** @returns null: there is no such target */
export async function findTarget(
  context: RequestContext,
  bureau: BureauScope,
  id: number,
): Promise<Target | null> {
  const row = await context.em.findOne(TargetEntity, { id, bureauId: bureau.id });
  const measure = row && targetMeasure(row.measure);
  return row && measure ? toTarget(row, measure, await dimensionNames(context, bureau)) : null;
}

export function toChoice(measure: TargetMeasure): TargetMeasureChoice {
  const { id, definition, nameZh, nameEn, unit, direction, figure } = measure;
  return {
    id,
    definitionId: definition.id,
    nameZh,
    nameEn,
    unit,
    ...unitNames(measure),
    direction,
    hasControlChart: figure.kind === 'SUM',
  };
}

function unitNames({ unit, definition }: TargetMeasure): Pick<TargetMeasureChoice, 'unitZh' | 'unitEn'> {
  switch (unit) {
    case 'RATE':
      return { unitZh: '', unitEn: '' };
    case 'WORKING_DAYS':
      return { unitZh: '工作日', unitEn: 'working days' };
    default:
      return { unitZh: definition.unitZh, unitEn: definition.unitEn };
  }
}

function toTarget(row: TargetRow, measure: TargetMeasure, names: DimensionNames): Target {
  const nameOf = (dimension: 'SERVICE_POINT' | 'SERVICE_ITEM', id: number | null | undefined) =>
    id == null ? null : names.of(dimension, String(id));
  return {
    id: String(row.id),
    measure: toChoice(measure),
    servicePoint: nameOf('SERVICE_POINT', row.servicePointId),
    serviceItem: nameOf('SERVICE_ITEM', row.serviceItemId),
    grain: row.grain,
    direction: row.direction,
    value: row.value,
    validFrom: row.validFrom,
    validTo: row.validTo ?? null,
    isSynthetic: row.provenance === 'SYNTHETIC',
    setAt: row.setAt,
    setBy: row.setBy,
    supersededAt: row.supersededAt ?? null,
    supersededBy: row.supersededBy ?? null,
  };
}
