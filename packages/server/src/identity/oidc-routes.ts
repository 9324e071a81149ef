import express, { type Request, type Response, type Router } from 'express';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type pg from 'pg';
import type { Logger } from 'pino';
import sql from 'sql-template-tag';
import { onRecord } from '../platform/audited.ts';
import { Refusal } from '../platform/refusal.ts';
import { admit, originOf } from './admit.ts';
import { accountOf, type Claims } from './oidc-account.ts';
import type { OidcConfig } from './oidc-config.ts';
import { digestOf, newSecret } from './secret.ts';
import { beginSession } from './session.ts';
import { clearCookie, readCookie, setCookie } from './session-cookie.ts';
import { signInRecord, signInWork, whoSignedIn } from './sign-in-record.ts';

export interface OidcRoutesOptions {
  /** null: there is no single sign-on. */
  readonly config: OidcConfig | null;
  readonly pool: pg.Pool;
  readonly clock: () => Date;
  readonly logger: Logger;
}

/** As long as someone may take at the provider. */
const ATTEMPT_MINUTES = 10;
const COOKIE = 'single-sign-on';
/** Of a page of ours: never an address of another host. */
const OWN_PATH = /^\/(?![/\\])[^\r\n]{0,2000}$/;

interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly code_verifier: string;
  readonly next_path: string;
}

/**
 * Single sign-on by OpenID Connect: code flow with PKCE, state and nonce, bound to the browser that began it. GET / tells whether it is
 * offered, GET /start?next=PATH leads to the provider, GET /callback comes back from it. Whoever is refused finds the page to sign in,
 * with `problem` in its address.
 */
export function oidcRoutes({ config, pool, clock, logger }: OidcRoutesOptions): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.get('/', (_request, response) => {
    response.json({ isOffered: config !== null });
  });
  if (config === null) {
    return router;
  }
  const provider = rememberedProvider(config);
  const told = (work: (request: Request, response: Response) => Promise<void>) =>
    ((request, response) => {
      work(request, response).catch((error: unknown) => {
        if (!(error instanceof Refusal)) {
          logger.warn({ err: withoutSecrets(error) }, 'single sign-on did not work');
        }
        const problem = error instanceof Refusal ? error.code : 'SINGLE_SIGN_ON_REFUSED';
        response.redirect(302, `/account/sign-in?${new URLSearchParams({ problem })}`);
      });
    }) as express.RequestHandler;
  /** Whoever comes back from the provider, and where they were going. */
  const returned = async (request: Request, browser: string | null, now: Date) => {
    const attempt = browser === null ? null : await takeAttempt(pool, browser, now);
    if (attempt === null) {
      throw new Refusal('SINGLE_SIGN_ON_REFUSED');
    }
    const { search } = new URL(request.originalUrl, config.redirectUri);
    const tokens = await authorizationCodeGrant(await provider(), new URL(config.redirectUri + search), {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.code_verifier,
      idTokenExpected: true,
    }).catch((error: unknown) => {
      logger.warn({ err: withoutSecrets(error) }, 'a provider did not vouch for whoever came back from it');
      throw new Refusal('SINGLE_SIGN_ON_REFUSED');
    });
    const account = await accountOf(pool, config, tokens.claims() as Claims, now);
    const token = await beginSession(pool, account.accountId, originOf(request), now);
    return { ...account, token, nextPath: attempt.next_path };
  };

  router.get(
    '/start',
    told(async (request, response) => {
      const next = String(request.query['next'] ?? '');
      const attempt: Attempt = {
        state: randomState(),
        nonce: randomNonce(),
        code_verifier: randomPKCECodeVerifier(),
        next_path: OWN_PATH.test(next) ? next : '/',
      };
      const address = buildAuthorizationUrl(await provider(), {
        redirect_uri: config.redirectUri,
        scope: config.scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.code_verifier),
        code_challenge_method: 'S256',
      });
      const browser = newSecret();
      await keepAttempt(pool, browser, attempt, clock());
      setCookie(request, response, browser, { name: COOKIE, seconds: ATTEMPT_MINUTES * 60 });
      response.redirect(302, address.href);
    }),
  );

  router.get(
    '/callback',
    told(async (request, response) => {
      const now = clock();
      const browser = readCookie(request, COOKIE);
      clearCookie(request, response, COOKIE);
      const { token, nextPath } = await onRecord(
        signInRecord({ pool, clock }, request),
        signInWork('SIGN_IN'),
        () => returned(request, browser, now),
        whoSignedIn,
      );
      await admit(pool, request, response, token, now);
      response.redirect(302, nextPath);
    }),
  );
  return router;
}

/** What the provider says of itself, asked for once; anew after it could not be reached. */
function rememberedProvider(config: OidcConfig): () => Promise<Configuration> {
  let found: Promise<Configuration> | null = null;
  return () => {
    found ??= discovery(config.issuer, config.clientId, config.clientSecret, undefined, {
      // The signature is checked though it came over a line of its own, so that the line need not be trusted.
      execute: [
        enableNonRepudiationChecks,
        ...(config.issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
      ],
    }).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
}

async function keepAttempt(pool: pg.Pool, browser: string, attempt: Attempt, now: Date): Promise<void> {
  await pool.query(sql`
    with over as (delete from oidc_attempt where expires_at <= ${now})
    insert into oidc_attempt (browser_sha256, state, nonce, code_verifier, next_path, expires_at)
    values (${digestOf(browser)}, ${attempt.state}, ${attempt.nonce}, ${attempt.code_verifier}, ${attempt.next_path},
            ${now}::timestamptz + make_interval(mins => ${ATTEMPT_MINUTES}))`);
}

/** Good for one return. */
async function takeAttempt(pool: pg.Pool, browser: string, now: Date): Promise<Attempt | null> {
  const { rows } = await pool.query<Attempt & { is_over: boolean }>(sql`
    delete from oidc_attempt where browser_sha256 = ${digestOf(browser)}
    returning state, nonce, code_verifier, next_path, expires_at <= ${now} as is_over`);
  const found = rows[0];
  return found === undefined || found.is_over ? null : found;
}

/** What went wrong, without what was sent: a provider's answer holds tokens. */
function withoutSecrets(error: unknown): object {
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  return { name, message, code };
}
