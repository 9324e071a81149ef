import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: not to be guessed, so that one round of SHA-256 is enough to keep it by. */
const SECRET_BYTES = 32;

/** A secret to be told once, in text that an address can hold. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of a secret, and what it is found by. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
