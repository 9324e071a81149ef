import { AsyncLocalStorage } from 'node:async_hooks';
import type { Request } from 'express';
import type pg from 'pg';

/** PostgreSQL: a statement that was ended, by its time limit or by somebody. */
export const QUERY_CANCELED = '57014';

/** Ends the running statement of the connection with that process of PostgreSQL; nothing happens where none is running. */
export type CancelStatement = (processId: number) => Promise<unknown>;

/** Whoever asked went away: told to nobody. */
class CallerLeft extends Error {
  readonly code = QUERY_CANCELED;
}

const toTheEnd = new AsyncLocalStorage<true>();

/** Work that goes on though its caller leaves: a change, which is made as a whole and goes on record, and what others wait for too. */
export function finishWhateverHappens<Result>(work: () => Result): Result {
  return toTheEnd.run(true, work);
}

/** Of work that may be given up now; null: it goes on to its end. */
export function leavingOf(left: AbortSignal | null): AbortSignal | null {
  return toTheEnd.getStore() ? null : left;
}

/** Aborted when the sender of a request goes away before it is answered. */
export function callerLeaving({ res: response }: Request): AbortSignal {
  const leaving = new AbortController();
  response?.once('close', () => {
    if (!response.writableFinished) {
      leaving.abort(new CallerLeft('Whoever asked has gone away.'));
    }
  });
  return leaving.signal;
}

/** Ends the statement that runs on a connection when its caller leaves; the connection comes back once that is done, so that it hits no other. */
export function cancelWhenLeft(client: pg.PoolClient, left: AbortSignal, cancel: CancelStatement): void {
  const { release } = client;
  let cancelled: Promise<unknown> | null = null;
  const leave = () => {
    cancelled = cancel(processIdOf(client));
    // Heard of when the connection comes back.
    cancelled.catch(() => undefined);
  };
  left.addEventListener('abort', leave, { once: true });
  client.release = (destroy) => {
    left.removeEventListener('abort', leave);
    if (cancelled === null) {
      release(destroy);
    } else {
      cancelled.then(
        () => release(destroy),
        () => release(true),
      );
    }
  };
}

/** As PostgreSQL told the client at its beginning; the types of pg do not know it. */
function processIdOf(client: pg.PoolClient): number {
  return (client as pg.PoolClient & { readonly processID: number }).processID;
}
