import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bruteForce,
  RANDOM_QUESTIONS,
  randomProblem,
  scatteredProblem,
  unhurriedContext,
} from '../../test/random-siting.ts';
import { checkProblem } from './check-problem.ts';
import { chooseSolver } from './choose-solver.ts';
import { LinearModel } from './linear-model.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { solveQuestion } from './solve-question.ts';
import type { SolverOptions } from './solver.ts';

function hasCbc(): boolean {
  try {
    return execFileSync('cbc', ['-quit'], { encoding: 'utf8' }).includes('CBC');
  } catch {
    return false;
  }
}

it('a program that is not CBC is refused, without a path in the message', async () => {
  await expect(chooseSolver({ SITING_CBC: '/bin/true' })).rejects.toThrow(
    'The program given as the siting solver is not CBC, or cannot be run.',
  );
  expect((await chooseSolver({})).name).toMatch(/^HiGHS/);
});

describe.skipIf(!hasCbc())('CBC in place of HiGHS (skipped where it is not installed)', () => {
  let context: RunContext;
  beforeAll(async () => {
    context = { ...(await unhurriedContext()), solver: await chooseSolver({ SITING_CBC: 'cbc' }) };
  });

  it.each(Object.entries(RANDOM_QUESTIONS))(
    'equals brute force on random questions: %s',
    async (_name, of) => {
      let solved = 0;
      for (let seed = 1; seed <= 60; seed += 1) {
        const problem = randomProblem(seed);
        if (checkProblem(problem, of(seed)).length === 0) {
          const { objective, status } = await solveQuestion(problem, of(seed), context);
          expect([seed, objective]).toEqual([seed, bruteForce(problem, of(seed))]);
          expect([seed, status]).toEqual([seed, objective === null ? 'INFEASIBLE' : 'OPTIMAL']);
          solved += Number(objective !== null);
        }
      }
      expect(solved).toBeGreaterThan(15);
    },
  );

  it('finds what HiGHS finds where there are too many plans to try: shares and floors over 150 places and 40 sites', async () => {
    const highs = await unhurriedContext();
    for (let seed = 1; seed <= 6; seed += 1) {
      const problem = scatteredProblem(seed, 150, 40);
      const questions: readonly [SitingProblem, SitingQuestion][] = [0.8, 0.95, 1].flatMap((share) => [
        [problem, { model: 'SET_COVERING', minimise: 'POINTS', share, mustReach: [] }],
        [
          {
            ...problem,
            groups: [{ floorShare: share / 2 }, { floorShare: null }],
            limits: { newPoints: 6, allPoints: null, budget: null },
          },
          { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] },
        ],
      ]);
      for (const [asked, question] of questions) {
        const [one, other] = [
          await solveQuestion(asked, question, context),
          await solveQuestion(asked, question, highs),
        ];
        expect([seed, question, one.status, one.objective]).toEqual([
          seed,
          question,
          other.status,
          other.objective,
        ]);
      }
    }
  });

  /** Even numbers that are to add up to an odd one: a long search for nothing. */
  function longSearch(): LinearModel {
    const model = new LinearModel('MAXIMISE');
    const terms = Array.from({ length: 40 }, (_, at): [number, number] => [
      model.addBinary(1000 + ((at * 7919) % 997)),
      2 * (1000 + ((at * 104_729) % 991)),
    ]);
    model.addRow(40_001, 40_001, terms);
    return model;
  }
  const options: SolverOptions = { timeLimitSeconds: 1, absoluteGap: 1e-6, start: null };

  it('out of time it claims nothing', async () => {
    const found = await context.solver.solve(longSearch(), options);
    expect(found).toMatchObject({ status: 'TIME_LIMIT', values: null, bound: null });
  });

  it('is stopped when it is asked to', async () => {
    const startedAt = performance.now();
    const stop = { ...options, timeLimitSeconds: 60, shouldStop: () => performance.now() - startedAt > 500 };
    expect(await context.solver.solve(longSearch(), stop)).toMatchObject({ status: 'CANCELLED' });
    expect(performance.now() - startedAt).toBeLessThan(50_000);
  });
});
