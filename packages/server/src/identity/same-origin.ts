import type { RequestHandler } from 'express';

/**
 * Lets through what changes something only from a page of this server: a browser says whence a request comes (Fetch Metadata, else
 * Origin), and a body of JSON is one that no form of another site can send. A client that is no browser says neither.
 */
export const fromSameOrigin: RequestHandler = (request, response, next) => {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const isOurs =
    site === undefined
      ? origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.get('host'))
      : site === 'same-origin';
  if (!isOurs) {
    response.status(403).json({ code: 'CROSS_SITE' });
  } else if (!request.is('application/json')) {
    response.status(415).json({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  } else {
    next();
  }
};
