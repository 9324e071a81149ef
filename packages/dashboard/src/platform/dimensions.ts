import type { CategoryDimension } from '../gql/graphql.ts';
import type { ScopeParameter } from './view.ts';

/** What figures are split by, with the parameter that narrows a view to one value of it. */
export const DIMENSION_PARAMETERS = {
  SERVICE_ITEM: 'item',
  SERVICE_POINT: 'point',
  CHANNEL: 'channel',
  DEPARTMENT: 'department',
  DOMAIN: 'domain',
  SERVICE_POINT_KIND: 'kind',
} as const satisfies Record<CategoryDimension, ScopeParameter>;

/** In the order in which they are offered. */
export const DIMENSIONS = Object.keys(DIMENSION_PARAMETERS) as (keyof typeof DIMENSION_PARAMETERS)[];

/** The dimension of an address; by default the one given. */
export function readDimension(
  parameters: URLSearchParams,
  byDefault: (typeof DIMENSIONS)[number],
): (typeof DIMENSIONS)[number] {
  return DIMENSIONS.find((each) => each === parameters.get('by')) ?? byDefault;
}
