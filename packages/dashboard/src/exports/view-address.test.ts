import { expect, it } from 'vitest';
import { fileName } from './save-file.ts';
import { viewAddress } from './view-address.ts';

const view = { bureau: 'QINGXIU', language: 'en', days: { from: '2021-10-01', to: '2021-12-22' } };

it('a link keeps the days of a period that would be others tomorrow, the bureau, the language and the filters', () => {
  const address = new URL(
    viewAddress('http://localhost/volume?period=LAST_3_MONTHS&point=QX-P01&point=QX-P03', view),
  );
  expect(Object.fromEntries(address.searchParams)).toEqual({
    point: 'QX-P03',
    bureau: 'QINGXIU',
    lang: 'en',
    from: '2021-10-01',
    to: '2021-12-22',
  });
  expect(address.searchParams.getAll('point')).toEqual(['QX-P01', 'QX-P03']);
});

it('a link to a page that shows no period has none', () => {
  expect(viewAddress('http://localhost/imports', { ...view, days: null })).toBe(
    'http://localhost/imports?bureau=QINGXIU&lang=en',
  );
});

it('a file has a name that every file system takes', () => {
  expect(fileName(['QX', '办理时长: a/b?"c"', '2021-10-01'], 'csv')).toBe('QX_办理时长-a-b-c_2021-10-01.csv');
  expect(fileName(['办'.repeat(200)], 'xlsx')).toHaveLength(85);
});
