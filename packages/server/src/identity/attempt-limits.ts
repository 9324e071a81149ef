import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestRefusal } from '../platform/refusal.ts';
import { digestOf } from './secret.ts';

/** Failed attempts before the next is refused, and the minutes from the first of them until they are forgotten. */
export const ATTEMPTS = {
  /** At one account, from wherever: a password is not found by guessing, and its owner is locked out for a quarter of an hour at most. */
  account: 10,
  /** From one address, at whatever accounts, links and tokens: a bureau's people may share one. */
  address: 50,
  minutes: 15,
} as const;

/**
 * Counts failed attempts in the database, so that several processes count together. An attempt is counted before it is looked at, and
 * taken off the count when it was right: of many at once no more are looked at than may fail.
 */
export class AttemptLimits {
  readonly #account: RateLimiterPostgres;
  readonly #address: RateLimiterPostgres;

  constructor(pool: pg.Pool) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix,
        points,
        duration: ATTEMPTS.minutes * 60,
      });
    this.#account = limiter('attempt-account', ATTEMPTS.account);
    this.#address = limiter('attempt-address', ATTEMPTS.address);
  }

  /**
   * One attempt from an address at an account, or at something without a name of its own (null).
   * @returns what `attempt` returns; null counts as failed
   * @throws RequestRefusal TOO_MANY_ATTEMPTS before anything is looked at
   */
  async count<Result>(
    { address, account }: { readonly address: string; readonly account: string | null },
    attempt: () => Promise<Result | null>,
  ): Promise<Result | null> {
    await consume(this.#address, address);
    // Not kept in clear: people type their password into the wrong box.
    const key = account === null ? null : digestOf(account).toString('hex');
    if (key !== null) {
      await consume(this.#account, key);
    }
    const result = await attempt();
    if (result !== null) {
      await this.#address.reward(address);
      if (key !== null) {
        await this.#account.delete(key);
      }
    }
    return result;
  }
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) {
      const seconds = Math.ceil(error.msBeforeNext / 1000);
      throw new RequestRefusal('TOO_MANY_ATTEMPTS', undefined, new Map([['retry-after', String(seconds)]]));
    }
    throw error;
  }
}
