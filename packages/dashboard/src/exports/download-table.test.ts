import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeTable, shownNumber } from './download-table.ts';
import type { TableColumn } from './table-column.ts';

const partTitles = { numerator: (of: string) => `${of}: n`, denominator: (of: string) => `${of}: d` };

function describeRows<Row>(columns: TableColumn<Row>[], rows: Row[], shown: string[][] = []) {
  return describeTable({
    title: '表',
    columns,
    rows,
    timeZone: 'Asia/Shanghai',
    partTitles,
    shownText: (row, column) => shown[row]?.[column] ?? '',
  });
}

describe('the description of a table', () => {
  it('keeps what is missing empty, and never makes it 0', () => {
    const { rows } = describeRows<{ count: number | null }>(
      [{ title: '件', type: 'COUNT', value: ({ count }) => count }],
      [{ count: 0 }, { count: null }],
    );
    expect(rows).toEqual([[0], [null]]);
  });

  it('makes a rate three columns: itself, numerator, denominator', () => {
    const { columns, rows } = describeRows<{ met: number; of: number }>(
      [
        {
          title: 'On time',
          type: 'RATE',
          measure: 'on-time',
          value: ({ met, of }) => ({ numerator: met, denominator: of, value: of === 0 ? null : met / of }),
        },
      ],
      [
        { met: 3, of: 4 },
        { met: 0, of: 0 },
      ],
    );
    expect(columns.map(({ title, type }) => [title, type])).toEqual([
      ['On time', 'RATIO'],
      ['On time: n', 'COUNT'],
      ['On time: d', 'COUNT'],
    ]);
    expect(rows).toEqual([
      [0.75, 3, 4],
      [null, 0, 0],
    ]);
  });

  it('writes instants as the clocks of the bureau show them, and names the zone', () => {
    const { columns, rows } = describeRows<{ at: string }>(
      [{ title: '时间', type: 'INSTANT', value: ({ at }) => at }],
      [{ at: '2021-12-31T16:00:05Z' }],
    );
    expect(columns[0]?.title).toBe('时间 (Asia/Shanghai)');
    expect(rows).toEqual([['2022-01-01 00:00:05']]);
  });

  it('leaves out a column whose values another one holds', () => {
    const { columns } = describeRows<{ name: string }>(
      [
        { title: 'a', type: 'TEXT', value: ({ name }) => name },
        { title: 'b', isShownOnly: true, cell: ({ name }) => name },
      ],
      [{ name: 'x' }],
    );
    expect(columns.map(({ title }) => title)).toEqual(['a']);
  });

  it('reads a column that only draws from what it shows', () => {
    const { columns, rows } = describeRows<{ id: number }>(
      [
        { title: 'name', cell: ({ id }) => id },
        { title: 'count', isNumber: true, cell: ({ id }) => id },
        { title: 'share', isNumber: true, cell: ({ id }) => id },
        { title: 'day', isTime: true, cell: ({ id }) => id },
        { title: 'at', isTime: true, cell: ({ id }) => id },
        { title: 'of', isNumber: true, cell: ({ id }) => id },
      ],
      [{ id: 1 }, { id: 2 }],
      [
        ['007', '1,234', '12.5%', '2021-12-18', '2021-12-18 09:30', '2 / 3'],
        ['8', '—', '0.0%', '—', '—', '—'],
      ],
    );
    expect(columns.map(({ type }) => type)).toEqual(['TEXT', 'NUMBER', 'RATIO', 'DAY', 'INSTANT', 'TEXT']);
    expect(rows).toEqual([
      ['007', 1234, 0.125, '2021-12-18', '2021-12-18 09:30', '2 / 3'],
      ['8', null, 0, null, null, null],
    ]);
  });
});

describe('a number shown', () => {
  it('is read back as it was, in both languages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.constantFrom('zh-CN', 'en'),
        (hundredths, language) => {
          const shown = new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(
            hundredths / 100,
          );
          expect(shownNumber(shown)).toBeCloseTo(hundredths / 100, 6);
        },
      ),
    );
  });

  it.each(['', '—', '2 / 3', 'QX-P01', '1e3', '2021-12-18'])('is not %j', (text) => {
    expect(shownNumber(text)).toBeNull();
  });
});
