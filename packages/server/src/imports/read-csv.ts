import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DecodeText } from './decode-text.ts';
import { describeUnpacking, type FileBytes } from './file-bytes.ts';
import { FileRefusal } from './refusal-codes.ts';
import type { Table } from './table.ts';

/** A record longer than this is a quotation mark that was never closed. */
const LARGEST_RECORD_BYTES = 1_000_000;

/** A CSV file, streamed. @throws FileRefusal */
export async function readCsv(bytes: FileBytes): Promise<Table> {
  const decoder = new DecodeText();
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_RECORD_BYTES,
  });
  const [source, counter, unpacked] = bytes.streams();
  // The error reaches the reader through the parser, which pipeline destroys with it.
  pipeline(source, counter, unpacked, decoder, parser, () => undefined);

  const records = parser[Symbol.asyncIterator]() as AsyncIterator<string[]>;
  let rowNumber = 0;
  const next = async (): Promise<string[] | null> => {
    try {
      const { value, done } = await records.next();
      return done ? null : value;
    } catch (error) {
      throw describe(error, rowNumber);
    }
  };
  const header = await next();
  if (header === null) {
    throw new FileRefusal('EMPTY_FILE');
  }
  return {
    format: 'CSV',
    header: header.map((name) => name.trim()),
    sheets: [],
    rows: {
      async *[Symbol.asyncIterator]() {
        try {
          for (let cells = await next(); cells !== null; cells = await next()) {
            rowNumber += 1;
            yield { rowNumber, cells };
          }
        } finally {
          source.destroy();
        }
      },
    },
    bytesRead: () => bytes.bytesRead(),
    sha256: () => bytes.sha256(),
    encoding: () => decoder.label,
  };
}

function describe(error: unknown, rowNumber: number): unknown {
  if (error instanceof CsvError) {
    // The parser reads ahead of the rows it has handed on; its own count includes the header.
    const parsed = Number(error['records']) - 1;
    // The parser's message quotes the value it stumbled over.
    return new FileRefusal('BROKEN_QUOTES', `After row ${parsed}: ${error.code}.`);
  }
  return describeUnpacking(error, rowNumber);
}
