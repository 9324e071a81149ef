import sql, { type Sql } from 'sql-template-tag';
import { within } from '../applications/selection.sql.ts';
import type { PeriodInput } from '../bureau/period.type.ts';

export interface TurnaroundCountRow {
  readonly key: string | null;
  readonly value: number;
  readonly count: number;
}

/** How many applications decided in a period took each number of bureau-owned working minutes, by a key. */
export function turnaroundCounts(scope: Sql, period: PeriodInput, key: Sql): Sql {
  return sql`
    select ${key} as key, a.bureau_minutes as value, count(*) as count
    from application a
    where ${scope} and a.decided_on is not null and a.bureau_minutes is not null and ${within(sql`a.decided_on`, period)}
    group by 1, 2`;
}
