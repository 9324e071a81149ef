import { beforeAll, describe, expect, it } from 'vitest';
import {
  possiblePlans,
  RANDOM_QUESTIONS,
  randomProblem,
  unhurriedContext,
} from '../../test/random-siting.ts';
import { findAlternatives } from './alternatives.ts';
import { checkProblem } from './check-problem.ts';
import { FREE, statesOf } from './site-state.ts';
import type { PartContext, SitingAlternatives } from './siting-answer.ts';
import { isMaximised, type SitingProblem, type SitingQuestion } from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

const OPTIONS = { atMost: 4, withinShare: 0.6 };

describe('alternatives are the best plans that differ enough, tried one by one', () => {
  it.each(Object.entries(RANDOM_QUESTIONS))('%s', async (_name, questionOf) => {
    let found = 0;
    for (let seed = 1; seed <= 120; seed += 1) {
      const problem = randomProblem(seed);
      const question = questionOf(seed);
      if (checkProblem(problem, question).length > 0) {
        continue;
      }
      const best = await solveQuestion(problem, question, context);
      if (best.objective === null) {
        continue;
      }
      const differingSites = 1 + (seed % 2);
      const options = { ...OPTIONS, differingSites };
      const states = statesOf(problem);
      const { plans, isComplete } = await findAlternatives(problem, question, best, options, context);
      expect([seed, isComplete]).toEqual([seed, true]);
      const sign = isMaximised(question) ? 1 : -1;
      const least = sign * best.objective - 0.6 * Math.abs(best.objective) - 1e-9;
      const earlier = [best.open];
      const bestLeft = () => {
        const differing = possiblePlans(problem, question).filter(
          ({ open, objective }) =>
            sign * objective >= least &&
            earlier.every(
              (plan) =>
                plan.filter((site) => states[site] === FREE && !open.includes(site)).length >= differingSites,
            ),
        );
        return differing.length === 0
          ? null
          : Math.max(...differing.map(({ objective }) => sign * objective));
      };
      for (const { solution, loss, without } of plans) {
        expect([seed, sign * (solution.objective ?? Number.NaN)]).toEqual([seed, bestLeft()]);
        expect(loss).toBeGreaterThanOrEqual(0);
        expect(without.length).toBeGreaterThanOrEqual(differingSites);
        earlier.push(solution.open);
        found += 1;
      }
      if (plans.length < OPTIONS.atMost) {
        expect([seed, bestLeft()]).toEqual([seed, null]);
      }
    }
    expect(found).toBeGreaterThan(5);
  });
});

describe('alternatives by hand', () => {
  // Each of four sites reaches a place of its own: 100, 99, 95 and 10.
  const problem: SitingProblem = {
    places: [100, 99, 95, 10].map((weight) => ({ weight, group: 0, caseload: 0 })),
    groups: [{ floorShare: null }],
    sites: [0, 1, 2, 3].map(() => ({ standing: 'CANDIDATE', rule: 'FREE', cost: 1, capacity: null })),
    travel: Uint16Array.from([1, 9, 9, 9, 9, 1, 9, 9, 9, 9, 1, 9, 9, 9, 9, 1]),
    threshold: 5,
    limits: { newPoints: 1, allPoints: null, budget: null },
  };
  const question: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };
  const options = { atMost: 5, withinShare: 0.05, differingSites: 1 };

  it('within 5 % of 100 are 99 and 95, in this order, and no other', async () => {
    const best = await solveQuestion(problem, question, context);
    const told: number[] = [];
    const onPart = ({ plans }: SitingAlternatives) => told.push(plans.length);
    const found = await findAlternatives(problem, question, best, options, { ...context, onPart });
    expect(found.isComplete).toBe(true);
    expect(found.plans).toMatchObject([
      { loss: 1, relativeLoss: 0.01, without: [0], instead: [1], figures: { coveredWeight: 99 } },
      { loss: 5, relativeLoss: 0.05, without: [0], instead: [2] },
    ]);
    expect(told).toEqual([1, 2]);
  });

  it('with periods the plan at the end differs', async () => {
    const periods = [1, 2].map((newPoints) => ({ newPoints, budget: null, importance: 1 }));
    const inPeriods: SitingQuestion = { ...question, periods };
    const free = { ...problem, limits: { ...problem.limits, newPoints: null } };
    const best = await solveQuestion(free, inPeriods, context);
    const { plans } = await findAlternatives(free, inPeriods, best, { ...options, atMost: 1 }, context);
    // The best: 100, then 199. Without one of the two: 100, then 195.
    expect(plans).toMatchObject([{ loss: 4, without: [1], instead: [2] }]);
  });

  it('a cancelled search says that it is not complete', async () => {
    const best = await solveQuestion(problem, question, context);
    const found = await findAlternatives(problem, question, best, options, {
      ...context,
      shouldStop: () => true,
    });
    expect(found).toEqual({ plans: [], isComplete: false });
  });
});
