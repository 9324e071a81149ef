import type { EntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Database } from '../platform/database.ts';
import type { Principal } from './principal.ts';

/** What every resolver is given: who asks, where the facts are, and what time it is. */
export interface RequestContext {
  readonly principal: Principal;
  readonly pool: pg.Pool;
  readonly em: EntityManager;
  readonly clock: () => Date;
}

/** The context of a request, or of work that the server or a command does on its own. */
export function createRequestContext({
  database,
  principal,
  clock = () => new Date(),
}: {
  readonly database: Pick<Database, 'pool' | 'orm'>;
  readonly principal: Principal;
  readonly clock?: (() => Date) | undefined;
}): RequestContext {
  return { principal, pool: database.pool, em: database.orm.em.fork(), clock };
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
