import type { Request, RequestHandler } from 'express';
import type pg from 'pg';
import { Refusal } from '../platform/refusal.ts';
import type { AttemptLimits } from './attempt-limits.ts';
import { Principal } from './principal.ts';
import { findToken } from './service-token.ts';
import { findSession } from './session.ts';
import { readCookie } from './session-cookie.ts';

export interface IdentifyOptions {
  readonly pool: pg.Pool;
  readonly limits: AttemptLimits;
  readonly clock: () => Date;
  /** Everyone who reaches this server is the operator of the machine. */
  readonly isOperator: boolean;
  /** Whether who is not signed in is the guest of the demonstration; null: as long as there is no other bureau here. */
  readonly demonstrationGuest: boolean | null;
}

const principals = new WeakMap<Request, Principal>();

/** Finds out who asks, before anything else looks at a request. */
export function identify(options: IdentifyOptions): RequestHandler {
  return (request, _response, next) => {
    whoAsks(request, options).then((principal) => {
      if (principal === null) {
        next(new Refusal('TOKEN_REFUSED'));
      } else {
        principals.set(request, principal);
        next();
      }
    }, next);
  };
}

/** Who asks. @throws Error when nobody found out: what is not identified is not served. */
export function principalOf(request: Request): Principal {
  const principal = principals.get(request);
  if (principal === undefined) {
    throw new Error(`${request.path} is served without knowing who asks.`);
  }
  return principal;
}

/** null: a service token that is not in force; whoever shows one is never taken for a guest. @throws RequestRefusal TOO_MANY_ATTEMPTS */
async function whoAsks(request: Request, options: IdentifyOptions): Promise<Principal | null> {
  const { pool, limits, clock, isOperator } = options;
  if (isOperator) {
    return new Principal('OPERATOR');
  }
  const secret = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (secret !== undefined) {
    return limits.count({ address: request.ip ?? '', account: null }, () => findToken(pool, secret, clock()));
  }
  const token = readCookie(request);
  const account = token === null ? null : await findSession(pool, token, clock());
  return account ?? new Principal((await isOpenToGuests(options)) ? 'GUEST' : 'ANONYMOUS');
}

async function isOpenToGuests({ pool, demonstrationGuest }: IdentifyOptions): Promise<boolean> {
  if (demonstrationGuest !== null) {
    return demonstrationGuest;
  }
  const { rows } = await pool.query<{ only: boolean }>(
    'select coalesce(bool_and(is_demonstration), false) as only from bureau',
  );
  return rows[0]?.only ?? false;
}
