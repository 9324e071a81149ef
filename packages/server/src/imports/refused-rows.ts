import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import type pg from 'pg';

/** What a download of refused rows is. */
export interface RefusedRowsFile {
  readonly fileName: string;
  readonly mediaType: string;
}

interface AboutRun {
  readonly fileName: string;
  readonly format: string | null;
  readonly encoding: string | null;
  readonly header: readonly string[] | null;
}

interface RefusedRow {
  readonly rowNumber: number;
  readonly raw: Readonly<Record<string, string>>;
  readonly reasons: string;
}

/** The column that says why; no profile maps it, so that a corrected file can be sent with it as it is. */
export const REASON_COLUMN = '退回原因';

const BATCH_SIZE = 500;
const BOM = '\ufeff';

type RowWriter = (header: readonly string[], rows: AsyncIterable<RefusedRow>) => Readable;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Writes the refused rows of a run in the form of its file, each as it stood there and once, with the reason beside it: to be
 * corrected and sent again.
 * @param open called with what the file is, once it is known that there is one
 * @returns false: no such run of the bureau
 */
export async function writeRefusedRows(
  pool: pg.Pool,
  bureauId: number,
  runId: number,
  open: (about: RefusedRowsFile) => Writable,
): Promise<boolean> {
  const { rows } = await pool.query<AboutRun>(
    `select file_name as "fileName", format, encoding, header from import_run where bureau_id = $1 and id = $2`,
    [bureauId, Number.isSafeInteger(runId) ? runId : 0],
  );
  const [run] = rows;
  if (!run?.header) {
    return false;
  }
  const { extension, mediaType, write } = formOf(run);
  const stem = run.fileName.replace(/(\.gz)?$/i, '').replace(/\.[^.]*$/, '');
  await pipeline(
    write(withReason(run.header), refusedRows(pool, runId)),
    open({ fileName: `${stem}-${REASON_COLUMN}.${extension}`, mediaType }),
  );
  return true;
}

function withReason(header: readonly string[]): string[] {
  return [...header.filter((name) => name !== REASON_COLUMN), REASON_COLUMN];
}

/** An event log in XML is sent back as the table that its profile reads as well. */
function formOf({ format, encoding }: AboutRun): { extension: string; mediaType: string; write: RowWriter } {
  switch (format) {
    case 'XLSX':
      return { extension: 'xlsx', mediaType: XLSX, write: asXlsx };
    case 'JSON_LINES':
      return { extension: 'jsonl', mediaType: 'application/x-ndjson', write: asJsonLines };
    default: {
      const charset = encoding === 'GB18030' ? 'gb18030' : 'utf-8';
      return {
        extension: 'csv',
        mediaType: `text/csv; charset=${charset}`,
        write: (header, rows) =>
          Readable.from(asCsv(header, rows)).pipe(iconv.encodeStream(charset) as never),
      };
    }
  }
}

async function* refusedRows(pool: pg.Pool, runId: number): AsyncGenerator<RefusedRow> {
  for (let last = 0; ; ) {
    const { rows } = await pool.query<RefusedRow>(
      `select row_number as "rowNumber", (array_agg(raw order by id))[1] as raw,
         string_agg(concat_ws(' ', code, column_name) || ': ' || expected, ' | ' order by id) as reasons
       from import_refusal where import_run_id = $1 and row_number > $2
       group by row_number order by row_number limit $3`,
      [runId, last, BATCH_SIZE],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end) {
      return;
    }
    last = end.rowNumber;
  }
}

/** The cells of a row under a header; a column without a name stands under its position. */
function cellsOf(header: readonly string[], { raw, reasons }: RefusedRow): string[] {
  return header.map((name, index) =>
    name === REASON_COLUMN ? reasons : (raw[name || `#${index + 1}`] ?? ''),
  );
}

/** Cells as the source had them: a download that changed them could not be sent again. */
async function* asCsv(header: readonly string[], rows: AsyncIterable<RefusedRow>): AsyncGenerator<string> {
  yield `${BOM}${csvLine(header)}`;
  for await (const row of rows) {
    yield csvLine(cellsOf(header, row));
  }
}

/** One record as RFC 4180 writes it. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}

const asJsonLines: RowWriter = (header, rows) => {
  async function* lines() {
    for await (const { raw, reasons } of rows) {
      const named = Object.fromEntries(
        header.flatMap((name) => (raw[name] === undefined ? [] : [[name, raw[name]]])),
      );
      yield `${JSON.stringify({ ...named, [REASON_COLUMN]: reasons })}\n`;
    }
  }
  return Readable.from(lines());
};

const asXlsx: RowWriter = (header, rows) => {
  async function* cells() {
    for await (const row of rows) {
      yield cellsOf(header, row);
    }
  }
  return Readable.fromWeb(
    writeXlsxStream(cells(), {
      name: REASON_COLUMN,
      columns: header.map((name) => ({ header: name })),
      freezePane: { rows: 1 },
    }) as never,
  );
};
