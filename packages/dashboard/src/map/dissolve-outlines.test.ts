import { describe, expect, it } from 'vitest';
import { dissolveOutlines } from './dissolve-outlines.ts';
import { type Geometry, positionsOf } from './map-data.ts';

const square = (west: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 0],
      [west + 2, 0],
      [west + 2, 2],
      [west, 2],
      [west, 0],
    ],
  ],
});

describe('outlines', () => {
  it('that overlap become one around both, with no line inside', async () => {
    const [whole, ...others] = await dissolveOutlines([square(0), square(1)]);
    expect(others).toEqual([]);
    expect(whole?.type === 'MultiPolygon' && whole.coordinates).toHaveLength(1);
    const corners = whole ? [...positionsOf(whole)] : [];
    expect(corners.map(([x]) => x).toSorted()).toEqual([0, 0, 0, 3, 3].toSorted());
  });

  it('that do not touch stay two', async () => {
    const [whole] = await dissolveOutlines([square(0), square(10)]);
    expect(whole?.type === 'MultiPolygon' && whole.coordinates).toHaveLength(2);
  });

  it('of one point, or of none, stay as they are', async () => {
    expect(await dissolveOutlines([])).toEqual([]);
    expect(await dissolveOutlines([square(0)])).toEqual([square(0)]);
  });
});
