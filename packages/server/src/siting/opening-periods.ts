import { openIn, weightOf } from './built-model.ts';
import { coverRows } from './cover-rows.ts';
import {
  addLeastWeight,
  addLimits,
  addReached,
  addSites,
  reachedWeight,
  type SiteColumns,
  siteTerms,
} from './formulation.ts';
import { absoluteGapOf, isObjectiveWhole, tightened } from './integral-objective.ts';
import { LinearModel } from './linear-model.ts';
import { closeDominatedSites } from './reductions.ts';
import type { Requirements } from './requirements.ts';
import { statesOf } from './site-state.ts';
import type { MaximalCoveringQuestion, SitingProblem, SitingSolution } from './siting-problem.ts';
import type { SitingRun } from './siting-run.ts';

/**
 * What opens first: maximal covering over periods, in which nothing that has opened closes again (after D. A. Schilling, “Dynamic location modeling for
 * public-sector facilities: a multicriteria approach”, Decision Sciences 11, 1980):
 *
 *     max  Σₜ aₜ Σᵢ wᵢ zᵢₜ
 *     s.t. zᵢₜ ≤ Σ_{j ∈ Nᵢ} yⱼₜ,   yⱼₜ ≤ yⱼ,ₜ₊₁,   Σⱼ yⱼₜ ≤ pₜ,   Σⱼ cⱼ yⱼₜ ≤ Bₜ
 *
 * Limits of the problem hold in each period, floors and plans ruled out by the end of the last one; sites that must open are open from the first. The objective is
 * Σₜ aₜ · weight covered by the end of t.
 */
export async function solvePeriods(
  problem: SitingProblem,
  question: MaximalCoveringQuestion,
  { notAll }: Requirements,
  run: SitingRun,
): Promise<SitingSolution> {
  const { periods } = question;
  const keepsGroups = problem.groups.some(({ floorShare }) => floorShare !== null);
  const rowsOf = (states: Int8Array) =>
    coverRows(problem, { radius: problem.threshold, states, isRequired: () => false, keepsGroups });
  const costMatters = problem.limits.budget !== null || periods.some(({ budget }) => budget !== null);
  const settled = statesOf(problem);
  const undecided = rowsOf(settled).filter(({ alwaysOpen }) => alwaysOpen === 0);
  const states = notAll.length > 0 ? settled : closeDominatedSites(problem, undecided, settled, costMatters);
  const rows = rowsOf(states);
  const model = new LinearModel('MAXIMISE');
  let constant = 0;
  const columns: SiteColumns[] = [];
  periods.forEach(({ newPoints, budget, importance }, index) => {
    const y = addSites(model, states);
    addLimits(model, problem, y, problem.limits);
    addLimits(model, problem, y, { newPoints, budget });
    columns.at(-1)?.forEach((before, site) => {
      const column = y[site] ?? -1;
      if (before !== -1 && column !== -1) {
        model.addRow(Number.NEGATIVE_INFINITY, 0, [
          [before, 1],
          [column, -1],
        ]);
      }
    });
    columns.push(y);
    const z = addReached(model, y, rows);
    const reached = reachedWeight(rows, z, () => true);
    constant += importance * reached.constant;
    for (const [column, weight] of reached.terms) {
      model.setCost(column, importance * weight);
    }
    if (index === periods.length - 1) {
      for (const { sites, atMost } of notAll) {
        model.addRow(Number.NEGATIVE_INFINITY, atMost, siteTerms(y, sites));
      }
      problem.groups.forEach(({ floorShare }, group) => {
        if (floorShare !== null) {
          addLeastWeight(
            model,
            reachedWeight(rows, z, (row) => row.group === group),
            floorShare,
            weightOf(problem, group),
            true,
          );
        }
      });
    }
  });
  const isWhole = isObjectiveWhole(problem, question);
  let byPeriod: number[][] = [];
  const take = (values: Float64Array, objective: number) => {
    const plans = columns.map((y) => openIn(y, values));
    if (run.objective === null || objective + constant > run.objective) {
      byPeriod = plans;
      run.found(plans.at(-1) ?? [], isWhole ? Math.round(objective + constant) : objective + constant);
    }
  };
  const result = await run.solver.solve(
    model,
    run.solverOptions(absoluteGapOf(isWhole), null, ({ values, objective, bound }) => {
      if (bound !== null) {
        run.bounded(tightened(bound + constant, isWhole, true));
      }
      if (values !== null && objective !== null) {
        take(values, objective);
      }
    }),
  );
  if (result.values !== null && result.objective !== null) {
    take(result.values, result.objective);
  }
  if (result.bound !== null) {
    run.bounded(tightened(result.bound + constant, isWhole, true));
  }
  return run.solution(result.status === 'OPTIMAL' || result.status === 'INFEASIBLE', byPeriod);
}
