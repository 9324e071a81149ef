import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FEWEST_RANKED, rankPoints } from './rank-points.ts';

const point = (key: string, inTime: number, judged: number) => ({ key, inTime, judged });
const ranks = (points: Parameters<typeof rankPoints<string>>[0]) =>
  rankPoints(points).map(({ key, rank }) => [key, rank]);

it('three of three does not stand before 290 of 300, and has no rank', () => {
  expect(ranks([point('few', 3, 3), point('many', 290, 300)])).toEqual([
    ['many', 1],
    ['few', null],
  ]);
});

it('points that chance could have put in another order share a rank; one that is clearly worse does not', () => {
  expect(ranks([point('a', 97, 100), point('b', 96, 100), point('c', 60, 100)])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 3],
  ]);
});

it('a point without a judged decision is there, with no rate', () => {
  expect(rankPoints([point('none', 0, 0)])).toEqual([
    { key: 'none', inTime: 0, judged: 0, rank: null, rate: null, lower: null, upper: null },
  ]);
});

it('keeps every point, in whatever order they come, and ranks no small one', () => {
  const points = fc.array(
    fc.record({ key: fc.uuid(), judged: fc.nat(200), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(points, (made) => {
      const given = made.map(({ key, judged, share }) => point(key, Math.floor(judged * share), judged));
      const found = rankPoints(given);
      expect(found.map(({ key }) => key).sort()).toEqual(given.map(({ key }) => key).sort());
      for (const { judged, rank } of found) {
        expect(rank === null).toBe(judged < FEWEST_RANKED);
      }
      const [forwards, backwards] = [rankPoints(given), rankPoints(given.toReversed())].map((each) =>
        each.map(({ rank, rate }) => `${rank} ${rate}`).sort(),
      );
      expect(backwards).toEqual(forwards);
    }),
  );
});
