import type pg from 'pg';
import sql from 'sql-template-tag';
import { Principal, type Role } from './principal.ts';
import { digestOf, newSecret } from './secret.ts';
import { endInForce, insertSession, seeSession } from './session.sql.ts';

const MOST_USER_AGENT_CHARACTERS = 200;

/** From where someone signs in, as far as the line tells. */
export interface SessionOrigin {
  readonly address: string;
  readonly userAgent: string;
}

/** Begins a session of an account. @returns its token, which is told once and of which only the hash is kept */
export async function beginSession(
  pool: pg.Pool,
  accountId: number,
  { address, userAgent }: SessionOrigin,
  now: Date,
): Promise<string> {
  const token = newSecret();
  await pool.query(
    insertSession(
      {
        tokenSha256: digestOf(token),
        accountId,
        address,
        userAgent: userAgent.slice(0, MOST_USER_AGENT_CHARACTERS),
      },
      now,
    ),
  );
  return token;
}

interface SessionRow {
  id: number;
  account_id: number;
  bureau_id: number | null;
  sign_in_name: string;
  display_name: string;
  roles: Role[];
  service_point_ids: number[];
}

/** Whose session a token is; null: none that is in force. */
export async function findSession(pool: pg.Pool, token: string, now: Date): Promise<Principal | null> {
  const { rows } = await pool.query<SessionRow>(seeSession(digestOf(token), now));
  const row = rows[0];
  return row === undefined
    ? null
    : new Principal('ACCOUNT', {
        roles: row.roles,
        bureauId: row.bureau_id,
        // An officer who has another role reads with it what it lets them read.
        servicePointIds: row.roles.every((role) => role === 'OFFICER') ? row.service_point_ids : null,
        accountId: row.account_id,
        sessionId: row.id,
        actor: row.sign_in_name,
        displayName: row.display_name,
      });
}

/** Ends the session of a token, if it has one. */
export async function endSessionOf(pool: pg.Pool, token: string, now: Date): Promise<void> {
  await pool.query(endInForce(sql`s.token_sha256 = ${digestOf(token)}`, now));
}

/** Ends every session of an account. @returns how many were in force */
export async function endSessions(
  client: pg.Pool | pg.PoolClient,
  accountId: number,
  now: Date,
): Promise<number> {
  return (await client.query(endInForce(sql`a.id = ${accountId}`, now))).rowCount ?? 0;
}
