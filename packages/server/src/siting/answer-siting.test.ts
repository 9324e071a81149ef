import { beforeAll, describe, expect, it } from 'vitest';
import { RANDOM_QUESTIONS, randomProblem, unhurriedContext } from '../../test/random-siting.ts';
import { UNREACHABLE } from '../network/travel-times.ts';
import { answerSiting } from './answer-siting.ts';
import { checkProblem } from './check-problem.ts';
import { comparePick } from './own-pick.ts';
import type { PartContext } from './siting-answer.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

const COVER: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };

// Town 0: places of 50 and 10. Town 1: 30, 20, and 5 without any road. Today's point reaches the 10; it may close. Candidates A reaches 50, B 30 and 20.
const problem: SitingProblem = {
  places: [50, 10, 30, 20, 5].map((weight, place) => ({
    weight,
    group: place < 2 ? 0 : 1,
    caseload: weight,
  })),
  groups: [{ floorShare: null }, { floorShare: null }],
  sites: [
    { standing: 'MAY_CLOSE', rule: 'FREE', cost: 4, capacity: null },
    { standing: 'CANDIDATE', rule: 'FREE', cost: 10, capacity: null },
    { standing: 'CANDIDATE', rule: 'FREE', cost: 10, capacity: null },
  ],
  travel: Uint16Array.from([8, 2, 9, 3, 9, 9, 9, 9, 1, 9, 9, 4, UNREACHABLE, UNREACHABLE, UNREACHABLE]),
  threshold: 5,
  limits: { newPoints: null, allPoints: 2, budget: null },
};

describe('the answer by hand', () => {
  it('two sites in all: A and B cover 100 of 115, and the point of today closes', async () => {
    const answer = await answerSiting(problem, COVER, context);
    expect(answer.solution).toMatchObject({
      status: 'OPTIMAL',
      objective: 100,
      bound: 100,
      gap: 0,
      open: [1, 2],
    });
    expect(answer.today).toEqual({
      open: [0],
      objective: 10,
      newPoints: 0,
      allPoints: 1,
      cost: 4,
      totalWeight: 115,
      coveredWeight: 10,
      coveredTwiceWeight: 0,
      reachedWeight: 110,
      weightedTravel: 50 * 8 + 10 * 3 + 50 * 9,
      longestTravel: 9,
      broken: [],
    });
    expect(answer.plan).toMatchObject({
      objective: 100,
      newPoints: 2,
      allPoints: 2,
      cost: 20,
      coveredWeight: 100,
      weightedTravel: 50 * 2 + 10 * 9 + 30 * 1 + 20 * 4,
    });
    expect(answer.closed).toEqual([0]);
    expect(answer.opening?.steps.map(({ gain }) => gain)).toEqual([50, 50]);
    expect(answer.groups).toMatchObject([
      { group: 0, weight: 60, coveredBefore: 10, coveredAfter: 50, coverable: 60, gained: 50, lost: 10 },
      { group: 1, weight: 55, coveredBefore: 0, coveredAfter: 50, coverable: 50, gained: 50, lost: 0 },
    ]);
    expect(answer.places[0]).toEqual({
      place: 0,
      travelBefore: 8,
      travelAfter: 2,
      coveredBefore: 0,
      coveredAfter: 1,
      canBeCovered: true,
    });
    expect(answer.places[4]).toMatchObject({ travelBefore: null, travelAfter: null, canBeCovered: false });
    expect(answer.infeasibility).toBeNull();
  });

  it('a floor that cannot be met: no plan, what is today, and why', async () => {
    const groups = [{ floorShare: null }, { floorShare: 1 }];
    const answer = await answerSiting({ ...problem, groups }, COVER, context);
    expect(answer.solution).toMatchObject({ status: 'INFEASIBLE', objective: null, open: [] });
    expect([answer.plan, answer.opening, answer.closed]).toEqual([null, null, []]);
    expect(answer.groups[0]).toMatchObject({ coveredBefore: 10, coveredAfter: 10, gained: 0, lost: 0 });
    expect(answer.infeasibility).toMatchObject({
      beyondReach: [{ kind: 'FLOOR', subject: 1, asked: 1, instead: 50 / 55 }],
      remedies: [],
    });
  });

  it('with capacities a place counts as far as it is served: 25 of 50', async () => {
    const sites = problem.sites.map((site) => ({ ...site, capacity: 25 }));
    const { plan, places, groups } = await answerSiting(
      { ...problem, sites, limits: { newPoints: 1, allPoints: null, budget: null } },
      COVER,
      context,
    );
    // The point of today takes its 10, and either candidate 25.
    expect(plan?.coveredWeight).toBeCloseTo(35, 6);
    expect(groups.reduce((sum, { coveredAfter }) => sum + coveredAfter, 0)).toBeCloseTo(35, 6);
    expect(places[1]?.coveredAfter).toBeCloseTo(1, 6);
  });

  it('a run that is cancelled, or out of time, has no plan and no reason why', async () => {
    for (const [stopped, stoppedBy] of [
      [{ ...context, shouldStop: () => true }, 'CANCELLED'],
      [{ ...context, timeLimitSeconds: 0 }, 'TIME_LIMIT'],
    ] as const) {
      const answer = await answerSiting(problem, COVER, stopped);
      expect(answer).toMatchObject({
        solution: { status: 'UNKNOWN', stoppedBy, objective: null, bound: null, gap: null },
        plan: null,
        infeasibility: null,
      });
    }
  });
});

describe("the bureau's own pick by hand", () => {
  it('keeps today’s point and opens B: 60 of 100, and says who loses', async () => {
    const { solution } = await answerSiting(problem, COVER, context);
    expect(await comparePick(problem, COVER, [0, 2], solution, context)).toMatchObject({
      pick: { objective: 60, broken: [] },
      loss: 40,
      relativeLoss: 0.4,
      lossAtMost: 40,
      inBoth: [2],
      onlyInPick: [0],
      onlyInBest: [1],
      groups: [
        { coveredBefore: 50, coveredAfter: 10, gained: 10, lost: 50 },
        { coveredBefore: 50, coveredAfter: 50, gained: 0, lost: 0 },
      ],
    });
  });

  it('names every requirement that it breaks', async () => {
    const asked: SitingProblem = {
      ...problem,
      groups: [{ floorShare: 0.9 }, { floorShare: null }],
      sites: problem.sites.map((site, index) => (index === 2 ? { ...site, rule: 'MUST_NOT_OPEN' } : site)),
      limits: { newPoints: 1, allPoints: 2, budget: 12 },
    };
    const { solution } = await answerSiting(problem, COVER, context);
    const { pick } = await comparePick(asked, COVER, [1, 2], solution, context);
    expect(pick.broken).toEqual([
      { kind: 'NEW_POINTS', subject: null, asked: 1, instead: 2 },
      { kind: 'BUDGET', subject: null, asked: 12, instead: 20 },
      { kind: 'FLOOR', subject: 0, asked: 0.9, instead: 50 / 60 },
      { kind: 'MUST_NOT_OPEN', subject: 2, asked: null, instead: null },
    ]);
  });
});

describe('laws', () => {
  it.each(Object.entries(RANDOM_QUESTIONS))(
    'of %s: gains add up, before and after agree with the plans, and a plan breaks nothing',
    async (_name, questionOf) => {
      for (let seed = 1; seed <= 80; seed += 1) {
        const random = randomProblem(seed);
        const question = questionOf(seed);
        if (checkProblem(random, question).length > 0) {
          continue;
        }
        const { today, plan, opening, groups } = await answerSiting(random, question, context);
        const sum = (of: (group: (typeof groups)[number]) => number) =>
          groups.reduce((total, group) => total + of(group), 0);
        expect(sum(({ coveredBefore }) => coveredBefore)).toBe(today.coveredWeight);
        expect(sum(({ gained, lost }) => gained - lost)).toBe(
          (plan ?? today).coveredWeight - today.coveredWeight,
        );
        if (plan !== null && opening !== null) {
          expect([seed, plan.broken]).toEqual([seed, []]);
          const last = opening.steps.at(-1);
          expect(
            opening.startCoveredWeight + opening.steps.reduce((total, step) => total + step.coveredGain, 0),
          ).toBe(plan.coveredWeight);
          if (last !== undefined && question.model !== 'SET_COVERING') {
            expect([seed, last.value]).toEqual([seed, plan.objective]);
          }
          for (const { gain, lossIfLeftOut } of opening.steps) {
            expect(gain ?? 0).toBeGreaterThanOrEqual(0);
            expect(lossIfLeftOut ?? 0).toBeGreaterThanOrEqual(0);
          }
        }
      }
    },
  );
});
