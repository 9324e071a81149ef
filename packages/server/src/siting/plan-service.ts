import { buildModel } from './build-model.ts';
import { evaluatePlan, nearestTravel, sitesNear } from './evaluate-plan.ts';
import { type Requirements, requirementsOf } from './requirements.ts';
import { statesOfPlan } from './site-state.ts';
import {
  isCapacitated,
  type Site,
  type SitingProblem,
  type SitingQuestion,
  WITHOUT_LIMITS,
} from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { solveQuestion } from './solve-question.ts';
import { SolverError } from './solver.ts';
import { reachablePlaces } from './travel-rows.ts';

/** Who a set of open sites serves. */
export interface PlanService {
  /** By the question's own measure; null: it has none. */
  readonly objective: number | null;
  /** By place, the share within the threshold: 0 or 1; with capacities, what is served. */
  readonly covered: Float64Array;
}

/** With every place settled what is left is a linear programme of some hundred rows. */
const SETTLED_SECONDS = 600;

/** Nothing but the question itself is asked: limits, floors, shares and places to reach are left out. */
function withoutRequirements(problem: SitingProblem): SitingProblem {
  return { ...problem, limits: WITHOUT_LIMITS, groups: problem.groups.map(() => ({ floorShare: null })) };
}

/** Exactly these sites are open. */
function settledOn(problem: SitingProblem, open: readonly number[]): SitingProblem {
  const isOpen = new Set(open);
  return {
    ...withoutRequirements(problem),
    sites: problem.sites.map(
      (site, index): Site => ({
        ...site,
        standing: 'CANDIDATE',
        rule: isOpen.has(index) ? 'MUST_OPEN' : 'MUST_NOT_OPEN',
      }),
    ),
  };
}

/** Who is served by a plan, with its objective; a plan that breaks requirements has both too. @throws SolverError */
export async function planService(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  context: RunContext,
): Promise<PlanService> {
  if (isCapacitated(problem)) {
    return {
      objective: await capacitatedObjective(problem, question, open, context),
      covered: await servedShares(problem, question, open, context),
    };
  }
  return {
    objective: evaluatePlan(problem, question, open),
    covered: Float64Array.from(problem.places.keys(), (place) => Number(sitesNear(problem, open, place) > 0)),
  };
}

/** By the measure alone; see `planService`. */
export async function planObjective(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  context: RunContext,
): Promise<number | null> {
  return isCapacitated(problem)
    ? capacitatedObjective(problem, question, open, context)
    : evaluatePlan(problem, question, open);
}

async function capacitatedObjective(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  context: RunContext,
): Promise<number | null> {
  if (question.model === 'SET_COVERING') {
    return evaluatePlan(problem, question, open);
  }
  // Who counts is decided by all sites that may be open, so it is asked before the others are closed.
  const isReached = reachablePlaces(problem).every((place) => nearestTravel(problem, open, place) !== null);
  if (question.model !== 'MAXIMAL_COVERING' && !isReached) {
    return null;
  }
  const { objective } = await solveQuestion(
    settledOn(problem, open),
    question.model === 'MAXIMAL_COVERING' ? { ...question, periods: [] } : question,
    { ...context, timeLimitSeconds: SETTLED_SECONDS, shouldStop: () => false, onProgress: () => undefined },
  );
  return objective;
}

/** Of the ways to serve, one that serves most; of those that keep what is asked, where there are any. */
async function servedShares(
  problem: SitingProblem,
  question: SitingQuestion,
  open: readonly number[],
  context: RunContext,
): Promise<Float64Array> {
  const asked = { ...requirementsOf(problem, question), limits: WITHOUT_LIMITS, reachAllWithin: null };
  const nothing = requirementsOf(withoutRequirements(problem), {
    model: 'MAXIMAL_COVERING',
    backupWeight: 0,
    periods: [],
  });
  const shares =
    (await mostServed(problem, asked, open, context)) ?? (await mostServed(problem, nothing, open, context));
  if (shares === null) {
    throw new SolverError('Serving nobody was called impossible.');
  }
  return shares;
}

async function mostServed(
  problem: SitingProblem,
  requirements: Requirements,
  open: readonly number[],
  context: RunContext,
): Promise<Float64Array | null> {
  const aim = { kind: 'WEIGHT', backupWeight: 0 } as const;
  const { model, assignments } = buildModel(problem, requirements, aim, statesOfPlan(problem, open));
  const { values } = await context.solver.solve(model, {
    timeLimitSeconds: SETTLED_SECONDS,
    absoluteGap: 1e-6,
    start: null,
  });
  if (values === null) {
    return null;
  }
  const served = new Float64Array(problem.places.length);
  for (const { place, links } of assignments) {
    const near = links.filter(({ travel }) => travel <= problem.threshold);
    // Up to the solver's own tolerances.
    const share = near.reduce((sum, { column }) => sum + (values[column] ?? 0), 0);
    served[place] = Math.min(1, Math.max(0, Math.round(share * 1e9) / 1e9));
  }
  return served;
}
