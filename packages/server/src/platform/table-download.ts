/** What a cell of a file holds; null: an empty cell. */
export type CellValue = string | number | null;

/** DAY: YYYY-MM-DD. INSTANT: a wall clock, YYYY-MM-DD HH:MM:SS. */
export type CellType = 'TEXT' | 'COUNT' | 'NUMBER' | 'DAY' | 'INSTANT';

/** A column of a downloaded table: CSV and XLSX are written from the same ones. */
export interface DownloadColumn<Item> {
  readonly title: string;
  readonly type: CellType;
  /** Missing is null, never 0. */
  readonly value: (item: Item) => CellValue;
}
