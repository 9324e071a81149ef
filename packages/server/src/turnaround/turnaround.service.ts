import sql, { type Sql } from 'sql-template-tag';
import type { Dimension } from '../applications/dimension.type.ts';
import { groupKey, nameGroups, totalOf } from '../applications/grouping.ts';
import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import { inScope } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import { checkPeriod, describePeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { EMPTY_DISTRIBUTION, rateOf } from '../measure/statistics.ts';
import { type TurnaroundRow, turnaroundByKey, turnaroundHistogram } from './turnaround.sql.ts';
import type { HistogramBin, TurnaroundFigures, TurnaroundReport } from './turnaround.type.ts';

/** The histogram's last bin, in working days: the longest statutory limit with its extension (art. 42: 45 + 15) is rare beyond it. */
const LAST_BIN_WORKING_DAYS = 30;

export interface TurnaroundQuestion {
  readonly scope: ScopeFilter | null;
  readonly period: PeriodInput;
  readonly groupBy: Dimension | null;
}

/** How long decided applications took, whose time it was, and whether they were on time. */
export async function reportTurnaround(
  context: RequestContext,
  bureau: BureauScope,
  { scope, period, groupBy }: TurnaroundQuestion,
): Promise<TurnaroundReport> {
  checkPeriod(period);
  const condition = inScope(bureau, scope);
  const [figures, histogram, freshness] = await Promise.all([
    context.pool.query<TurnaroundRow>(
      turnaroundByKey(condition, period, groupKey(groupBy, sql`a.decided_on`)),
    ),
    histogramOf(context, bureau, condition, period),
    freshnessOf(context, bureau),
  ]);
  const byKey = new Map(figures.rows.filter((row) => !row.is_total).map((row) => [row.key, figuresOf(row)]));
  return {
    period: describePeriod(period, bureau.calendar),
    freshness,
    standardDayMinutes: bureau.calendar.standardDayMinutes,
    groupBy,
    total: figuresOf(totalOf(figures.rows)),
    groups: await nameGroups(context, bureau, { groupBy, period }, byKey, {
      empty: NO_DECISION,
      sizeOf: ({ decided }) => decided,
    }),
    histogram,
  };
}

async function histogramOf(
  context: RequestContext,
  bureau: BureauScope,
  condition: Sql,
  period: PeriodInput,
): Promise<HistogramBin[]> {
  const binMinutes = bureau.calendar.standardDayMinutes;
  const { rows } = await context.pool.query<{ bin: number; count: number }>(
    turnaroundHistogram(condition, period, binMinutes, LAST_BIN_WORKING_DAYS),
  );
  const counts = new Map(rows.map((row) => [row.bin, row.count]));
  return Array.from({ length: LAST_BIN_WORKING_DAYS + 1 }, (_, bin) => ({
    fromMinutes: bin * binMinutes,
    toMinutes: bin === LAST_BIN_WORKING_DAYS ? null : (bin + 1) * binMinutes,
    count: counts.get(bin) ?? 0,
  }));
}

function figuresOf(row: TurnaroundRow): TurnaroundFigures {
  return {
    decided: row.decided,
    turnaroundMinutes: row.turnaround,
    endToEndDays: row.end_to_end,
    receiptToDecisionHours: row.hours,
    receiptToDecisionWorkingDays: row.working_days,
    ownedTime: {
      n: row.turnaround.n,
      bureauMinutes: row.bureau_minutes,
      applicantMinutes: row.applicant_minutes,
      excludedMinutes: row.excluded_minutes,
      wholeMinutes: row.bureau_minutes + row.applicant_minutes + row.excluded_minutes,
    },
    promisedOnTime: rateOf(row.promised_in_time, row.promised_judged),
    statutoryOnTime: rateOf(row.statutory_in_time, row.statutory_judged),
    judgedByStatedDeadline: row.judged_by_stated,
  };
}

const NO_DECISION: TurnaroundFigures = {
  decided: 0,
  turnaroundMinutes: EMPTY_DISTRIBUTION,
  endToEndDays: EMPTY_DISTRIBUTION,
  receiptToDecisionHours: EMPTY_DISTRIBUTION,
  receiptToDecisionWorkingDays: EMPTY_DISTRIBUTION,
  ownedTime: { n: 0, bureauMinutes: 0, applicantMinutes: 0, excludedMinutes: 0, wholeMinutes: 0 },
  promisedOnTime: rateOf(0, 0),
  statutoryOnTime: rateOf(0, 0),
  judgedByStatedDeadline: 0,
};
