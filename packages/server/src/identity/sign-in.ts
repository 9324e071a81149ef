import type pg from 'pg';
import { inTransaction } from '../platform/transaction.ts';
import { insertAccount, isSignInName, NAME_LENGTH, signInNameOf } from './account.ts';
import type { AttemptLimits } from './attempt-limits.ts';
import { findLink, type StandingLink, spendLink } from './one-time-link.ts';
import { hashPassword, isLongEnough, isPassword } from './password.ts';
import { beginSession, endSessions, type SessionOrigin } from './session.ts';

export interface SignInContext {
  readonly pool: pg.Pool;
  readonly limits: AttemptLimits;
  readonly now: Date;
}

/** Someone who has just signed in. */
export interface SignedIn {
  readonly accountId: number;
  /** Of the new session. */
  readonly token: string;
}

/**
 * Signs in with a name and a password. null: refused; whether there is such a name is not told, and costs the same work.
 * @throws TooManyAttempts
 */
export async function signIn(
  { pool, limits, now }: SignInContext,
  given: { readonly name: string; readonly password: string },
  origin: SessionOrigin,
): Promise<SignedIn | null> {
  const name = signInNameOf(given.name);
  const accountId = await limits.count({ address: origin.address, account: name }, async () => {
    const { rows } = await pool.query<{ id: number; password_hash: string | null }>(
      'select id, password_hash from account where sign_in_name = $1 and disabled_at is null',
      [name],
    );
    return (await isPassword(given.password, rows[0]?.password_hash ?? null)) ? (rows[0]?.id ?? null) : null;
  });
  return accountId === null ? null : { accountId, token: await beginSession(pool, accountId, origin, now) };
}

/** What a link is for; null: none in force. @throws TooManyAttempts */
export function readLink(
  { pool, limits, now }: SignInContext,
  secret: string,
  { address }: SessionOrigin,
): Promise<StandingLink | null> {
  return limits.count({ address, account: null }, () => findLink(pool, secret, now));
}

export interface LinkUse {
  readonly secret: string;
  readonly password: string;
  /** Of the administrator to be made; no matter where the link is of an account. */
  readonly signInName: string | null;
  readonly displayName: string | null;
}

/** LINK_REFUSED: there is none in force. PASSWORD_LENGTH, SIGN_IN_NAME, NAME_TAKEN: the link stands, and can be used with another. */
export type LinkRefusal = 'LINK_REFUSED' | 'PASSWORD_LENGTH' | 'SIGN_IN_NAME' | 'NAME_TAKEN';

/** Uses a link up: the password is set, every session of the account ends, and a new one begins. @throws TooManyAttempts */
export async function signInByLink(
  context: SignInContext,
  use: LinkUse,
  origin: SessionOrigin,
): Promise<SignedIn | LinkRefusal> {
  const { pool, now } = context;
  const link = await readLink(context, use.secret, origin);
  if (link === null) {
    return 'LINK_REFUSED';
  }
  if (!isLongEnough(use.password)) {
    return 'PASSWORD_LENGTH';
  }
  const passwordHash = await hashPassword(use.password);
  const accountId = await inTransaction(pool, async (client) => {
    const id = link.accountId ?? (await makeAdministrator(client, use, now));
    if (typeof id !== 'number') {
      return id;
    }
    if (!(await spendLink(client, use.secret, now))) {
      throw new LinkWasUsed();
    }
    await client.query('update account set password_hash = $2 where id = $1', [id, passwordHash]);
    await endSessions(client, id, now);
    return id;
  }).catch(lostRace);
  return typeof accountId === 'number'
    ? { accountId, token: await beginSession(pool, accountId, origin, now) }
    : accountId;
}

/** Thrown inside the transaction, so that nothing of it holds. */
class LinkWasUsed extends Error {}

function lostRace(error: unknown): 'LINK_REFUSED' {
  if (error instanceof LinkWasUsed) {
    return 'LINK_REFUSED';
  }
  throw error;
}

async function makeAdministrator(
  client: pg.PoolClient,
  use: LinkUse,
  now: Date,
): Promise<number | LinkRefusal> {
  const signInName = signInNameOf(use.signInName ?? '');
  const displayName = (use.displayName ?? '').trim().slice(0, NAME_LENGTH) || signInName;
  if (!isSignInName(signInName)) {
    return 'SIGN_IN_NAME';
  }
  const id = await insertAccount(
    client,
    { bureauId: null, signInName, displayName, roles: ['ADMIN'], servicePointIds: [] },
    now,
  );
  return id ?? 'NAME_TAKEN';
}

/** Sets another password: whoever holds a session must still know the one in force. @throws TooManyAttempts */
export async function changePassword(
  { pool, limits, now }: SignInContext,
  { accountId, signInName }: { readonly accountId: number; readonly signInName: string },
  given: { readonly password: string; readonly newPassword: string },
  origin: SessionOrigin,
): Promise<SignedIn | 'SIGN_IN_REFUSED' | 'PASSWORD_LENGTH'> {
  if (!isLongEnough(given.newPassword)) {
    return 'PASSWORD_LENGTH';
  }
  const isRight = await limits.count({ address: origin.address, account: signInName }, async () => {
    const { rows } = await pool.query<{ password_hash: string | null }>(
      'select password_hash from account where id = $1',
      [accountId],
    );
    return (await isPassword(given.password, rows[0]?.password_hash ?? null)) ? true : null;
  });
  if (isRight === null) {
    return 'SIGN_IN_REFUSED';
  }
  const passwordHash = await hashPassword(given.newPassword);
  await inTransaction(pool, async (client) => {
    await client.query('update account set password_hash = $2 where id = $1', [accountId, passwordHash]);
    await endSessions(client, accountId, now);
  });
  return { accountId, token: await beginSession(pool, accountId, origin, now) };
}
