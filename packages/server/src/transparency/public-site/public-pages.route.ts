import express, { type Request, type Response, type Router } from 'express';
import { securityHeaders } from '../../platform/endpoint/security-headers.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { PublishedSite, ServedPage } from './published-site.ts';
import { ENCODINGS, type ServedFile } from './served-file.ts';
import { NOT_FOUND_PATH } from './site-files.ts';

/** Nothing but the files of a release: no form leaves the page, and no style or script stands in it. */
const POLICY = {
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

/**
 * What is published, for anyone: `GET` and `HEAD /public/…`, the same tree as `service-circle release export` writes. Nobody is asked who they
 * are, no cookie is set, and no statement is sent for what is in memory. What is not published is not found, whatever is known of it inside.
 */
export function publicPages(site: PublishedSite): Router {
  const router = express.Router();
  router.use(securityHeaders(POLICY));
  router.get('/{*path}', async (request, response) => {
    const path = pathOf(request);
    const isFolder = path === '/' || path?.endsWith('/');
    const page = path === null ? null : await site.at(`${path.slice(1)}${isFolder ? 'index.html' : ''}`);
    if (page) {
      await sendPage(request, response, page);
    } else if (
      path !== null &&
      !isFolder &&
      (await site.at(`${path.slice(1)}/index.html`.replace(/^\//, '')))
    ) {
      // The links of a page start from its folder.
      response.set('cache-control', KEPT.LIST).redirect(301, `${request.baseUrl}${path}/`);
    } else {
      response.status(404).set('cache-control', KEPT.NOT_FOUND);
      const notFound = await site.at(NOT_FOUND_PATH);
      await (notFound ? sendFile(request, response, notFound.served) : response.end());
    }
  });
  router.use((_request, _response, next) => next(new Refusal('NOT_FOUND')));
  return router;
}

/** Below the site, with the slash before it where there is one; null: no path that a file can have. */
function pathOf({ originalUrl, baseUrl }: Request): string | null {
  try {
    return decodeURIComponent(originalUrl.slice(baseUrl.length).replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
}

async function sendPage(
  request: Request,
  response: Response,
  { served, kind, successor }: ServedPage,
): Promise<void> {
  response.set('cache-control', KEPT[kind]);
  if (successor !== null) {
    response.set('link', `<../${successor}/>; rel="successor-version"`);
  }
  if (kind === 'DATA') {
    // Data are for pages of other sites too.
    response.set({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  }
  await sendFile(request, response, served);
}

async function sendFile(request: Request, response: Response, served: ServedFile): Promise<void> {
  const encoding = ENCODINGS.find((each) => each === request.acceptsEncodings([...ENCODINGS])) ?? 'identity';
  const etag = served.etag(encoding);
  // Of a file that is not found, nobody has a copy.
  if (response.statusCode === 200 && isHeld(request, etag)) {
    response.writeHead(304, { etag, vary: 'accept-encoding' }).end();
    return;
  }
  const body = await served.body(encoding);
  response.writeHead(response.statusCode, {
    etag,
    vary: 'accept-encoding',
    'content-type': served.file.contentType,
    'content-length': body.length,
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Whether the reader holds the bytes of this tag, by RFC 9110: a list of tags, each perhaps marked as weak by what stands between. */
function isHeld(request: Request, etag: string): boolean {
  const held = (request.get('if-none-match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return held.includes(etag) || held.includes('*');
}
