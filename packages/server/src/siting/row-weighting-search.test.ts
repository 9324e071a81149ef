import { expect, it } from 'vitest';
import { bruteForce, randomProblem, scatteredProblem } from '../../test/random-siting.ts';
import { sitesWithin } from './evaluate-plan.ts';
import { RowWeightingSearch } from './row-weighting-search.ts';
import { statesOf } from './site-state.ts';
import type { SetCoveringQuestion, SitingProblem } from './siting-problem.ts';

const inTime = () => false;

function searchFor(problem: SitingProblem, start: readonly number[]): RowWeightingSearch {
  const search = new RowWeightingSearch(problem, statesOf(problem), problem.threshold, start);
  for (const place of problem.places.keys()) {
    search.add(place);
  }
  return search;
}

/** By site, the places that it reaches. */
function reaching(places: number, bySite: readonly (readonly number[])[]): SitingProblem {
  return {
    ...scatteredProblem(1, places, bySite.length),
    travel: Uint16Array.from({ length: places * bySite.length }, (_, at) =>
      bySite[at % bySite.length]?.includes(Math.floor(at / bySite.length)) ? 1 : 9,
    ),
    threshold: 5,
  };
}

it('finds the only plan of two sites from one that no single exchange makes better', () => {
  // Sites 0 and 1 leave out place 5. With 3 for 1 it is place 2, with 2 for 1 it stays 5, and without 0 two are left out.
  const problem = {
    ...reaching(6, [
      [0, 1, 3, 4],
      [2, 3],
      [0, 1, 2],
      [3, 4, 5],
    ]),
    limits: { newPoints: 2, allPoints: null, budget: null },
  };
  const search = searchFor(problem, [0, 1]);
  expect(search.search(0, inTime)).toBe(null);
  expect(search.search(20, inTime)).toEqual([2, 3]);
});

/** Fewest sites that reach everybody who can be reached, and a search for a plan of so many. */
function fewest(seed: number) {
  const random = randomProblem(seed);
  const problem: SitingProblem = {
    ...random,
    places: random.places.map((place) => ({ ...place, weight: 1 })),
    groups: random.groups.map(() => ({ floorShare: null })),
    limits: { newPoints: null, allPoints: null, budget: null },
  };
  const mustReach = [...problem.places.keys()];
  const question: SetCoveringQuestion = { model: 'SET_COVERING', minimise: 'POINTS', share: 0, mustReach };
  const count = bruteForce(problem, question);
  const stays = problem.sites.filter(({ standing }) => standing === 'STAYS').length;
  const searchWith = (limit: number) => {
    const limited = { ...problem, limits: { ...problem.limits, allPoints: limit + stays } };
    return searchFor(limited, []).search(1000, inTime);
  };
  return { problem, count, searchWith };
}

it('finds the fewest sites there are, and never a plan of fewer or one that leaves a place out', () => {
  let compared = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const { problem, count, searchWith } = fewest(seed);
    if (count === null) {
      expect(searchWith(problem.sites.length)).toBe(null);
      continue;
    }
    const found = searchWith(count) ?? [];
    expect(
      problem.places.every((_, place) => sitesWithin(problem, problem.threshold, found, place) > 0),
    ).toBe(true);
    expect(count === 0 ? null : searchWith(count - 1)).toBe(null);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(50);
});

it('finds a plan that exchanges without growing weights do not come to', () => {
  const problem = {
    ...scatteredProblem(2, 400, 120),
    limits: { newPoints: 13, allPoints: null, budget: null },
  };
  expect(searchFor(problem, []).search(5000, inTime)).not.toBe(null);
});

it('the same question has the same answer, and a search that is out of time has none', () => {
  const problem = {
    ...scatteredProblem(3, 300, 60),
    threshold: 3000,
    limits: { newPoints: 9, allPoints: null, budget: null },
  };
  const found = searchFor(problem, []).search(5000, inTime);
  expect(found?.length).toBeLessThanOrEqual(9);
  expect(searchFor(problem, []).search(5000, inTime)).toEqual(found);
  expect(searchFor(problem, []).search(5000, () => true)).toBe(null);
});
