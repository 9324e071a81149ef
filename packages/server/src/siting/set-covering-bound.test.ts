import { expect, it } from 'vitest';
import { bruteForce, randomProblem } from '../../test/random-siting.ts';
import { coverRows } from './cover-rows.ts';
import { setCoveringBound } from './set-covering-bound.ts';
import { SetCoveringSearch } from './set-covering-search.ts';
import { CLOSED, FREE, OPEN, type SiteStates } from './site-state.ts';
import type { SetCoveringQuestion, SitingProblem } from './siting-problem.ts';

const SHARES = [0.3, 0.7, 1];

/** Nothing but sites that may open, and a share to reach. */
function plain(seed: number): { problem: SitingProblem; question: SetCoveringQuestion; need: number } {
  const random = randomProblem(seed);
  const problem: SitingProblem = {
    ...random,
    groups: random.groups.map(() => ({ floorShare: null })),
    sites: random.sites.map((site) => ({ ...site, standing: 'CANDIDATE', rule: 'FREE' })),
    limits: { newPoints: null, allPoints: null, budget: null },
  };
  const share = SHARES[seed % SHARES.length] ?? 1;
  const need = share * problem.places.reduce((sum, { weight }) => sum + weight, 0);
  return {
    problem,
    question: { model: 'SET_COVERING', minimise: 'COST', share, mustReach: [] },
    need,
  };
}

const rowsOf = (problem: SitingProblem, states: SiteStates) =>
  coverRows(problem, {
    radius: problem.threshold,
    states,
    isRequired: () => false,
    keepsGroups: false,
  }).filter(({ sites }) => sites.length > 0);

it('no multipliers give a bound that a plan beats, also once sites are turned the other way round', () => {
  let compared = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const { problem, question, need } = plain(seed);
    const best = bruteForce(problem, question);
    const states = new Int8Array(problem.sites.length).fill(FREE);
    const rows = rowsOf(problem, states);
    const costOf = (site: number) => problem.sites[site]?.cost ?? 0;
    const bound = setCoveringBound(rows, need, costOf, problem.sites.length);
    const multipliers = Float64Array.from(rows, (_, row) => ((row + 1) * seed * 2.399) % 6);
    const { value, selection } = bound.evaluate(multipliers, states);
    if (best !== null) {
      expect(-value).toBeLessThanOrEqual(best + 1e-9);
      for (const site of problem.sites.keys()) {
        const turned = problem.sites.map((at, index) =>
          index === site
            ? {
                ...at,
                rule: selection.chosen[site] === 1 ? ('MUST_NOT_OPEN' as const) : ('MUST_OPEN' as const),
              }
            : at,
        );
        const bestTurned = bruteForce({ ...problem, sites: turned }, question);
        const valueTurned = value - selection.total + selection.totalIfTurned(site);
        expect(-valueTurned).toBeLessThanOrEqual((bestTurned ?? Number.POSITIVE_INFINITY) + 1e-9);
        // No looser than the bound where the site is settled so.
        const settled = Int8Array.from(states);
        settled[site] = selection.chosen[site] === 1 ? CLOSED : OPEN;
        expect(valueTurned).toBeCloseTo(bound.evaluate(multipliers, settled).value, 9);
      }
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(50);
});

it('a plan that is found reaches what is asked and can spare none of its sites', () => {
  let found = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const { problem, need } = plain(seed);
    const states = new Int8Array(problem.sites.length).fill(FREE);
    const rows = rowsOf(problem, states);
    const costOf = (site: number) => problem.sites[site]?.cost ?? 0;
    const plan = new SetCoveringSearch(rows, states, { share: need, floors: [0] }, costOf).improve([]);
    const reached = (open: readonly number[]) =>
      rows.reduce(
        (sum, { sites, weight }) => sum + (sites.some((site) => open.includes(site)) ? weight : 0),
        0,
      );
    if (plan !== null) {
      expect(reached(plan)).toBeGreaterThanOrEqual(need);
      for (const site of plan) {
        expect(reached(plan.filter((each) => each !== site))).toBeLessThan(need);
      }
      found += 1;
    } else {
      expect(reached([...problem.sites.keys()])).toBeLessThan(need);
    }
  }
  expect(found).toBeGreaterThan(50);
});
