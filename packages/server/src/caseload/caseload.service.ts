import sql from 'sql-template-tag';
import { bucketsOf, isTimeDimension } from '../applications/dimension.ts';
import type { Dimension, TimeDimension } from '../applications/dimension.type.ts';
import { type Group, groupKey, nameGroups, totalOf } from '../applications/grouping.ts';
import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import { inScope, stockInstant } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import { checkPeriod, describePeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { AGE_BANDS } from '../working-time/deadline-standing.ts';
import {
  backlogBefore,
  type CaseloadRow,
  caseloadByCategory,
  type FlowRow,
  flowByTime,
  overdueAtEnds,
} from './caseload.sql.ts';
import type { CaseloadFigures, CaseloadReport } from './caseload.type.ts';

export interface CaseloadQuestion {
  readonly scope: ScopeFilter | null;
  readonly period: PeriodInput;
  readonly groupBy: Dimension | null;
}

/** How much came in, went out and is piling up in a period, under a filter, by a dimension. */
export async function reportCaseload(
  context: RequestContext,
  bureau: BureauScope,
  { scope, period, groupBy }: CaseloadQuestion,
): Promise<CaseloadReport> {
  checkPeriod(period);
  const isSeries = groupBy !== null && isTimeDimension(groupBy);
  const condition = inScope(bureau, scope);
  const { rows } = await context.pool.query<CaseloadRow>(
    caseloadByCategory(bureau, condition, period, isSeries ? null : groupKey(groupBy, sql`a.received_on`)),
  );
  const byKey = new Map(rows.filter((row) => !row.is_total).map((row) => [row.key, figuresOf(row)]));
  return {
    period: describePeriod(period, bureau.calendar),
    asOf: stockInstant(bureau, period.to),
    freshness: await freshnessOf(context, bureau),
    groupBy,
    total: figuresOf(totalOf(rows)),
    groups: isSeries
      ? await seriesOf(context, bureau, scope, period, groupBy)
      : await nameGroups(context, bureau, { groupBy, period }, byKey, {
          empty: NOTHING,
          sizeOf: ({ received }) => received,
        }),
  };
}

async function seriesOf(
  context: RequestContext,
  bureau: BureauScope,
  scope: ScopeFilter | null,
  period: PeriodInput,
  dimension: TimeDimension,
): Promise<Group<CaseloadFigures>[]> {
  const condition = inScope(bureau, scope);
  const buckets = bucketsOf(period, dimension);
  const [flows, start, overdue] = await Promise.all([
    context.pool.query<FlowRow>(flowByTime(condition, period, dimension)),
    context.pool.query<{ backlog: number }>(backlogBefore(condition, period.from)),
    context.pool.query<{ code: string; overdue: number }>(overdueAtEnds(bureau, condition, buckets)),
  ]);
  const flowByCode = new Map(flows.rows.map((row) => [row.code, row]));
  const overdueByCode = new Map(overdue.rows.map((row) => [row.code, row.overdue]));
  let backlogAtStart = start.rows[0]?.backlog ?? 0;
  return buckets.map(({ code }) => {
    const { received, closed } = flowByCode.get(code) ?? { received: 0, closed: 0 };
    const backlog = backlogAtStart + received - closed;
    const figures = {
      backlogAtStart,
      received,
      closed,
      backlog,
      overdue: overdueByCode.get(code) ?? 0,
      dueSoon: null,
      noDeadline: null,
      ageing: null,
    };
    backlogAtStart = backlog;
    return { key: { code, nameZh: code, nameEn: code }, figures };
  });
}

const NOTHING: CaseloadFigures = {
  backlogAtStart: 0,
  received: 0,
  closed: 0,
  backlog: 0,
  overdue: 0,
  dueSoon: 0,
  noDeadline: 0,
  ageing: AGE_BANDS.map((code) => ({ code, count: 0 })),
};

function figuresOf(row: CaseloadRow): CaseloadFigures {
  return {
    backlogAtStart: row.backlog_at_start,
    received: row.received,
    closed: row.closed,
    backlog: row.backlog,
    overdue: row.overdue,
    dueSoon: row.due_soon,
    noDeadline: row.no_deadline,
    ageing: AGE_BANDS.map((code, index) => ({ code, count: row.ageing[index] ?? 0 })),
  };
}
