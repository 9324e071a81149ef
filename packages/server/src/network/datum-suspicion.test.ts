import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleMetres } from '../places/great-circle.ts';
import type { Position } from '../places/place.entity.ts';
import { DATUM_MISTAKES, type DatumMistake, suspectDatum, undoMistake } from './datum-suspicion.ts';

const NANNING: Position = [108.3665, 22.8148];

function suspect(asTheyStand: (number | null)[], undone: Partial<Record<DatumMistake, (number | null)[]>>) {
  return suspectDatum(asTheyStand, new Map(Object.entries(undone) as [DatumMistake, (number | null)[]][]));
}

describe('a mistake of datum', () => {
  it.each(DATUM_MISTAKES)('%s made and undone brings a place of Nanning back', (mistake) => {
    const [from, to] = mistake.split('_AS_');
    const made = undoMistake(NANNING, `${to}_AS_${from}` as DatumMistake);
    expect(greatCircleMetres(made, NANNING)).toBeGreaterThan(300);
    expect(greatCircleMetres(undoMistake(made, mistake), NANNING)).toBeLessThan(0.01);
  });

  it('is suspected of nine places that all come nearer, not of eight', () => {
    const nine = Array<number>(9).fill(40);
    expect(suspect(nine, { GCJ02_AS_WGS84: nine.map(() => 5) })).toEqual({
      mistake: 'GCJ02_AS_WGS84',
      places: 9,
      nearer: 9,
      medianSnapMetres: 40,
      convertedMedianSnapMetres: 5,
    });
    expect(suspect(nine.slice(1), { GCJ02_AS_WGS84: nine.slice(1).map(() => 5) })).toBeNull();
  });

  it('is not suspected where the gain is small, or no more come nearer than chance would have it', () => {
    const hundred = Array<number>(100).fill(30);
    expect(suspect(hundred, { BD09_AS_WGS84: hundred.map(() => 20) })).toBeNull();
    expect(suspect(hundred, { BD09_AS_WGS84: hundred.map(() => 19) })).toMatchObject({ nearer: 100 });
    // 65 nearer, 35 farther: 30 ÷ √100 = 3 deviations; one fewer is below.
    const some = (nearer: number) => hundred.map((_, index) => (index < nearer ? 1 : 99));
    expect(suspect(hundred, { BD09_AS_WGS84: some(65) })).toMatchObject({ nearer: 65 });
    expect(suspect(hundred, { BD09_AS_WGS84: some(64) })).toBeNull();
  });

  it('counts a place without a road as farther than any, and two of them as neither', () => {
    const off = Array<null>(9).fill(null);
    expect(suspect([...off, 1], { BD09_AS_WGS84: [...off.map(() => 400), 1] })).toMatchObject({
      nearer: 9,
      medianSnapMetres: null,
      convertedMedianSnapMetres: 400,
    });
    expect(suspect(off, { BD09_AS_WGS84: off })).toBeNull();
    expect(suspect([], { BD09_AS_WGS84: [] })).toBeNull();
  });

  it('is the one that explains most', () => {
    const far = Array<number>(50).fill(80);
    expect(
      suspect(far, {
        GCJ02_AS_WGS84: far.map((_, index) => (index < 45 ? 20 : 90)),
        BD09_AS_WGS84: far.map(() => 10),
      })?.mistake,
    ).toBe('BD09_AS_WGS84');
  });

  it('is never suspected of places that would be no nearer', () => {
    const metres = fc.option(fc.double({ min: 0, max: 500, noNaN: true }));
    fc.assert(
      fc.property(fc.array(fc.tuple(metres, fc.double({ min: 0, max: 50, noNaN: true }))), (places) => {
        const standing = places.map(([metres]) => metres);
        const farther = places.map(([metres, more]) => (metres === null ? null : metres + more));
        expect(suspect(standing, { WGS84_AS_GCJ02: farther })).toBeNull();
      }),
    );
  });
});
