import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from './download-table.ts';
import { writeCsv } from './write-csv.ts';

const column = (title: string) => ({ title, type: 'TEXT' as const, unit: null, measure: null });
const written = (rows: readonly (readonly CellValue[])[]) =>
  writeCsv({ title: '表', columns: (rows[0] ?? ['']).map((_, index) => column(`列${index}`)), rows });
const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: false });

describe('CSV', () => {
  it('begins with a byte order mark and ends its lines with CRLF', () => {
    const text = written([['紫荆街道', 1]]);
    expect([...new TextEncoder().encode(text).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(text).toBe('\ufeff列0,列1\r\n紫荆街道,1\r\n');
  });

  it('keeps quotes, commas, line breaks and Chinese', () => {
    const cells = ['say "办"', 'a,b', 'one\ntwo', 'one\r\ntwo', '；、，'];
    expect(read(written([cells]))[1]).toEqual(cells);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'puts an apostrophe before %j, which a spreadsheet would run',
    (text) => {
      expect(read(written([[text, 'x']]))[1]?.[0]).toBe(`'${text}`);
    },
  );

  it('leaves negative numbers numbers, and what is missing empty', () => {
    expect(written([[-3, -0.5, null, 0]])).toContain('\r\n-3,-0.5,,0\r\n');
  });

  it('is read back as it was written, whatever the texts', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('=1', '办件', '"', '\n'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { minLength: 1 }), (rows) => {
        const back = read(written(rows)).slice(1);
        expect(back).toEqual(rows.map((row) => row.map(protectedText)));
      }),
    );
  });
});

/** As OWASP has it: what begins so is run by a spreadsheet. */
function protectedText(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}
