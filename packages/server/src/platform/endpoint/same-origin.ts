import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.ts';

const READS_ONLY = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What a browser says of a request of our own pages, and of an address typed in. */
const OURS = new Set(['same-origin', 'none']);

/**
 * No page of another site changes anything here, whatever the browser sends along: by what the browser says of the request (Sec-Fetch-Site), or,
 * where it is too old to say it, by the Origin. A program that sends neither is no browser. Apollo Server refuses simple requests besides.
 */
export const refuseCrossSite: RequestHandler = (request, _response, next) => {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const isForeign =
    site === undefined ? origin !== undefined && !isOrigin(origin, request.host) : !OURS.has(site);
  next(isForeign && !READS_ONLY.has(request.method) ? new Refusal('CROSS_SITE_REQUEST') : undefined);
};

function isOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
