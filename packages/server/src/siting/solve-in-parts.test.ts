import { expect, it } from 'vitest';
import { scatteredProblem, unhurriedContext } from '../../test/random-siting.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import type { SitingQuestion } from './siting-problem.ts';
import type { SitingResult } from './siting-result.ts';
import { solveInParts } from './solve-in-parts.ts';
import { solveQuestion } from './solve-question.ts';

const COVER: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };
const problem = {
  ...scatteredProblem(5, 120, 30),
  limits: { newPoints: 5, allPoints: null, budget: null },
};
/** Two components that change places: half of the weight is of each. */
const components = ['RESIDENTS', 'ENTERPRISES'].map((key) => ({
  key,
  weights: problem.places.map(({ weight }) => weight / 2),
}));

/** The parts with a clock that goes on by so much whenever it is looked at; and the time when the last has ended. */
async function parts(timeLimitSeconds: number, secondsALook: number) {
  let now = 0;
  let result: SitingResult | null = null;
  const phases: string[] = [];
  const { solver } = await unhurriedContext();
  await solveInParts(
    { problem, question: COVER, ownPick: [0, 1, 2, 3, 4], components, timeLimitSeconds },
    {
      solver,
      clockSeconds: () => {
        now += secondsALook;
        return now;
      },
      shouldStop: () => false,
      onNews: (news) => {
        phases.push(news.phase);
        result = news.type === 'RESULT' ? news.result : result;
      },
    },
  );
  return { seconds: now, result: result as SitingResult | null, phases: [...new Set(phases)] };
}

it('the time limit is one for the whole: a run that uses it up ends by then, with every part that was not finished named', async () => {
  // All of it takes some 1,700 looks. What is reckoned after the end looks a few times more.
  const { seconds, result, phases } = await parts(100, 1);
  expect(phases).toEqual(['BEST_PLAN', 'PICK', 'CURVE', 'ALTERNATIVES', 'SENSITIVITY']);
  expect(seconds).toBeLessThan(120);
  expect(
    [result?.curve, result?.alternatives, result?.sensitivity].map((part) => part?.isComplete),
  ).toContain(false);
});

it('with time enough every part is complete', async () => {
  const { result } = await parts(600, 0.001);
  expect([result?.curve, result?.alternatives, result?.sensitivity].map((part) => part?.isComplete)).toEqual([
    true,
    true,
    true,
  ]);
  expect(result?.answer.solution.status).toBe('OPTIMAL');
});

it('what is told when the time is up is honest: a plan that is worth what is said, and a bound that is not called reached', async () => {
  const optimum = (await solveQuestion(problem, COVER, await unhurriedContext())).objective ?? 0;
  const told = [];
  for (const timeLimitSeconds of [0.3, 1, 3]) {
    const { result } = await parts(timeLimitSeconds, 0.1);
    told.push(result?.answer.solution);
  }
  for (const solution of told) {
    expect(solution).toMatchObject({ status: 'FEASIBLE', stoppedBy: 'TIME_LIMIT' });
    expect(solution?.objective).toBe(evaluatePlan(problem, COVER, solution?.open ?? []));
    expect(solution?.objective).toBeLessThanOrEqual(optimum);
  }
  const bounds = told.map((solution) => solution?.bound ?? Number.POSITIVE_INFINITY);
  for (const [index, bound] of bounds.entries()) {
    expect(bound).toBeGreaterThan(optimum);
    // More time never loosens it.
    expect(bound).toBeLessThanOrEqual(bounds[index - 1] ?? Number.POSITIVE_INFINITY);
  }
});
