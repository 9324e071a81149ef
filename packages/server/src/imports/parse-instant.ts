import { createZoneOffset } from '../working-time/zone-offset.ts';
import type { RowRefusalCode } from './refusal-codes.ts';

export type Parsed<Value> = { readonly value: Value } | { readonly code: RowRefusalCode };

const DATE = String.raw`(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?`;
const TIME = String.raw`(\d{1,2})(?::|时)(\d{1,2})(?:(?::|分)(\d{1,2})(?:[.,](\d{1,9}))?秒?|分)?`;
/** A spreadsheet writes a day as its midnight. */
const DAY_PATTERN = new RegExp(String.raw`^${DATE}(?:[T\s]0{1,2}:00(?::00)?)?$`);
const DAY_ONLY = new RegExp(`^${DATE}$`);
const INSTANT_PATTERN = new RegExp(String.raw`^${DATE}(?:T|\s+)?${TIME}\s*(Z|[+-]\d{2}:?\d{2})?$`);

/** Years outside are a slip of the keyboard, not a case. */
const [FIRST_YEAR, LAST_YEAR] = [1980, 2100];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A calendar day: 2021-12-18, 2021/12/18, 2021.12.18 or 2021年12月18日. */
export function parseDay(text: string): Parsed<string> {
  const match = DAY_PATTERN.exec(text);
  if (!match) {
    return { code: 'NOT_A_DATE' };
  }
  const [year, month, day] = match.slice(1).map(Number);
  const date = utcDay(year, month, day);
  return date === null ? { code: 'IMPOSSIBLE_DATE' } : { value: new Date(date).toISOString().slice(0, 10) };
}

/**
 * Reads instants in a zone: with an offset as written, without one as the zone's wall clock. Fractions of a second are
 * kept to the millisecond. A day without a time is refused, but where `daysAsInstants` says that the source keeps no times. A wall-clock time that the zone has twice or not at all is refused, never guessed.
 */
export function createInstantParser(
  timeZone: string,
  daysAsInstants = false,
): (text: string) => Parsed<Date> {
  const offsetAt = createZoneOffset(timeZone);
  return (text) => {
    const match = INSTANT_PATTERN.exec(daysAsInstants && DAY_ONLY.test(text) ? `${text} 00:00` : text);
    if (!match) {
      return { code: 'NOT_A_DATE_TIME' };
    }
    const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
    const second = Number(match[6] ?? 0);
    const millisecond = Math.trunc(Number(`0.${match[7] ?? 0}`) * 1000);
    const date = utcDay(year, month, day);
    if (date === null || !(Number(hour) < 24 && Number(minute) < 60 && second < 60)) {
      return { code: 'IMPOSSIBLE_DATE' };
    }
    const local = date + (Number(hour) * 60 + Number(minute)) * MINUTE_MS + second * 1000 + millisecond;
    return match[8] === undefined ? inZone(local, offsetAt) : { value: new Date(local - offsetOf(match[8])) };
  };
}

function inZone(local: number, offsetAt: (epochMs: number) => number): Parsed<Date> {
  const candidates = new Set([offsetAt(local - DAY_MS), offsetAt(local + DAY_MS)]);
  const instants = [...candidates]
    .map((offset) => local - offset)
    .filter((instant) => instant + offsetAt(instant) === local);
  const [instant] = instants;
  return instant === undefined || instants.length > 1
    ? { code: 'AMBIGUOUS_LOCAL_TIME' }
    : { value: new Date(instant) };
}

function offsetOf(text: string): number {
  if (text === 'Z') {
    return 0;
  }
  const digits = text.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (digits.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

/** null: no such day. */
function utcDay(year = 0, month = 0, day = 0): number | null {
  const epochMs = Date.UTC(year, month - 1, day);
  const date = new Date(epochMs);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= FIRST_YEAR && year <= LAST_YEAR ? epochMs : null;
}
