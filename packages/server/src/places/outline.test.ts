import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside, mapPositions, readOutline, representativePoint } from './outline.ts';
import type { Outline, Position } from './place.entity.ts';

const read = (text: string): Outline => {
  const outline = readOutline(text);
  if (typeof outline === 'string') {
    throw new Error(outline);
  }
  return outline;
};
const polygon = (...rings: number[][][]) => JSON.stringify({ type: 'Polygon', coordinates: rings });
const SQUARE = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
];
const HOLE = [
  [1, 1],
  [1, 3],
  [3, 3],
  [3, 1],
  [1, 1],
];

describe('an outline', () => {
  it('is the same from GeoJSON, from WKT and from EWKT, without heights', () => {
    const expected = read(polygon(SQUARE, HOLE));
    expect(read('POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 3,3 3,3 1,1 1))')).toEqual(expected);
    expect(read('SRID=4326;POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 3,3 3,3 1,1 1))')).toEqual(expected);
    expect(read(polygon(...[SQUARE, HOLE].map((ring) => ring.map(([x = 0, y = 0]) => [x, y, 77]))))).toEqual(
      expected,
    );
    expect(read('MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)))')).toEqual({
      type: 'MultiPolygon',
      coordinates: [[SQUARE]],
    });
  });

  it.each([
    ['{"type":"Polygon","coordinates":[[[0,0],[1,0', 'BROKEN_GEOMETRY'],
    ['{"type":"Polygon"}', 'BROKEN_GEOMETRY'],
    ['{"type":"Polygon","coordinates":[]}', 'BROKEN_GEOMETRY'],
    ['{"type":"Polygon","coordinates":[[[0,"a"],[1,0],[1,1],[0,"a"]]]}', 'BROKEN_GEOMETRY'],
    ['{"type":"MultiPolygon","coordinates":[]}', 'BROKEN_GEOMETRY'],
    [polygon([...SQUARE.map(() => [1, 1])]), 'BROKEN_GEOMETRY'],
    ['POLYGON EMPTY', 'BROKEN_GEOMETRY'],
    ['SRID=3857;POLYGON((0 0,4 0,4 4,0 0))', 'BROKEN_GEOMETRY'],
    ['东至民族大道', 'BROKEN_GEOMETRY'],
    ['{"type":"Point","coordinates":[1,2]}', 'WRONG_GEOMETRY'],
    ['LINESTRING(0 0,1 1)', 'WRONG_GEOMETRY'],
    [polygon(SQUARE.slice(0, 4)), 'UNCLOSED_RING'],
    [
      polygon([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
      'UNCLOSED_RING',
    ],
    [polygon(SQUARE.map(([x = 0, y = 0]) => [x + 178, y + 1])), 'OUT_OF_RANGE'],
    [polygon(SQUARE.map(([x = 0, y = 0]) => [y + 22, x + 108])), 'SWAPPED_COORDINATES'],
  ])('%s is refused', (text, code) => {
    expect(readOutline(text)).toBe(code);
  });

  it('has inside what its rings enclose, its edge included and holes left out', () => {
    const ring = read(polygon(SQUARE, HOLE));
    expect(isInside([0.5, 0.5], ring)).toBe(true);
    expect(isInside([2, 2], ring)).toBe(false);
    expect(isInside([5, 2], ring)).toBe(false);
    expect(isInside([4, 2], ring)).toBe(true);
    const two = read('MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((10 0,11 0,11 1,10 1,10 0)))');
    expect(isInside([10.5, 0.5], two)).toBe(true);
    expect(isInside([7, 0.5], two)).toBe(false);
  });

  it('is represented by a position inside it, where its centroid is not', () => {
    // A horseshoe: its centroid is in the gap.
    const shoe = read('POLYGON((0 0,10 0,10 10,9 10,9 1,1 1,1 10,0 10,0 0))');
    expect(isInside([5, 4], shoe)).toBe(false);
    expect(isInside(representativePoint(shoe), shoe)).toBe(true);
    const [x, y] = representativePoint(
      read('MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((10 0,14 0,14 4,10 4,10 0)))'),
    );
    expect(x).toBeCloseTo(12, 0);
    expect(y).toBeCloseTo(2, 0);
  });

  it('of any shape has its representative position inside', () => {
    // A star about a centre: whatever the distances, it does not cross itself.
    const star = fc.array(fc.double({ min: 1e-6, max: 0.05, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(
        star,
        fc.double({ min: -170, max: 170, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        (distances, longitude, latitude) => {
          const ring: Position[] = distances.map((distance, index) => {
            const angle = (2 * Math.PI * index) / distances.length;
            return [longitude + distance * Math.cos(angle), latitude + distance * Math.sin(angle)];
          });
          const outline = readOutline(polygon([...ring, ring[0] ?? [0, 0]].map((position) => [...position])));
          fc.pre(typeof outline !== 'string');
          if (typeof outline !== 'string') {
            expect(isInside(representativePoint(outline), outline)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is moved position by position', () => {
    expect(mapPositions(read(polygon(SQUARE)), ([x, y]) => [x + 1, y])).toEqual(
      read(polygon(SQUARE.map(([x = 0, y = 0]) => [x + 1, y]))),
    );
  });
});
