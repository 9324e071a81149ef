import { beforeAll, describe, expect, it } from 'vitest';
import { capacitatedProblem, unhurriedContext } from '../../test/random-siting.ts';
import { transport } from '../../test/transport.ts';
import { checkProblem } from './check-problem.ts';
import { planFigures } from './plan-figures.ts';
import { isWithinLimits, planSize } from './site-state.ts';
import type { PartContext } from './siting-answer.ts';
import { isAlwaysOpen, isNeverOpen, type SitingProblem, type SitingQuestion } from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';
import { reachablePlaces } from './travel-rows.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

const SHARE = 0.6;
const QUESTIONS: Readonly<Record<string, SitingQuestion>> = {
  'maximal covering': { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] },
  'set covering': { model: 'SET_COVERING', minimise: 'COST', share: SHARE, mustReach: [] },
  'p-median': { model: 'P_MEDIAN' },
  'p-center': { model: 'P_CENTER' },
};

/** By flows; null: the plan does not do what is asked. */
function objectiveOf(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
): number | null {
  const sum = (places: Iterable<number>) =>
    Array.from(places).reduce((total, place) => total + (problem.places[place]?.weight ?? 0), 0);
  switch (question.model) {
    case 'MAXIMAL_COVERING':
      return transport(problem, open, problem.threshold).served;
    case 'SET_COVERING': {
      const least = SHARE * sum(problem.places.keys());
      return transport(problem, open, problem.threshold).served >= least - 1e-6
        ? planSize(problem, open).cost
        : null;
    }
    default: {
      const counted = reachablePlaces(problem);
      const all = sum(counted);
      if (question.model === 'P_MEDIAN') {
        const { served, cost } = transport(problem, open, 65_533);
        return served === all ? cost : null;
      }
      const times = [0, ...problem.travel].filter((time) => time <= 65_533).sort((one, other) => one - other);
      return times.find((time) => transport(problem, open, time).served === all) ?? null;
    }
  }
}

describe('with capacities every model equals trying every plan by flows', () => {
  it.each(Object.entries(QUESTIONS))('%s', async (_name, question) => {
    const isMore = question.model === 'MAXIMAL_COVERING';
    let solved = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const problem = capacitatedProblem(seed);
      if (problem.sites.length > 6 || checkProblem(problem, question).length > 0) {
        continue;
      }
      let best: number | null = null;
      for (let plan = 0; plan < 2 ** problem.sites.length; plan += 1) {
        const open = Array.from(problem.sites.keys()).filter((site) => (plan & (1 << site)) !== 0);
        const isAllowed =
          isWithinLimits(problem, planSize(problem, open)) &&
          problem.sites.every((site, index) =>
            open.includes(index) ? !isNeverOpen(site) : !isAlwaysOpen(site),
          );
        const objective = isAllowed ? objectiveOf(problem, question, open) : null;
        if (objective !== null) {
          best = best === null ? objective : isMore ? Math.max(best, objective) : Math.min(best, objective);
        }
      }
      const { objective, status, open } = await solveQuestion(problem, question, context);
      expect([seed, status]).toEqual([seed, best === null ? 'INFEASIBLE' : 'OPTIMAL']);
      expect([seed, objective === null ? null : Math.round(objective * 1e4) / 1e4]).toEqual([seed, best]);
      if (best !== null && solved < 40) {
        // What is said of the plan afterwards is the same.
        const figures = await planFigures(problem, question, open, context);
        expect([seed, Math.round((figures.objective ?? Number.NaN) * 1e4) / 1e4]).toEqual([seed, best]);
        const { served } = transport(problem, open, problem.threshold);
        expect([seed, Math.round(figures.coveredWeight * 1e4) / 1e4]).toEqual([seed, served]);
      }
      solved += Number(best !== null);
    }
    expect(solved).toBeGreaterThan(80);
  });
});
