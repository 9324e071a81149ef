import type { LinearModel } from './linear-model.ts';

export type SolverStatus = 'OPTIMAL' | 'INFEASIBLE' | 'TIME_LIMIT' | 'CANCELLED';

/** Something better was found, or the bound has moved. */
export interface SolverProgress {
  readonly objective: number | null;
  readonly bound: number | null;
  readonly seconds: number;
  /** The columns of a new best solution; null: only the bound moved. */
  readonly values: Float64Array | null;
}

export interface SolverOptions {
  readonly timeLimitSeconds: number;
  /** Proven when |bound − objective| is this or less: under 1 where objectives are whole numbers. */
  readonly absoluteGap: number;
  /** A solution to start from, as values of its integer columns, all of them; null: none is known. */
  readonly start: { readonly columns: Int32Array; readonly values: Float64Array } | null;
  readonly onProgress?: (progress: SolverProgress) => void;
  /** Asked now and then; true ends the run with what it has. */
  readonly shouldStop?: () => boolean;
}

export interface SolverResult {
  readonly status: SolverStatus;
  /** Of the best solution; null: none was found. */
  readonly objective: number | null;
  /** No solution is better; null: not known. */
  readonly bound: number | null;
  /** |bound − objective| ÷ |objective|; null: not known. */
  readonly gap: number | null;
  /** A value for each column; null: no solution. */
  readonly values: Float64Array | null;
}

/** A solver of mixed-integer linear models on one thread. One that stops early says so and keeps its honest bound. */
export interface MipSolver {
  readonly name: string;
  /** @throws SolverError when the solver itself failed */
  solve(model: LinearModel, options: SolverOptions): Promise<SolverResult>;
}

export class SolverError extends Error {}

/** |bound − objective| ÷ |objective|; 0 when both are the same, null when either is unknown or the objective is 0. */
export function relativeGap(objective: number | null, bound: number | null): number | null {
  if (objective === null || bound === null) {
    return null;
  }
  const difference = Math.abs(bound - objective);
  return difference === 0 ? 0 : objective === 0 ? null : difference / Math.abs(objective);
}

/** A number from a solver, null where it stands for nothing. */
export const finiteOrNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) && Math.abs(value) < 1e29 ? value : null;
