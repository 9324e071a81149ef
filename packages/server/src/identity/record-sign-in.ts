import type pg from 'pg';
import { type AuditAction, recordAudit } from '../platform/audit-trail.ts';
import type { Principal } from './principal.ts';

/** Who is signed in by it (null: no account), or the code of why not. */
export type SignInEnd = { readonly accountId: number | null } | { readonly code: string };

/**
 * Puts a sign-in, or one that was refused, on record. The name that was given is not kept: people type passwords into it.
 * @param before who asked, before it
 */
export async function recordSignIn(
  { pool, now }: { readonly pool: pg.Pool; readonly now: Date },
  action: AuditAction,
  before: Principal,
  address: string | null,
  end: SignInEnd,
): Promise<void> {
  const isRefused = 'code' in end;
  const accountId = isRefused ? before.accountId : end.accountId;
  const { rows } = await pool.query<{ name: string }>(
    'select sign_in_name as name from account where id = $1',
    [accountId],
  );
  const [account] = rows;
  await recordAudit(pool, {
    action,
    actor: account
      ? { kind: 'ACCOUNT', actor: account.name, accountId, tokenId: null }
      : { kind: before.kind, actor: before.actor, accountId: null, tokenId: before.tokenId },
    address,
    at: now,
    bureauCode: null,
    subject: {},
    outcome: isRefused ? 'REFUSED' : 'SUCCEEDED',
    code: isRefused ? end.code : null,
  });
}
