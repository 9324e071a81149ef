import { describe, expect, it } from 'vitest';
import { exactValue } from './figure-facts.ts';

describe('the value of a figure in a file', () => {
  it.each([
    [2725, '2,725', 2725],
    [0.9576620457100038, '95.8%', 0.9576620457100038],
    [0.125, '0.13', 0.125],
    [-0.04, '-0.0', -0.04],
  ])('is %d where %s is shown: all its digits', (raw, shown, value) => {
    expect(exactValue(raw, shown)).toBe(value);
  });

  it('is the number shown where the raw one is in another unit: 171 minutes are not 171 working days', () => {
    expect(exactValue(171, '0.41')).toBe(0.41);
  });

  it('is null where there is none, or no number is shown', () => {
    expect(exactValue(null, '—')).toBeNull();
    expect(exactValue(5, 'five')).toBeNull();
  });
});
