import { expect, it } from 'vitest';
import { greatCircleMetres } from '../places/great-circle.ts';
import { circleAround } from './reach-outline.ts';

it('a drawn circle has every corner at its radius, is closed, and runs counter-clockwise', () => {
  const outline = circleAround([108.4, 22.8], 1500);
  const [ring = []] = outline.type === 'Polygon' ? outline.coordinates : [];
  expect(ring[0]).toEqual(ring.at(-1));
  for (const corner of ring) {
    expect(greatCircleMetres([108.4, 22.8], corner)).toBeCloseTo(1500, 3);
  }
  const doubleArea = ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[index + 1] ?? [x, y];
    return sum + (x - 108.4) * (nextY - 22.8) - (nextX - 108.4) * (y - 22.8);
  }, 0);
  expect(doubleArea).toBeGreaterThan(0);
});
