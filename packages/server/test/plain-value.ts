import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
} from 'graphql';

export function isRequired(type: GraphQLInputType): boolean {
  return type !== getNullableType(type);
}

/** The plainest value of an input type, as it stands in a document. */
export function plainValueOf(type: GraphQLInputType, id = '1'): string {
  const plain = getNullableType(type);
  if (isListType(plain)) {
    return '[]';
  }
  if (isEnumType(plain)) {
    return plain.getValues()[0]?.name ?? '';
  }
  if (isInputObjectType(plain)) {
    const fields = Object.values(plain.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${plainValueOf(field.type, id)}`).join(', ')} }`;
  }
  switch (String(plain)) {
    case 'Date':
      return '"2021-12-01"';
    case 'DateTime':
      return '"2021-12-01T00:00:00Z"';
    case 'Int':
    case 'Float':
      return '1';
    case 'Boolean':
      return 'true';
    case 'ID':
      return JSON.stringify(id);
    default:
      return '"1"';
  }
}
