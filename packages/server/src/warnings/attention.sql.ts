import sql, { type Sql } from 'sql-template-tag';
import type { TimeOwner } from '../applications/owned-time.ts';
import {
  dueWithin,
  openOn,
  ownerAt,
  standingConditions,
  stockInstant,
} from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';

export interface AttentionRow {
  /** null: over everyone. */
  readonly waiting_for: TimeOwner | null;
  /** Ids as text; null: over all, or none stated (see the grouping beside it). */
  readonly point: string | null;
  readonly department: string | null;
  readonly by: 'ALL' | 'OWNER' | 'POINT' | 'DEPARTMENT';
  readonly overdue: number;
  readonly due: number;
}

/** Open applications that are overdue or about to be, by who must act, and of each by point and by department, in one pass. */
export function attentionByOwner(
  bureau: BureauScope,
  condition: Sql,
  day: CalendarDay,
  workingDays: number,
): Sql {
  const at = stockInstant(bureau, day);
  const { OVERDUE } = standingConditions(bureau, at);
  const due = dueWithin(bureau, at, workingDays) ?? sql`false`;
  return sql`
    select f.waiting_for, f.point, f.department,
      case grouping(f.waiting_for, f.point, f.department) when 7 then 'ALL' when 3 then 'OWNER' when 1 then 'POINT' else 'DEPARTMENT' end as by,
      count(*) filter (where f.overdue) as overdue, count(*) filter (where f.due) as due
    from (
      select a.service_point_id::text as point, a.department_id::text as department, ${ownerAt(at)} as waiting_for,
        ${OVERDUE} as overdue, ${due} as due
      from application a
      where ${condition} and ${openOn(day)} and (${OVERDUE} or ${due})
    ) f
    group by grouping sets ((), (f.waiting_for), (f.waiting_for, f.point), (f.waiting_for, f.department))`;
}
