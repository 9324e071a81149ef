import type { ReactNode } from 'react';

/** A share of a whole, with both its parts: shown as a percentage, downloaded as numerator, denominator and value. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  /** null or absent: nothing to divide by. */
  readonly value?: number | null | undefined;
}

/** A part of a whole as a rate; without a value where the whole is nothing. */
export function shareOf(numerator: number, denominator: number): Rate {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

interface ColumnHead {
  readonly title: string;
  readonly isNumber?: boolean;
  /** A day or an instant, which is not broken over lines. */
  readonly isTime?: boolean;
  /** Not downloaded: another column of the table holds the same values. */
  readonly isShownOnly?: boolean;
}

interface StatedHead<Row> extends ColumnHead {
  /** What the numbers count, where the title does not say it. */
  readonly unit?: string;
  /** Identity of the measure, whose definition goes into the downloaded file. */
  readonly measure?: string;
  /** How it is drawn where the text alone is not enough; given the text. */
  readonly cell?: (row: Row, shown: string) => ReactNode;
}

type Missing = null | undefined;

/** A column that states its values: text, CSV and XLSX are all made from them. Missing is null, never 0. */
export type StatedColumn<Row> =
  | (StatedHead<Row> & {
      readonly type: 'TEXT' | 'DAY' | 'INSTANT';
      /** A day as YYYY-MM-DD, an instant as ISO 8601 with its offset. */
      readonly value: (row: Row) => string | Missing;
    })
  | (StatedHead<Row> & {
      readonly type: 'COUNT' | 'NUMBER';
      readonly value: (row: Row) => number | Missing;
      /** Of a NUMBER on the screen; the file has it whole. */
      readonly digits?: number;
    })
  | (StatedHead<Row> & { readonly type: 'RATE'; readonly value: (row: Row) => Rate | Missing });

/** A column that only draws: what it shows is what is downloaded, with the digits shown. */
export interface DrawnColumn<Row> extends ColumnHead {
  readonly cell: (row: Row) => ReactNode;
  readonly type?: undefined;
}

export type TableColumn<Row> = StatedColumn<Row> | DrawnColumn<Row>;
