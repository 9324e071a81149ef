import { describe, expect, it } from 'vitest';
import { daysOfPreset, grainOf, PERIOD_PRESETS, shiftDay, shiftMonth } from './periods.ts';

const TODAY = '2021-12-22';
const EXTENT = { from: '2021-03-01', to: '2021-12-22' };

describe('a preset', () => {
  it.each([
    ['THIS_MONTH', '2021-12-01', '2021-12-22'],
    ['LAST_MONTH', '2021-11-01', '2021-11-30'],
    ['LAST_3_MONTHS', '2021-10-01', '2021-12-22'],
    ['LAST_6_MONTHS', '2021-07-01', '2021-12-22'],
    ['LAST_12_MONTHS', '2021-01-01', '2021-12-22'],
    ['THIS_YEAR', '2021-01-01', '2021-12-22'],
    ['ALL', '2021-03-01', '2021-12-22'],
  ] as const)('%s is whole months up to the bureau’s today', (preset, from, to) => {
    expect(daysOfPreset(preset, TODAY, EXTENT)).toEqual({ from, to });
  });

  it('crosses the year, and the end of a short month', () => {
    expect(daysOfPreset('LAST_3_MONTHS', '2022-01-31', null)).toEqual({
      from: '2021-11-01',
      to: '2022-01-31',
    });
    expect(daysOfPreset('LAST_MONTH', '2024-03-31', null)).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  });

  it('never ends before it begins, whatever the day', () => {
    for (let day = '2023-12-25'; day < '2024-03-10'; day = shiftDay(day, 1)) {
      for (const preset of PERIOD_PRESETS) {
        const { from, to } = daysOfPreset(preset, day, null);
        expect(from <= to).toBe(true);
      }
    }
  });
});

it('a month on from its last day is the last day of a shorter one', () => {
  expect(shiftMonth('2021-01-31', 1)).toBe('2021-02-28');
  expect(shiftMonth('2021-12-31', -1)).toBe('2021-11-30');
});

it('a series has about ten to fifty points', () => {
  expect(grainOf({ from: '2021-12-01', to: '2021-12-22' })).toBe('DAY');
  expect(grainOf({ from: '2021-10-01', to: '2021-12-22' })).toBe('WEEK');
  expect(grainOf({ from: '2021-01-01', to: '2021-12-22' })).toBe('MONTH');
});
