export const CHANGE_ACTIONS = ['ADDED', 'CHANGED', 'REMOVED'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** A field of a record, or the times of its events of a type, before and after. */
export interface Difference {
  /** A field of the kind of record, or a type of event. */
  readonly field: string;
  /** null: nothing stood there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What a run did to one record. */
export interface ImportChange {
  readonly recordKey: string;
  readonly action: ChangeAction;
  readonly differences: readonly Difference[];
}

/** Changes that a run lists one by one, in the order of the file; its counts are of all. */
export const LISTED_CHANGES = 200;

export type StatedFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The fields in which two statements differ. Missing and null are the same: nothing stood there. */
export function differencesBetween(before: StatedFields, after: StatedFields): Difference[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.flatMap((field) => {
    const [one, other] = [textOf(before[field]), textOf(after[field])];
    return one === other ? [] : [{ field, before: one, after: other }];
  });
}

function textOf(value: StatedFields[string]): string | null {
  return value == null ? null : String(value);
}
