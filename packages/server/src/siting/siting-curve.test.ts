import { beforeAll, describe, expect, it } from 'vitest';
import { bruteForce, RANDOM_QUESTIONS, randomProblem, unhurriedContext } from '../../test/random-siting.ts';
import { checkProblem } from './check-problem.ts';
import type { PartContext, SitingCurve } from './siting-answer.ts';
import { sitingCurve } from './siting-curve.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

const COVER: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };

describe('every point of the curve equals brute force, and the curve never falls', () => {
  it.each(Object.entries(RANDOM_QUESTIONS))('%s', async (_name, questionOf) => {
    for (let seed = 1; seed <= 80; seed += 1) {
      const problem = randomProblem(seed);
      const question = questionOf(seed);
      if (checkProblem(problem, question).length > 0) {
        continue;
      }
      const isSet = question.model === 'SET_COVERING';
      const asked = isSet ? COVER : question;
      const groups = isSet ? problem.groups.map(() => ({ floorShare: null })) : problem.groups;
      const { points, isComplete } = await sitingCurve(problem, question, context, null);
      expect([seed, isComplete]).toEqual([seed, true]);
      points.forEach(({ newPoints, solution }, index) => {
        const limits = { ...problem.limits, newPoints };
        expect([seed, newPoints]).toEqual([seed, index]);
        expect([seed, index, solution.objective]).toEqual([
          seed,
          index,
          bruteForce({ ...problem, groups, limits }, asked),
        ]);
        const before = points[index - 1]?.solution.objective ?? null;
        const sign = asked.model === 'MAXIMAL_COVERING' ? 1 : -1;
        if (before !== null) {
          expect(sign * ((solution.objective ?? Number.NaN) - before)).toBeGreaterThanOrEqual(0);
        }
      });
    }
  });
});

describe('the curve by hand', () => {
  // One point of today reaches 5; the candidates 30, 20 and nothing.
  const problem: SitingProblem = {
    places: [5, 30, 20].map((weight) => ({ weight, group: 0, caseload: 0 })),
    groups: [{ floorShare: null }],
    sites: [0, 1, 2, 3].map((site) => ({
      standing: site === 0 ? ('MAY_CLOSE' as const) : ('CANDIDATE' as const),
      rule: 'FREE' as const,
      cost: 1,
      capacity: null,
    })),
    travel: Uint16Array.from([1, 9, 9, 9, 9, 1, 9, 9, 9, 9, 1, 9]),
    threshold: 5,
    limits: { newPoints: 1, allPoints: null, budget: null },
  };

  it('today 5, then 5, 35, 55, 55; each is told as it comes', async () => {
    const told: SitingCurve[] = [];
    const curve = await sitingCurve(problem, COVER, { ...context, onPart: (part) => told.push(part) }, null);
    expect(curve.todayValue).toBe(5);
    expect(curve.points.map(({ solution }) => solution.objective)).toEqual([5, 35, 55, 55]);
    expect(told.map(({ points }) => points.length)).toEqual([1, 2, 3]);
  });

  it('ends at the most that is asked for', async () => {
    const curve = await sitingCurve(problem, COVER, context, 1);
    expect(curve.points.map(({ newPoints }) => newPoints)).toEqual([0, 1]);
  });

  it('keeps the points it has when it is cancelled', async () => {
    let asked = 0;
    const stopping = {
      ...context,
      shouldStop: () => asked > 0,
      onPart: () => {
        asked += 1;
      },
    };
    const curve = await sitingCurve(problem, COVER, stopping, null);
    expect(curve).toMatchObject({ isComplete: false, points: [{ newPoints: 0 }] });
    expect(curve.points).toHaveLength(1);
  });
});
