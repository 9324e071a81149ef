import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PassThrough, pipeline, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { DecodeText } from './decode-text.ts';
import { FileRefusal } from './refusal-codes.ts';

/** A row of a table as the file has it. */
export interface RawRow {
  /** 1 = the first row after the header. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** A CSV file being read: the header at once, the rows as they come. */
export interface Table {
  readonly header: readonly string[];
  /** @throws FileRefusal while reading on */
  readonly rows: AsyncIterable<RawRow>;
  /** Bytes read of the file so far, for progress. */
  bytesRead(): number;
  /** Of the bytes of the file; complete once the rows have been read to their end. */
  sha256(): string | null;
  /** As recognised so far. */
  encoding(): string;
}

/** A record longer than this is a quotation mark that was never closed. */
const LARGEST_RECORD_BYTES = 1_000_000;
const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Opens a CSV file in UTF-8 (with or without BOM) or GB18030, plain or gzip, and streams it: memory does not grow with it.
 * @throws FileRefusal
 */
export async function readTable(path: string): Promise<Table> {
  const isGzip = await checkFile(path);
  const hash = createHash('sha256');
  let bytesRead = 0;
  let digest: string | null = null;
  const source = createReadStream(path);
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytesRead += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      digest = hash.digest('hex');
      done();
    },
  });
  const decoder = new DecodeText();
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_RECORD_BYTES,
  });
  // The error reaches the reader through the parser, which pipeline destroys with it.
  pipeline(source, counter, isGzip ? createGunzip() : new PassThrough(), decoder, parser, () => undefined);

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
    header: header.map((name) => name.trim()),
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
    bytesRead: () => bytesRead,
    sha256: () => digest,
    encoding: () => decoder.label,
  };
}

/** Whether it is gzip, by its first bytes: names lie. */
async function checkFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    throw new FileRefusal('FILE_NOT_FOUND', path);
  }
  if (!found.isFile()) {
    throw new FileRefusal('NOT_A_FILE', path);
  }
  if (found.size === 0) {
    throw new FileRefusal('EMPTY_FILE', path);
  }
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === GZIP_MAGIC[0] && buffer[1] === GZIP_MAGIC[1];
  } finally {
    await file.close();
  }
}

function describe(error: unknown, rowNumber: number): unknown {
  if (error instanceof FileRefusal) {
    return error;
  }
  if (error instanceof CsvError) {
    // The parser reads ahead of the rows it has handed on; its own count includes the header.
    const parsed = Number(error['records']) - 1;
    return new FileRefusal('BROKEN_QUOTES', `After row ${parsed}: ${error.message}.`);
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'Z_BUF_ERROR') {
    return new FileRefusal('TRUNCATED_GZIP', `After row ${rowNumber}.`);
  }
  if (code?.startsWith('Z_')) {
    return new FileRefusal('CORRUPT_GZIP', `After row ${rowNumber}.`);
  }
  return error;
}
