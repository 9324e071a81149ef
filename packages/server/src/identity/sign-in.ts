import type pg from 'pg';
import { Refusal } from '../platform/refusal.ts';
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
  readonly signInName: string;
  /** Of the new session. */
  readonly token: string;
}

/**
 * Signs in with a name and a password.
 * @throws Refusal SIGN_IN_REFUSED: whether there is such a name is not told, and costs the same work; TOO_MANY_ATTEMPTS
 */
export async function signIn(
  { pool, limits, now }: SignInContext,
  given: { readonly name: string; readonly password: string },
  origin: SessionOrigin,
): Promise<SignedIn> {
  const name = signInNameOf(given.name);
  const accountId = await limits.count({ address: origin.address, account: name }, async () => {
    const { rows } = await pool.query<{ id: number; password_hash: string | null }>(
      'select id, password_hash from account where sign_in_name = $1 and disabled_at is null',
      [name],
    );
    return (await isPassword(given.password, rows[0]?.password_hash ?? null)) ? (rows[0]?.id ?? null) : null;
  });
  if (accountId === null) {
    throw new Refusal('SIGN_IN_REFUSED');
  }
  return { accountId, signInName: name, token: await beginSession(pool, accountId, origin, now) };
}

/** What a link is for. @throws Refusal LINK_REFUSED: none in force; TOO_MANY_ATTEMPTS */
export async function readLink(
  { pool, limits, now }: SignInContext,
  secret: string,
  { address }: SessionOrigin,
): Promise<StandingLink> {
  const link = await limits.count({ address, account: null }, () => findLink(pool, secret, now));
  if (link === null) {
    throw new Refusal('LINK_REFUSED');
  }
  return link;
}

export interface LinkUse {
  readonly secret: string;
  readonly password: string;
  /** Of the administrator to be made; no matter where the link is of an account. */
  readonly signInName: string | null;
  readonly displayName: string | null;
}

/**
 * Uses a link up: the password is set, every session of the account ends, and a new one begins.
 * @throws Refusal LINK_REFUSED: there is none in force; PASSWORD_LENGTH, SIGN_IN_NAME, NAME_TAKEN: the link stands, and can be used with
 * another; TOO_MANY_ATTEMPTS
 */
export async function signInByLink(
  context: SignInContext,
  use: LinkUse,
  origin: SessionOrigin,
): Promise<SignedIn> {
  const { pool, now } = context;
  const link = await readLink(context, use.secret, origin);
  checkLength(use.password);
  const passwordHash = await hashPassword(use.password);
  const account = await inTransaction(pool, async (client) => {
    const { accountId, signInName } = link;
    const found =
      accountId === null || signInName === null
        ? await makeAdministrator(client, use, now)
        : { accountId, signInName };
    if (!(await spendLink(client, use.secret, now))) {
      // Another was faster: nothing of this holds.
      throw new Refusal('LINK_REFUSED');
    }
    await setPassword(client, found.accountId, passwordHash, now);
    return found;
  });
  return { ...account, token: await beginSession(pool, account.accountId, origin, now) };
}

/** @throws Refusal PASSWORD_LENGTH */
function checkLength(password: string): void {
  if (!isLongEnough(password)) {
    throw new Refusal('PASSWORD_LENGTH');
  }
}

async function setPassword(
  client: pg.PoolClient,
  accountId: number,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await client.query('update account set password_hash = $2 where id = $1', [accountId, passwordHash]);
  await endSessions(client, accountId, now);
}

async function makeAdministrator(
  client: pg.PoolClient,
  use: LinkUse,
  now: Date,
): Promise<Omit<SignedIn, 'token'>> {
  const signInName = signInNameOf(use.signInName ?? '');
  const displayName = (use.displayName ?? '').trim().slice(0, NAME_LENGTH) || signInName;
  if (!isSignInName(signInName)) {
    throw new Refusal('SIGN_IN_NAME');
  }
  const accountId = await insertAccount(
    client,
    { bureauId: null, signInName, displayName, roles: ['ADMIN'], servicePointIds: [] },
    now,
  );
  if (accountId === null) {
    throw new Refusal('NAME_TAKEN');
  }
  return { accountId, signInName };
}

/**
 * Sets another password: whoever holds a session must still know the one in force.
 * @throws Refusal SIGN_IN_REFUSED, PASSWORD_LENGTH, TOO_MANY_ATTEMPTS
 */
export async function changePassword(
  { pool, limits, now }: SignInContext,
  { accountId, signInName }: Omit<SignedIn, 'token'>,
  given: { readonly password: string; readonly newPassword: string },
  origin: SessionOrigin,
): Promise<SignedIn> {
  checkLength(given.newPassword);
  const isRight = await limits.count({ address: origin.address, account: signInName }, async () => {
    const { rows } = await pool.query<{ password_hash: string | null }>(
      'select password_hash from account where id = $1',
      [accountId],
    );
    return (await isPassword(given.password, rows[0]?.password_hash ?? null)) ? true : null;
  });
  if (isRight === null) {
    throw new Refusal('SIGN_IN_REFUSED');
  }
  const passwordHash = await hashPassword(given.newPassword);
  await inTransaction(pool, (client) => setPassword(client, accountId, passwordHash, now));
  return { accountId, signInName, token: await beginSession(pool, accountId, origin, now) };
}
