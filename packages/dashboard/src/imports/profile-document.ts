/** A mapping profile as the API takes it: which column is which field, and which word which value. */
export interface ProfileDocument {
  readonly name: string;
  readonly version: number;
  readonly recordKind: string;
  readonly columns: Readonly<
    Record<string, { readonly headers: readonly string[]; readonly required?: boolean }>
  >;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** @param document JSON from the API, whose form the API has checked */
export function readDocument(document: string): ProfileDocument {
  return JSON.parse(document) as ProfileDocument;
}

/** The column that a field is read from; '' when none is. */
export function columnOf(document: ProfileDocument, field: string, header: readonly string[]): string {
  return document.columns[field]?.headers.find((name) => header.includes(name)) ?? '';
}

/** With another column for a field; '' takes the field away. A column is one field's: the field that had it before gives it up. */
export function withColumn(
  document: ProfileDocument,
  field: { readonly name: string; readonly isRequired: boolean },
  column: string,
): ProfileDocument {
  const others = Object.entries(document.columns).filter(
    ([name, { headers }]) => name !== field.name && !(column !== '' && headers.includes(column)),
  );
  const own = { headers: [column], ...(field.isRequired && { required: true }) };
  return {
    ...document,
    columns: Object.fromEntries([...others, ...(column === '' ? [] : [[field.name, own] as const])]),
  };
}

/** With a meaning for a word of a field; '' takes the meaning away. */
export function withWord(
  document: ProfileDocument,
  field: string,
  word: string,
  value: string,
): ProfileDocument {
  const { [word]: _before, ...others } = document.values[field] ?? {};
  return {
    ...document,
    values: { ...document.values, [field]: value === '' ? others : { ...others, [word]: value } },
  };
}
