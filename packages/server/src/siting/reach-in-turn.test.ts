import { expect, it } from 'vitest';
import { scatteredProblem } from '../../test/random-siting.ts';
import { sitesWithin } from './evaluate-plan.ts';
import { PlacesInTurn } from './reach-in-turn.ts';
import { statesOf } from './site-state.ts';

it('asks for the places with the fewest sites first, and for no more than two that share one', () => {
  // Places 0 to 3 are reached by sites {1, 2}, {1}, {0, 1, 2}, {3}.
  const problem = {
    ...scatteredProblem(1, 4, 4),
    travel: Uint16Array.from([9, 1, 1, 9, 9, 1, 9, 9, 1, 1, 1, 9, 9, 9, 9, 1]),
  };
  const inTurn = new PlacesInTurn(problem, statesOf(problem), [0, 1, 2, 3]);
  expect(inTurn.askForMissed([], 5)).toBe(true);
  expect([...inTurn.asked].sort()).toEqual([0, 1, 3]);
  // Whoever reaches 1 and 3 reaches the others too.
  expect(inTurn.askForMissed([1, 3], 5)).toBe(false);
});

it('a place that nothing reaches is asked for, and one that is reached is not', () => {
  const problem = { ...scatteredProblem(1, 2, 1), travel: Uint16Array.from([9, 1]) };
  const inTurn = new PlacesInTurn(problem, statesOf(problem), [0, 1]);
  expect(inTurn.askForMissed([0], 5)).toBe(true);
  expect(inTurn.asked).toEqual([0]);
});

it('plans that keep missing something come to reach every place, after few of them were asked for', () => {
  const problem = scatteredProblem(7, 400, 60);
  const reachable = [...problem.places.keys()].filter((place) =>
    problem.sites.some((_, site) => sitesWithin(problem, problem.threshold, [site], place) > 0),
  );
  const inTurn = new PlacesInTurn(problem, statesOf(problem), reachable);
  let open: number[] = [];
  while (inTurn.askForMissed(open, problem.threshold)) {
    // Any plan that reaches what was asked for will do: the first site near each.
    open = inTurn.asked.map((place) =>
      problem.sites.findIndex((_, site) => sitesWithin(problem, problem.threshold, [site], place) > 0),
    );
  }
  for (const place of reachable) {
    expect(sitesWithin(problem, problem.threshold, open, place)).toBeGreaterThan(0);
  }
  expect(inTurn.asked.length).toBeLessThan(reachable.length / 2);
});

it('a search that is asked for a few places at a time reaches them all, with no more sites than the limit', () => {
  const problem = scatteredProblem(7, 400, 60);
  const reachable = [...problem.places.keys()].filter((place) =>
    problem.sites.some((_, site) => sitesWithin(problem, problem.threshold, [site], place) > 0),
  );
  const searchWith = (newPoints: number, isOutOfTime: () => boolean) =>
    new PlacesInTurn(problem, statesOf(problem), reachable).search(
      { ...problem, limits: { ...problem.limits, newPoints } },
      problem.threshold,
      [],
      isOutOfTime,
    );
  const found = searchWith(20, () => false) ?? [];
  expect(found.length).toBeLessThanOrEqual(20);
  for (const place of reachable) {
    expect(sitesWithin(problem, problem.threshold, found, place)).toBeGreaterThan(0);
  }
  expect(searchWith(1, () => false)).toBe(null);
  expect(searchWith(20, () => true)).toBe(null);
});
