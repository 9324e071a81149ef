import sql, { type Sql } from 'sql-template-tag';
import { inScope, within } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { PeriodInput } from '../bureau/period.type.ts';

export interface CubeRow {
  readonly point: string;
  readonly channel: string;
  readonly itemKind: string;
  readonly count: number;
}

/** Applications received, by point × channel × kind of item; an empty key: it states none. */
export function receivedCube(bureau: BureauScope, period: PeriodInput): Sql {
  return sql`
    select coalesce(p.code, '') as point, coalesce(c.category, '') as channel, coalesce(i.handling, '') as "itemKind", count(*) as count
    from application a
    left join service_point p on p.id = a.service_point_id
    left join channel c on c.id = a.channel_id
    left join service_item i on i.id = a.service_item_id
    where ${inScope(bureau, null)} and ${within(sql`a.received_on`, period)}
    group by 1, 2, 3`;
}

export interface TenthsRow {
  readonly key: string;
  readonly tenths: number;
  readonly count: number;
}

export type TenthsKey = 'WHOLE' | 'ITEM_KIND' | 'POINT' | 'MONTH';

const TENTHS_KEYS: Readonly<Record<TenthsKey, Sql>> = {
  WHOLE: sql`''`,
  ITEM_KIND: sql`coalesce((select i.handling from service_item i where i.id = a.service_item_id), '')`,
  POINT: sql`coalesce((select p.code from service_point p where p.id = a.service_point_id), '')`,
  MONTH: sql`to_char(a.decided_on, 'YYYY-MM')`,
};

/** Bureau-owned working time of the applications decided in a period, in tenths of a standard working day, each rounded up. */
export function decidedTenths(bureau: BureauScope, period: PeriodInput, key: TenthsKey): Sql {
  const day = bureau.calendar.standardDayMinutes;
  return sql`
    select ${TENTHS_KEYS[key]} as key, (10 * a.bureau_minutes::bigint + ${day}::int - 1) / ${day}::int as tenths, count(*) as count
    from application a
    where ${inScope(bureau, null)} and a.decided_on is not null and a.bureau_minutes is not null
      and ${within(sql`a.decided_on`, period)}
    group by 1, 2
    order by 2`;
}

/** The last import run that changed facts, and when it ended. */
export function lastChangingRun(bureau: BureauScope): Sql {
  return sql`
    select id as "importRun", finished_at as at from import_run
    where bureau_id = ${bureau.id} and status = 'SUCCEEDED' and not dry_run
      and records_added + records_changed + events_added + events_superseded > 0
    order by id desc limit 1`;
}
