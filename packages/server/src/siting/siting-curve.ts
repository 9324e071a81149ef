import { absoluteGapOf, isObjectiveWhole } from './integral-objective.ts';
import { betterBy, measuredQuestion, measuredValue, measureOf } from './measure.ts';
import { PartRun } from './part-run.ts';
import type { CurvePoint, PartContext, SitingCurve } from './siting-answer.ts';
import {
  isNeverOpen,
  type SitingProblem,
  type SitingQuestion,
  type SitingSolution,
  sitesOfToday,
} from './siting-problem.ts';
import { solveQuestion } from './solve-question.ts';
import { relativeGap } from './solver.ts';

/**
 * The best value for 0, 1, 2 … new points, each solved by itself from the plan before. Everything else is as asked; of set covering nothing is required and the most weight
 * is asked for, of a question with periods everything opens at once. @param maxNewPoints null: up to every candidate that may open
 */
export async function sitingCurve(
  problem: SitingProblem,
  question: SitingQuestion,
  context: PartContext<SitingCurve>,
  maxNewPoints: number | null,
): Promise<SitingCurve> {
  const run = new PartRun(context);
  const measure = measureOf(question);
  const asked = curveQuestion(question);
  const free = question.model === 'SET_COVERING' ? withoutFloors(problem) : problem;
  const usable = Array.from(problem.sites.entries()).flatMap(([site, at]) => (isNeverOpen(at) ? [] : [site]));
  const candidates = usable.filter((site) => problem.sites[site]?.standing === 'CANDIDATE').length;
  const most = Math.min(candidates, maxNewPoints ?? candidates);
  const todayValue = await measuredValue(problem, asked, sitesOfToday(problem), context);
  const everything = await measuredValue(problem, asked, usable, context);
  const points: CurvePoint[] = [];
  const curve = (isComplete: boolean): SitingCurve => ({
    measure,
    points: withBoundsOfMore(points, measure, absoluteGapOf(isObjectiveWhole(problem, asked))),
    todayValue,
    isComplete,
  });
  for (let newPoints = 0; newPoints <= most; newPoints += 1) {
    const before = points.at(-1)?.solution;
    if (before !== undefined && before.status === 'OPTIMAL' && before.objective === everything) {
      // Nothing is better than all of them open.
      points.push({ newPoints, solution: before });
      continue;
    }
    const solution = await solveQuestion(
      { ...free, limits: { ...problem.limits, newPoints } },
      asked,
      run.share(most - newPoints + 1),
      before === undefined || before.objective === null ? {} : { start: before.open },
    );
    if (solution.status === 'UNKNOWN' || context.shouldStop()) {
      return curve(false);
    }
    points.push({ newPoints, solution });
    context.onPart(curve(newPoints === most));
  }
  return curve(true);
}

function curveQuestion(question: SitingQuestion): SitingQuestion {
  const measured = measuredQuestion(question);
  return measured.model === 'MAXIMAL_COVERING' ? { ...measured, periods: [] } : measured;
}

const withoutFloors = (problem: SitingProblem): SitingProblem => ({
  ...problem,
  groups: problem.groups.map(() => ({ floorShare: null })),
});

/** No plan with fewer points is better than the bound on plans with more. */
function withBoundsOfMore(
  points: readonly CurvePoint[],
  measure: SitingCurve['measure'],
  absoluteGap: number,
): CurvePoint[] {
  let ofMore: number | null = null;
  return [...points]
    .reverse()
    .map(({ newPoints, solution }) => {
      const { objective } = solution;
      const bound: number | null =
        ofMore === null || solution.bound === null || betterBy(measure, ofMore, solution.bound) > 0
          ? (solution.bound ?? ofMore)
          : ofMore;
      ofMore = bound;
      if (bound === solution.bound || objective === null || bound === null) {
        return { newPoints, solution };
      }
      const isProven = betterBy(measure, bound, objective) <= absoluteGap;
      const proven: Partial<SitingSolution> = isProven
        ? { status: 'OPTIMAL', stoppedBy: null, bound: objective, gap: 0 }
        : { bound, gap: relativeGap(objective, bound) };
      return { newPoints, solution: { ...solution, ...proven } };
    })
    .reverse();
}
