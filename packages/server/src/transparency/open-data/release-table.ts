import type { Count } from '../release-content.ts';

/** 'SUPPRESSED' stands in whole-number fields only; null: not known, or none. */
export type TableCell = string | boolean | Count;

/** A field of a table of the open data, described for the data dictionary in both languages. */
export interface TableField {
  /** Stable, lower case with underscores. */
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly textZh: string;
  readonly textEn: string;
}

/** A table of the open data: `data/NAME.csv`. */
export interface ReleaseTable {
  readonly name: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly fields: readonly TableField[];
  /** Names of the fields that tell one row from the others: together with a field's name they are the name of a figure. */
  readonly key: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}

export interface TableColumn<Item> extends TableField {
  readonly value: (item: Item) => TableCell;
}

export function column<Item>(
  name: string,
  type: TableField['type'],
  textZh: string,
  textEn: string,
  value: (item: Item) => TableCell,
): TableColumn<Item> {
  return { name, type, textZh, textEn, value };
}

export function table<Item>(
  head: Pick<ReleaseTable, 'name' | 'titleZh' | 'titleEn' | 'key'>,
  items: readonly Item[],
  columns: readonly TableColumn<NoInfer<Item>>[],
): ReleaseTable {
  return {
    ...head,
    fields: columns.map(({ value: _, ...field }) => field),
    rows: items.map((item) => columns.map(({ value }) => value(item))),
  };
}
