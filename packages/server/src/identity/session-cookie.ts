import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { SESSION_HOURS } from './session.sql.ts';

const NAME = 'session';

/** Over HTTPS a name that browsers take from this host alone, on a secure line (RFC 6265bis). */
function nameFor(request: Request, name: string): string {
  return request.secure ? `__Host-${name}` : name;
}

/** A cookie of ours as it was sent; null: none. */
export function readCookie(request: Request, name = NAME): string | null {
  return parseCookie(request.headers.cookie ?? '')[nameFor(request, name)] ?? null;
}

/** Kept from scripts, and sent with no request that another site makes but a link followed to here. */
function attributes(request: Request) {
  return { httpOnly: true, secure: request.secure, sameSite: 'lax', path: '/' } as const;
}

export function setCookie(
  request: Request,
  response: Response,
  value: string,
  { name = NAME, seconds = SESSION_HOURS * 3600 } = {},
): void {
  response.cookie(nameFor(request, name), value, { ...attributes(request), maxAge: seconds * 1000 });
}

export function clearCookie(request: Request, response: Response, name = NAME): void {
  response.clearCookie(nameFor(request, name), attributes(request));
}
