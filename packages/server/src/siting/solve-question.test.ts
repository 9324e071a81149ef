import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bruteForce, RANDOM_QUESTIONS, randomProblem, unhurriedContext } from '../../test/random-siting.ts';
import { UNREACHABLE } from '../network/travel-times.ts';
import { checkProblem } from './check-problem.ts';
import { evaluatePlan, keepsRequirements } from './evaluate-plan.ts';
import { requirementsOf } from './requirements.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { solveQuestion } from './solve-question.ts';

const SHARED = new URL('../../../../../shared/data/', import.meta.url).pathname;
const COVER: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };
const SET: SitingQuestion = { model: 'SET_COVERING', minimise: 'POINTS', share: 1, mustReach: [] };
const MEDIAN: SitingQuestion = { model: 'P_MEDIAN' };
const CENTER: SitingQuestion = { model: 'P_CENTER' };

let context: RunContext;
beforeAll(async () => {
  context = await unhurriedContext();
});

const classical = (
  weights: number[],
  travel: Uint16Array | Float64Array,
  sites: number,
  p: number,
  threshold = 0,
): SitingProblem => ({
  places: weights.map((weight) => ({ weight, group: 0, caseload: 0 })),
  groups: [{ floorShare: null }],
  sites: Array.from({ length: sites }, () => ({
    standing: 'CANDIDATE',
    rule: 'FREE',
    cost: 1,
    capacity: null,
  })),
  travel,
  threshold,
  limits: { newPoints: p, allPoints: null, budget: null },
});

describe('every model equals brute force on 300 random questions with random options', () => {
  for (const [name, questionOf] of Object.entries(RANDOM_QUESTIONS)) {
    it(name, async () => {
      for (let seed = 1; seed <= 300; seed += 1) {
        const problem = randomProblem(seed);
        const question = questionOf(seed);
        if (checkProblem(problem, question).length === 0) {
          const solution = await solveQuestion(problem, question, context);
          expect([seed, solution.objective]).toEqual([seed, bruteForce(problem, question)]);
          expect([seed, solution.status]).toEqual([
            seed,
            solution.objective === null ? 'INFEASIBLE' : 'OPTIMAL',
          ]);
          expect(solution.bound).toBe(solution.objective);
          if (solution.objective !== null) {
            expect(keepsRequirements(problem, requirementsOf(problem, question), solution.open)).toBe(true);
            expect(evaluatePlan(problem, question, solution.open)).toBe(solution.objective);
          }
        }
      }
    });
  }
});

describe('laws', () => {
  it('more points never hurt, a forced place never helps, a floor never raises the objective', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const free = randomProblem(seed);
      const problem: SitingProblem = {
        ...free,
        groups: free.groups.map(() => ({ floorShare: null })),
        sites: free.sites.map((site) => ({ ...site, standing: 'CANDIDATE', rule: 'FREE' })),
        limits: { newPoints: 2, allPoints: null, budget: null },
      };
      if (checkProblem(problem, COVER).length > 0) {
        continue;
      }
      const best = async (of: SitingProblem) => (await solveQuestion(of, COVER, context)).objective ?? -1;
      const two = await best(problem);
      expect(await best({ ...problem, limits: { ...problem.limits, newPoints: 3 } })).toBeGreaterThanOrEqual(
        two,
      );
      const forced = problem.sites.map((site, index) =>
        index === 0 ? { ...site, rule: 'MUST_OPEN' as const } : site,
      );
      expect(await best({ ...problem, sites: forced })).toBeLessThanOrEqual(two);
      expect(
        await best({ ...problem, groups: problem.groups.map(() => ({ floorShare: 0.5 })) }),
      ).toBeLessThanOrEqual(two);
    }
  });
});

describe('a question at its edges', () => {
  const line = classical([3, 2, 1], Uint16Array.from([1, 9, 9, 1, UNREACHABLE, UNREACHABLE]), 2, 1, 5);

  it('no site that may be open and a negative cost are refused, with where and what was expected', () => {
    expect(checkProblem({ ...line, sites: [], travel: new Uint16Array(0) }, COVER)).toContainEqual(
      expect.objectContaining({ code: 'NO_CANDIDATES', where: 'sites' }),
    );
    const sites = line.sites.map((site) => ({ ...site, cost: -1 }));
    expect(checkProblem({ ...line, sites }, COVER)[0]).toEqual({
      code: 'NUMBER_OUT_OF_RANGE',
      where: 'sites[0].cost',
      was: '-1',
      expected: '0 or more',
    });
  });

  it('more points than candidates is no mistake, and demand without a way is not covered', async () => {
    const all = await solveQuestion({ ...line, limits: { ...line.limits, newPoints: 9 } }, COVER, context);
    expect(all).toMatchObject({ status: 'OPTIMAL', objective: 5, open: [0, 1] });
    expect(
      await solveQuestion({ ...line, limits: { ...line.limits, newPoints: null } }, SET, context),
    ).toMatchObject({
      status: 'INFEASIBLE',
      objective: null,
    });
  });

  it('the median is over the places that can be reached: by hand 3 · 1 + 2 · 9', async () => {
    expect((await solveQuestion(line, MEDIAN, context)).objective).toBe(21);
  });

  it('what opens first is the larger one: 3, then both, counted 3 + 5', async () => {
    const periods = [1, 2].map((newPoints) => ({ newPoints, budget: null, importance: 1 }));
    const problem = { ...line, limits: { ...line.limits, newPoints: null } };
    expect(await solveQuestion(problem, { ...COVER, periods } as SitingQuestion, context)).toMatchObject({
      status: 'OPTIMAL',
      objective: 8,
      openByPeriod: [[0], [0, 1]],
    });
  });

  it('a site takes no more than its capacity: half of a place of 3', async () => {
    const problem = {
      ...line,
      places: line.places.map((place) => ({ ...place, caseload: 2 })),
      sites: line.sites.map((site) => ({ ...site, capacity: 1 })),
    };
    expect((await solveQuestion(problem, COVER, context)).objective).toBeCloseTo(1.5, 6);
  });

  it('a run that is cancelled or out of time says so and claims no proof', async () => {
    expect(await solveQuestion(line, COVER, { ...context, shouldStop: () => true })).toMatchObject({
      status: 'UNKNOWN',
      stoppedBy: 'CANCELLED',
      objective: null,
    });
    expect(await solveQuestion(line, COVER, { ...context, timeLimitSeconds: 0 })).toMatchObject({
      status: 'UNKNOWN',
      stoppedBy: 'TIME_LIMIT',
    });
  });
});

describe.skipIf(!existsSync(SHARED))('published optima (skipped without the shared data)', () => {
  it.each([
    [1, 5819],
    [2, 4093],
    [3, 4250],
    [4, 3034],
    [5, 1355],
  ])('OR-Library pmed%i: %i', async (number, optimum) => {
    const [head, ...edges] = readFileSync(`${SHARED}orlib-pmed/pmed${number}.txt`, 'utf8')
      .trim()
      .split('\n')
      .map((text) => text.trim().split(/\s+/).map(Number));
    const [n = 0, , p = 0] = head ?? [];
    const distance = new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
    for (let node = 0; node < n; node += 1) {
      distance[node * n + node] = 0;
    }
    for (const [one = 0, other = 0, length = 0] of edges) {
      distance[(one - 1) * n + other - 1] = length;
      distance[(other - 1) * n + one - 1] = length;
    }
    for (let via = 0; via < n; via += 1) {
      for (let from = 0; from < n; from += 1) {
        for (let to = 0; to < n; to += 1) {
          const length = (distance[from * n + via] ?? 0) + (distance[via * n + to] ?? 0);
          distance[from * n + to] = Math.min(distance[from * n + to] ?? 0, length);
        }
      }
    }
    const problem = classical(
      Array.from({ length: n }, () => 1),
      Uint16Array.from(distance),
      n,
      p,
    );
    expect(await solveQuestion(problem, MEDIAN, context)).toMatchObject({
      status: 'OPTIMAL',
      objective: optimum,
      gap: 0,
    });
  });

  it('San Francisco: covering 875,247, set covering 8 and 3, median 2,848,268,129.7145, center 7,403.0638', async () => {
    const rows = readFileSync(
      `${SHARED}spopt-sf/SF_network_distance_candidateStore_16_censusTract_205_new.csv`,
      'utf8',
    )
      .trim()
      .split('\n')
      .slice(1)
      .map((text) => text.trim().replaceAll('"', '').split(','));
    const stores = [...new Set(rows.map(([, store = '']) => store))];
    const tracts = [...new Set(rows.map(([, , tract = '']) => tract))];
    const weights = new Array<number>(tracts.length).fill(0);
    const travel = new Float64Array(tracts.length * stores.length);
    for (const [metres, store = '', tract = '', people] of rows) {
      const place = tracts.indexOf(tract);
      weights[place] = Number(people);
      travel[place * stores.length + stores.indexOf(store)] = Number(metres);
    }
    const at = (threshold: number, p: number | null): SitingProblem => {
      const problem = classical(weights, travel, stores.length, 0, threshold);
      return { ...problem, limits: { ...problem.limits, newPoints: p } };
    };
    expect(await solveQuestion(at(5000, 4), COVER, context)).toMatchObject({
      status: 'OPTIMAL',
      objective: 875_247,
    });
    expect((await solveQuestion(at(5000, null), SET, context)).objective).toBe(8);
    expect((await solveQuestion(at(8000, null), SET, context)).objective).toBe(3);
    expect((await solveQuestion(at(0, 4), MEDIAN, context)).objective).toBeCloseTo(2_848_268_129.7145, 2);
    expect((await solveQuestion(at(0, 4), CENTER, context)).objective).toBeCloseTo(7403.0638, 3);
  });
});
