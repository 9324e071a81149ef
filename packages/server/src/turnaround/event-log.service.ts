import sql, { type Sql } from 'sql-template-tag';
import type { Dimension } from '../applications/dimension.type.ts';
import { groupKey, type KeyedRow, keyColumns, nameGroups, totalAndGroups } from '../applications/grouping.ts';
import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import { inScope, within } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import { describePeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { distributionAggregate, EMPTY_DISTRIBUTION } from '../measure/statistics.ts';
import type { Distribution } from '../measure/statistics.type.ts';
import type { EventLogFigures, EventLogReport } from './event-log.type.ts';

export interface EventLogQuestion {
  readonly scope: ScopeFilter | null;
  /** null: the whole log. */
  readonly period: PeriodInput | null;
  readonly groupBy: Dimension | null;
}

interface SpanRow extends KeyedRow {
  readonly applications: number;
  readonly events: number;
  readonly hours: Distribution;
  readonly working_days: Distribution;
}

interface StartRow extends KeyedRow {
  readonly started: number;
}

/** What a process log says of itself, by a dimension; over time an application counts where its last activity is. */
export async function reportEventLog(
  context: RequestContext,
  bureau: BureauScope,
  question: EventLogQuestion,
): Promise<EventLogReport> {
  const { groupBy } = question;
  const condition = inScope(bureau, question.scope);
  const period = question.period ?? (await extentOf(context, condition));
  const freshness = await freshnessOf(context, bureau);
  if (period === null) {
    return { period, freshness, groupBy, total: NOTHING_LOGGED, groups: [] };
  }
  const [spans, starts] = await Promise.all([
    context.pool.query<SpanRow>(spansByKey(condition, period, groupKey(groupBy, sql`a.last_logged_on`))),
    context.pool.query<StartRow>(startsByKey(condition, period, groupKey(groupBy, sql`a.first_logged_on`))),
  ]);
  const figures = figuresByKey(spans.rows, starts.rows);
  return {
    period: describePeriod(period, bureau.calendar),
    freshness,
    groupBy,
    total: figures.total,
    groups: await nameGroups(context, bureau, { groupBy, period }, figures.byKey, {
      empty: NOTHING_LOGGED,
      sizeOf: ({ applications }) => applications,
    }),
  };
}

async function extentOf(context: RequestContext, condition: Sql): Promise<PeriodInput | null> {
  const { rows } = await context.pool.query<{ from: string | null; to: string | null }>(
    sql`select min(first_logged_on) as "from", max(last_logged_on) as "to" from application a where ${condition}`,
  );
  const { from, to } = rows[0] ?? {};
  return from && to ? { from, to } : null;
}

function spansByKey(condition: Sql, period: PeriodInput, key: Sql | null): Sql {
  return sql`
    select ${keyColumns(key)}, count(*) as applications, coalesce(sum(f.logged_events), 0) as events,
      ${distributionAggregate(sql`f.hours`)} as hours,
      ${distributionAggregate(sql`f.logged_working_days`)} as working_days
    from (
      select ${key ?? sql`null::text`} as key, a.logged_events, a.logged_working_days,
        extract(epoch from a.last_logged_at - a.first_logged_at)::double precision / 3600 as hours
      from application a
      where ${condition} and a.last_logged_on is not null and ${within(sql`a.last_logged_on`, period)}
    ) f ${totalAndGroups(key)}`;
}

function startsByKey(condition: Sql, period: PeriodInput, key: Sql | null): Sql {
  return sql`
    select ${keyColumns(key)}, count(*) as started
    from (
      select ${key ?? sql`null::text`} as key
      from application a
      where ${condition} and a.first_logged_on is not null and ${within(sql`a.first_logged_on`, period)}
    ) f ${totalAndGroups(key)}`;
}

function figuresByKey(spans: readonly SpanRow[], starts: readonly StartRow[]) {
  const byKey = new Map<string | null, EventLogFigures>();
  let total = NOTHING_LOGGED;
  for (const { key, is_total, applications, events, hours, working_days } of spans) {
    const figures = { applications, events, started: 0, spanHours: hours, spanWorkingDays: working_days };
    if (is_total) {
      total = figures;
    } else {
      byKey.set(key, figures);
    }
  }
  for (const { key, is_total, started } of starts) {
    if (is_total) {
      total = { ...total, started };
    } else {
      byKey.set(key, { ...(byKey.get(key) ?? NOTHING_LOGGED), started });
    }
  }
  return { total, byKey };
}

const NOTHING_LOGGED: EventLogFigures = {
  applications: 0,
  events: 0,
  started: 0,
  spanHours: EMPTY_DISTRIBUTION,
  spanWorkingDays: EMPTY_DISTRIBUTION,
};
