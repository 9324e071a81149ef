import sql from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import { checkPeriod, describePeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { enterprisesPerHour } from './enterprises-per-hour.ts';
import type { OutreachReport } from './outreach-report.type.ts';

interface OutreachRow {
  readonly events: number;
  readonly building_days: number;
  readonly enterprises: number | null;
  readonly with_enterprises: number;
  readonly is_minimum: boolean;
  readonly consultations: number | null;
  readonly with_consultations: number;
  readonly leaflets: number | null;
  readonly with_leaflets: number;
  readonly timed_enterprises: number;
  readonly timed_minutes: number;
  readonly timed_events: number;
  readonly is_timed_minimum: boolean;
}

/** The outreach events of a period in sum; what an event does not state is in no sum. */
export async function reportOutreach(
  context: RequestContext,
  bureau: BureauScope,
  period: PeriodInput,
): Promise<OutreachReport> {
  const { from, to } = checkPeriod(period);
  const [{ rows }, freshness] = await Promise.all([
    context.pool.query<OutreachRow>(sql`
      select count(*) as events, count(*) filter (where is_building_day) as building_days,
        sum(enterprises_served) as enterprises, count(enterprises_served) as with_enterprises,
        coalesce(bool_or(is_enterprises_minimum) filter (where enterprises_served is not null), false) as is_minimum,
        sum(consultations) as consultations, count(consultations) as with_consultations,
        sum(leaflets) as leaflets, count(leaflets) as with_leaflets,
        coalesce(sum(enterprises_served) filter (where is_timed), 0) as timed_enterprises,
        coalesce(sum(duration_minutes) filter (where is_timed), 0) as timed_minutes,
        count(*) filter (where is_timed) as timed_events,
        coalesce(bool_or(is_enterprises_minimum) filter (where is_timed), false) as is_timed_minimum
      from (
        select *, enterprises_served is not null and duration_minutes is not null as is_timed
        from outreach_event where bureau_id = ${bureau.id} and held_on between ${from}::date and ${to}::date
      ) e`),
    freshnessOf(context, bureau),
  ]);
  const [row] = rows;
  if (!row) {
    throw new Error('An aggregate has a row.');
  }
  return {
    period: describePeriod(period, bureau.calendar),
    freshness,
    events: row.events,
    buildingDays: row.building_days,
    enterprises: { sum: row.enterprises, events: row.with_enterprises, isMinimum: row.is_minimum },
    consultations: { sum: row.consultations, events: row.with_consultations, isMinimum: false },
    leaflets: { sum: row.leaflets, events: row.with_leaflets, isMinimum: false },
    enterprisesPerHour: {
      value: enterprisesPerHour(row.timed_enterprises, row.timed_minutes),
      enterprises: row.timed_enterprises,
      minutes: row.timed_minutes,
      events: row.timed_events,
      unstated: row.events - row.timed_events,
      isMinimum: row.is_timed_minimum,
    },
  };
}
