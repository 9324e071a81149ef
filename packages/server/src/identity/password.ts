import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** NIST SP 800-63B: length is what counts, and no rule of composition. The most is against work without end. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

/** One of the settings that OWASP's Password Storage Cheat Sheet holds to be equal: 32 MiB for each hash. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** Whether a password may be set: its length in characters, as a person counts them. */
export function isLongEnough(password: string): boolean {
  const characters = [...password.normalize('NFKC')].length;
  return characters >= PASSWORD_LENGTH.least && characters <= PASSWORD_LENGTH.most;
}

/** What is kept of a password: the parameters, a salt of its own, and the key. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return written(salt, await keyOf(password, salt, COST));
}

/**
 * Whether a password is the one that was kept. Without one (null: no such account, or it has no password) it takes the same work and is
 * false.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, n, r, p, salt, key] = (kept ?? NOBODY).split('$');
  const expected = Buffer.from(key ?? '', 'base64');
  const found = await keyOf(password, Buffer.from(salt ?? '', 'base64'), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(found, expected) && kept !== null;
}

function written(salt: Buffer, key: Buffer): string {
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

function keyOf(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  const { N, r, p } = cost;
  return derive(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r });
}

/** The work of a hash, and a key that nothing leads to. */
const NOBODY = written(Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));
