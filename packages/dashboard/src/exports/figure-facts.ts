import type { DownloadTable } from './download-table.ts';
import { shownNumber } from './download-table.ts';

/** A figure as it is downloaded. */
export interface FigureFacts {
  readonly measure: string;
  readonly title: string;
  /** In the unit; a rate from 0 to 1. null: no value. */
  readonly value: number | null;
  readonly unit: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** How many facts it rests on; null: it is a count itself, or does not say. */
  readonly n: number | null;
  /** What it rests on, in words. */
  readonly basis: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly workingDays: number | null;
  /** The bureau's wall clock; null: of a period. */
  readonly asOf: string | null;
}

export interface FigureTitles {
  readonly title: string;
  readonly columns: Record<Exclude<keyof FigureFacts, 'measure'>, string>;
}

/** Figures as a table, one a row. */
export function figuresTable(figures: readonly FigureFacts[], titles: FigureTitles): DownloadTable {
  const columns = [
    ['title', 'TEXT'],
    ['value', 'NUMBER'],
    ['unit', 'TEXT'],
    ['numerator', 'COUNT'],
    ['denominator', 'COUNT'],
    ['n', 'COUNT'],
    ['basis', 'TEXT'],
    ['from', 'DAY'],
    ['to', 'DAY'],
    ['workingDays', 'COUNT'],
    ['asOf', 'INSTANT'],
  ] as const;
  return {
    title: titles.title,
    columns: columns.map(([key, type]) => ({ title: titles.columns[key], type, unit: null, measure: null })),
    rows: figures.map((figure) => columns.map(([key]) => (figure[key] === '' ? null : figure[key]))),
  };
}

/** Largest part by which a text may differ from its number through being rounded to the digits shown. */
const HALF_A_DIGIT = 0.5000001;

/**
 * The number that a figure shows, as exact as it is known: `raw` where that is the number shown and not one in another unit
 * (minutes behind working days), else the number as it stands on the screen. null: the figure shows no number.
 */
export function exactValue(raw: number | null, shown: string): number | null {
  const number = shownNumber(shown);
  if (raw === null || number === null) {
    return raw === null ? null : number;
  }
  const decimals = /\.(\d+)/.exec(shown)?.[1]?.length ?? 0;
  const step = 10 ** -(decimals + (shown.trim().endsWith('%') ? 2 : 0));
  return Math.abs(raw - number) <= step * HALF_A_DIGIT ? raw : number;
}
