import type pg from 'pg';
import { polygonsOf } from '../places/outline.ts';
import { fieldsOf } from './fields.ts';
import { fitProfile } from './map-rows.ts';
import type { CellValue } from './parse-cell.ts';
import { checkPlaceColumns, completePlace } from './place-row.ts';
import type { MappingProfile } from './profile.ts';
import { readTable } from './read-table.ts';
import { References } from './references.ts';
import type { RowRefusal } from './refusal-codes.ts';
import type { FileFormat } from './table.ts';

/** Rows shown before anything is imported: enough to see a wrong mapping, few enough to read. */
export const PREVIEWED_ROWS = 20;

export interface FileHead {
  readonly header: readonly string[];
  /** The first rows as they stand in the file. */
  readonly sample: readonly (readonly string[])[];
  readonly encoding: string | null;
  readonly format: FileFormat;
  /** Of a workbook, the one that is read first. */
  readonly sheets: readonly string[];
}

/** The header and the first rows of a file. @throws FileRefusal */
export async function readHead(path: string, sheet: string | null): Promise<FileHead> {
  const table = await readTable(path, { sheet });
  const sample: (readonly string[])[] = [];
  for await (const { cells } of table.rows) {
    sample.push(cells);
    if (sample.length === PREVIEWED_ROWS) {
      break;
    }
  }
  const { header, format, sheets } = table;
  return { header, sample, encoding: table.encoding(), format, sheets };
}

export interface PreviewedRow {
  readonly rowNumber: number;
  readonly values: readonly { readonly field: string; readonly text: string }[];
  readonly refusals: readonly RowRefusal[];
}

/** A word of the file that its field does not know. */
export interface UnknownWord {
  readonly field: string;
  readonly word: string;
  /** What it could stand for. */
  readonly choices: readonly string[];
}

export interface Preview {
  readonly rows: readonly PreviewedRow[];
  readonly ignoredColumns: readonly string[];
  readonly unknownWords: readonly UnknownWord[];
}

/** The first rows as they would be understood through a profile, with what would be refused of them. @throws FileRefusal */
export async function previewFile(
  path: string,
  { pool, bureauId, timeZone }: { pool: pg.Pool; bureauId: number; timeZone: string },
  profile: MappingProfile,
  sheet: string | null,
): Promise<Preview> {
  const table = await readTable(path, { sheet });
  const mapper = fitProfile(profile, table.header, timeZone);
  checkPlaceColumns(profile, mapper);
  const references = await References.load(pool, bureauId, profile, mapper);
  const fieldOf = new Map([...mapper.fields].map((field) => [mapper.headerOf(field), field]));
  const rows: PreviewedRow[] = [];
  const words = new Map<string, UnknownWord>();
  for await (const row of table.rows) {
    const mapped = completePlace(mapper.map(row), profile, mapper);
    const refusals = [...('refusals' in mapped ? mapped.refusals : []), ...references.check(mapped)];
    for (const { code, columnName, value } of refusals) {
      const field = fieldOf.get(columnName);
      if (field === undefined || value === null) {
        continue;
      }
      const choices = code === 'UNKNOWN_REFERENCE' ? references.codesOf(field) : valuesOf(profile, field);
      if ((code === 'UNKNOWN_REFERENCE' || code === 'UNKNOWN_VALUE') && choices.length > 0) {
        words.set(`${field} ${value}`, { field, word: value, choices });
      }
    }
    rows.push({
      rowNumber: row.rowNumber,
      values:
        'values' in mapped
          ? [...mapped.values].map(([field, value]) => ({ field, text: textOf(value) }))
          : [],
      refusals,
    });
    if (rows.length === PREVIEWED_ROWS) {
      break;
    }
  }
  return { rows, ignoredColumns: mapper.ignoredColumns, unknownWords: [...words.values()] };
}

function valuesOf({ recordKind }: MappingProfile, field: string): readonly string[] {
  const spec = fieldsOf(recordKind)[field];
  if (spec?.type === 'BOOLEAN') {
    return ['true', 'false'];
  }
  return spec?.type === 'ENUM' ? spec.values : [];
}

function textOf(value: CellValue): string {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  // Numbers by the hundred say nothing to a person: what is drawn, and in how many positions.
  return 'coordinates' in value
    ? `${value.type} (${polygonsOf(value).flat(2).length})`
    : JSON.stringify(value);
}
