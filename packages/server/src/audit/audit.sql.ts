import sql, { join, type Sql } from 'sql-template-tag';
import type { AuditAction, AuditOutcome, AuditValue } from '../platform/audit-trail.ts';
import type { AuditFilter } from './audit.type.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly actor: string;
  readonly accountId: number | null;
  readonly tokenId: number | null;
  readonly address: string | null;
  readonly action: AuditAction;
  readonly isOfInstallation: boolean;
  readonly subject: Readonly<Record<string, AuditValue>>;
  readonly outcome: AuditOutcome;
  readonly code: string | null;
}

export interface AuditQuestion {
  readonly bureauId: number;
  readonly timeZone: string;
  readonly filter: AuditFilter;
}

/** Entries of a bureau and, to those who may see them, of none: the newest first, older than an id. */
export function auditEntries(question: AuditQuestion, before: number | null, limit: number): Sql {
  const older = before === null ? sql`true` : sql`e.id < ${before}`;
  return sql`
    select e.id, e.at, e.actor_kind as "actorKind", e.actor, e.account_id as "accountId", e.token_id as "tokenId", e.address, e.action,
      e.bureau_id is null as "isOfInstallation", e.subject, e.outcome, e.code
    from audit_entry e where ${condition(question)} and ${older}
    order by e.id desc limit ${limit}`;
}

export function countAuditEntries(question: AuditQuestion): Sql {
  return sql`select count(*) as count from audit_entry e where ${condition(question)}`;
}

function condition({
  bureauId,
  timeZone,
  filter: { actor, actions, outcomes, since, until },
}: AuditQuestion): Sql {
  const conditions = [
    sql`(e.bureau_id = ${bureauId} or e.bureau_id is null)`,
    // What has ended is listed by its end.
    sql`not (e.outcome = 'BEGUN' and exists (select from audit_entry o where o.attempt = e.attempt and o.outcome <> 'BEGUN'))`,
  ];
  if (actor != null && actor !== '') {
    conditions.push(sql`position(lower(${actor}) in lower(e.actor)) > 0`);
  }
  if (actions != null) {
    conditions.push(sql`e.action = any(${actions})`);
  }
  if (outcomes != null) {
    conditions.push(sql`e.outcome = any(${outcomes})`);
  }
  if (since != null) {
    conditions.push(sql`e.at >= ${since}::date::timestamp at time zone ${timeZone}`);
  }
  if (until != null) {
    conditions.push(sql`e.at < (${until}::date + 1)::timestamp at time zone ${timeZone}`);
  }
  return join(conditions, ' and ');
}
