import type { EntityManager } from '@mikro-orm/postgresql';
import { type RowScope, runInScope } from './row-scope.ts';

/** What services ask of entities. Everything is written by statements of our own. */
export type EntityReader = Pick<EntityManager, 'find' | 'findOne' | 'count'>;

/** Reads entities within a scope, and sees none beyond it. */
export function readWithinScope(
  em: EntityManager,
  scope: RowScope,
  left: AbortSignal | null = null,
): EntityReader {
  return {
    find: (...args) => runInScope(scope, left, () => em.find(...args)),
    findOne: (...args) => runInScope(scope, left, () => em.findOne(...args)),
    count: (...args) => runInScope(scope, left, () => em.count(...args)),
  };
}
