import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import type pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AuditAction } from '../platform/audit-trail.ts';
import { admit, originOf } from './admit.ts';
import { type AttemptLimits, TooManyAttempts } from './attempt-limits.ts';
import { principalOf } from './identify.ts';
import { recordSignIn, type SignInEnd } from './record-sign-in.ts';
import { fromSameOrigin } from './same-origin.ts';
import { endSessionOf } from './session.ts';
import { clearCookie, readCookie } from './session-cookie.ts';
import { changePassword, readLink, type SignedIn, signIn, signInByLink } from './sign-in.ts';

export interface AccountRoutesOptions {
  readonly pool: pg.Pool;
  readonly limits: AttemptLimits;
  readonly clock: () => Date;
  readonly logger: Logger;
}

const BODY_LIMIT = '16kb';
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

/** With the status that each is told by. */
const STATUS = {
  BAD_USER_INPUT: 400,
  SIGN_IN_REFUSED: 401,
  FORBIDDEN: 403,
  LINK_REFUSED: 404,
  NAME_TAKEN: 409,
  PASSWORD_LENGTH: 422,
  SIGN_IN_NAME: 422,
} as const;
type Code = keyof typeof STATUS;

/**
 * What sets or takes a cookie, and so cannot be GraphQL. Every one is a POST of JSON from a page of this server, and answers JSON:
 * /sign-in { name, password }, /sign-out {}, /link { secret } tells what a link is for, /link/use { secret, password, … } uses it up,
 * /password { password, newPassword }. Refused with { code }; 429 TOO_MANY_ATTEMPTS says in Retry-After when to come again.
 */
export function accountRoutes(options: AccountRoutesOptions): Router {
  const { pool, limits, clock } = options;
  const context = () => ({ pool, limits, now: clock() });
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.use(fromSameOrigin, express.json({ limit: BODY_LIMIT }));

  router.post(
    '/sign-in',
    handle(options, 'SIGN_IN', SIGN_IN, async (given, request, response) => {
      const signedIn = await signIn(context(), given, originOf(request));
      return signedIn === null ? 'SIGN_IN_REFUSED' : admitted(options, request, response, signedIn);
    }),
  );
  router.post(
    '/sign-out',
    handle(options, 'SIGN_OUT', z.strictObject({}), async (_given, request, response) => {
      const token = readCookie(request);
      if (token !== null) {
        await endSessionOf(pool, token, clock());
      }
      clearCookie(request, response);
      return {};
    }),
  );
  router.post(
    '/link',
    handle(options, null, SECRET, async ({ secret }, request) => {
      const link = await readLink(context(), secret, originOf(request));
      return link === null
        ? 'LINK_REFUSED'
        : { purpose: link.purpose, signInName: link.signInName, displayName: link.displayName };
    }),
  );
  router.post(
    '/link/use',
    handle(options, 'SIGN_IN', LINK, async (given, request, response) => {
      const use = {
        ...given,
        signInName: given.signInName ?? null,
        displayName: given.displayName ?? null,
      };
      const result = await signInByLink(context(), use, originOf(request));
      return typeof result === 'string' ? result : admitted(options, request, response, result);
    }),
  );
  router.post(
    '/password',
    handle(options, 'PASSWORD_CHANGED', PASSWORD, async (given, request, response) => {
      const { accountId, actor } = principalOf(request);
      if (accountId === null) {
        return 'FORBIDDEN';
      }
      const account = { accountId, signInName: actor };
      const result = await changePassword(context(), account, given, originOf(request));
      return typeof result === 'string' ? result : admitted(options, request, response, result);
    }),
  );
  router.use(refuseUnreadable);
  return router;
}

/** A body that is no JSON, or too large: told without what was in it. */
const refuseUnreadable: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = (error as { status?: unknown }).status;
  if (response.headersSent || typeof status !== 'number') {
    next(error);
  } else {
    response.status(status).json({ code: 'BAD_USER_INPUT' });
  }
};

async function admitted(
  { pool, clock }: AccountRoutesOptions,
  request: Request,
  response: Response,
  { accountId, token }: SignedIn,
): Promise<Admitted> {
  await admit(pool, request, response, token, clock());
  return new Admitted(accountId);
}

/** Answered with nothing but the cookie. */
class Admitted {
  constructor(readonly accountId: number) {}
}

/** @param action what it goes on record as, with its outcome, before it is answered; null: it changes nothing */
function handle<Given>(
  { pool, clock, logger }: AccountRoutesOptions,
  action: AuditAction | null,
  body: z.ZodType<Given>,
  work: (given: Given, request: Request, response: Response) => Promise<Code | object>,
): RequestHandler {
  const record = async (request: Request, end: SignInEnd) => {
    if (action !== null) {
      await recordSignIn({ pool, now: clock() }, action, principalOf(request), request.ip ?? null, end);
    }
  };
  return (request, response) => {
    const parsed = body.safeParse(request.body);
    const answer = parsed.success
      ? work(parsed.data, request, response)
      : Promise.resolve('BAD_USER_INPUT' as const);
    answer
      .then(
        async (result) => {
          if (typeof result === 'string') {
            await record(request, { code: result });
            response.status(STATUS[result]).json({ code: result });
          } else if (result instanceof Admitted) {
            await record(request, result);
            response.status(200).json({});
          } else {
            await record(request, { accountId: principalOf(request).accountId });
            response.status(200).json(result);
          }
        },
        async (error: unknown) => {
          if (error instanceof TooManyAttempts) {
            await record(request, { code: 'TOO_MANY_ATTEMPTS' });
          }
          throw error;
        },
      )
      .catch((error: unknown) => {
        if (error instanceof TooManyAttempts) {
          response.set('retry-after', String(error.retryAfterSeconds));
          response.status(429).json({ code: 'TOO_MANY_ATTEMPTS' });
        } else {
          logger.error({ err: error }, 'an account could not be answered');
          response.status(500).json({ code: 'INTERNAL_SERVER_ERROR' });
        }
      });
  };
}
