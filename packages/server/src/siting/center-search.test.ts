import { expect, it } from 'vitest';
import { scatteredProblem } from '../../test/random-siting.ts';
import { CenterSearch } from './center-search.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import { statesOf } from './site-state.ts';

it('one site for another: a line whose ends are far moves its one site to the middle', () => {
  // Places at 0, 10; sites at 0, 5, 10.
  const problem = { ...scatteredProblem(1, 2, 3), travel: Uint16Array.from([0, 5, 10, 10, 5, 0]) };
  const search = new CenterSearch(problem, [0, 1], statesOf(problem), () => false);
  expect(search.improve([0])).toEqual([1]);
});

it('never makes the longest way longer, keeps the number of sites, and no single exchange is left that helps', () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const problem = scatteredProblem(seed, 80, 15);
    const longest = (open: readonly number[]) => evaluatePlan(problem, { model: 'P_CENTER' }, open) ?? 0;
    const search = new CenterSearch(problem, [...problem.places.keys()], statesOf(problem), () => false);
    const plan = search.improve([0, 1, 2, 3]);
    expect(plan).toHaveLength(4);
    expect(longest(plan)).toBeLessThanOrEqual(longest([0, 1, 2, 3]));
    for (const closed of plan) {
      for (const opened of problem.sites.keys()) {
        const other = [...plan.filter((site) => site !== closed), opened];
        expect(longest(other)).toBeGreaterThanOrEqual(longest(plan));
      }
    }
  }
});
