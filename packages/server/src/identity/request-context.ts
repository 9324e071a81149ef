import type pg from 'pg';
import type { AuditContext } from '../platform/audited.ts';
import type { Database } from '../platform/database.ts';
import { type EntityReader, readWithinScope } from '../platform/entity-reader.ts';
import { withinScope } from '../platform/row-scope.ts';
import { Principal } from './principal.ts';
import { rowScopeOf } from './row-scope-of.ts';

/** What every resolver is given: who asks, where the facts are (those that are theirs, and no others), and what time it is. */
export interface RequestContext {
  readonly principal: Principal;
  readonly pool: pg.Pool;
  readonly em: EntityReader;
  readonly clock: () => Date;
  /** Of whoever sent the request; null: work of the server or of a command. */
  readonly address: string | null;
}

/**
 * The context of a request, or of work that the server or a command does on its own.
 * @param options.left of a request: aborted when its caller leaves; null: work of our own
 */
export function createRequestContext({
  database,
  principal,
  clock = () => new Date(),
  address = null,
  left = null,
}: {
  readonly database: Pick<Database, 'pool' | 'orm'>;
  readonly principal: Principal;
  readonly clock?: (() => Date) | undefined;
  readonly address?: string | null;
  readonly left?: AbortSignal | null;
}): RequestContext {
  const scope = rowScopeOf(principal);
  return {
    principal,
    pool: withinScope(database.pool, scope, left),
    em: readWithinScope(database.orm.em.fork(), scope, left),
    clock,
    address,
  };
}

/** Of the operator's commands that work as the owner of the tables, whom no policy holds. */
export interface OwnerContext extends AuditContext {
  readonly pool: pg.Pool;
}

export function createOwnerContext(pool: pg.Pool, clock: () => Date = () => new Date()): OwnerContext {
  return { principal: new Principal('OPERATOR'), pool, clock, address: null };
}

/** One value a request, made when first asked for: loaders batch and remember within a request, never beyond it. */
export function perRequest<Value>(
  make: (context: RequestContext) => Value,
): (context: RequestContext) => Value {
  const values = new WeakMap<RequestContext, Value>();
  return (context) => {
    let value = values.get(context);
    if (value === undefined) {
      value = make(context);
      values.set(context, value);
    }
    return value;
  };
}
