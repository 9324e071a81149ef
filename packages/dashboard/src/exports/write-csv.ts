import { stringify } from 'csv-stringify/browser/esm/sync';
import { columnTitle } from './column-title.ts';
import type { DownloadTable } from './download-table.ts';

/**
 * A table as CSV after RFC 4180: UTF-8 with a byte order mark, so that Excel reads Chinese; CRLF; quotes where needed. A text
 * that a spreadsheet would run as a formula has an apostrophe before it; numbers stand as they are; a missing value is empty.
 */
export function writeCsv({ columns, rows }: DownloadTable): string {
  return stringify([columns.map(columnTitle), ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
