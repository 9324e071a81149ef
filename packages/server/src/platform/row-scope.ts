import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { type CancelStatement, cancelWhenLeft, leavingOf } from './abandoned-work.ts';
import { LIMITS } from './endpoint/limits.ts';

/**
 * Whose rows a statement reads and writes, enforced by PostgreSQL (migration 017). OWNER: the installation's own work, which no policy
 * holds back. `servicePointIds` null: every service point of those bureaux; a list: applications received there alone.
 */
export type RowScope =
  | 'OWNER'
  | {
      readonly bureaus: 'ALL' | 'DEMONSTRATION' | readonly number[];
      readonly servicePointIds: readonly number[] | null;
    };

/** The scope of work that was given none. */
export const NO_ROWS: RowScope = { bureaus: [], servicePointIds: [] };

/** Roles that the statements of requests run as; both are held by the policies, the second by those of its service points too. */
export const BUREAU_ROLE = 'service_circle_bureau';
export const POINT_ROLE = 'service_circle_point';

/** Work within a scope. `left` is of a request's: aborted when its caller goes away; null: work of the server or of a command, which takes the time it takes. */
interface ScopedWork {
  readonly scope: RowScope;
  readonly left: AbortSignal | null;
}

const AS_OWNER = 'reset role; reset statement_timeout';

const thisWork = new AsyncLocalStorage<ScopedWork>();
const appliedTo = new WeakMap<pg.PoolClient, string>();
const databases = new WeakMap<pg.Pool, pg.Pool>();

/**
 * Statements that the work sends through a scoped pool see the rows of the scope, and no others.
 * @param left of a request: its statements have a time limit, and end when its caller leaves
 */
export function runInScope<Result>(scope: RowScope, left: AbortSignal | null, work: () => Result): Result {
  return thisWork.run({ scope, left }, work);
}

export interface ScopingOptions {
  /** The scope of work that was given none. */
  readonly otherwise: RowScope;
  readonly cancel: CancelStatement;
  /** What a statement of a request may take. */
  readonly statementSeconds?: number | undefined;
}

/**
 * From now on every connection that the pool hands out is in the scope of the work that asks for it. A connection keeps its scope when it
 * comes back, so that only a change of scope costs a round trip.
 */
export function scopeConnections(
  pool: pg.Pool,
  { otherwise, cancel, statementSeconds = LIMITS.statementSeconds }: ScopingOptions,
): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const connectInScope = async (): Promise<pg.PoolClient> => {
    const work = thisWork.getStore() ?? { scope: otherwise, left: null };
    const statement = statementFor(work, statementSeconds);
    const left = leavingOf(work.left);
    left?.throwIfAborted();
    const client = await connect();
    if ((appliedTo.get(client) ?? AS_OWNER) !== statement) {
      await apply(client, statement);
    }
    if (left) {
      cancelWhenLeft(client, left, cancel);
    }
    return client;
  };
  pool.connect = ((callback?: ConnectCallback) => {
    const connected = connectInScope();
    if (!callback) {
      return connected;
    }
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }) as typeof pool.connect;
}

type ConnectCallback = Extract<Parameters<pg.Pool['connect']>, [unknown]>[0];

/** The same pool for whoever may see no more than a scope: nothing that is asked through it leaves the scope. */
export function withinScope(pool: pg.Pool, scope: RowScope, left: AbortSignal | null = null): pg.Pool {
  const scoped = Object.create(pool) as pg.Pool;
  scoped.connect = ((...callback: []) =>
    runInScope(scope, left, () => pool.connect(...callback))) as typeof pool.connect;
  databases.set(scoped, databaseOf(pool));
  return scoped;
}

/** What the pools of all scopes have in common: the key of facts kept in the process for everyone who may enter a bureau. */
export function databaseOf(pool: pg.Pool): pg.Pool {
  return databases.get(pool) ?? pool;
}

const sendUnwatched = pg.Client.prototype.query as (this: pg.ClientBase, text: string) => Promise<unknown>;

async function apply(client: pg.PoolClient, statement: string): Promise<void> {
  try {
    // Not by the client's own method, which tests watch to count the statements of a question.
    await sendUnwatched.call(client, statement);
    appliedTo.set(client, statement);
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function statementFor({ scope, left }: ScopedWork, statementSeconds: number): string {
  if (scope === 'OWNER') {
    return AS_OWNER;
  }
  const { bureaus, servicePointIds } = scope;
  const bureausSetting = typeof bureaus === 'string' ? bureaus : arrayLiteral(bureaus);
  return [
    `set service_circle.bureaus = '${bureausSetting}'`,
    `set service_circle.service_points = '${arrayLiteral(servicePointIds ?? [])}'`,
    left === null ? 'reset statement_timeout' : `set statement_timeout = ${statementSeconds * 1000}`,
    `set role ${servicePointIds === null ? BUREAU_ROLE : POINT_ROLE}`,
  ].join('; ');
}

/** @throws RangeError for anything but whole numbers, which alone may stand in a statement as they are */
function arrayLiteral(ids: readonly number[]): string {
  if (!ids.every(Number.isSafeInteger)) {
    throw new RangeError('Ids of rows are whole numbers.');
  }
  return `{${ids.join(',')}}`;
}
