import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Refusal } from '../refusal.ts';
import { LIMITS } from './limits.ts';
import { answerError } from './tell-error.ts';

/** Reads a JSON body: of a size, within a time, in UTF-8. What is none of that is refused with its code. */
export function jsonBody(logger: Logger): RequestHandler[] {
  return [
    withinTime(LIMITS.bodySeconds, logger),
    express.json({
      limit: LIMITS.bodyBytes,
      verify: (_request, _response, body) => {
        if (!isUtf8(body)) {
          throw new Refusal('BAD_REQUEST', 'The body is not UTF-8.');
        }
      },
    }),
  ];
}

/** A body that comes a byte at a time must not hold a connection. */
function withinTime(seconds: number, logger: Logger): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      response.once('finish', () => request.destroy()).set('connection', 'close');
      answerError(response, new Refusal('REQUEST_TIMEOUT'), logger);
    }, seconds * 1000);
    const stop = () => clearTimeout(timer);
    request.once('end', stop).once('close', stop);
    next();
  };
}
