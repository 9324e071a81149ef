import type pg from 'pg';
import { parseDay } from '../imports/parse-instant.ts';
import { readTable } from '../imports/read-table.ts';
import { FileRefusal } from '../imports/refusal-codes.ts';
import { StartupError } from '../platform/startup-error.ts';
import { inTransaction } from '../platform/transaction.ts';
import { TARGET_DIRECTIONS, TARGET_GRAINS, type TargetDirection, type TargetGrain } from './target.entity.ts';
import type { TargetInput, TargetRefusalCode } from './target.type.ts';
import { setTarget, type TargetAuthor } from './target-changes.ts';
import { TARGET_MEASURES } from './target-measure.ts';

// A bureau states its targets once a year in a small table: taken whole or not at all, so that half a plan never stands.

const COLUMNS = {
  measure: ['指标编码', 'measure'],
  servicePoint: ['服务点编码', 'service_point_code'],
  serviceItem: ['事项编码', 'service_item_code'],
  grain: ['周期', 'grain'],
  direction: ['方向', 'direction'],
  value: ['目标值', 'value'],
  validFrom: ['起始日期', 'valid_from'],
  validTo: ['截止日期', 'valid_to'],
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['measure', 'value', 'grain', 'validFrom'];

const GRAIN_WORDS: Readonly<Record<string, TargetGrain>> = {
  月: 'MONTH',
  季: 'QUARTER',
  季度: 'QUARTER',
  年: 'YEAR',
  一次: 'ONCE',
};
const DIRECTION_WORDS: Readonly<Record<string, TargetDirection>> = { 不低于: 'AT_LEAST', 不高于: 'AT_MOST' };

const EXPECTED: Record<TargetRefusalCode, string> = {
  UNKNOWN_MEASURE: `指标编码为其中之一 · a measure of: ${TARGET_MEASURES.map(({ id }) => id).join(', ')}`,
  UNKNOWN_SERVICE_POINT: '已有的服务点编码 · the code of a service point',
  UNKNOWN_SERVICE_ITEM: '已有的事项编码 · the code of a service item',
  VALUE_OUT_OF_RANGE:
    '不小于 0 的数；比率写作 0.98 或 98%，办理时长以工作日计 · a number from 0; a rate as 0.98 or 98%, turnaround in working days',
  DIRECTION_NEEDED: '方向：不低于 或 不高于 · direction: AT_LEAST or AT_MOST',
  WRONG_DIRECTION: '该指标的方向相反 · the other direction is the better one of this measure',
  NOT_WHOLE_PERIODS:
    '起止日期为整月、整季或整年；一次须有截止日期 · days of whole months, quarters or years; ONCE needs a last day',
  NOT_IN_FORCE: '',
};

/**
 * Sets the targets of a CSV file (UTF-8 or GB18030, Chinese or English headers), all in one transaction. Those that stand already are
 * left alone.
 * @returns how many rows there were
 * @throws StartupError naming the row, the value and what was expected; nothing is set
 */
export async function loadTargets(
  pool: pg.Pool,
  bureau: { readonly id: number },
  filePath: string,
  author: TargetAuthor,
): Promise<number> {
  const inputs = await readInputs(filePath);
  await inTransaction(pool, async (client) => {
    for (const { rowNumber, input } of inputs) {
      const outcome = await setTarget(client, bureau, input, author);
      if ('code' in outcome) {
        throw new StartupError(`Row ${rowNumber}: ${outcome.code}. ${EXPECTED[outcome.code]}`);
      }
    }
  });
  return inputs.length;
}

async function readInputs(filePath: string): Promise<{ rowNumber: number; input: TargetInput }[]> {
  try {
    const table = await readTable(filePath);
    const places = placesOf(table.header);
    const inputs: { rowNumber: number; input: TargetInput }[] = [];
    for await (const { rowNumber, cells } of table.rows) {
      const cell = (column: Column) => {
        const text = cells[places[column] ?? -1]?.trim() ?? '';
        return text === '' ? null : text;
      };
      inputs.push({ rowNumber, input: inputOf(cell, rowNumber) });
    }
    return inputs;
  } catch (error) {
    throw error instanceof FileRefusal ? new StartupError(error.describe()) : error;
  }
}

function placesOf(header: readonly string[]): Partial<Record<Column, number>> {
  const places = Object.fromEntries(
    Object.entries(COLUMNS).flatMap(([column, names]) => {
      const place = names.map((name) => header.indexOf(name)).find((each) => each !== -1);
      return place === undefined ? [] : [[column, place]];
    }),
  ) as Partial<Record<Column, number>>;
  const missing = NEEDED.filter((column) => places[column] === undefined);
  if (missing.length > 0) {
    throw new StartupError(
      `The file has no column ${missing.map((column) => COLUMNS[column].join(' / ')).join(', ')}.`,
    );
  }
  return places;
}

function inputOf(cell: (column: Column) => string | null, rowNumber: number): TargetInput {
  const refuse = (column: Column, expected: string): never => {
    throw new StartupError(
      `Row ${rowNumber}, ${COLUMNS[column].join(' / ')}: ${JSON.stringify(cell(column))}; expected ${expected}.`,
    );
  };
  const day = (column: 'validFrom' | 'validTo'): string | null => {
    const text = cell(column);
    if (text === null) {
      return null;
    }
    const parsed = parseDay(text);
    return 'code' in parsed
      ? refuse(column, '日期，如 2021-12-01 · a date, such as 2021-12-01')
      : parsed.value;
  };
  const oneOf = <Value extends string>(
    column: Column,
    words: Readonly<Record<string, Value>>,
    values: readonly Value[],
  ): Value | null => {
    const text = cell(column);
    const known = text === null ? null : (words[text] ?? values.find((each) => each === text));
    return known === undefined ? refuse(column, [...Object.keys(words), ...values].join(' · ')) : known;
  };
  return {
    measure: cell('measure') ?? '',
    servicePoint: cell('servicePoint'),
    serviceItem: cell('serviceItem'),
    grain:
      oneOf('grain', GRAIN_WORDS, TARGET_GRAINS) ?? refuse('grain', Object.keys(GRAIN_WORDS).join(' · ')),
    direction: oneOf('direction', DIRECTION_WORDS, TARGET_DIRECTIONS),
    value: numberOf(cell('value')) ?? refuse('value', EXPECTED.VALUE_OUT_OF_RANGE),
    validFrom: day('validFrom') ?? refuse('validFrom', '日期 · a date'),
    validTo: day('validTo'),
  };
}

/** "0.98", "98%" or "1,200"; null: not a number. */
function numberOf(text: string | null): number | null {
  const match = /^(\d+(?:,\d{3})*(?:\.\d+)?)\s*(%|％)?$/.exec(text ?? '');
  if (!match) {
    return null;
  }
  const number = Number(match[1]?.replaceAll(',', ''));
  return match[2] === undefined ? number : number / 100;
}
