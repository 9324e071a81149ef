import { beforeAll, describe, expect, it } from 'vitest';
import { possiblePlans, randomProblem, unhurriedContext } from '../../test/random-siting.ts';
import { checkProblem } from './check-problem.ts';
import { coveredWeight } from './evaluate-plan.ts';
import type { PartContext } from './siting-answer.ts';
import type { MaximalCoveringQuestion, OpeningPeriod, SitingProblem } from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

/** What may be open by the end of a period: the limits of both, and floors only at the end. */
function plansOf(problem: SitingProblem, period: OpeningPeriod, isLast: boolean): (readonly number[])[] {
  const lower = (one: number | null, other: number | null) =>
    Math.min(one ?? Number.POSITIVE_INFINITY, other ?? Number.POSITIVE_INFINITY);
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const { limits } = problem;
  const within: SitingProblem = {
    ...problem,
    groups: isLast ? problem.groups : problem.groups.map(() => ({ floorShare: null })),
    limits: {
      newPoints: finite(lower(limits.newPoints, period.newPoints)),
      allPoints: limits.allPoints,
      budget: finite(lower(limits.budget, period.budget)),
    },
  };
  return possiblePlans(within, { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] }).map(
    ({ open }) => open,
  );
}

describe('opening in periods', () => {
  it('equals trying every pair of plans of which the second keeps what the first opened', async () => {
    let solved = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const problem = randomProblem(seed);
      const [first, last] = [
        { newPoints: 1, budget: seed % 3 === 0 ? 6 : null, importance: 1 + (seed % 2) },
        { newPoints: 3, budget: null, importance: 2 },
      ];
      const question: MaximalCoveringQuestion = {
        model: 'MAXIMAL_COVERING',
        backupWeight: 0,
        periods: [first, last],
      };
      if (problem.sites.length > 6 || checkProblem(problem, question).length > 0) {
        continue;
      }
      let best: number | null = null;
      const early = plansOf(problem, first, false);
      for (const second of plansOf(problem, last, true)) {
        for (const one of early.filter((plan) => plan.every((site) => second.includes(site)))) {
          const value =
            first.importance * coveredWeight(problem, one, null) +
            last.importance * coveredWeight(problem, second, null);
          best = Math.max(best ?? 0, value);
        }
      }
      const { status, objective, openByPeriod } = await solveQuestion(problem, question, context);
      expect([seed, status, objective]).toEqual([seed, best === null ? 'INFEASIBLE' : 'OPTIMAL', best]);
      if (best !== null) {
        expect(openByPeriod[0]?.every((site) => openByPeriod[1]?.includes(site))).toBe(true);
      }
      solved += Number(best !== null);
    }
    expect(solved).toBeGreaterThan(80);
  });
});
