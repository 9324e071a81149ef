import { beforeAll, describe, expect, it } from 'vitest';
import { RANDOM_QUESTIONS, randomProblem, unhurriedContext } from '../../test/random-siting.ts';
import { checkProblem } from './check-problem.ts';
import { nearestTravel } from './evaluate-plan.ts';
import { measuredValue } from './measure.ts';
import { openingOrder } from './opening-order.ts';
import { isNewPoint } from './site-state.ts';
import type { PartContext } from './siting-answer.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import { reachablePlaces } from './travel-rows.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

/** What a prefix loses: weight that is not reached first, then the measure. */
async function lossOf(problem: SitingProblem, question: SitingQuestion, open: readonly number[]) {
  const value = await measuredValue(problem, question, open, context);
  const isCovering = question.model === 'MAXIMAL_COVERING' || question.model === 'SET_COVERING';
  const far = reachablePlaces(problem).filter((place) => nearestTravel(problem, open, place) === null);
  const unreached = isCovering
    ? 0
    : far.reduce((sum, place) => sum + (problem.places[place]?.weight ?? 0), 0);
  if (value !== null) {
    return { unreached, loss: isCovering ? -value : value };
  }
  const places = problem.places.map((place, index) =>
    far.includes(index) ? { ...place, weight: 0 } : place,
  );
  return { unreached, loss: (await measuredValue({ ...problem, places }, question, open, context)) ?? 0 };
}

function permutations(items: readonly number[]): number[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );
}

describe('the opening order has the best sum over its prefixes of all orders, tried one by one', () => {
  it.each(Object.entries(RANDOM_QUESTIONS))('%s', async (_name, questionOf) => {
    let tried = 0;
    for (let seed = 1; seed <= 120; seed += 1) {
      const problem = randomProblem(seed);
      const question = questionOf(seed);
      const open = Array.from(problem.sites.keys()).slice(0, 5);
      if (checkProblem(problem, question).length > 0) {
        continue;
      }
      const fresh = open.filter((site) => isNewPoint(problem, site));
      const kept = open.filter((site) => !isNewPoint(problem, site));
      const sumOf = async (order: readonly number[]) => {
        let sum = { unreached: 0, loss: 0 };
        for (let length = 1; length <= order.length; length += 1) {
          const { unreached, loss } = await lossOf(problem, question, [...kept, ...order.slice(0, length)]);
          sum = { unreached: sum.unreached + unreached, loss: sum.loss + loss };
        }
        return sum;
      };
      const sums = await Promise.all(permutations(fresh).map(sumOf));
      sums.sort((one, other) => one.unreached - other.unreached || one.loss - other.loss);
      const { steps, isProven } = await openingOrder(problem, question, { open, openByPeriod: [] }, context);
      expect([seed, isProven]).toEqual([seed, true]);
      expect([seed, await sumOf(steps.map(({ site }) => site))]).toEqual([seed, sums[0]]);
      tried += Number(fresh.length > 1);
    }
    expect(tried).toBeGreaterThan(60);
  });
});

// Four places of 40, 30, 20 and 10 on a line; A reaches the first two, B the middle two, C the last two.
const line: SitingProblem = {
  places: [40, 30, 20, 10].map((weight, place) => ({ weight, group: place < 2 ? 0 : 1, caseload: weight })),
  groups: [{ floorShare: null }, { floorShare: null }],
  sites: Array.from({ length: 3 }, () => ({
    standing: 'CANDIDATE' as const,
    rule: 'FREE' as const,
    cost: 1,
    capacity: null,
  })),
  travel: Uint16Array.from([1, 9, 9, 1, 1, 9, 9, 1, 1, 9, 9, 1]),
  threshold: 5,
  limits: { newPoints: null, allPoints: null, budget: null },
};
const COVER = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] } as const;

describe('the order by hand', () => {
  it('A adds 70, then C 30, and B nothing; without A 40 would be lost, without C 10', async () => {
    const order = await openingOrder(line, COVER, { open: [0, 1, 2], openByPeriod: [] }, context);
    expect(order).toMatchObject({ measure: 'COVERED_WEIGHT', startValue: 0, startCoveredWeight: 0 });
    expect(order.steps).toEqual([
      { site: 0, period: null, value: 70, gain: 70, coveredWeight: 70, coveredGain: 70, lossIfLeftOut: 40 },
      { site: 2, period: null, value: 100, gain: 30, coveredWeight: 100, coveredGain: 30, lossIfLeftOut: 10 },
      { site: 1, period: null, value: 100, gain: 0, coveredWeight: 100, coveredGain: 0, lossIfLeftOut: 0 },
    ]);
  });

  it('a point of today that stays is there before the first step, and what opens in a period stays in it', async () => {
    const problem: SitingProblem = {
      ...line,
      sites: line.sites.map((site, index) => (index === 1 ? { ...site, standing: 'STAYS' } : site)),
    };
    const plan = {
      open: [0, 1, 2],
      openByPeriod: [
        [1, 2],
        [0, 1, 2],
      ],
    };
    const order = await openingOrder(problem, COVER, plan, context);
    expect(order.startValue).toBe(50);
    expect(order.steps.map(({ site, period, gain }) => [site, period, gain])).toEqual([
      [2, 0, 10],
      [0, 1, 40],
    ]);
  });

  it('with capacities a step adds what it can take: A 50 of 70, C all of 30', async () => {
    const problem: SitingProblem = {
      ...line,
      sites: line.sites.map((site, index) => ({ ...site, capacity: index === 0 ? 50 : 100 })),
    };
    const order = await openingOrder(problem, COVER, { open: [0, 2], openByPeriod: [] }, context);
    expect(order.isProven).toBe(true);
    expect(order.steps.map(({ site }) => site)).toEqual([0, 2]);
    expect(order.steps.map(({ gain }) => Math.round((gain ?? 0) * 1000) / 1000)).toEqual([50, 30]);
  });

  it('more new points than all subsets can be tried are ordered well, and not called proven', async () => {
    const sites = 24;
    const problem: SitingProblem = {
      ...line,
      places: Array.from({ length: sites }, (_, place) => ({ weight: place + 1, group: 0, caseload: 0 })),
      groups: [{ floorShare: null }],
      sites: Array.from({ length: sites }, () => ({
        standing: 'CANDIDATE' as const,
        rule: 'FREE' as const,
        cost: 1,
        capacity: null,
      })),
      travel: Uint16Array.from({ length: sites * sites }, (_, pair) =>
        Math.floor(pair / sites) === pair % sites ? 1 : 9,
      ),
    };
    const open = Array.from(problem.sites.keys());
    const order = await openingOrder(problem, COVER, { open, openByPeriod: [] }, context);
    expect(order.isProven).toBe(false);
    // Each site has a place of its own, so the largest comes first.
    expect(order.steps.map(({ site }) => site)).toEqual([...open].reverse());
  });
});
