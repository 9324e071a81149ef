import type { Rate, StatedColumn, TableColumn } from './table-column.ts';
import { wallClock } from './wall-clock.ts';

/** What a cell of a file holds; null: an empty cell. */
export type CellValue = string | number | null;

/** RATIO: from 0 to 1. DAY: YYYY-MM-DD. INSTANT: the bureau's wall clock, YYYY-MM-DD HH:MM[:SS]. */
export type CellType = 'TEXT' | 'COUNT' | 'NUMBER' | 'RATIO' | 'DAY' | 'INSTANT';

export interface DownloadColumn {
  readonly title: string;
  readonly type: CellType;
  /** null: the title says it, or it has none. */
  readonly unit: string | null;
  /** null: not a measure. */
  readonly measure: string | null;
}

/** The one description from which the CSV and the XLSX of a table are written. */
export interface DownloadTable {
  readonly title: string;
  readonly columns: readonly DownloadColumn[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** How the parts of a rate are called beside it. */
export interface PartTitles {
  numerator(title: string): string;
  denominator(title: string): string;
}

export interface TableDescription<Row> {
  readonly title: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly timeZone: string;
  readonly partTitles: PartTitles;
  /** The text that the screen shows in a row's column: what a column that only draws is read from. */
  readonly shownText: (row: number, column: number) => string;
}

interface Filled {
  readonly column: DownloadColumn;
  readonly cells: readonly CellValue[];
}

/** What a table on the screen holds, with its values whole. A rate becomes three columns: itself and its parts. */
export function describeTable<Row>(description: TableDescription<Row>): DownloadTable {
  const filled = description.columns.flatMap((column, index) => {
    if (column.isShownOnly) {
      return [];
    }
    return column.type === undefined
      ? [
          drawnColumn(
            column,
            description.rows.map((_, row) => description.shownText(row, index)),
          ),
        ]
      : statedColumns(column, description);
  });
  return {
    title: description.title,
    columns: filled.map(({ column }) => column),
    rows: description.rows.map((_, row) => filled.map(({ cells }) => cells[row] ?? null)),
  };
}

function statedColumns<Row>(
  column: StatedColumn<Row>,
  { rows, timeZone, partTitles }: TableDescription<Row>,
): Filled[] {
  const head = { title: column.title, unit: column.unit ?? null, measure: column.measure ?? null };
  switch (column.type) {
    case 'RATE': {
      const rates = rows.map((row) => column.value(row) ?? null);
      const part = (title: string, of: (rate: Rate) => number): Filled => ({
        column: { ...head, title, type: 'COUNT' },
        cells: rates.map((rate) => (rate === null ? null : of(rate))),
      });
      return [
        { column: { ...head, type: 'RATIO' }, cells: rates.map((rate) => rate?.value ?? null) },
        part(partTitles.numerator(column.title), ({ numerator }) => numerator),
        part(partTitles.denominator(column.title), ({ denominator }) => denominator),
      ];
    }
    case 'INSTANT':
      return [
        {
          column: { ...head, title: `${column.title} (${timeZone})`, type: 'INSTANT' },
          cells: rows.map((row) => {
            const instant = column.value(row);
            return instant == null ? null : wallClock(instant, timeZone);
          }),
        },
      ];
    default:
      return [
        { column: { ...head, type: column.type }, cells: rows.map((row) => column.value(row) ?? null) },
      ];
  }
}

/** What stands on the screen where there is no value. */
const NOTHING = /^[—–-]?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/;

/** A column known by what it shows: numbers, days and instants where every text of it is one, else text. */
function drawnColumn(
  { title, isNumber, isTime }: { title: string; isNumber?: boolean; isTime?: boolean },
  texts: readonly string[],
): Filled {
  const shown = texts.map((text) => (NOTHING.test(text.trim()) ? null : text.trim()));
  const stated = shown.filter((text) => text !== null);
  const as = (type: CellType, cells: readonly CellValue[] = shown): Filled => ({
    column: { title, type, unit: null, measure: null },
    cells,
  });
  if (isNumber && stated.length > 0) {
    const numbers = shown.map((text) => (text === null ? null : shownNumber(text)));
    if (numbers.every((number, row) => number !== null || shown[row] === null)) {
      return as(stated.every((text) => text.endsWith('%')) ? 'RATIO' : 'NUMBER', numbers);
    }
  }
  if (isTime && stated.length > 0 && stated.every((text) => DAY.test(text))) {
    return as('DAY');
  }
  if (isTime && stated.length > 0 && stated.every((text) => INSTANT.test(text))) {
    return as('INSTANT');
  }
  return as('TEXT');
}

/** The number that a text shows in the languages of the pages, a percentage as a ratio; null: it is not one. */
export function shownNumber(text: string): number | null {
  const plain = text.trim().replaceAll(',', '').replace('−', '-');
  const number = /^-?\d+(\.\d+)?%?$/.test(plain) ? Number(plain.replace('%', '')) : Number.NaN;
  return Number.isNaN(number) ? null : plain.endsWith('%') ? number / 100 : number;
}
