import type pg from 'pg';
import { Refusal } from '../platform/refusal.ts';
import { inTransaction } from '../platform/transaction.ts';
import { insertAccount, isSignInName, NAME_LENGTH, replaceRoles, signInNameOf } from './account.ts';
import type { OidcConfig } from './oidc-config.ts';
import type { Role } from './principal.ts';
import { endSessions } from './session.ts';

/** What a provider says of somebody, after its signature was checked. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

interface KnownAccount {
  readonly accountId: number;
  readonly signInName: string;
}

/**
 * The account of somebody whom the provider knows: made when there is none, with the roles that the provider gives now. Whoever is given
 * none any more, or is disabled here, is refused, and their sessions end. An account of the same name that is not of this provider and
 * subject stays whose it is.
 * @throws Refusal SINGLE_SIGN_ON_NO_ROLE, SINGLE_SIGN_ON_REFUSED
 */
export async function accountOf(
  pool: pg.Pool,
  config: Pick<OidcConfig, 'bureauCode' | 'roleClaim' | 'roles'>,
  claims: Claims,
  now: Date,
): Promise<KnownAccount> {
  const roles = rolesIn(claims[config.roleClaim], config.roles);
  const account = await inTransaction(pool, async (client) => {
    const { rows } = await client.query<KnownAccount & { is_disabled: boolean }>(
      `select id as "accountId", sign_in_name as "signInName", disabled_at is not null as is_disabled from account
       where oidc_issuer = $1 and oidc_subject = $2 for update`,
      [claims.iss, claims.sub],
    );
    const known = rows[0];
    if (known !== undefined) {
      await replaceRoles(client, known.accountId, roles);
    }
    if (roles.length === 0 || known?.is_disabled) {
      if (known !== undefined) {
        await endSessions(client, known.accountId, now);
      }
      return null;
    }
    return known ?? insertKnown(client, config.bureauCode, claims, roles, now);
  });
  // What the refused one had ends: that holds.
  if (account === null) {
    throw new Refusal(roles.length === 0 ? 'SINGLE_SIGN_ON_NO_ROLE' : 'SINGLE_SIGN_ON_REFUSED');
  }
  const { accountId, signInName } = account;
  return { accountId, signInName };
}

function rolesIn(claim: unknown, map: ReadonlyMap<string, Role>): readonly Role[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.flatMap((value) => (typeof value === 'string' ? (map.get(value) ?? []) : []));
}

async function insertKnown(
  client: pg.PoolClient,
  bureauCode: string,
  claims: Claims,
  roles: readonly Role[],
  now: Date,
): Promise<KnownAccount> {
  const { rows } = await client.query<{ id: number }>('select id from bureau where code = $1', [bureauCode]);
  const bureauId = rows[0]?.id;
  if (bureauId === undefined) {
    throw new Error(`OIDC_BUREAU names no bureau of this installation: ${bureauCode}.`);
  }
  const names = [
    claims['preferred_username'],
    claims['email'],
    `${claims.sub}@${new URL(claims.iss).hostname}`,
  ]
    .filter((name) => typeof name === 'string')
    .map(signInNameOf)
    .filter(isSignInName);
  for (const signInName of names) {
    const displayName =
      typeof claims['name'] === 'string' ? claims['name'].slice(0, NAME_LENGTH) : signInName;
    const account = { bureauId, signInName, displayName, roles, servicePointIds: [] };
    const id = await insertAccount(client, account, now);
    if (id !== null) {
      await client.query('update account set oidc_issuer = $2, oidc_subject = $3 where id = $1', [
        id,
        claims.iss,
        claims.sub,
      ]);
      return { accountId: id, signInName };
    }
  }
  throw new Error('The provider gives no name that is free and can be signed in with.');
}
