/** TypeGraphQL registers enums from objects: the values by their own names. */
export function enumOf<Value extends string>(values: readonly Value[]): Record<Value, Value> {
  return Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
}
