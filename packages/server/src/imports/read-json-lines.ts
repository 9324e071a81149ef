import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { DecodeText } from './decode-text.ts';
import { describeUnpacking, type FileBytes } from './file-bytes.ts';
import { FileRefusal } from './refusal-codes.ts';
import type { Table } from './table.ts';

/**
 * JSON Lines: an object a line, its keys the columns. Read twice, since a key may appear first in the last line.
 * @throws FileRefusal
 */
export async function readJsonLines(bytes: FileBytes): Promise<Table> {
  const keys = new Set<string>();
  for await (const { record } of records(bytes, new DecodeText())) {
    for (const key of Object.keys(record)) {
      keys.add(key);
    }
  }
  const columns = [...keys];
  const decoder = new DecodeText();
  return {
    format: 'JSON_LINES',
    header: columns.map((key) => key.trim()),
    sheets: [],
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const { rowNumber, record } of records(bytes, decoder)) {
          yield { rowNumber, cells: columns.map((key) => textOf(record[key])) };
        }
      },
    },
    bytesRead: () => bytes.bytesRead(),
    sha256: () => bytes.sha256(),
    encoding: () => decoder.label,
  };
}

type JsonRecord = Readonly<Record<string, unknown>>;

async function* records(bytes: FileBytes, decoder: DecodeText) {
  const [source, counter, unpacked] = bytes.streams();
  let failure: Error | null = null;
  pipeline(source, counter, unpacked, decoder, (error) => {
    failure = error ?? null;
  });
  let rowNumber = 0;
  let lineNumber = 0;
  try {
    for await (const line of createInterface({ input: decoder, crlfDelay: Number.POSITIVE_INFINITY })) {
      lineNumber += 1;
      const text = lineNumber === 1 ? line.replace(/^\ufeff/, '') : line;
      if (text.trim() !== '') {
        rowNumber += 1;
        yield { rowNumber, record: parseLine(text, lineNumber) };
      }
    }
    if (failure !== null) {
      throw failure;
    }
  } catch (error) {
    throw describeUnpacking(failure ?? error, rowNumber);
  } finally {
    source.destroy();
  }
}

function parseLine(line: string, lineNumber: number): JsonRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new FileRefusal('BROKEN_JSON', `Line ${lineNumber}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FileRefusal('BROKEN_JSON', `Line ${lineNumber} is not an object.`);
  }
  const nested = Object.entries(value).find(([, each]) => typeof each === 'object' && each !== null);
  if (nested) {
    throw new FileRefusal('NESTED_JSON', `Line ${lineNumber}, ${nested[0]}.`);
  }
  return value as JsonRecord;
}

function textOf(value: unknown): string {
  return value == null ? '' : String(value);
}
