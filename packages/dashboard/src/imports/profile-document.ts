/** In what a file may give its coordinates. */
export const DATUMS = ['WGS84', 'GCJ02', 'BD09'] as const;
export type Datum = (typeof DATUMS)[number];

const KINDS_ON_MAP: ReadonlySet<string> = new Set(['SERVICE_POINTS', 'DEMAND_AREAS', 'KEY_BUILDINGS']);

/** A mapping profile as the API takes it: which column is which field, and which word which value. */
export interface ProfileDocument {
  readonly name: string;
  readonly version: number;
  readonly recordKind: string;
  /** Of records on the map; absent: WGS84. */
  readonly datum?: Datum;
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

/** Whether its records have coordinates. */
export function isOnMap({ recordKind }: ProfileDocument): boolean {
  return KINDS_ON_MAP.has(recordKind);
}

/** With coordinates read as another datum; under a name of its own, since it is another profile then. */
export function withDatum(document: ProfileDocument, datum: Datum): ProfileDocument {
  const { datum: before, ...others } = document;
  const ending = before ? `-${before.toLowerCase()}` : '';
  const stem =
    ending !== '' && document.name.endsWith(ending) ? document.name.slice(0, -ending.length) : document.name;
  if (datum === 'WGS84') {
    return { ...others, name: stem };
  }
  return { ...others, name: stem === '' ? '' : `${stem}-${datum.toLowerCase()}`, datum };
}
