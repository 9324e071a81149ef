import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

type Sources = Readonly<Record<string, readonly string[]>>;

/** Of everything that we send: nothing runs, loads or is sent to but what is ours, and no page of another site shows it in a frame. */
const POLICY: Sources = {
  'default-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'script-src': ["'self'"],
  'script-src-attr': ["'none'"],
  // Recharts writes style attributes; no style sheet stands in a page.
  'style-src': ["'self'"],
  'style-src-attr': ["'unsafe-inline'"],
};

export function securityHeaders(policy: Sources = POLICY): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: policy as Record<string, string[]> },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
  }) as RequestHandler;
  const overHttps = helmet.strictTransportSecurity({ includeSubDomains: false }) as RequestHandler;
  return (request, response, next) => {
    // Served over plain HTTP inside a bureau's network too, where the browser would ignore it.
    if (request.secure) {
      overHttps(request, response, () => headers(request, response, next));
    } else {
      headers(request, response, next);
    }
  };
}

/** The same for a page with scripts of its own in it: those, by their hashes, and no others. Its editor writes style sheets. */
export function headersForPage(html: string): RequestHandler {
  const scripts = [...html.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return securityHeaders({
    ...POLICY,
    'script-src': ["'self'", ...scripts],
    'style-src': ["'self'", "'unsafe-inline'"],
    'font-src': ["'self'", 'data:'],
  });
}

/** What depends on who asks stays with who asks, and not on disk. */
export const keptByNobody: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'private, no-store').vary('cookie').vary('authorization');
  next();
};
