import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AuditAction } from '../platform/audit-trail.ts';
import { onRecord } from '../platform/audited.ts';
import { jsonBody } from '../platform/endpoint/body-reader.ts';
import { Refusal } from '../platform/refusal.ts';
import { admit, originOf } from './admit.ts';
import type { AttemptLimits } from './attempt-limits.ts';
import { principalOf } from './identify.ts';
import { endSessionOf } from './session.ts';
import { clearCookie, readCookie } from './session-cookie.ts';
import { changePassword, readLink, type SignedIn, signIn, signInByLink } from './sign-in.ts';
import { signInRecord, signInWork, whoSignedIn } from './sign-in-record.ts';

export interface AccountRoutesOptions {
  readonly pool: pg.Pool;
  readonly limits: AttemptLimits;
  readonly clock: () => Date;
  readonly logger: Logger;
}

const text = z.string().max(1000);
const SIGN_IN = z.strictObject({ name: text, password: text });
const SECRET = z.strictObject({ secret: text });
const LINK = z.strictObject({
  secret: text,
  password: text,
  signInName: text.nullish(),
  displayName: text.nullish(),
});
const PASSWORD = z.strictObject({ password: text, newPassword: text });
const NOTHING = z.strictObject({});

/**
 * What sets or takes a cookie, and so cannot be GraphQL. Every one is a POST of JSON, and answers JSON: /sign-in { name, password },
 * /sign-out {}, /link { secret } tells what a link is for, /link/use { secret, password, … } uses it up, /password { password, newPassword }.
 */
export function accountRoutes(options: AccountRoutesOptions): Router {
  const { pool, limits, clock } = options;
  const context = () => ({ pool, limits, now: clock() });
  const router = express.Router();
  router.use(jsonAlone, jsonBody(options.logger));

  router.post(
    '/sign-in',
    letIn(options, 'SIGN_IN', (request) => signIn(context(), read(SIGN_IN, request), originOf(request))),
  );
  router.post(
    '/link/use',
    letIn(options, 'SIGN_IN', (request) => {
      const { signInName = null, displayName = null, ...given } = read(LINK, request);
      return signInByLink(context(), { ...given, signInName, displayName }, originOf(request));
    }),
  );
  router.post(
    '/password',
    letIn(options, 'PASSWORD_CHANGED', (request) => {
      const { accountId, actor } = principalOf(request);
      if (accountId === null) {
        throw new Refusal('FORBIDDEN');
      }
      return changePassword(
        context(),
        { accountId, signInName: actor },
        read(PASSWORD, request),
        originOf(request),
      );
    }),
  );
  router.post('/sign-out', async (request, response) => {
    await onRecord(signInRecord(options, request), signInWork('SIGN_OUT'), async () => {
      read(NOTHING, request);
      const token = readCookie(request);
      if (token !== null) {
        await endSessionOf(pool, token, clock());
      }
    });
    clearCookie(request, response);
    response.json({});
  });
  router.post('/link', async (request, response) => {
    const { secret } = read(SECRET, request);
    const { purpose, signInName, displayName } = await readLink(context(), secret, originOf(request));
    response.json({ purpose, signInName, displayName });
  });
  return router;
}

/** A body of JSON is one that no form of another site can send. */
const jsonAlone: RequestHandler = (request, _response, next) =>
  next(request.is('application/json') ? undefined : new Refusal('UNSUPPORTED_MEDIA_TYPE'));

/** @throws Refusal BAD_USER_INPUT, without what was in the body */
function read<Given>(body: z.ZodType<Given>, request: Request): Given {
  const { success, data } = body.safeParse(request.body);
  if (!success) {
    throw new Refusal('BAD_USER_INPUT');
  }
  return data;
}

/** Answers a sign-in with nothing but the cookie, once it is on record. */
function letIn(
  options: AccountRoutesOptions,
  action: AuditAction,
  work: (request: Request) => Promise<SignedIn>,
): RequestHandler {
  return async (request: Request, response: Response) => {
    const signedIn = await onRecord(
      signInRecord(options, request),
      signInWork(action),
      async () => await work(request),
      whoSignedIn,
    );
    await admit(options.pool, request, response, signedIn.token, options.clock());
    response.json({});
  };
}
