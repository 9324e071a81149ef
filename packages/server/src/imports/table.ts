/** What a file is, by its content. */
export const FILE_FORMATS = ['CSV', 'XLSX', 'XLS', 'JSON_LINES', 'GEOJSON', 'XES'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** A row of a table as the file has it. */
export interface RawRow {
  /** 1 = the first row after the header. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** Indices of cells that held a list or an object, here as JSON; absent: none. */
  readonly nested?: ReadonlySet<number>;
}

/** A file being read as a table: the header at once, the rows as they come. */
export interface Table {
  readonly format: FileFormat;
  readonly header: readonly string[];
  /** Of a workbook: its sheets, the one that is read first; otherwise empty. */
  readonly sheets: readonly string[];
  /** @throws FileRefusal while reading on */
  readonly rows: AsyncIterable<RawRow>;
  /** Bytes read of the file so far, for progress. */
  bytesRead(): number;
  /** Of the bytes of the file; complete once the rows have been read to their end. */
  sha256(): string | null;
  /** As recognised so far; null: the format has one of its own. */
  encoding(): string | null;
}

export interface ReadOptions {
  /** Of a workbook: the sheet to read; null: the first. */
  readonly sheet?: string | null | undefined;
}
