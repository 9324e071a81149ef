import type { Writable } from 'node:stream';
import type { CellType, CellValue, DownloadColumn } from './table-download.ts';

/** Rows of a sheet, its header included: the limit of the format. */
export const MOST_SHEET_ROWS = 1_048_576;

/** A line of the sheet that says what the first one holds. */
export interface Note {
  readonly title: string;
  readonly text: string;
}

export interface Workbook<Item> {
  readonly columns: readonly DownloadColumn<Item>[];
  readonly batches: AsyncIterable<readonly Item[]>;
  readonly notes: readonly Note[];
  readonly sheetNames: { readonly table: string; readonly notes: string };
}

/** Widths in characters; the rows are not known before they are written, so that the type has to say. */
const WIDTHS: Readonly<Record<CellType, number>> = { TEXT: 18, COUNT: 12, NUMBER: 14, DAY: 12, INSTANT: 21 };
const NOTE_WIDTHS = [24, 90];

const FORMATS: Readonly<Partial<Record<CellType, string>>> = {
  DAY: 'yyyy-mm-dd',
  INSTANT: 'yyyy-mm-dd hh:mm:ss',
};

/**
 * Writes items as XLSX as they are read, no faster than `target` takes them: real numbers and dates, a header that stays in view,
 * and a second sheet with the notes. Texts are never formulas. @throws what the source or the target throws, with the target
 * destroyed and not ended; RangeError past the limit of a sheet.
 */
export async function writeXlsx<Item>(
  { columns, batches, notes, sheetNames }: Workbook<Item>,
  target: Writable,
): Promise<void> {
  // Loaded when it is asked for: it is large, and a server starts without it.
  const { WorkbookWriter } = await import('@cj-tech-master/excelts');
  try {
    const workbook = new WorkbookWriter({ stream: target, useStyles: true, useSharedStrings: false });
    const sheet = workbook.addWorksheet(sheetNames.table, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ title, type }) => ({
      header: title,
      width: Math.max(WIDTHS[type], Math.min(40, title.length * 2)),
      ...(FORMATS[type] !== undefined && { style: { numFmt: FORMATS[type] } }),
    }));
    let rows = 1;
    for await (const items of batches) {
      rows += items.length;
      if (rows > MOST_SHEET_ROWS) {
        throw new RangeError(`A sheet has at most ${MOST_SHEET_ROWS} rows.`);
      }
      for (const item of items) {
        sheet.addRow(columns.map(({ type, value }) => cellOf(value(item), type))).commit();
      }
      await drained(target);
    }
    sheet.commit();
    const told = workbook.addWorksheet(sheetNames.notes);
    told.columns = NOTE_WIDTHS.map((width) => ({
      width,
      style: { alignment: { wrapText: true, vertical: 'top' } },
    }));
    for (const { title, text } of notes) {
      told.addRow([title, text]).commit();
    }
    told.commit();
    await workbook.commit();
  } catch (error) {
    target.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** A spreadsheet's date knows no zone: it is written from the UTC fields. */
function cellOf(value: CellValue, type: CellType): CellValue | Date {
  if (typeof value !== 'string' || (type !== 'DAY' && type !== 'INSTANT')) {
    return value;
  }
  return new Date(type === 'DAY' ? `${value}T00:00:00Z` : `${value.replace(' ', 'T')}Z`);
}

/** The reader has taken what was written, or has gone: then what is written next fails. */
async function drained(target: Writable): Promise<void> {
  // The writer hands its bytes on in tasks of their own.
  await new Promise((resolve) => setImmediate(resolve));
  if (target.destroyed) {
    throw new Error('The reader has left.');
  }
  if (target.writableNeedDrain) {
    await new Promise<void>((resolve) => {
      const go = () => {
        target.off('drain', go).off('close', go);
        resolve();
      };
      target.on('drain', go).on('close', go);
    });
  }
}
