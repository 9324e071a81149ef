import sql from 'sql-template-tag';
import { bucketOf, dimensionNames } from '../applications/dimension.ts';
import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import { inScope, stockInstant } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { type AdditiveMeasure, additiveMeasure } from '../performance/additive-measure.ts';
import { type PartsRow, partsByKey } from '../performance/performance.sql.ts';
import { Refusal } from '../platform/refusal.ts';
import { ON_TIME, TURNAROUND } from '../turnaround/turnaround.definitions.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type {
  ChartGrain,
  ControlChart,
  ControlRestart,
  RestartRefusalCode,
  WatchedSignal,
  WatchReport,
} from './control-chart.type.ts';
import { ControlRestartEntity } from './control-restart.entity.ts';
import { type ControlSeries, controlSeries, type Sums } from './control-series.ts';
import { toChoice } from './target.service.ts';
import { targetMeasure, unitOf } from './target-measure.ts';

/** Before the first facts of anyone. */
const EVER = '1900-01-01';

export interface ChartQuestion {
  readonly measure: string;
  readonly scope: ScopeFilter | null;
  readonly grain: ChartGrain;
  /** null: as the newest restart of the chart says, else the first value. */
  readonly baselineFrom: CalendarDay | null;
  /** As of the end of this day (now, for today). */
  readonly day: CalendarDay;
}

/** The control chart of a measure under a scope. @throws Refusal UNKNOWN_MEASURE */
export async function reportControlChart(
  context: RequestContext,
  bureau: BureauScope,
  question: ChartQuestion,
): Promise<ControlChart> {
  const measure = chartable(question.measure);
  const [{ rows }, restarts] = await Promise.all([
    context.pool.query<PartsRow>(
      partsByKey(
        measure,
        inScope(bureau, question.scope),
        until(question.day),
        bucketOf(measure.attributedOn, question.grain),
      ),
    ),
    restartsOf(context, bureau),
  ]);
  const pointId = await pointIdOf(context, bureau, question.scope);
  const restart =
    question.baselineFrom !== null || pointId === undefined ? null : restarts.of(measure, pointId);
  const series = controlSeries({
    measure,
    grain: question.grain,
    sums: new Map(rows.flatMap((row) => (row.is_total || row.key === null ? [] : [[row.key, row]]))),
    until: stockInstant(bureau, question.day),
    baselineFrom: question.baselineFrom ?? restart?.baselineFrom ?? null,
    calendar: bureau.calendar,
  });
  return {
    measure: choiceOf(measure),
    unit: unitOf(measure),
    grain: question.grain,
    ...series,
    points: [...series.points],
    restart,
  };
}

/**
 * The series that are looked at every day, by week: mean turnaround of the bureau and of each point, and the bureau's on-time rate.
 * Few on purpose: every further one is another chance for a false alarm. Volume is not among them, since it follows the season.
 */
const WATCHED: readonly { readonly measure: string; readonly byPoint: boolean }[] = [
  { measure: TURNAROUND.id, byPoint: true },
  { measure: ON_TIME.id, byPoint: false },
];

/** A mean of fewer applications a week jumps by single ones. */
const LEAST_MEAN_DENOMINATOR = 5;

/** What the watched series say of the last whole week at the end of a day: one statement a measure, however many points. */
export async function watch(
  context: RequestContext,
  bureau: BureauScope,
  day: CalendarDay,
): Promise<WatchReport> {
  const [restarts, names] = await Promise.all([restartsOf(context, bureau), dimensionNames(context, bureau)]);
  const perMeasure = await Promise.all(
    WATCHED.map(async ({ measure: id, byPoint }) => {
      const measure = chartable(id);
      const { rows } = await context.pool.query<PartsRow>(
        partsByKey(
          measure,
          inScope(bureau, null),
          until(day),
          sql`${bucketOf(measure.attributedOn, 'WEEK')} || ' ' || coalesce(a.service_point_id::text, '')`,
        ),
      );
      return [...seriesByPoint(rows, byPoint)].map(([pointId, sums]) => ({
        measure,
        pointId,
        series: controlSeries({
          measure,
          grain: 'WEEK',
          sums,
          until: stockInstant(bureau, day),
          baselineFrom: restarts.of(measure, pointId)?.baselineFrom ?? null,
          calendar: bureau.calendar,
        }),
      }));
    }),
  );
  const charts = perMeasure.flat();
  const judged = charts.filter(
    ({ series }) => series.limits !== null && (series.meanDenominator ?? 0) >= LEAST_MEAN_DENOMINATOR,
  );
  return {
    judged: judged.length,
    notJudged: charts.length - judged.length,
    signals: judged.flatMap(({ measure, pointId, series }): WatchedSignal[] => {
      const signal = lastSignal(series);
      return signal === null
        ? []
        : [
            {
              measure: choiceOf(measure),
              servicePoint: pointId === null ? null : names.of('SERVICE_POINT', String(pointId)),
              ...signal,
            },
          ];
    }),
  };
}

/** Sums by week of the whole bureau (null) and, where asked, of each point; what states no point counts in the whole alone. */
function seriesByPoint(rows: readonly PartsRow[], byPoint: boolean): Map<number | null, Map<string, Sums>> {
  const series = new Map<number | null, Map<string, Sums>>([[null, new Map()]]);
  const add = (pointId: number | null, code: string, row: PartsRow) => {
    const own = series.get(pointId) ?? new Map<string, Sums>();
    const before = own.get(code) ?? { numerator: 0, denominator: 0 };
    own.set(code, {
      numerator: before.numerator + row.numerator,
      denominator: row.denominator === null ? null : (before.denominator ?? 0) + row.denominator,
    });
    series.set(pointId, own);
  };
  for (const row of rows) {
    const [code = '', point = ''] = row.is_total ? [] : (row.key?.split(' ') ?? []);
    if (code !== '') {
      add(null, code, row);
      if (byPoint && point !== '') {
        add(Number(point), code, row);
      }
    }
  }
  return series;
}

/** The last whole week, where it is marked on the worse side, and since when that has been so without a break. */
function lastSignal({
  points,
  limits,
}: ControlSeries): Pick<WatchedSignal, 'point' | 'limits' | 'since'> | null {
  const point = points.at(-1);
  if (!point?.isWorse || limits === null) {
    return null;
  }
  const lastUnmarked = points.findLastIndex(({ isWorse }) => isWorse !== true);
  return { point, limits, since: points[lastUnmarked + 1]?.from ?? point.from };
}

function chartable(id: string): AdditiveMeasure {
  const measure = additiveMeasure(id);
  if (measure === null) {
    throw new Refusal('UNKNOWN_MEASURE', `There is no control chart of ${JSON.stringify(id)}.`);
  }
  return measure;
}

function choiceOf(measure: AdditiveMeasure) {
  const choice = targetMeasure(measure.definition.id);
  if (choice === null) {
    throw new Error(`Every additive measure can have a target: ${measure.definition.id}.`);
  }
  return toChoice(choice);
}

function until(day: CalendarDay): PeriodInput {
  return { from: EVER, to: day };
}

/** @returns null: the whole bureau; undefined: neither that nor one point, so that no restart is about it */
async function pointIdOf(
  context: RequestContext,
  bureau: BureauScope,
  scope: ScopeFilter | null,
): Promise<number | null | undefined> {
  const { servicePoints, ...others } = scope ?? {};
  if (Object.values(others).some((values) => values != null && values.length > 0)) {
    return undefined;
  }
  if (!servicePoints?.length) {
    return null;
  }
  const { rows } = await context.pool.query<{ id: number }>(
    'select id from service_point where bureau_id = $1 and code = any($2)',
    [bureau.id, servicePoints],
  );
  return rows.length === 1 ? rows[0]?.id : undefined;
}

async function restartsOf(context: RequestContext, bureau: BureauScope) {
  const rows = await context.em.find(
    ControlRestartEntity,
    { bureauId: bureau.id },
    { orderBy: { id: 'desc' } },
  );
  return {
    /** The newest of a chart; null: never. */
    of: (measure: AdditiveMeasure, pointId: number | null): ControlRestart | null =>
      rows.find((row) => row.measure === measure.definition.id && (row.servicePointId ?? null) === pointId) ??
      null,
  };
}

/** The longest reason that fits beside a chart. */
const LONGEST_REASON = 500;

/** Starts the limits of a chart anew from a day, with the reason kept. */
export async function restartChart(
  context: RequestContext,
  bureau: BureauScope,
  input: {
    readonly measure: string;
    readonly servicePoint: string | null;
    readonly baselineFrom: CalendarDay;
    readonly reason: string;
  },
): Promise<ControlRestart | { readonly code: RestartRefusalCode }> {
  const reason = input.reason.trim();
  const pointId =
    input.servicePoint === null
      ? null
      : await pointIdOf(context, bureau, { servicePoints: [input.servicePoint] });
  if (additiveMeasure(input.measure) === null) {
    return { code: 'UNKNOWN_MEASURE' };
  }
  if (pointId === undefined) {
    return { code: 'UNKNOWN_SERVICE_POINT' };
  }
  if (reason === '' || reason.length > LONGEST_REASON) {
    return { code: 'REASON_NEEDED' };
  }
  if (input.baselineFrom > bureau.today) {
    return { code: 'NOT_YET' };
  }
  const restart = {
    baselineFrom: input.baselineFrom,
    reason,
    setAt: context.clock(),
    setBy: context.principal.actor,
  };
  await context.pool.query(
    `insert into control_restart (bureau_id, measure, service_point_id, baseline_from, reason, set_at, set_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [bureau.id, input.measure, pointId, restart.baselineFrom, reason, restart.setAt, restart.setBy],
  );
  return restart;
}
