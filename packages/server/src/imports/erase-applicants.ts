import type pg from 'pg';
import { recordAudit } from '../platform/audit-trail.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { ApplicantKeys } from './applicant-keys.ts';

const DAY_MS = 86_400_000;

/** The schedule of the server, where what it erases goes on record. */
const SCHEDULE = { kind: 'SYSTEM', actor: 'SYSTEM', accountId: null, tokenId: null };

/**
 * Erases what is kept of an applicant: the keyed hashes beside its applications, of every key. The applications stay, and every figure with
 * them.
 * @returns of how many applications
 */
export async function eraseApplicant(
  pool: pg.Pool,
  bureauId: number,
  keys: ApplicantKeys,
  identity: string,
): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from applicant_key k using application_record a
     where a.id = k.application_id and a.bureau_id = $1 and k.digest = any ($2::bytea[])`,
    [bureauId, keys.digests(identity).map(({ digest }) => Buffer.from(digest, 'hex'))],
  );
  return rowCount ?? 0;
}

/** Erases the keyed hashes that no file has stated for so many days, and puts it on record. @returns of how many applications */
export function eraseExpiredApplicants(pool: pg.Pool, keptDays: number, now: Date): Promise<number> {
  return inTransaction(pool, (client) => eraseOnRecord(client, keptDays, now));
}

async function eraseOnRecord(client: pg.PoolClient, keptDays: number, now: Date): Promise<number> {
  const { rows } = await client.query<{ bureauCode: string; applications: number }>(
    `with erased as (delete from applicant_key where stated_at < $1 returning application_id)
     select b.code as "bureauCode", count(*) as applications
     from erased join application_record a on a.id = erased.application_id join bureau b on b.id = a.bureau_id
     group by b.code`,
    [new Date(now.getTime() - keptDays * DAY_MS)],
  );
  for (const { bureauCode, applications } of rows) {
    await recordAudit(client, {
      action: 'APPLICANT_KEYS_EXPIRED',
      actor: SCHEDULE,
      address: null,
      at: now,
      bureauCode,
      subject: { applications },
      outcome: 'SUCCEEDED',
      code: null,
    });
  }
  return rows.reduce((sum, { applications }) => sum + applications, 0);
}
