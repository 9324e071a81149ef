import type { RequestHandler } from 'express';
import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestRefusal } from '../refusal.ts';
import { callerOf } from './client-address.ts';

/** How many requests in a minute, in windows that begin with a first request. null: any number. */
export interface RequestRates {
  readonly ofAddress: number | null;
  readonly ofPrincipal: number | null;
}

/**
 * A wall of screens asks some 30 times a minute, a busy person's pages some 200 times. A whole office may stand behind one address; a principal is
 * one person or one token.
 */
export const REQUEST_RATES: RequestRates = { ofAddress: 6_000, ofPrincipal: 1_200 };
export const UNLIMITED_RATES: RequestRates = { ofAddress: null, ofPrincipal: null };

const WINDOW_SECONDS = 60;

/**
 * Counts requests in the database, so that several server processes count together; while the database does not answer, each process counts for
 * itself.
 */
export class RateLimits {
  readonly #ofAddress: RateLimiterPostgres | null;
  readonly #ofPrincipal: RateLimiterPostgres | null;

  constructor(pool: pg.Pool, rates: RequestRates) {
    this.#ofAddress = limiter(pool, 'address', rates.ofAddress);
    this.#ofPrincipal = limiter(pool, 'principal', rates.ofPrincipal);
  }

  /** Refuses the requests of an address beyond its rate: 429 with Retry-After. */
  get ofAddress(): RequestHandler {
    return (request, _response, next) => {
      consume(this.#ofAddress, callerOf(request.ip ?? '')).then(() => next(), next);
    };
  }

  /** @throws RequestRefusal RATE_LIMITED beyond the rate of a principal, by a key of its own; null: it is known by its address alone */
  async admit(principalKey: string | null): Promise<void> {
    if (principalKey !== null) {
      await consume(this.#ofPrincipal, principalKey);
    }
  }
}

function limiter(pool: pg.Pool, keyPrefix: string, points: number | null): RateLimiterPostgres | null {
  if (points === null) {
    return null;
  }
  const window = { keyPrefix, points, duration: WINDOW_SECONDS };
  return new RateLimiterPostgres({
    ...window,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'request_rate',
    tableCreated: true,
    // Whoever is over the limit is told so without a question to the database.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory(window),
  });
}

async function consume(limit: RateLimiterPostgres | null, key: string): Promise<void> {
  try {
    await limit?.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) {
      const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw new RequestRefusal('RATE_LIMITED', undefined, new Map([['retry-after', String(seconds)]]));
    }
    throw error;
  }
}
