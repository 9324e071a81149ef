import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishableCells, SMALLEST_PUBLISHED } from './public-coverage.ts';

const towns = (...cells: readonly [covered: number, total: number][]) =>
  new Map(cells.map(([covered, total], index) => [`t${index}`, { covered, total }]));

describe('a published share', () => {
  it('of large counts, of nobody and of everybody is told', () => {
    const { whole, towns: told } = publishableCells(towns([50, 100], [0, 40], [30, 30]));
    expect(whole).toEqual({ covered: 80, total: 170 });
    expect([...told.values()]).toEqual([
      { covered: 50, total: 100 },
      { covered: 0, total: 40 },
      { covered: 30, total: 30 },
    ]);
  });

  it('takes another with it, the smallest, since the whole less the others would tell it', () => {
    const { whole, towns: told } = publishableCells(towns([3, 100], [20, 40], [50, 60]));
    expect(whole).toEqual({ covered: 73, total: 200 });
    expect([...told.values()]).toEqual([null, null, { covered: 50, total: 60 }]);
  });

  it('is suppressed with the whole where there is nothing to hide behind', () => {
    expect(publishableCells(towns([98, 100]))).toEqual({ whole: null, towns: new Map([['t0', null]]) });
  });

  it('cannot be recovered: given all that is told and the size of every town, a suppressed count is one of five at least', () => {
    const cell = fc
      .integer({ min: 0, max: 40 })
      .chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
        const { whole, towns: told } = publishableCells(towns(...cells));
        const hidden = cells.filter((_, index) => told.get(`t${index}`) === null);
        for (const [index, [covered, total]] of cells.entries()) {
          const isSmall = [covered, total - covered].some((count) => count > 0 && count < SMALLEST_PUBLISHED);
          expect(isSmall && told.get(`t${index}`) !== null).toBe(false);
        }
        if (whole !== null && hidden.length > 0) {
          // Brute force: every way to fill the hidden cells that adds up to what is left of the whole.
          const left =
            whole.covered - [...told.values()].reduce((sum, each) => sum + (each?.covered ?? 0), 0);
          for (const [at, [, total]] of hidden.entries()) {
            const others = hidden.filter((_, index) => index !== at);
            const possible = Array.from({ length: total + 1 }, (_, count) => count).filter((count) =>
              sumsOf(others.map(([, size]) => size)).has(left - count),
            );
            expect(possible.length).toBeGreaterThanOrEqual(Math.min(SMALLEST_PUBLISHED, total + 1));
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Every sum that counts from 0 to each size can have. */
function sumsOf(sizes: readonly number[]): ReadonlySet<number> {
  let sums = new Set([0]);
  for (const size of sizes) {
    const next = new Set<number>();
    for (const sum of sums) {
      for (let count = 0; count <= size; count++) {
        next.add(sum + count);
      }
    }
    sums = next;
  }
  return sums;
}
