import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { DownloadColumn } from './table-download.ts';

/** Rows that wait between the source and the writer: few, since each is an object. */
const ROWS_WAITING = 200;

/**
 * Writes items as CSV after RFC 4180 as they are read, no faster than `target` takes them: UTF-8 with a byte order mark, so that
 * Excel reads Chinese; CRLF. A text that a spreadsheet would run as a formula has an apostrophe before it; numbers stand as they
 * are; a missing value is empty. @throws what the source or the target throws, with the target destroyed and not ended: a reader
 * at the other end of a connection then knows that the file is cut off.
 */
export async function writeCsv<Item>(
  items: AsyncIterable<Item>,
  columns: readonly DownloadColumn<Item>[],
  target: Writable,
): Promise<void> {
  const lines = async function* () {
    yield columns.map(({ title }) => title);
    for await (const item of items) {
      yield columns.map(({ value }) => value(item));
    }
  };
  await pipeline(
    Readable.from(lines(), { highWaterMark: ROWS_WAITING }),
    stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' }),
    target,
  );
}
