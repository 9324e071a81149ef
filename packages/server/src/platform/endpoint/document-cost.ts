import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getVariableValues,
  isCompositeType,
  isListType,
  type OperationDefinitionNode,
} from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';

/** How long a list of objects is taken to be when nothing in the document bounds it. */
const UNBOUNDED_LENGTH = 20;
/** Types of the schema, roughly: what a question about the schema goes through. */
const TYPES_OF_THE_SCHEMA = 100;
/** Selections of a document with its fragments written out, beyond which counting on tells nothing more. */
const MOST_SELECTIONS = 5_000;

/**
 * How many values the answer to an operation may hold: each field is one, a list with a page size, or of the ids that it
 * is asked for, is so many times what it holds, and another list of objects 20 times. Variables count as given, or by their defaults.
 * @returns Infinity beyond 5,000 selections with fragments written out; 0 for variables that are not of their types, which are refused when
 * the operation is executed
 */
export function documentCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors) {
    return 0;
  }
  try {
    return getComplexity({
      schema,
      query: {
        ...document,
        definitions: document.definitions.filter(
          (each) => each === operation || each.kind === 'FragmentDefinition',
        ),
      },
      variables: { ...variables },
      estimators: [countValues],
      maxQueryNodes: MOST_SELECTIONS,
    });
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const countValues: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  if (type.name.startsWith('__')) {
    return 1 + childComplexity;
  }
  if (field.name === '__schema') {
    return 1 + TYPES_OF_THE_SCHEMA * childComplexity;
  }
  return 1 + lengthOf(type.name, field, args) * childComplexity;
};

function lengthOf(
  parent: string,
  field: Parameters<ComplexityEstimator>[0]['field'],
  args: Readonly<Record<string, unknown>>,
): number {
  const { first, ids } = args;
  if (typeof first === 'number') {
    return Math.max(first, 0);
  }
  if (Array.isArray(ids)) {
    return ids.length;
  }
  const isList = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
  // The edges of a connection were counted by its page size.
  return isList && !parent.endsWith('Connection') ? UNBOUNDED_LENGTH : 1;
}
