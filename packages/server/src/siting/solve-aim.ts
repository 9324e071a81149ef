import { buildModel } from './build-model.ts';
import { type BuiltModel, openIn } from './built-model.ts';
import { sitesNear } from './evaluate-plan.ts';
import { absoluteGapOf } from './integral-objective.ts';
import type { Aim, Requirements } from './requirements.ts';
import { statesOf } from './site-state.ts';
import { isCapacitated, type SitingProblem } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import type { SolverStatus } from './solver.ts';

export interface AimOutcome {
  readonly status: SolverStatus;
  /** What the aim is best at, by the solver; null: no plan. Whole where it counts something. */
  readonly value: number | null;
  readonly open: readonly number[];
  /** Of the places that are counted: those within the threshold. */
  readonly reached: readonly number[];
}

const COUNTS: readonly Aim['kind'][] = ['PLACES', 'RULE_BREAKS', 'POINTS', 'NEW_POINTS', 'ALL_POINTS'];

/** What is possible at best while some requirements are kept, whatever the question is. Proven where the status is OPTIMAL or INFEASIBLE. @throws SolverError */
export async function solveAim(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  context: RunContext,
): Promise<AimOutcome> {
  const built = buildModel(problem, requirements, aim, statesOf(problem));
  const { model, y, constant } = built;
  const isCount = COUNTS.includes(aim.kind);
  const isWhole =
    isCount ||
    (aim.kind === 'COST' && problem.sites.every(({ cost }) => Number.isSafeInteger(cost))) ||
    (!isCapacitated(problem) && problem.places.every(({ weight }) => Number.isSafeInteger(weight)));
  const { status, objective, values } = await context.solver.solve(model, {
    timeLimitSeconds: context.timeLimitSeconds,
    absoluteGap: absoluteGapOf(isWhole),
    start: null,
    shouldStop: context.shouldStop,
  });
  const value = objective === null ? null : objective + constant;
  const open = values === null ? [] : openIn(y, values);
  return {
    status,
    value: value !== null && isWhole ? Math.round(value) : value,
    open,
    reached:
      values === null || aim.kind !== 'PLACES' ? [] : reachedOf(problem, built, aim.places, open, values),
  };
}

function reachedOf(
  problem: SitingProblem,
  { servedColumns }: BuiltModel,
  places: readonly number[],
  open: readonly number[],
  values: Float64Array,
): number[] {
  return isCapacitated(problem)
    ? servedColumns.flatMap(({ place, column }) => ((values[column] ?? 0) > 0.5 ? [place] : []))
    : places.filter((place) => sitesNear(problem, open, place) > 0);
}
