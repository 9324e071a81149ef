import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import type pg from 'pg';
import { GEOMETRY_COLUMNS } from './read-geojson.ts';

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

/** GeoJSON goes out as a collection, however its features came. An event log in XML is sent back as the table that its profile reads as well. */
function formOf({ format, encoding }: AboutRun): { extension: string; mediaType: string; write: RowWriter } {
  switch (format) {
    case 'XLSX':
      return { extension: 'xlsx', mediaType: XLSX, write: asXlsx };
    case 'JSON_LINES':
      return { extension: 'jsonl', mediaType: 'application/x-ndjson', write: asJsonLines };
    case 'GEOJSON':
      return { extension: 'geojson', mediaType: 'application/geo+json', write: asGeoJson };
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

const asGeoJson: RowWriter = (header, rows) => {
  async function* features() {
    let begin = '{"type":"FeatureCollection","features":[';
    for await (const { raw, reasons } of rows) {
      const properties = Object.fromEntries(
        header.flatMap((name) =>
          raw[name] === undefined || raw[name] === '' || GEOMETRY.has(name)
            ? []
            : [[name, asItWas(raw[name])]],
        ),
      );
      const feature = {
        type: 'Feature',
        properties: { ...properties, [REASON_COLUMN]: reasons },
        geometry: geometryOf(raw),
      };
      yield `${begin}\n${JSON.stringify(feature)}`;
      begin = ',';
    }
    yield `${begin === ',' ? '' : begin}\n]}\n`;
  }
  return Readable.from(features());
};

const GEOMETRY: ReadonlySet<string> = new Set(Object.values(GEOMETRY_COLUMNS));

/** Of the columns into which the reader took it apart; null: the feature had none. */
function geometryOf(raw: RefusedRow['raw']): unknown {
  const { [GEOMETRY_COLUMNS.outline]: outline, [GEOMETRY_COLUMNS.longitude]: longitude } = raw;
  if (outline !== undefined && outline !== '') {
    return asItWas(outline);
  }
  return longitude === undefined || longitude === ''
    ? null
    : { type: 'Point', coordinates: [longitude, raw[GEOMETRY_COLUMNS.latitude] ?? ''].map(asNumber) };
}

/** A list or an object again, where the reader wrote one down as text. */
function asItWas(text: string): unknown {
  if (!/^[[{]/.test(text)) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function asNumber(text: string): number | string {
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

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
