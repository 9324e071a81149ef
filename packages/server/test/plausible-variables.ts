import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { PAGE_SIZE_CEILING } from '../src/platform/connection.ts';

/** As many as the pages put side by side. */
const LIST_LENGTH = 6;

/** Values for the variables that an operation needs, each of its type; whole numbers are the largest page. */
export function plausibleVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    const declared = typeFromAST(schema, type as never);
    if (isInputType(declared) && (isNonNullType(declared) || variable.name.value === 'first')) {
      values[variable.name.value] = plausible(declared);
    }
  }
  return values;
}

function plausible(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) {
    return plausible(type.ofType);
  }
  if (isListType(type)) {
    return Array.from({ length: LIST_LENGTH }, () => plausible(type.ofType));
  }
  if (isEnumType(type)) {
    return type.getValues()[0]?.name;
  }
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(isRequiredInputField)
        .map((field) => [field.name, plausible(field.type)]),
    );
  }
  return (
    { Int: PAGE_SIZE_CEILING, Float: 1, Boolean: true, Date: '2021-01-01', DateTime: '2021-01-01T00:00:00Z' }[
      type.name
    ] ?? 'X'
  );
}
