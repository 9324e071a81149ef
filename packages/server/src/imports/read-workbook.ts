import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CellValue, EncryptedFileError, HucreError, readXls, readXlsx, streamXlsxRows } from 'hucre';
import type { FileBytes } from './file-bytes.ts';
import { FileRefusal } from './refusal-codes.ts';
import type { FileFormat, RawRow, Table } from './table.ts';

/** A larger workbook is no workbook: Excel's million rows pack into less. */
const LARGEST_WORKBOOK_BYTES = 256 * 1024 ** 2;

/** The name of the stream that holds a workbook with a password, as its container spells it. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const ZIP_START = 0x50;

/** Rows before the header that are titles: exports put the name of the report there. */
const LARGEST_TITLE_ROWS = 10;

interface Sheet {
  readonly format: FileFormat;
  readonly names: readonly string[];
  readonly rows: AsyncIterable<readonly CellValue[]>;
}

/**
 * A sheet of an Excel workbook: dates as the wall clock they show, formulas by the value they had when it was saved.
 * The header is the first row with two names; titles above it are passed over.
 * @throws FileRefusal
 */
export async function readWorkbook(bytes: FileBytes, wanted: string | null): Promise<Table> {
  if (bytes.size > LARGEST_WORKBOOK_BYTES) {
    throw new FileRefusal('WORKBOOK_TOO_LARGE', `> ${LARGEST_WORKBOOK_BYTES / 1024 ** 2} MB`);
  }
  const { format, names, rows } = await refusing(() => openSheet(bytes, wanted));
  const iterator = rows[Symbol.asyncIterator]();
  const next = () =>
    refusing(async () => {
      for (;;) {
        const { value, done } = await iterator.next();
        if (done) {
          return null;
        }
        const cells = trimmed((value as readonly CellValue[]).map(textOf));
        if (cells.length > 0) {
          return cells;
        }
      }
    });
  const header = await findHeader(next);
  return {
    format,
    header: header.map((name) => name.trim()),
    sheets: names,
    rows: {
      async *[Symbol.asyncIterator](): AsyncGenerator<RawRow> {
        try {
          let rowNumber = 0;
          for (let cells = await next(); cells !== null; cells = await next()) {
            rowNumber += 1;
            const missing = Math.max(0, header.length - cells.length);
            yield { rowNumber, cells: [...cells, ...Array.from({ length: missing }, () => '')] };
          }
        } finally {
          await iterator.return?.();
        }
      },
    },
    bytesRead: () => bytes.bytesRead(),
    sha256: () => bytes.sha256(),
    encoding: () => null,
  };
}

async function openSheet(bytes: FileBytes, wanted: string | null): Promise<Sheet> {
  const content = await readWhole(bytes);
  if (content[0] !== ZIP_START) {
    return openOldSheet(content, wanted);
  }
  const names: string[] = [];
  // Asks each sheet's name and reads none.
  await readXlsx(content, {
    sheets: ({ name }) => {
      names.push(name);
      return false;
    },
  });
  const sheet = choose(names, wanted);
  async function* rows() {
    for await (const { values } of streamXlsxRows(content, { sheet })) {
      yield values;
    }
  }
  return { format: 'XLSX', names: first(names, sheet), rows: rows() };
}

/** Excel 97 to 2003: at most 65,536 rows, read as a whole. */
async function openOldSheet(content: Buffer, wanted: string | null): Promise<Sheet> {
  if (content.includes(ENCRYPTED)) {
    throw new FileRefusal('ENCRYPTED_WORKBOOK');
  }
  const { sheets } = await readXls(content);
  const names = sheets.map(({ name }) => name);
  const sheet = choose(names, wanted);
  const found = sheets.find(({ name }) => name === sheet);
  return { format: 'XLS', names: first(names, sheet), rows: Readable.from(found?.rows ?? []) };
}

/** The packed workbook; its directory stands at its end, so there is no reading it piece by piece. */
async function readWhole(bytes: FileBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const [source, counter, unpacked] = bytes.streams();
  await pipeline(source, counter, unpacked, async (content: AsyncIterable<Buffer>) => {
    for await (const chunk of content) {
      chunks.push(chunk);
    }
  });
  return Buffer.concat(chunks);
}

/** @throws FileRefusal UNKNOWN_SHEET, naming those there are */
function choose(names: readonly string[], wanted: string | null): string {
  const sheet = wanted === null ? names[0] : names.find((name) => name === wanted);
  if (sheet === undefined) {
    throw new FileRefusal('UNKNOWN_SHEET', `${wanted ?? '—'}: ${names.join(', ') || '—'}`);
  }
  return sheet;
}

function first(names: readonly string[], sheet: string): string[] {
  return [sheet, ...names.filter((name) => name !== sheet)];
}

async function findHeader(next: () => Promise<string[] | null>): Promise<string[]> {
  let header = await next();
  for (let row = 0; row < LARGEST_TITLE_ROWS && header !== null && !isHeader(header); row++) {
    header = await next();
  }
  if (header === null) {
    throw new FileRefusal('EMPTY_FILE');
  }
  return header;
}

function isHeader(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell.trim() !== '').length > 1;
}

/** Without the empty cells at its end, which a sheet has wherever something once stood. */
function trimmed(cells: readonly string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
}

/** A cell as text: a date as the wall clock that Excel shows, a number without the exponent. */
function textOf(value: CellValue | undefined): string {
  if (value == null) {
    return '';
  }
  if (value instanceof Date) {
    return value.toISOString().slice(0, 19).replace('T', ' ');
  }
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** What the library says of a workbook that it cannot read, as a refusal. */
async function refusing<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof EncryptedFileError) {
      throw new FileRefusal('ENCRYPTED_WORKBOOK');
    }
    if (error instanceof HucreError) {
      throw new FileRefusal('CORRUPT_WORKBOOK', error.message);
    }
    throw error;
  }
}
