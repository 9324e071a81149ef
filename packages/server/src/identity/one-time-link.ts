import type pg from 'pg';
import { digestOf, newSecret } from './secret.ts';

export const LINK_PURPOSES = ['ADMINISTRATOR', 'INVITATION', 'PASSWORD_RESET'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** How long a link stands. An invitation waits for someone to come back to work; a reset is for someone who is on the telephone. */
export const LINK_HOURS: Readonly<Record<LinkPurpose, number>> = {
  ADMINISTRATOR: 24,
  INVITATION: 72,
  PASSWORD_RESET: 4,
};

/** The page on which a link is used. */
export function linkPath(secret: string): string {
  return `/account/link/${secret}`;
}

export interface IssuedLink {
  readonly secret: string;
  readonly expiresAt: Date;
}

/** Makes a link; those made before for the same account, or for an administrator to come, stand no longer. */
export async function issueLink(
  client: pg.Pool | pg.PoolClient,
  link:
    | { readonly purpose: 'ADMINISTRATOR'; readonly accountId: null }
    | { readonly purpose: Exclude<LinkPurpose, 'ADMINISTRATOR'>; readonly accountId: number },
  now: Date,
): Promise<IssuedLink> {
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + LINK_HOURS[link.purpose] * 3_600_000);
  await client.query(
    `with superseded as (
       update one_time_link set ended_at = $4 where account_id is not distinct from $3 and ended_at is null
     )
     insert into one_time_link (secret_sha256, purpose, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5)`,
    [digestOf(secret), link.purpose, link.accountId, now, expiresAt],
  );
  return { secret, expiresAt };
}

export interface StandingLink {
  readonly purpose: LinkPurpose;
  readonly accountId: number | null;
  /** null: the account is made when the link is used. */
  readonly signInName: string | null;
  readonly displayName: string | null;
}

/** What a link is for; null: there is none in force: never made here, used, expired, superseded, or of a disabled account. */
export async function findLink(
  client: pg.Pool | pg.PoolClient,
  secret: string,
  now: Date,
): Promise<StandingLink | null> {
  const { rows } = await client.query<StandingLink>(
    `select l.purpose, l.account_id as "accountId", a.sign_in_name as "signInName", a.display_name as "displayName"
     from one_time_link l
     left join account a on a.id = l.account_id
     where l.secret_sha256 = $1 and l.ended_at is null and l.expires_at > $2 and a.disabled_at is null`,
    [digestOf(secret), now],
  );
  return rows[0] ?? null;
}

/** Uses a link up. @returns whether it was in force: of two at once, one is told yes */
export async function spendLink(client: pg.PoolClient, secret: string, now: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    'update one_time_link set ended_at = $2 where secret_sha256 = $1 and ended_at is null and expires_at > $2',
    [digestOf(secret), now],
  );
  return rowCount === 1;
}
