import { OUTLINE_PROBLEMS, readOutline } from '../places/outline.ts';
import type { Outline } from '../places/place.entity.ts';
import { SERVICE_POINT_STATUSES, type ServicePointStatus } from '../service-points/service-point.entity.ts';
import type { FieldSpec } from './fields.ts';
import { createInstantParser, type Parsed, parseDay } from './parse-instant.ts';
import type { RowRefusalCode } from './refusal-codes.ts';

/** A status of a service point from a day on. */
export interface StatusEntry {
  readonly status: ServicePointStatus;
  readonly validFrom: string;
}

export type CellValue = string | number | boolean | Date | Outline | readonly object[] | readonly string[];

/** Why a cell is refused, and what would have been right, in both languages. */
export interface CellRefusal {
  readonly code: RowRefusalCode;
  readonly expected: string;
}

/** What parsers are given beside the text. */
export interface ParseOptions {
  readonly daysAsInstants?: boolean | undefined;
  /** null: no identity is to be read. */
  readonly digestOf?: ((identity: string) => string) | null | undefined;
}

export type CellParser = (text: string) => { readonly value: CellValue } | CellRefusal;

/** An identity that is only looked at, in a preview. */
const WITHHELD = '***';

const EXPECTED_INSTANT = '日期和时间，如 2021-12-18 09:30:00 · a date and time, such as 2021-12-18 09:30:00';
const EXPECTED_DAY = '日期，如 2021-12-18 · a date, such as 2021-12-18';

/** The parser of a field: the profile's word for a value first, then the value itself. */
export function createCellParser(
  spec: FieldSpec,
  words: Readonly<Record<string, string>>,
  timeZone: string,
  { daysAsInstants = false, digestOf = null }: ParseOptions = {},
): CellParser {
  const translate = (text: string) => words[text] ?? text;
  switch (spec.type) {
    case 'TEXT':
      return (text) => ({ value: translate(text) });
    case 'INSTANT':
      return expecting(createInstantParser(timeZone, daysAsInstants), EXPECTED_INSTANT);
    case 'DAY':
      return expecting(parseDay, EXPECTED_DAY);
    case 'BOOLEAN': {
      const known = new Map([...Object.entries(words), ['true', 'true'], ['false', 'false']] as [
        string,
        string,
      ][]);
      return oneOf(known, (value) => value === 'true');
    }
    case 'ENUM': {
      const known = new Map([
        ...Object.entries(words),
        ...spec.values.map((value) => [value, value] as const),
      ]);
      return spec.isOpen ? (text) => ({ value: translate(text) }) : oneOf(known, (value) => value);
    }
    case 'INTEGER':
    case 'DECIMAL':
      return numberParser(spec);
    case 'LIST':
      return (text) => {
        const words = parseList(text);
        return Array.isArray(words) ? { value: words.map(translate) } : words;
      };
    case 'OUTLINE':
      return (text) => {
        const outline = readOutline(text);
        return typeof outline === 'string'
          ? { code: outline, expected: OUTLINE_PROBLEMS[outline] }
          : { value: outline };
      };
    case 'IDENTITY':
      return (text) => ({ value: digestOf?.(text) ?? WITHHELD });
    case 'STATUS_HISTORY':
      return (text) => parseStatusHistory(text, translate);
    case 'OPENING_HOURS':
      return parseOpeningHours;
  }
}

/** "医疗卫生、食品药品": words set apart as Chinese or English sets them, or as a list of JSON, each once. */
function parseList(text: string): string[] | CellRefusal {
  const listed = text.startsWith('[') ? jsonList(text) : text.split(/[;；、,，|/]/);
  if (listed === null) {
    return { code: 'NESTED_VALUE', expected: '一列词语 · a list of words' };
  }
  const words = listed.map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== '');
}

/** null: it is none, or one of more than words and numbers. */
function jsonList(text: string): string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((each) => typeof each !== 'object')
      ? list.map((each) => String(each))
      : null;
  } catch {
    return null;
  }
}

function expecting<Value extends CellValue>(
  parse: (text: string) => Parsed<Value>,
  expected: string,
): CellParser {
  return (text) => {
    const parsed = parse(text);
    return 'code' in parsed ? { code: parsed.code, expected } : parsed;
  };
}

function oneOf(known: ReadonlyMap<string, string>, convert: (value: string) => CellValue): CellParser {
  const expected = [...known.keys()].join(' · ');
  return (text) => {
    const value = known.get(text);
    return value === undefined ? { code: 'UNKNOWN_VALUE', expected } : { value: convert(value) };
  };
}

function numberParser({
  type,
  min,
  max,
}: {
  type: 'INTEGER' | 'DECIMAL';
  min: number;
  max: number;
}): CellParser {
  const expected =
    type === 'INTEGER'
      ? `${min} 至 ${max} 的整数 · a whole number from ${min} to ${max}`
      : `${min} 至 ${max} 的数 · a number from ${min} to ${max}`;
  // Thousands separators as spreadsheets write them; `12.0` is a whole number that went through one.
  const pattern = type === 'INTEGER' ? /^-?\d+(?:\.0+)?$/ : /^-?\d+(?:\.\d+)?$/;
  return (text) => {
    const plain = text.replaceAll(',', '');
    if (!pattern.test(plain)) {
      return { code: 'NOT_A_NUMBER', expected };
    }
    const value = Number(plain);
    return value < min || value > max ? { code: 'OUT_OF_RANGE', expected } : { value };
  };
}

/** "筹备 2021-10-08;运行 2021-11-01": each status with the day from which it is in force, in order. */
function parseStatusHistory(
  text: string,
  translate: (word: string) => string,
): { value: StatusEntry[] } | CellRefusal {
  const expected =
    '状态与日期，如 筹备 2021-10-08;运行 2021-11-01 · statuses with dates, such as PREPARING 2021-10-08;OPERATING 2021-11-01';
  const entries: StatusEntry[] = [];
  for (const part of text.split(/[;；]/)) {
    const [word = '', date = ''] = part.trim().split(/\s+/);
    const status = SERVICE_POINT_STATUSES.find((each) => each === translate(word));
    if (status === undefined) {
      return { code: 'UNKNOWN_VALUE', expected };
    }
    const day = parseDay(date);
    if ('code' in day) {
      return { code: day.code, expected };
    }
    entries.push({ status, validFrom: day.value });
  }
  const isOrdered = entries.every(
    (entry, index) => index === 0 || (entries[index - 1]?.validFrom ?? '') < entry.validFrom,
  );
  return isOrdered
    ? { value: entries }
    : {
        code: 'STATUS_ORDER',
        expected:
          '日期依次向后，同一天只有一个状态 · each status on a later day than the one before it, one status a day',
      };
}

/** "1-5 09:00-12:00,13:00-17:00;6 10:00-16:00": ISO weekdays, then spans. */
function parseOpeningHours(text: string): { value: object[] } | CellRefusal {
  const expected =
    '如 1-5 09:00-12:00,13:00-17:00;6 10:00-16:00（1 为周一） · such as 1-5 09:00-12:00,13:00-17:00;6 10:00-16:00 (1 is Monday)';
  const spans: object[] = [];
  for (const part of text.split(/[;；]/)) {
    const match = /^([1-7])(?:-([1-7]))?\s+(.+)$/.exec(part.trim());
    const hours = match?.[3]?.split(/[,，]/).map((span) => /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(span.trim()));
    if (!match || !hours) {
      return { code: 'UNKNOWN_VALUE', expected };
    }
    for (let weekday = Number(match[1]); weekday <= Number(match[2] ?? match[1]); weekday++) {
      for (const span of hours) {
        const [open, close] = [span?.[1], span?.[2]];
        if (open === undefined || close === undefined || open >= close || close > '24:00') {
          return { code: 'UNKNOWN_VALUE', expected };
        }
        spans.push({ weekday, open, close });
      }
    }
  }
  return { value: spans };
}
