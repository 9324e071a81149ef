import type pg from 'pg';
import type { Role } from './principal.ts';

/** Longest name to sign in with, and longest name shown. */
export const NAME_LENGTH = 100;

/** A name to sign in with as it is kept: the same however it was typed. */
export function signInNameOf(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Whether a name may be one to sign in with: letters, digits and . _ @ + -, so that it can be read out and typed. */
export function isSignInName(name: string): boolean {
  return name.length <= NAME_LENGTH && /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u.test(name);
}

export interface NewAccount {
  readonly bureauId: number | null;
  readonly signInName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly servicePointIds: readonly number[];
}

/** @returns its id; null: the name to sign in with is taken */
export async function insertAccount(
  client: pg.PoolClient,
  { bureauId, signInName, displayName, roles, servicePointIds }: NewAccount,
  now: Date,
): Promise<number | null> {
  const { rows } = await client.query<{ id: number }>(
    `insert into account (bureau_id, sign_in_name, display_name, created_at) values ($1, $2, $3, $4)
     on conflict (sign_in_name) do nothing returning id`,
    [bureauId, signInName, displayName, now],
  );
  const id = rows[0]?.id;
  if (id === undefined) {
    return null;
  }
  await replaceRoles(client, id, roles);
  await replaceServicePoints(client, id, servicePointIds);
  return id;
}

export async function replaceRoles(
  client: pg.PoolClient,
  accountId: number,
  roles: readonly Role[],
): Promise<void> {
  await client.query('delete from account_role where account_id = $1', [accountId]);
  await client.query(
    'insert into account_role (account_id, role) select distinct $1::int, unnest($2::text[])',
    [accountId, roles],
  );
}

export async function replaceServicePoints(
  client: pg.PoolClient,
  accountId: number,
  servicePointIds: readonly number[],
): Promise<void> {
  await client.query('delete from account_service_point where account_id = $1', [accountId]);
  await client.query(
    'insert into account_service_point (account_id, service_point_id) select distinct $1::int, unnest($2::int[])',
    [accountId, servicePointIds],
  );
}

/** Whether anybody can administer this installation. */
export async function hasAdministrator(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `select 1 from account a join account_role r on r.account_id = a.id
     where r.role = 'ADMIN' and a.bureau_id is null and a.disabled_at is null limit 1`,
  );
  return rows.length > 0;
}
