import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { Refusal } from './refusal.ts';

/**
 * Who may resolve a field. A rule stands on a type (for all its fields) or on one field (instead of its type's).
 * ANYONE: no facts of a bureau in it. SIGNED_IN: the caller's own account. READER: the facts of the bureau that the query was let into;
 * RUN_READER: what became of its import runs. LEADER: targets, charts, the briefing's comment. PLANNER: networks, travel times, siting;
 * COMMENTER: what is said of a scenario. STEWARD: profiles, taking a run back, drafts of releases; IMPORTER: bringing a file in. RELEASER: what
 * is not published yet of a release. ADMIN: people, tokens, audit.
 */
export const ACCESS_RULES = [
  'ANYONE',
  'SIGNED_IN',
  'READER',
  'RUN_READER',
  'LEADER',
  'PLANNER',
  'COMMENTER',
  'STEWARD',
  'IMPORTER',
  'RELEASER',
  'ADMIN',
] as const;
export type AccessRule = (typeof ACCESS_RULES)[number];

/** What a rule is asked about; every request carries one (see identity/principal.ts). */
export interface AccessSubject {
  isAllowed(rule: AccessRule): boolean;
}

/** Declares the rule of a query, a mutation, a field, or of every field of a type. */
export function Access(rule: AccessRule): MethodDecorator & PropertyDecorator & ClassDecorator {
  return Extensions({ access: rule });
}

/**
 * Default deny: wraps every field of the schema with its rule.
 * @throws Error when a field has no rule, naming all such fields, so that a forgotten rule never starts.
 */
export function enforceAccess(schema: GraphQLSchema): GraphQLSchema {
  const withoutRule: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) {
      continue;
    }
    for (const field of Object.values(type.getFields())) {
      const rule = accessRuleOf(type, field);
      if (rule === undefined) {
        withoutRule.push(`${type.name}.${field.name}`);
      } else {
        guard(field, rule);
      }
    }
  }
  if (withoutRule.length > 0) {
    throw new Error(`Fields without an access rule: ${withoutRule.join(', ')}`);
  }
  return schema;
}

/** The rule of a field: its own, else its type's; undefined: it was forgotten. */
export function accessRuleOf(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): AccessRule | undefined {
  return ruleIn(field.extensions) ?? ruleIn(type.extensions);
}

function guard(field: GraphQLField<unknown, { principal: AccessSubject }>, rule: AccessRule): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    if (!context.principal.isAllowed(rule)) {
      throw new Refusal('FORBIDDEN');
    }
    return resolve(source, args, context, info);
  };
}

function ruleIn(extensions: Readonly<Record<string, unknown>>): AccessRule | undefined {
  const rule = extensions['access'];
  return ACCESS_RULES.find((each) => each === rule);
}
