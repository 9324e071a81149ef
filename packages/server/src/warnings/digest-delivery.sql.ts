import sql, { type Sql } from 'sql-template-tag';
import type { DigestChannel } from './digest-delivery.entity.ts';

/** A send that takes longer was left behind by a killed process. */
const ABANDONED_AFTER_MINUTES = 10;
/** A failed one is tried again later the same day, not at once. */
export const RETRY_AFTER_MINUTES = 10;
/** After so many attempts in a day it is not a hiccup. */
export const MOST_ATTEMPTS = 6;

export interface Claim {
  readonly id: number;
  readonly attempts: number;
}

/**
 * Takes the sending of a digest for this process: one row a bureau, day and channel, so that of several processes exactly one gets
 * it. No row comes back when it was sent, is being sent, or has just failed.
 * @param isForced by a person: a failed one is tried at once, however often it failed
 */
export function claimDelivery(
  bureauId: number,
  day: string,
  channel: DigestChannel,
  now: Date,
  isForced: boolean,
): Sql {
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  return sql`
    insert into digest_delivery as d (bureau_id, digest_on, channel, status, attempts, claimed_at)
    values (${bureauId}, ${day}, ${channel}, 'SENDING', 1, ${now})
    on conflict (bureau_id, digest_on, channel) do update
      set status = 'SENDING', attempts = d.attempts + 1, claimed_at = ${now}, finished_at = null, error = null
      where (d.status = 'FAILED' and (${isForced} or (d.finished_at <= ${minutesAgo(RETRY_AFTER_MINUTES)} and d.attempts < ${MOST_ATTEMPTS}::int)))
        or (d.status = 'SENDING' and d.claimed_at <= ${minutesAgo(ABANDONED_AFTER_MINUTES)})
    returning id, attempts`;
}

/** @param error null: it was taken */
export function finishDelivery(claim: Claim, now: Date, error: string | null): Sql {
  return sql`
    update digest_delivery set status = ${error === null ? 'SENT' : 'FAILED'}, finished_at = ${now}, error = ${error}
    where id = ${claim.id} and attempts = ${claim.attempts}::int and status = 'SENDING'`;
}
