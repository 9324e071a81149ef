import { type DimensionNames, dimensionNames } from '../applications/dimension.ts';
import { TIME_OWNERS } from '../applications/owned-time.ts';
import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import { checkWorkingDaysAhead, inScope, stockInstant } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { dueSoonHorizonDay } from '../working-time/deadline-standing.ts';
import { answered, type CalendarDay } from '../working-time/working-calendar.ts';
import { type AttentionRow, attentionByOwner } from './attention.sql.ts';
import type { AttentionCounts, AttentionPart, AttentionReport } from './attention.type.ts';

/** What is late and what is about to be, by who must act, as of the end of a day (now, for today). */
export async function reportAttention(
  context: RequestContext,
  bureau: BureauScope,
  question: {
    readonly scope: ScopeFilter | null;
    readonly day: CalendarDay;
    readonly withinWorkingDays: number;
  },
): Promise<AttentionReport> {
  const withinWorkingDays = checkWorkingDaysAhead(question.withinWorkingDays);
  const { day } = question;
  const [{ rows }, names] = await Promise.all([
    context.pool.query<AttentionRow>(
      attentionByOwner(bureau, inScope(bureau, question.scope), day, withinWorkingDays),
    ),
    dimensionNames(context, bureau),
  ]);
  const horizon = answered(() => dueSoonHorizonDay(day, bureau.calendar, withinWorkingDays));
  const countsOf = (row: AttentionRow | undefined): AttentionCounts => ({
    overdue: row?.overdue ?? 0,
    dueWithin: horizon === null ? null : (row?.due ?? 0),
  });
  return {
    asOf: stockInstant(bureau, day),
    withinWorkingDays,
    horizon,
    total: countsOf(rows.find(({ by }) => by === 'ALL')),
    groups: TIME_OWNERS.map((waitingFor) => {
      const own = rows.filter((row) => row.waiting_for === waitingFor);
      return {
        waitingFor,
        counts: countsOf(own.find(({ by }) => by === 'OWNER')),
        byServicePoint: partsOf(own, 'POINT', names, countsOf),
        byDepartment: partsOf(own, 'DEPARTMENT', names, countsOf),
      };
    }),
  };
}

function partsOf(
  rows: readonly AttentionRow[],
  by: 'POINT' | 'DEPARTMENT',
  names: DimensionNames,
  countsOf: (row: AttentionRow) => AttentionCounts,
): AttentionPart[] {
  return rows
    .filter((row) => row.by === by)
    .map((row) => ({
      key: by === 'POINT' ? names.of('SERVICE_POINT', row.point) : names.of('DEPARTMENT', row.department),
      counts: countsOf(row),
    }))
    .sort(
      (one, other) =>
        other.counts.overdue - one.counts.overdue ||
        (other.counts.dueWithin ?? 0) - (one.counts.dueWithin ?? 0) ||
        ((one.key.code ?? '') < (other.key.code ?? '') ? -1 : 1),
    );
}
