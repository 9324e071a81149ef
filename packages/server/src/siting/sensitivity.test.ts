import { beforeAll, describe, expect, it } from 'vitest';
import { bruteForce, RANDOM_QUESTIONS, randomProblem, unhurriedContext } from '../../test/random-siting.ts';
import { checkProblem } from './check-problem.ts';
import { evaluatePlan, keepsRequirements } from './evaluate-plan.ts';
import { requirementsOf } from './requirements.ts';
import { thresholdSensitivity, weightSensitivity } from './sensitivity.ts';
import type { PartContext, SensitivityCase } from './siting-answer.ts';
import { isMaximised, type SitingProblem, type SitingQuestion } from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

const COVER: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };

/** A case against every plan of its own problem, weights as they are. */
function expectCase(
  at: unknown,
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  found: SensitivityCase | undefined,
) {
  const best = bruteForce(problem, question);
  const own = keepsRequirements(problem, requirementsOf(problem, question), open)
    ? evaluatePlan(problem, question, open)
    : null;
  const close = (value: number | null) => (value === null ? null : Math.round(value * 1e6) / 1e6);
  expect([at, close(found?.best.objective ?? null)]).toEqual([at, close(best)]);
  const loss = best === null || own === null ? null : isMaximised(question) ? best - own : own - best;
  expect([at, close(found?.loss ?? null)]).toEqual([at, close(loss)]);
  expect([at, found?.planChanges]).toEqual([at, own === null || (loss ?? 0) > 1e-9]);
}

describe('each case equals brute force on the changed question', () => {
  it.each(Object.entries(RANDOM_QUESTIONS))('%s', async (_name, questionOf) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const problem = randomProblem(seed);
      const question = questionOf(seed);
      if (checkProblem(problem, question).length > 0) {
        continue;
      }
      const best = await solveQuestion(problem, question, context);
      if (best.objective === null) {
        continue;
      }
      const thresholds = [problem.threshold - 1, problem.threshold + 1];
      const byThreshold = await thresholdSensitivity(problem, question, best, thresholds, context);
      expect(byThreshold.isComplete).toBe(true);
      thresholds.forEach((threshold, index) => {
        expectCase(
          [seed, threshold],
          { ...problem, threshold },
          question,
          best.open,
          byThreshold.cases[index],
        );
      });
      const residents = problem.places.map(({ weight }, place) => (place % 2 === 0 ? weight : 0));
      const byWeight = await weightSensitivity(
        problem,
        question,
        best,
        [{ key: 'residents', weights: residents }],
        [75, 125],
        context,
      );
      [0.75, 1.25].forEach((factor, index) => {
        const places = problem.places.map((place, at) => ({
          ...place,
          weight: place.weight + (factor - 1) * (residents[at] ?? 0),
        }));
        expectCase([seed, factor], { ...problem, places }, question, best.open, byWeight.cases[index]);
      });
    }
  });
});

describe('by hand', () => {
  // A reaches 60 residents, B 50 enterprises: at three quarters of the residents, 45, B is better by 5.
  const problem: SitingProblem = {
    places: [60, 50].map((weight) => ({ weight, group: 0, caseload: 0 })),
    groups: [{ floorShare: null }],
    sites: [0, 1].map(() => ({ standing: 'CANDIDATE', rule: 'FREE', cost: 1, capacity: null })),
    travel: Uint16Array.from([3, 9, 9, 5]),
    threshold: 5,
    limits: { newPoints: 1, allPoints: null, budget: null },
  };

  it('three quarters of the residents: the plan changes, and the present one loses 5 of 50', async () => {
    const best = await solveQuestion(problem, COVER, context);
    const components = [
      { key: 'residents', weights: [60, 0] },
      { key: 'enterprises', weights: [0, 50] },
    ];
    const { cases } = await weightSensitivity(problem, COVER, best, components, [75, 110], context);
    expect(cases).toMatchObject([
      {
        component: 'residents',
        setTo: 75,
        loss: 5,
        relativeLoss: 0.1,
        planChanges: true,
        best: { objective: 50, open: [1] },
        present: { coveredWeight: 45 },
      },
      { component: 'residents', setTo: 110, loss: 0, planChanges: false, best: { objective: 66 } },
      { component: 'enterprises', setTo: 75, loss: 0, planChanges: false },
      { component: 'enterprises', setTo: 110, loss: 0, planChanges: false },
    ]);
  });

  it('a threshold under which nobody is near: nothing to lose, nothing changes', async () => {
    const best = await solveQuestion(problem, COVER, context);
    const { cases } = await thresholdSensitivity(problem, COVER, best, [2, 9], context);
    expect(cases).toMatchObject([
      { setTo: 2, loss: 0, relativeLoss: null, planChanges: false, best: { objective: 0 } },
      { setTo: 9, loss: 0, planChanges: false, best: { objective: 110 } },
    ]);
  });

  it('with periods the loss counts every period: B first is better by 5, once', async () => {
    const periods = [1, 2].map((newPoints) => ({ newPoints, budget: null, importance: 1 }));
    const question: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods };
    const free = { ...problem, limits: { ...problem.limits, newPoints: null } };
    const best = await solveQuestion(free, question, context);
    const { cases } = await weightSensitivity(
      free,
      question,
      best,
      [{ key: 'residents', weights: [60, 0] }],
      [75],
      context,
    );
    // First A 45, both 95; first B 50, both 95.
    expect(cases[0]).toMatchObject({ loss: 5, best: { objective: 145 } });
  });
});
