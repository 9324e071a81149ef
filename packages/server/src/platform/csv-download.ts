import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { CellValue, DownloadColumn } from './table-download.ts';

/**
 * Writes items as CSV after RFC 4180 as they are read, no faster than `target` takes them: UTF-8 with a byte order mark, so that
 * Excel reads Chinese; CRLF. A text that a spreadsheet would run as a formula has an apostrophe before it; numbers stand as they
 * are; a missing value is empty. @throws what the source or the target throws, with the target destroyed and not ended: a reader
 * at the other end of a connection then knows that the file is cut off.
 */
export async function writeCsv<Item>(
  batches: AsyncIterable<readonly Item[]>,
  columns: readonly DownloadColumn<Item>[],
  target: Writable,
): Promise<void> {
  await pipeline(async function* () {
    yield csvText([columns.map(({ title }) => title)], true);
    for await (const items of batches) {
      yield csvText(
        items.map((item) => columns.map(({ value }) => value(item))),
        false,
      );
    }
  }, target);
}

/** Lines of CSV as above. `bom`: at the beginning of a file. */
export function csvText(lines: readonly (readonly CellValue[])[], bom: boolean): string {
  return stringify([...lines], { bom, escape_formulas: true, record_delimiter: 'windows' });
}
