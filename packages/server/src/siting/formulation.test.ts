import { beforeAll, expect, it } from 'vitest';
import { scatteredProblem, unhurriedContext } from '../../test/random-siting.ts';
import { sitesNear } from './evaluate-plan.ts';
import type { PartContext } from './siting-answer.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

/** The site that reaches most of what is left, until all is reached: never better than the best. */
function greedyCover(problem: SitingProblem): number {
  let left = Array.from(problem.places.keys()).filter(
    (place) => sitesNear(problem, Array.from(problem.sites.keys()), place) > 0,
  );
  let opened = 0;
  while (left.length > 0) {
    const after = Array.from(problem.sites.keys(), (site) =>
      left.filter((place) => sitesNear(problem, [site], place) === 0),
    );
    left = after.reduce((best, each) => (each.length < best.length ? each : best));
    opened += 1;
  }
  return opened;
}

it('everybody within the threshold takes no more sites than choosing greedily does', async () => {
  const question: SitingQuestion = { model: 'SET_COVERING', minimise: 'POINTS', share: 1, mustReach: [] };
  for (let seed = 1; seed <= 4; seed += 1) {
    const problem = { ...scatteredProblem(seed, 600, 120), threshold: 1800 };
    const all = problem.places.map(
      (_, place) => sitesNear(problem, Array.from(problem.sites.keys()), place) > 0,
    );
    const places = problem.places.map((place, index) => ({
      ...place,
      weight: all[index] ? place.weight : 0,
    }));
    const { status, objective } = await solveQuestion({ ...problem, places }, question, context);
    expect(status).toBe('OPTIMAL');
    expect(objective).toBeLessThanOrEqual(greedyCover({ ...problem, places }));
  }
});
