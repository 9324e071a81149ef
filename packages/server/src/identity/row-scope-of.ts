import type { RowScope } from '../platform/row-scope.ts';
import type { Principal } from './principal.ts';

/** Whose rows the database shows to a principal: no statement of a request sees more, whatever it asks for. */
export function rowScopeOf({ role }: Principal): RowScope {
  return { bureaus: role === 'OPERATOR' ? 'ALL' : 'DEMONSTRATION', servicePointIds: null };
}
