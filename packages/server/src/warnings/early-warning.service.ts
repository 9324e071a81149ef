import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { answered, type CalendarDay } from '../working-time/working-calendar.ts';
import { reportAttention } from './attention.service.ts';
import { watch } from './control-chart.service.ts';
import type { EarlyWarning } from './early-warning.type.ts';
import { targetStandings } from './target.service.ts';

/** About to be late: enough days to act in, few enough for a list that is read. */
export const DEFAULT_WORKING_DAYS_AHEAD = 3;

/** What needs acting on at the end of a day (now, for today): what the page shows and the digest says. */
export async function reportEarlyWarning(
  context: RequestContext,
  bureau: BureauScope,
  question: {
    readonly day: CalendarDay;
    readonly withinWorkingDays: number;
    /** Narrows what is late; targets and watched series have scopes of their own. */
    readonly scope: ScopeFilter | null;
  },
): Promise<EarlyWarning> {
  const { day } = question;
  const [freshness, attention, targets, watched] = await Promise.all([
    freshnessOf(context, bureau),
    reportAttention(context, bureau, question),
    targetStandings(context, bureau, day),
    watch(context, bureau, day),
  ]);
  return {
    day,
    isWorkingDay: answered(() => bureau.calendar.isWorkingDay(day)),
    freshness,
    attention,
    targets,
    watch: watched,
  };
}
