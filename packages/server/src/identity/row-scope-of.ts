import { NO_ROWS, type RowScope } from '../platform/row-scope.ts';
import type { Principal } from './principal.ts';

/** Whose rows the database shows to a principal: no statement of a request sees more, whatever it asks for. */
export function rowScopeOf({ kind, roles, bureauId, servicePointIds }: Principal): RowScope {
  switch (kind) {
    case 'OPERATOR':
      return { bureaus: 'ALL', servicePointIds: null };
    case 'GUEST':
      return { bureaus: 'DEMONSTRATION', servicePointIds: null };
    case 'ACCOUNT':
    case 'TOKEN':
      if (bureauId !== null) {
        return { bureaus: [bureauId], servicePointIds };
      }
      return roles.includes('ADMIN') ? { bureaus: 'ALL', servicePointIds } : NO_ROWS;
    case 'ANONYMOUS':
      return NO_ROWS;
  }
}
