import type { CellObject, SheetData } from 'write-excel-file/browser';
import { columnTitle } from './column-title.ts';
import type { CellType, CellValue, DownloadTable } from './download-table.ts';

/** A line of the sheet that says what the first one holds. */
export interface Note {
  readonly title: string;
  readonly text: string;
}

export interface Workbook {
  readonly table: DownloadTable;
  readonly notes: readonly Note[];
  readonly sheetNames: { readonly table: string; readonly notes: string };
}

/** Widths in characters of the font: wide enough to read, narrow enough to see the next column. */
const NARROWEST = 8;
const WIDEST = 60;
/** The sheet of notes is for reading: its texts are wrapped at a line's comfortable length. */
const NOTE_WIDTH = 90;

const FORMATS: Record<CellType, string | undefined> = {
  TEXT: undefined,
  COUNT: '#,##0',
  NUMBER: undefined,
  RATIO: '0.0%',
  DAY: 'yyyy-mm-dd',
  INSTANT: 'yyyy-mm-dd hh:mm:ss',
};

/**
 * A table as an XLSX file: real numbers and dates, a header that stays in view, and a second sheet with the notes. Texts are
 * never formulas. The library is loaded when it is asked for, so that no page carries it.
 */
export async function writeXlsx({ table, notes, sheetNames }: Workbook): Promise<Blob> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  const titles = table.columns.map(columnTitle);
  const data: SheetData = [
    titles.map(headCell),
    ...table.rows.map((row) =>
      row.map((value, column) => cellOf(value, table.columns[column]?.type ?? 'TEXT')),
    ),
  ];
  const columns = titles.map((title, column) => ({
    width: columnWidth([title, ...table.rows.map((row) => String(row[column] ?? ''))]),
  }));
  const noteData: SheetData = notes.map(({ title, text }) => [
    { ...headCell(title), alignVertical: 'top' },
    { value: text, type: String, wrap: true, alignVertical: 'top' },
  ]);
  return await writeXlsxFile([
    { sheet: sheetNames.table, data, columns, stickyRowsCount: 1 },
    {
      sheet: sheetNames.notes,
      data: noteData,
      columns: [{ width: columnWidth(notes.map(({ title }) => title)) }, { width: NOTE_WIDTH }],
    },
  ]).toBlob();
}

function headCell(title: string): CellObject {
  return { value: title, type: String, fontWeight: 'bold', backgroundColor: '#e3f0f2' };
}

function cellOf(value: CellValue, type: CellType): CellObject | null {
  if (value === null) {
    return null;
  }
  if (typeof value === 'number') {
    const format = FORMATS[type];
    return { value, type: Number, ...(format !== undefined && { format }) };
  }
  const format = type === 'DAY' || type === 'INSTANT' ? FORMATS[type] : undefined;
  return format === undefined
    ? { value, type: String }
    : { value: spreadsheetDate(value), type: Date, format };
}

/** A wall clock as the library takes it: a spreadsheet's date knows no zone, and it is written from the UTC fields. */
function spreadsheetDate(clock: string): Date {
  return new Date(`${clock.replace(' ', 'T')}${clock.includes(' ') ? 'Z' : 'T00:00:00Z'}`);
}

/** Characters that the widest text takes, a Chinese one counted as two. */
function columnWidth(texts: readonly string[]): number {
  const widest = texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

function displayWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u1100-\uffdc]/.test(character) ? 2 : 1), 0);
}
