import loadHighs, { type Highs, type HighsCallbackMap, type Model } from 'highs';
import type { LinearModel } from './linear-model.ts';
import {
  finiteOrNull,
  type MipSolver,
  relativeGap,
  SolverError,
  type SolverOptions,
  type SolverResult,
} from './solver.ts';

/**
 * HiGHS compiled to WebAssembly: Q. Huangfu and J. A. J. Hall, “Parallelizing the dual revised simplex method”, Mathematical Programming
 * Computation 10 (2018). It blocks the thread while it solves: long runs belong in a worker.
 */
export async function createHighsSolver(): Promise<MipSolver> {
  const highs = await loadHighs();
  return {
    name: `HiGHS ${highs.version.string} (WebAssembly)`,
    solve: (model, options) => solveWithHighs(highs, model, options),
  };
}

async function solveWithHighs(
  highs: Highs,
  linear: LinearModel,
  options: SolverOptions,
): Promise<SolverResult> {
  if (linear.columnCount === 0) {
    // Nothing is left to decide, which HiGHS calls a model that was not solved.
    return { status: 'OPTIMAL', objective: 0, bound: 0, gap: 0, values: new Float64Array(0) };
  }
  const model = highs.createModel();
  try {
    pass(highs, model, linear);
    model.options.set({
      output_flag: false,
      time_limit: Math.max(0, options.timeLimitSeconds),
      // Its default of 1e-4 calls "optimal" what is not.
      mip_rel_gap: 0,
      mip_abs_gap: options.absoluteGap,
    });
    if (options.start !== null) {
      model.setSolution({ indices: options.start.columns, values: options.start.values });
    }
    const isStopped = run(highs, model, options);
    return result(highs, model, isStopped);
  } catch (error) {
    // The library's own errors carry its whole text.
    throw new SolverError(
      `HiGHS failed: ${(error instanceof Error ? error.message : String(error)).slice(0, 200)}`,
    );
  } finally {
    model.dispose();
  }
}

/** Gives a model to the library in the form that it takes. */
export function pass(highs: Highs, model: Model, linear: LinearModel): void {
  const { continuous, integer } = highs.constants.variableType;
  const bounded = (value: number) =>
    Number.isFinite(value) ? value : value > 0 ? highs.infinity : -highs.infinity;
  model.passModel({
    numCols: linear.columnCount,
    numRows: linear.rowCount,
    sense:
      linear.sense === 'MAXIMISE'
        ? highs.constants.objectiveSense.maximize
        : highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from(linear.costs),
    colLower: Float64Array.from(linear.lower, bounded),
    colUpper: Float64Array.from(linear.upper, bounded),
    rowLower: Float64Array.from(linear.rowLower, bounded),
    rowUpper: Float64Array.from(linear.rowUpper, bounded),
    matrix: {
      format: 'csr',
      numCols: linear.columnCount,
      numRows: linear.rowCount,
      starts: Int32Array.from(linear.starts),
      indices: Int32Array.from(linear.indices),
      values: Float64Array.from(linear.values),
    },
    integrality: linear.isInteger.map((isInteger) => (isInteger ? integer : continuous)),
  });
}

/** @returns whether it was asked to stop */
function run(highs: Highs, model: Model, { onProgress, shouldStop }: SolverOptions): boolean {
  const { mipImprovingSolution, mipLogging, mipInterrupt, simplexInterrupt } = highs.constants.callbackType;
  let isStopped = false;
  const stopIfAsked = (event: { interrupt(): void }): undefined => {
    if (shouldStop?.() === true) {
      isStopped = true;
      event.interrupt();
    }
    return undefined;
  };
  const report = (data: Parameters<NonNullable<HighsCallbackMap[4]>>[0]['data']): undefined => {
    onProgress?.({
      objective: finiteOrNull(data.mip_primal_bound),
      bound: finiteOrNull(data.mip_dual_bound),
      seconds: data.running_time ?? 0,
      values: data.mip_solution ?? null,
    });
    return undefined;
  };
  model.run({
    [mipImprovingSolution]: ({ data }) => report(data),
    [mipLogging]: ({ data }) => report(data),
    [mipInterrupt]: stopIfAsked,
    [simplexInterrupt]: stopIfAsked,
  });
  return isStopped;
}

function result(highs: Highs, model: Model, isStopped: boolean): SolverResult {
  const codes = highs.constants.modelStatus;
  const status = model.getModelStatus();
  if (status === codes.infeasible || status === codes.unboundedOrInfeasible) {
    return { status: 'INFEASIBLE', objective: null, bound: null, gap: null, values: null };
  }
  const isOptimal = status === codes.optimal || status === codes.empty;
  if (!isOptimal && status !== codes.timeLimit && status !== codes.interrupted) {
    throw new SolverError(`unexpected model status ${status}`);
  }
  const hasSolution = isOptimal || model.info.get('primal_solution_status') === 2;
  const objective = hasSolution ? model.getObjectiveValue() : null;
  // A model without integer columns has no dual bound of its own: its optimum is the bound.
  const bound = finiteOrNull(Number(model.info.get('mip_dual_bound'))) ?? (isOptimal ? objective : null);
  return {
    status: isOptimal ? 'OPTIMAL' : isStopped ? 'CANCELLED' : 'TIME_LIMIT',
    objective,
    bound,
    gap: relativeGap(objective, bound),
    values: hasSolution ? model.getSolution().colValue : null,
  };
}
