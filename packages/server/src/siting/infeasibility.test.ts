import { beforeAll, describe, expect, it } from 'vitest';
import { bruteForce, RANDOM_QUESTIONS, randomProblem, unhurriedContext } from '../../test/random-siting.ts';
import { checkProblem } from './check-problem.ts';
import { explainInfeasibility } from './infeasibility.ts';
import type { PartContext, RequirementGap } from './siting-answer.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';

let context: PartContext<unknown>;
beforeAll(async () => {
  context = await unhurriedContext();
});

interface Asked {
  readonly problem: SitingProblem;
  readonly question: SitingQuestion;
}

/** The question as it would be with a gap closed; `by` changes a number a little more or less. */
function closed({ problem, question }: Asked, { kind, subject, instead }: RequirementGap, by = 0): Asked {
  const to = (instead ?? 0) + by;
  const sites = (rule: 'FREE') =>
    problem.sites.map((site, index) => (index === subject ? { ...site, rule } : site));
  const limits = (change: Partial<SitingProblem['limits']>): Asked => ({
    problem: { ...problem, limits: { ...problem.limits, ...change } },
    question,
  });
  switch (kind) {
    case 'NEW_POINTS':
      return limits({ newPoints: to });
    case 'ALL_POINTS':
      return limits({ allPoints: to });
    case 'BUDGET':
      return limits({ budget: to });
    case 'FLOOR': {
      const groups = problem.groups.map((group, index) => (index === subject ? { floorShare: to } : group));
      return { problem: { ...problem, groups }, question };
    }
    case 'SHARE':
      return { problem, question: { ...question, share: to } as SitingQuestion };
    case 'MUST_REACH': {
      const left = question.model === 'SET_COVERING' ? question.mustReach : [];
      return {
        problem,
        question: { ...question, mustReach: left.filter((place) => place !== subject) } as SitingQuestion,
      };
    }
    case 'MUST_OPEN':
    case 'MUST_NOT_OPEN':
      return { problem: { ...problem, sites: sites('FREE') }, question };
    default:
      throw new Error(`no way to close ${kind}`);
  }
}

const hasPlan = ({ problem, question }: Asked) => bruteForce(problem, question) !== null;

/** A change as large as this matters for kinds that take a number; others are whole by themselves. */
const LESS: Partial<Record<RequirementGap['kind'], number>> = {
  NEW_POINTS: -1,
  ALL_POINTS: -1,
  BUDGET: -1,
  FLOOR: 1e-3,
  SHARE: 1e-3,
};

describe('every remedy makes a plan possible, and nothing smaller of its kind does, by trying every plan', () => {
  it.each(Object.entries(RANDOM_QUESTIONS))('%s', async (_name, questionOf) => {
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= 250; seed += 1) {
      const asked: Asked = { problem: randomProblem(seed), question: questionOf(seed) };
      if (checkProblem(asked.problem, asked.question).length > 0 || hasPlan(asked)) {
        continue;
      }
      const { beyondReach, remedies, isComplete } = await explainInfeasibility(
        asked.problem,
        asked.question,
        context,
      );
      expect([seed, isComplete]).toEqual([seed, true]);
      const lowered = beyondReach.reduce((each, gap) => closed(each, gap), asked);
      // Something is said, and what is said to be enough is.
      expect([seed, beyondReach.length + remedies.length > 0]).toEqual([seed, true]);
      const changes = remedies.filter((gaps) => gaps.every(({ kind }) => !kind.startsWith('MUST_')));
      expect([seed, hasPlan(lowered)]).toEqual([seed, changes.length === 0]);
      for (const gap of beyondReach) {
        const free = {
          ...asked.problem,
          limits: { newPoints: null, allPoints: null, budget: null },
          groups: asked.problem.groups.map(() => ({ floorShare: null })),
        };
        const alone = {
          problem: free,
          question: { ...asked.question, share: 0, mustReach: [] } as SitingQuestion,
        };
        expect([seed, hasPlan(closed(alone, gap))]).toEqual([seed, true]);
        if (LESS[gap.kind] !== undefined) {
          expect([seed, hasPlan(closed(alone, gap, 1e-3))]).toEqual([seed, false]);
        }
        seen.set(`beyond ${gap.kind}`, 1);
      }
      for (const gaps of remedies) {
        const kinds = gaps.map(({ kind }) => kind);
        const isRules = kinds[0]?.endsWith('_OPEN') === true;
        const start =
          isRules && hasPlan(gaps.reduce((each, gap) => closed(each, gap), asked)) ? asked : lowered;
        expect([seed, kinds, hasPlan(gaps.reduce((each, gap) => closed(each, gap), start))]).toEqual([
          seed,
          kinds,
          true,
        ]);
        gaps.forEach((gap, left) => {
          // One of the gaps closed a little less, or not at all.
          const less = LESS[gap.kind];
          const smaller = gaps.reduce((each, other, index) => {
            return index !== left
              ? closed(each, other)
              : less === undefined
                ? each
                : closed(each, other, less);
          }, start);
          expect([seed, kinds, left, hasPlan(smaller)]).toEqual([seed, kinds, left, false]);
        });
        seen.set(kinds.join('+'), (seen.get(kinds.join('+')) ?? 0) + 1);
      }
    }
    expect(seen.size).toBeGreaterThan(3);
  });
});

// Three places of 40, 30 and 30 in two towns, each with a candidate of its own of cost 10; none reaches the fourth place.
const problem: SitingProblem = {
  places: [
    { weight: 40, group: 0, caseload: 40 },
    { weight: 30, group: 1, caseload: 30 },
    { weight: 30, group: 1, caseload: 30 },
    { weight: 20, group: 1, caseload: 20 },
  ],
  groups: [{ floorShare: null }, { floorShare: null }],
  sites: [0, 1, 2].map(() => ({ standing: 'CANDIDATE', rule: 'FREE', cost: 10, capacity: null })),
  travel: Uint16Array.from([1, 9, 9, 9, 1, 9, 9, 9, 1, 9, 9, 9]),
  threshold: 5,
  limits: { newPoints: 1, allPoints: null, budget: null },
};
const COVER: SitingQuestion = { model: 'MAXIMAL_COVERING', backupWeight: 0, periods: [] };
const explain = (of: SitingProblem, question: SitingQuestion = COVER) =>
  explainInfeasibility(of, question, context);

describe('why there is no plan, by hand', () => {
  it('a floor of 90 % in the second town is beyond reach: 60 of 80, and that needs two points', async () => {
    expect(await explain({ ...problem, groups: [{ floorShare: null }, { floorShare: 0.9 }] })).toEqual({
      beyondReach: [{ kind: 'FLOOR', subject: 1, asked: 0.9, instead: 0.75 }],
      remedies: [
        [{ kind: 'NEW_POINTS', subject: null, asked: 1, instead: 2 }],
        [{ kind: 'FLOOR', subject: 1, asked: 0.9, instead: 0.375 }],
      ],
      isComplete: true,
    });
  });

  it('all of 100 needs three points and a budget of 30: neither alone, so both', async () => {
    const { remedies } = await explain(
      { ...problem, limits: { newPoints: 1, allPoints: null, budget: 20 } },
      { model: 'SET_COVERING', minimise: 'POINTS', share: 100 / 120, mustReach: [] },
    );
    expect(remedies).toEqual([
      [
        { kind: 'NEW_POINTS', subject: null, asked: 1, instead: 3 },
        { kind: 'BUDGET', subject: null, asked: 20, instead: 30 },
      ],
      [{ kind: 'SHARE', subject: null, asked: 100 / 120, instead: 40 / 120 }],
    ]);
  });

  it('points come before money: one point for 30 rather than two for 20', async () => {
    const dear: SitingProblem = {
      ...problem,
      places: problem.places.slice(0, 2),
      sites: [30, 10, 10].map((cost) => ({ standing: 'CANDIDATE', rule: 'FREE', cost, capacity: null })),
      travel: Uint16Array.from([1, 1, 9, 1, 9, 1]),
      limits: { newPoints: 0, allPoints: null, budget: 5 },
    };
    const { remedies } = await explain(dear, {
      model: 'SET_COVERING',
      minimise: 'POINTS',
      share: 1,
      mustReach: [],
    });
    expect(remedies[0]).toEqual([
      { kind: 'NEW_POINTS', subject: null, asked: 0, instead: 1 },
      { kind: 'BUDGET', subject: null, asked: 5, instead: 30 },
    ]);
  });

  it('two points must be open and one is allowed: allow two, or let one go', async () => {
    const sites = problem.sites.map((site, index) =>
      index < 2 ? { ...site, rule: 'MUST_OPEN' as const } : site,
    );
    const { remedies } = await explain({ ...problem, sites });
    expect(remedies).toHaveLength(2);
    expect(remedies[0]).toEqual([{ kind: 'NEW_POINTS', subject: null, asked: 1, instead: 2 }]);
    expect(remedies[1]).toMatchObject([{ kind: 'MUST_OPEN' }]);
  });

  it('a building that no point reaches is named; of two that one point cannot both reach, one', async () => {
    const { beyondReach, remedies } = await explain(problem, {
      model: 'SET_COVERING',
      minimise: 'POINTS',
      share: 0,
      mustReach: [0, 1, 3],
    });
    expect(beyondReach).toEqual([{ kind: 'MUST_REACH', subject: 3, asked: null, instead: null }]);
    expect(remedies).toContainEqual([{ kind: 'NEW_POINTS', subject: null, asked: 1, instead: 2 }]);
    expect(remedies).toHaveLength(2);
    expect(remedies[1]).toMatchObject([{ kind: 'MUST_REACH' }]);
  });

  it('floors that compete for a capacity of 50 are lowered together where no limit is set', async () => {
    const one: SitingProblem = {
      ...problem,
      groups: [{ floorShare: 1 }, { floorShare: 0.25 }],
      sites: problem.sites.slice(0, 1).map((site) => ({ ...site, capacity: 50 })),
      travel: Uint16Array.from([1, 1, 9, 9]),
      limits: { newPoints: null, allPoints: null, budget: null },
    };
    const { beyondReach, remedies, isComplete } = await explain(one);
    expect([beyondReach, isComplete]).toEqual([[], true]);
    // 20 of 80 are asked of the second, 10 are left; or 30 of 40 in the first.
    expect(
      remedies.map(([gap]) => [gap?.kind, gap?.subject, Math.round((gap?.instead ?? 0) * 1e6) / 1e6]),
    ).toEqual([
      ['FLOOR', 0, 0.75],
      ['FLOOR', 1, 0.125],
    ]);
  });

  it('what must be open does not fit into the first period', async () => {
    const sites = problem.sites.map((site, index) =>
      index < 2 ? { ...site, rule: 'MUST_OPEN' as const } : site,
    );
    const periods = [1, 3].map((newPoints) => ({ newPoints, budget: null, importance: 1 }));
    const limits = { newPoints: null, allPoints: null, budget: null };
    const question: SitingQuestion = { ...COVER, periods } as SitingQuestion;
    expect((await solveQuestion({ ...problem, sites, limits }, question, context)).status).toBe('INFEASIBLE');
    expect((await explain({ ...problem, sites, limits }, question)).remedies).toEqual([
      [{ kind: 'NEW_POINTS', subject: 0, asked: 1, instead: 2 }],
    ]);
  });

  it('the median over two towns without a road between needs two points', async () => {
    const apart = {
      ...problem,
      travel: Uint16Array.from(problem.travel, (value) => (value === 9 ? 65_535 : value)),
    };
    expect((await explain(apart, { model: 'P_MEDIAN' })).remedies).toEqual([
      [{ kind: 'NEW_POINTS', subject: null, asked: 1, instead: 3 }],
    ]);
  });

  it('says that it is not complete when it is stopped', async () => {
    const floors = { ...problem, groups: [{ floorShare: 0.5 }, { floorShare: 0.5 }] };
    expect(await explainInfeasibility(floors, COVER, { ...context, shouldStop: () => true })).toEqual({
      beyondReach: [],
      remedies: [],
      isComplete: false,
    });
  });
});
