import {
  type GraphQLAbstractType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type { Step } from '../src/identity/access-matrix.ts';
import { enforceAccess } from '../src/platform/access.ts';
import { buildUnguardedSchema } from '../src/schema.ts';

/** A value of every scalar: as it is answered, and as it is written in a document. */
const SCALARS: Readonly<Record<string, string | number | boolean | object>> = {
  ID: '1',
  String: '1',
  Int: 1,
  Float: 1,
  Boolean: true,
  Date: '2021-10-08',
  DateTime: '2021-10-08T00:00:00Z',
  GeoJSON: {},
};

/**
 * The product's schema with its rules, and nothing behind them: every field answers with a value of its type, so that every field can
 * be come to by whoever is let through, and no mutation changes anything.
 */
export function hollowSchema(): GraphQLSchema {
  const schema = buildUnguardedSchema();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) {
      type.resolveType = (value: unknown) => (value as { __typename: string }).__typename;
    } else if (isObjectType(type) && !type.name.startsWith('__')) {
      delete (type as { isTypeOf?: unknown }).isTypeOf;
      for (const field of Object.values(type.getFields())) {
        field.resolve = (_source, _args, _context, info) => {
          const [first] = info.fieldNodes[0]?.selectionSet?.selections ?? [];
          const wanted = first?.kind === 'InlineFragment' ? first.typeCondition?.name.value : undefined;
          return answerOf(field.type, wanted);
        };
      }
    }
  }
  return enforceAccess(schema);
}

function answerOf(type: GraphQLOutputType, wanted: string | undefined): unknown {
  if (isNonNullType(type)) {
    return answerOf(type.ofType, wanted);
  }
  if (isListType(type)) {
    return [answerOf(type.ofType, wanted)];
  }
  if (isEnumType(type)) {
    return type.getValues()[0]?.value;
  }
  if (isAbstractType(type)) {
    return { __typename: wanted ?? membersOf(type)[0] };
  }
  return isObjectType(type) ? {} : scalar(type.name);
}

function membersOf(type: GraphQLAbstractType): readonly string[] {
  return isUnionType(type) ? type.getTypes().map(({ name }) => name) : [];
}

function scalar(name: string): string | number | boolean | object {
  const value = SCALARS[name];
  if (value === undefined) {
    throw new Error(`There is no value of the scalar ${name}.`);
  }
  return name === 'DateTime' ? new Date(String(value)) : value;
}

/** The smallest document that comes to fields of a type, through those that lead to the type. */
export function documentFor(
  wayToType: readonly Step[],
  type: GraphQLObjectType,
  fields: readonly Step['field'][],
): string {
  const leaves = fields.map((field) => `${written(field)}${leaf(field.type)}`).join(' ');
  const body = wayToType.reduceRight<string>((inner, { field }, index) => {
    const next = wayToType[index + 1]?.type ?? type;
    return `${written(field)} { ... on ${next.name} { ${inner} } }`;
  }, leaves);
  const root = wayToType[0]?.type ?? type;
  return `${root.name === 'Mutation' ? 'mutation' : 'query'} { ${body} }`;
}

function written({ name, args }: Step['field']): string {
  const required = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${literalOf(arg.type)}`);
  return required.length === 0 ? name : `${name}(${required.join(', ')})`;
}

function leaf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  return isObjectType(named) || isAbstractType(named) ? ' { __typename }' : '';
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) {
    return literalOf(type.ofType);
  }
  if (isListType(type)) {
    return `[${literalOf(type.ofType)}]`;
  }
  if (isEnumType(type)) {
    return type.getValues()[0]?.name ?? '';
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`;
  }
  return JSON.stringify(SCALARS[type.name]);
}
