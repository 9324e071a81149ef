import sql from 'sql-template-tag';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { rowIdOf } from '../platform/row-id.ts';
import type { RequestContext } from './request-context.ts';
import { administeredBy, endInForce, inForce, selectSessions } from './session.sql.ts';
import type { Session } from './session.type.ts';

interface SessionRow {
  id: number;
  sign_in_name: string;
  display_name: string;
  started_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  address: string;
  user_agent: string;
}

/** The caller's own, the newest first; empty without an account. */
export async function listOwnSessions({ pool, clock, principal }: RequestContext): Promise<Session[]> {
  const own = selectSessions(sql`a.id = ${principal.accountId}`, clock(), null);
  const { rows } = await pool.query<SessionRow>(own);
  return rows.map((row) => toSession(row, principal.sessionId));
}

/** Those of everyone whom the caller administers, the newest first. @throws Refusal PAGE_SIZE, INVALID_CURSOR */
export async function listSessions(
  { pool, clock, principal }: RequestContext,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<Connection<Session>> {
  const size = checkPageSize(first);
  const now = clock();
  const administered = administeredBy(principal.bureauId);
  const before = after === null ? sql`true` : sql`s.id < ${Number(decodeCursor(after, 1)[0])}`;
  const { rows } = await pool.query<SessionRow>(
    selectSessions(sql`${administered} and ${before}`, now, size + 1),
  );
  return pageOf(
    rows,
    size,
    (row) => toSession(row, principal.sessionId),
    ({ id }) => [id],
    async () => {
      const counted = sql`select count(*) ${inForce(now)} and ${administered}`;
      return (await pool.query<{ count: number }>(counted)).rows[0]?.count ?? 0;
    },
  );
}

/** Ends a session of someone whom the caller administers. @returns whether it was in force */
export async function endAnySession(
  { pool, clock, principal }: RequestContext,
  id: string,
): Promise<boolean> {
  const condition = sql`${administeredBy(principal.bureauId)} and s.id = ${rowIdOf(id)}`;
  return (await pool.query(endInForce(condition, clock()))).rowCount === 1;
}

/** Ends a session of the caller's own. @returns whether it was in force */
export async function endOwnSession(
  { pool, clock, principal }: RequestContext,
  id: string,
): Promise<boolean> {
  const condition = sql`a.id = ${principal.accountId} and s.id = ${rowIdOf(id)}`;
  return (await pool.query(endInForce(condition, clock()))).rowCount === 1;
}

function toSession(row: SessionRow, presentId: number | null): Session {
  return {
    id: String(row.id),
    signInName: row.sign_in_name,
    displayName: row.display_name,
    startedAt: row.started_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    address: row.address,
    userAgent: row.user_agent,
    isPresent: row.id === presentId,
  };
}
