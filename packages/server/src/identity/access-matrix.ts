import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { type AccessRule, accessRuleOf } from '../platform/access.ts';
import { ALLOWED, GRANTEES } from './principal.ts';

/** A field on the way from the root of a query or mutation. */
export interface Step {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

export function coordinateOf({ type, field }: Step): string {
  return `${type.name}.${field.name}`;
}

/**
 * The fields that can be reached through fields that are allowed, each with a shortest way to it (itself the last). A field that nobody
 * can come to is not open, whatever its own rule says.
 */
export function reachableFields(
  schema: GraphQLSchema,
  isAllowed: (rule: AccessRule) => boolean,
): ReadonlyMap<string, readonly Step[]> {
  const ways = new Map<string, readonly Step[]>();
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  const waiting = roots.map((type) => ({ type, way: [] as readonly Step[] }));
  const entered = new Set<GraphQLObjectType>(roots);
  for (const { type, way } of waiting) {
    for (const field of Object.values(type.getFields())) {
      const step = { type, field };
      const rule = accessRuleOf(type, field);
      if (rule !== undefined && isAllowed(rule)) {
        ways.set(coordinateOf(step), [...way, step]);
        for (const next of objectsOf(schema, getNamedType(field.type))) {
          if (!entered.has(next)) {
            entered.add(next);
            waiting.push({ type: next, way: [...way, step] });
          }
        }
      }
    }
  }
  return ways;
}

function objectsOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) {
    return [type];
  }
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** Which field is open to whom, one line a field, as CSV: its rule, and a 1 for everyone who can come to it. */
export function accessMatrix(schema: GraphQLSchema): string {
  const everything = reachableFields(schema, () => true);
  const open = GRANTEES.map((grantee) => reachableFields(schema, (rule) => ALLOWED[grantee].has(rule)));
  const lines = [...everything]
    .map(([coordinate, way]) => {
      const last = way.at(-1);
      const rule = last && accessRuleOf(last.type, last.field);
      return [coordinate, rule, ...open.map((reached) => (reached.has(coordinate) ? 1 : 0))].join(',');
    })
    .sort();
  return [`field,rule,${GRANTEES.join(',')}`, ...lines, ''].join('\n');
}
