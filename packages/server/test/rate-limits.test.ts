import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPool } from '../src/platform/database.ts';
import { RateLimits } from '../src/platform/endpoint/rate-limits.ts';
import { freePort } from './free-port.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const RATES = { ofAddress: null, ofPrincipal: 3 };

/** What becomes of so many requests of one principal, one after the other. */
async function admitted(limits: RateLimits, requests: number, key = 'account-1'): Promise<boolean[]> {
  const outcomes: boolean[] = [];
  for (let each = 0; each < requests; each += 1) {
    outcomes.push(
      await limits.admit(key).then(
        () => true,
        (error: { code?: string; headers?: ReadonlyMap<string, string> }) => {
          expect(error.code).toBe('RATE_LIMITED');
          expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
          return false;
        },
      ),
    );
  }
  return outcomes;
}

it('two processes count together in the database, and a principal by itself', async () => {
  const pools = [createPool(database.url, 1), createPool(database.url, 1)];
  try {
    const [one, other] = pools.map((pool) => new RateLimits(pool, RATES));
    if (!one || !other) {
      throw new Error('There are two.');
    }
    expect(await admitted(one, 2)).toEqual([true, true]);
    expect(await admitted(other, 2)).toEqual([true, false]);
    expect(await admitted(one, 1)).toEqual([false]);
    expect(await admitted(one, 1, 'account-2')).toEqual([true]);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
});

it('while the database does not answer, each process counts for itself', async () => {
  const url = new URL(database.url);
  url.port = String(await freePort());
  const pool = createPool(url.href, 1);
  try {
    const [one, other] = [new RateLimits(pool, RATES), new RateLimits(pool, RATES)];
    expect(await admitted(one, 5)).toEqual([true, true, true, false, false]);
    expect(await admitted(other, 4)).toEqual([true, true, true, false]);
    expect(await admitted(one, 1, 'account-2')).toEqual([true]);
  } finally {
    await pool.end();
  }
});

it('counting in the database goes on when it answers again', async () => {
  const pool = createPool(database.url, 1);
  try {
    const limits = new RateLimits(pool, RATES);
    await database.pool.query('alter table request_rate rename to request_rate_gone');
    expect(await admitted(limits, 1, 'account-3')).toEqual([true]);
    await database.pool.query('alter table request_rate_gone rename to request_rate');
    expect(await admitted(limits, 1, 'account-3')).toEqual([true]);
    const { rows } = await database.pool.query<{ points: number }>(
      `select points from request_rate where key like '%account-3'`,
    );
    expect(rows).toEqual([{ points: 1 }]);
  } finally {
    await pool.end();
  }
});
