import { createRandom } from '../src/demonstration/random.ts';
import { UNREACHABLE } from '../src/network/travel-times.ts';
import { evaluatePlan, keepsRequirements } from '../src/siting/evaluate-plan.ts';
import { createHighsSolver } from '../src/siting/highs-solver.ts';
import { requirementsOf } from '../src/siting/requirements.ts';
import type { PartContext } from '../src/siting/siting-answer.ts';
import {
  isAlwaysOpen,
  isMaximised,
  isNeverOpen,
  type SitingProblem,
  type SitingQuestion,
} from '../src/siting/siting-problem.ts';

// Small random questions with random options, and the answer by trying every plan.

export function randomProblem(seed: number): SitingProblem {
  const random = createRandom(seed);
  const siteCount = random.integer(1, 8);
  const placeCount = random.integer(1, 10);
  const groupCount = random.integer(1, 3);
  const maybe = <Value>(probability: number, value: Value) => (random.chance(probability) ? value : null);
  return {
    places: Array.from({ length: placeCount }, () => ({
      weight: random.chance(0.1) ? 0 : random.integer(1, 20),
      group: random.integer(0, groupCount - 1),
      caseload: 0,
    })),
    groups: Array.from({ length: groupCount }, () => ({
      floorShare: maybe(0.2, random.integer(1, 9) / 10),
    })),
    sites: Array.from({ length: siteCount }, () => {
      const standing = random.weighted([
        { value: 'CANDIDATE' as const, weight: 7 },
        { value: 'STAYS' as const, weight: 1 },
        { value: 'MAY_CLOSE' as const, weight: 1 },
      ]);
      const rule = random.weighted([
        { value: 'FREE' as const, weight: 7 },
        { value: 'MUST_OPEN' as const, weight: 1 },
        { value: standing === 'STAYS' ? ('FREE' as const) : ('MUST_NOT_OPEN' as const), weight: 1 },
      ]);
      return { standing, rule, cost: random.integer(0, 9), capacity: null };
    }),
    // Few distinct times, so that ties and equal rows are common.
    travel: Uint16Array.from({ length: placeCount * siteCount }, () =>
      random.chance(0.15) ? UNREACHABLE : random.integer(1, 12),
    ),
    threshold: random.integer(2, 8),
    limits: {
      newPoints: maybe(0.7, random.integer(0, 4)),
      allPoints: maybe(0.2, random.integer(1, 5)),
      budget: maybe(0.3, random.integer(0, 20)),
    },
  };
}

/** The same with a case for each weight, sites that take some of them only, and no floors. */
export function capacitatedProblem(seed: number): SitingProblem {
  const problem = randomProblem(seed);
  const random = createRandom(seed);
  return {
    ...problem,
    places: problem.places.map((place) => ({ ...place, caseload: place.weight })),
    groups: problem.groups.map(() => ({ floorShare: null })),
    sites: problem.sites.map((site) => ({
      ...site,
      capacity: random.chance(0.8) ? random.integer(5, 60) : null,
    })),
  };
}

/** Places of whole weights on a square of 10 km in two towns, sites among them; travel is metres and the threshold 2 km. */
export function scatteredProblem(seed: number, placeCount: number, siteCount: number): SitingProblem {
  const random = createRandom(seed);
  const at = () => ({ x: random.next() * 10_000, y: random.next() * 10_000 });
  const places = Array.from({ length: placeCount }, at);
  const sites = Array.from({ length: siteCount }, at);
  return {
    places: places.map(({ x }) => ({
      weight: random.integer(1, 1000),
      group: Number(x > 5000),
      caseload: 0,
    })),
    groups: [{ floorShare: null }, { floorShare: null }],
    sites: sites.map(() => ({ standing: 'CANDIDATE', rule: 'FREE', cost: 1, capacity: null })),
    travel: Uint16Array.from(
      places.flatMap((place) => sites.map((site) => Math.hypot(place.x - site.x, place.y - site.y))),
    ),
    threshold: 2000,
    limits: { newPoints: null, allPoints: null, budget: null },
  };
}

export interface PossiblePlan {
  readonly open: readonly number[];
  readonly objective: number;
}

/** Every plan that keeps the requirements and has an objective. */
export function possiblePlans(problem: SitingProblem, question: SitingQuestion): PossiblePlan[] {
  const requirements = requirementsOf(problem, question);
  return Array.from({ length: 2 ** problem.sites.length }).flatMap((_, plan) => {
    const open = Array.from(problem.sites.keys()).filter((site) => (plan & (1 << site)) !== 0);
    const isAllowed = problem.sites.every((site, index) =>
      open.includes(index) ? !isNeverOpen(site) : !isAlwaysOpen(site),
    );
    const objective =
      isAllowed && keepsRequirements(problem, requirements, open)
        ? evaluatePlan(problem, question, open)
        : null;
    return objective === null ? [] : [{ open, objective }];
  });
}

/** The best objective over every plan; null: none keeps the requirements. */
export function bruteForce(problem: SitingProblem, question: SitingQuestion): number | null {
  const objectives = possiblePlans(problem, question).map(({ objective }) => objective);
  return objectives.length === 0
    ? null
    : isMaximised(question)
      ? Math.max(...objectives)
      : Math.min(...objectives);
}

const SHARES = [0.5, 0.8, 1];

/** A question of each model, with options that go with the seed. */
export const RANDOM_QUESTIONS: Readonly<Record<string, (seed: number) => SitingQuestion>> = {
  'maximal covering': (seed) => ({
    model: 'MAXIMAL_COVERING',
    backupWeight: seed % 3 === 0 ? 0.5 : 0,
    periods: [],
  }),
  'set covering': (seed) => ({
    model: 'SET_COVERING',
    minimise: seed % 2 === 0 ? 'POINTS' : 'COST',
    share: SHARES[seed % 3] ?? 1,
    mustReach: seed % 4 === 0 ? [0] : [],
  }),
  'p-median': () => ({ model: 'P_MEDIAN' }),
  'p-center': () => ({ model: 'P_CENTER' }),
};

/** A solver with all the time there is. */
export async function unhurriedContext(): Promise<PartContext<unknown>> {
  return {
    solver: await createHighsSolver(),
    timeLimitSeconds: 600,
    clockSeconds: () => 0,
    shouldStop: () => false,
    onProgress: () => undefined,
    onPart: () => undefined,
  };
}
