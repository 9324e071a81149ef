import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleMetres } from './great-circle.ts';
import type { Position } from './place.entity.ts';
import { middleOf, unswapped } from './swapped-position.ts';

const VADUZ: Position = [9.52, 47.14];

describe('longitude and latitude that changed places', () => {
  it('are told by where the bureau’s other places are', () => {
    expect(unswapped([47.15, 9.53], VADUZ)).toEqual([9.53, 47.15]);
    expect(unswapped([9.53, 47.15], VADUZ)).toBeNull();
  });

  it('are not suspected of a place that is merely far, nor of one that is far both ways', () => {
    // A branch in Vienna; a place in Nanning; one in the Gulf of Guinea.
    expect(unswapped([16.37, 48.21], VADUZ)).toBeNull();
    expect(unswapped([108.37, 22.81], VADUZ)).toBeNull();
    expect(unswapped([22.81, 80.3], VADUZ)).toBeNull();
    expect(unswapped([0, 0], VADUZ)).toBeNull();
  });

  it('are not told where a swap hardly moves a place', () => {
    expect(unswapped([44, 46], [46, 44])).toBeNull();
  });

  it('is never said of a place within 1,000 km of the middle', () => {
    const place = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
    );
    fc.assert(
      fc.property(place, place, (position, middle) => {
        const meant = unswapped(position, middle);
        if (meant !== null) {
          expect(greatCircleMetres(position, middle)).toBeGreaterThan(1_000_000);
          expect(greatCircleMetres(meant, middle)).toBeLessThan(300_000);
          expect(unswapped(meant, middle)).toBeNull();
        }
      }),
    );
  });

  it('have a middle of three places or more, which fewer than half of them cannot move away', () => {
    expect(middleOf([VADUZ, VADUZ])).toBeNull();
    expect(middleOf([VADUZ, [47.1, 9.5], [9.5, 47.1], [9.6, 47.2], [47.2, 9.6]])).toEqual([9.6, 47.1]);
  });
});
