import loadHighs, { type Model } from 'highs';
import { pass } from '../../siting/highs-solver.ts';
import type { LinearModel } from '../../siting/linear-model.ts';

/** A linear programme that is solved again and again with other costs and bounds, each time from where the last one ended. */
export interface LinearProgramme {
  setCost(column: number, cost: number): void;
  setBounds(column: number, lower: number, upper: number): void;
  /** A value for each column at the least cost; null: nothing meets every row. @throws Error when the solver itself failed */
  solve(): Float64Array | null;
  /** Gives its memory back. */
  dispose(): void;
}

/** What is left to solve is small: one that takes longer than this has gone wrong. */
const TIME_LIMIT_SECONDS = 60;

/** Programmes of HiGHS, which needs a moment to load; the objective is to be minimised. */
export async function loadProgrammes(): Promise<(linear: LinearModel) => LinearProgramme> {
  const highs = await loadHighs();
  const { optimal, infeasible, empty } = highs.constants.modelStatus;
  return (linear) => {
    const model: Model = highs.createModel();
    pass(highs, model, linear);
    model.options.set({ output_flag: false, time_limit: TIME_LIMIT_SECONDS });
    return {
      setCost: (column, cost) => void model.changeColCost(column, cost),
      setBounds: (column, lower, upper) => void model.changeColBounds(column, lower, upper),
      solve: () => {
        model.zeroAllClocks();
        model.run();
        const status = model.getModelStatus();
        if (status === infeasible) {
          return null;
        }
        if (status !== optimal && status !== empty) {
          throw new Error(`HiGHS ended a linear programme with status ${status}.`);
        }
        return Float64Array.from(model.getSolution().colValue);
      },
      dispose: () => void model.dispose(),
    };
  };
}

/** Leaves the process to others for a moment: a large bureau's release takes some hundred programmes, of some milliseconds each. */
export const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type Programmes = Awaited<ReturnType<typeof loadProgrammes>>;
