import type { Request, Response } from 'express';
import type pg from 'pg';
import { endSessionOf, type SessionOrigin } from './session.ts';
import { readCookie, setCookie } from './session-cookie.ts';

/** Hands out the token of a new session. The one that was there ends: a token that someone planted is worth nothing (session fixation). */
export async function admit(
  pool: pg.Pool,
  request: Request,
  response: Response,
  token: string,
  now: Date,
): Promise<void> {
  const former = readCookie(request);
  if (former !== null) {
    await endSessionOf(pool, former, now);
  }
  setCookie(request, response, token);
}

export function originOf(request: Request): SessionOrigin {
  return { address: request.ip ?? '', userAgent: request.get('user-agent') ?? '' };
}
