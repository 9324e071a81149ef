import type { OutgoingHttpHeaders } from 'node:http';
import express, { type Request, type Response, type Router } from 'express';
import { LRUCache } from 'lru-cache';
import { securityHeaders } from '../../platform/endpoint/security-headers.ts';
import { httpStatusOf, Refusal } from '../../platform/refusal.ts';
import { HTML_TYPE } from '../write-release.ts';
import type { PublishedSite, ServedPage } from './published-site.ts';
import { ENCODINGS } from './served-file.ts';
import { NOT_FOUND_PATH } from './site-files.ts';

/** Nothing but the files of a release: no form leaves the page, and no style or script stands in it. */
export const PAGE_POLICY = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'connect-src': ["'self'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'img-src': ['data:'],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
} as const;

/** While it asks for a new one a cache may show the old one: a news story costs one request a minute. */
const KEPT: Readonly<Record<ServedPage['kind'] | 'NOT_FOUND', string>> = {
  LIST: 'public, max-age=60, stale-while-revalidate=86400',
  // Not for ever: it may come to say that it was corrected.
  PAGE: 'public, max-age=300, stale-while-revalidate=86400',
  DATA: 'public, max-age=31536000, immutable',
  NOT_FOUND: 'public, max-age=60',
};

/** Of the addresses and encodings that are asked for most; bodies are those that the site holds. */
const MOST_ANSWERS = 5_000;
/** Whoever makes up longer addresses is answered without being remembered. */
const LONGEST_KEY = 300;

/** An answer as it is sent, made once: whole, or to who holds the bytes of this tag. */
interface Answer {
  readonly etag: string;
  readonly body: Uint8Array;
  readonly kept: OutgoingHttpHeaders;
  readonly whole: OutgoingHttpHeaders;
}

/**
 * What is published, for anyone: `GET` and `HEAD /public/…`, the same tree as `service-circle release export` writes. Nobody is asked who they
 * are, no cookie is set, and no statement is sent for what is in memory. What is not published is not found, whatever is known of it inside.
 */
export function publicPages(site: PublishedSite): Router {
  const router = express.Router();
  const answers = new LRUCache<string, Answer>({ max: MOST_ANSWERS });
  let version = site.version;
  router.use((request, response, next) => {
    if (version !== site.version) {
      answers.clear();
      version = site.version;
    }
    const answer = answers.get(keyOf(request));
    if (answer) {
      send(request, response, answer);
    } else {
      next();
    }
  });
  router.use(securityHeaders(PAGE_POLICY));
  router.get('/{*path}', async (request, response) => {
    const asked = site.version;
    const path = pathOf(request);
    const isFolder = path?.endsWith('/') ?? false;
    const page = path === null ? null : await site.at(`${path.slice(1)}${isFolder ? 'index.html' : ''}`);
    if (page) {
      const answer = await answerOf(request, response, page);
      const key = keyOf(request);
      if (asked === site.version && key.length <= LONGEST_KEY) {
        answers.set(key, answer);
      }
      send(request, response, answer);
    } else if (
      path !== null &&
      !isFolder &&
      (await site.at(`${path.slice(1)}/index.html`.replace(/^\//, '')))
    ) {
      // The links of a page start from its folder.
      response.set('cache-control', KEPT.LIST).redirect(301, `${request.baseUrl}${path}/`);
    } else {
      const notFound = await site.at(NOT_FOUND_PATH);
      response
        .status(httpStatusOf('NOT_FOUND'))
        .set({ 'cache-control': KEPT.NOT_FOUND, 'content-type': HTML_TYPE })
        .end(notFound?.served.file.bytes);
    }
  });
  router.use((_request, _response, next) => next(new Refusal('NOT_FOUND')));
  return router;
}

/** What an answer depends on. */
function keyOf({ method, secure, originalUrl, headers }: Request): string {
  return [method, secure, headers['accept-encoding'] ?? '', originalUrl].join(' ');
}

/** Below the site, with the slash before it where there is one; null: no path that a file can have. */
function pathOf({ originalUrl, baseUrl }: Request): string | null {
  try {
    return decodeURIComponent(originalUrl.slice(baseUrl.length).replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
}

async function answerOf(request: Request, response: Response, page: ServedPage): Promise<Answer> {
  const { served, kind, successor } = page;
  const encoding = ENCODINGS.find((each) => each === request.acceptsEncodings([...ENCODINGS])) ?? 'identity';
  const etag = served.etag(encoding);
  const body = await served.body(encoding);
  const kept: OutgoingHttpHeaders = {
    // Those of security, which stand there already.
    ...response.getHeaders(),
    etag,
    vary: 'accept-encoding',
    'cache-control': KEPT[kind],
    ...(successor === null ? {} : { link: `<../${successor}/>; rel="successor-version"` }),
    // Data are for pages of other sites too.
    ...(kind === 'DATA'
      ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
      : {}),
  };
  return {
    etag,
    body,
    kept,
    whole: {
      ...kept,
      'content-type': served.file.contentType,
      'content-length': body.length,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    },
  };
}

function send(request: Request, response: Response, { etag, body, kept, whole }: Answer): void {
  if (isHeld(request, etag)) {
    response.writeHead(304, kept).end();
  } else {
    response.writeHead(200, whole).end(request.method === 'HEAD' ? undefined : body);
  }
}

/** Whether the reader holds the bytes of this tag, by RFC 9110: a list of tags, each perhaps marked as weak by what stands between. */
function isHeld(request: Request, etag: string): boolean {
  const held = (request.get('if-none-match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return held.includes(etag) || held.includes('*');
}
