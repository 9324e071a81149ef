import { findPersonalData, withoutPersonalData } from '../platform/personal-data.ts';
import { type FieldSpec, fieldsOf } from './fields.ts';
import { type CellParser, type CellValue, createCellParser } from './parse-cell.ts';
import { repeatableTitles } from './personal-columns.ts';
import { type MappingProfile, stepField } from './profile.ts';
import { isGeometryColumn } from './read-geojson.ts';
import { FileRefusal, type RowRefusal } from './refusal-codes.ts';
import type { RawRow } from './table.ts';

/** A row as its profile understands it: the fields that have a value. */
export interface MappedRow {
  readonly rowNumber: number;
  readonly values: ReadonlyMap<string, CellValue>;
}

/** With the fields of it that are understood all the same. */
export interface RefusedRow extends MappedRow {
  readonly refusals: readonly RowRefusal[];
}

export interface RowMapper {
  /** The fields that the file has a column for. */
  readonly fields: ReadonlySet<string>;
  /** The headers that no field takes: told, not refused. */
  readonly ignoredColumns: readonly string[];
  /** The header that stands for a field. */
  headerOf(field: string): string | null;
  /**
   * What of a row may be kept to be corrected: the cells that a field takes, without numbers of people. A row whose cells stand under no
   * certain title keeps none.
   */
  repeatable(row: RawRow): Readonly<Record<string, string>>;
  /** The row, or every reason why it cannot be taken. */
  map(row: RawRow): MappedRow | RefusedRow;
}

const STEP: FieldSpec = { type: 'INSTANT' };

/** What Excel shows in a cell whose formula has failed, and writes into a CSV too. */
const SPREADSHEET_ERRORS: ReadonlySet<string> = new Set([
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#DIV/0!',
  '#NAME?',
  '#NUM!',
  '#NULL!',
]);
const NESTED = { code: 'NESTED_VALUE', expected: '一个值 · a plain value' } as const;
const PERSONAL = {
  code: 'PERSONAL_DATA',
  expected: '不含身份证号和手机号的内容 · no identity number and no mobile number',
} as const;
/** Types of fields that keep text as it is. */
const TEXTS: ReadonlySet<FieldSpec['type']> = new Set(['TEXT', 'ENUM', 'LIST']);
const FAILED_FORMULA = { code: 'SPREADSHEET_ERROR', expected: '一个值 · a value' } as const;

/** Longest value that a refusal quotes. */
const QUOTED_LENGTH = 200;

/**
 * Fits a profile to a header.
 * @throws FileRefusal MISSING_COLUMN, DUPLICATE_COLUMN
 */
export function fitProfile(
  profile: MappingProfile,
  header: readonly string[],
  timeZone: string,
  digestOf: ((identity: string) => string) | null = null,
): RowMapper {
  const specs: Readonly<Record<string, FieldSpec>> = {
    ...fieldsOf(profile.recordKind),
    ...Object.fromEntries(Object.keys(profile.steps ?? {}).map((step) => [stepField(step), STEP])),
  };
  const wanted = [
    ...Object.entries(profile.columns),
    ...Object.entries(profile.steps ?? {}).map(
      ([step, { headers }]) =>
        [stepField(step), { headers, required: false, mayLookPersonal: false }] as const,
    ),
  ];
  const columns = wanted.flatMap(([field, { headers, required = false, mayLookPersonal = false }]) => {
    // Of several names for a field the first that the file has stands for it; the others are told as ignored.
    const name = headers.find((each) => header.includes(each));
    const index = name === undefined ? undefined : header.indexOf(name);
    if (name !== undefined && header.lastIndexOf(name) !== index) {
      throw new FileRefusal('DUPLICATE_COLUMN', repeatableTitles(header).length > 0 ? name : '');
    }
    if (index === undefined) {
      if (required) {
        throw new FileRefusal(
          'MISSING_COLUMN',
          `${headers.join(' / ')}. 表头 · The header has: ${repeatableTitles(header).filter(Boolean).join(', ') || '—'}`,
        );
      }
      return [];
    }
    const spec = specs[field];
    return spec
      ? [
          {
            field,
            index,
            // A feature without the property has its geometry still.
            otherwise: header.findIndex(
              (each, at) => at !== index && isGeometryColumn(each) && headers.includes(each),
            ),
            required,
            takesNested: spec.type === 'LIST' || spec.type === 'OUTLINE',
            isText: TEXTS.has(spec.type) && !mayLookPersonal,
            isRepeatable: spec.type !== 'IDENTITY',
            parse: createCellParser(spec, profile.values[field] ?? {}, timeZone, { ...profile, digestOf }),
          },
        ]
      : [];
  });
  const taken = new Set(columns.flatMap(({ index, otherwise }) => [index, otherwise]));
  return {
    fields: new Set(columns.map(({ field }) => field)),
    ignoredColumns: header.filter((name, index) => name !== '' && !taken.has(index)),
    headerOf: (field) => {
      const column = columns.find((each) => each.field === field);
      return column ? (header[column.index] ?? null) : null;
    },
    map: (row) => mapRow(row, header, columns),
    repeatable: ({ cells }) =>
      cells.length === header.length
        ? Object.fromEntries(
            columns.flatMap(({ index, otherwise, isRepeatable }) =>
              isRepeatable
                ? [index, otherwise]
                    .filter((at) => at !== -1)
                    .map((at) => [header[at] || `#${at + 1}`, withoutPersonalData(cells[at] ?? '')])
                : [],
            ),
          )
        : {},
  };
}

interface Column {
  readonly field: string;
  readonly index: number;
  /** The cell that stands in for an empty one; -1: none does. */
  readonly otherwise: number;
  readonly required: boolean;
  /** Its parser reads JSON. */
  readonly takesNested: boolean;
  /** It would keep whatever text it is given. */
  readonly isText: boolean;
  readonly isRepeatable: boolean;
  readonly parse: CellParser;
}

function mapRow(row: RawRow, header: readonly string[], columns: readonly Column[]): MappedRow | RefusedRow {
  const { rowNumber, cells, nested } = row;
  if (cells.length !== header.length) {
    return {
      rowNumber,
      values: new Map(),
      refusals: [
        {
          rowNumber,
          columnName: null,
          value: null,
          code: 'COLUMN_COUNT',
          expected: `${header.length} 列，此行 ${cells.length} 列 · ${header.length} columns, this row has ${cells.length}`,
        },
      ],
    };
  }
  const values = new Map<string, CellValue>();
  const refusals: RowRefusal[] = [];
  for (const { field, index: first, otherwise, required, takesNested, isText, parse } of columns) {
    const isEmpty = (cells[first] ?? '').trim() === '';
    const index = isEmpty && otherwise !== -1 ? otherwise : first;
    const text = (cells[index] ?? '').trim();
    const columnName = header[index] ?? null;
    if (text === '') {
      if (required) {
        refusals.push({
          rowNumber,
          columnName,
          value: null,
          code: 'MISSING_VALUE',
          expected: '一个值 · a value',
        });
      }
      continue;
    }
    const parsed = SPREADSHEET_ERRORS.has(text)
      ? FAILED_FORMULA
      : nested?.has(index) && !takesNested
        ? NESTED
        : isText && findPersonalData(text) !== null
          ? PERSONAL
          : parse(text);
    if ('code' in parsed) {
      const value = parsed === PERSONAL ? null : withoutPersonalData(text).slice(0, QUOTED_LENGTH);
      refusals.push({ rowNumber, columnName, value, ...parsed });
    } else {
      values.set(field, parsed.value);
    }
  }
  return refusals.length > 0 ? { rowNumber, values, refusals } : { rowNumber, values };
}
