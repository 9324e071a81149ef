import { createCbcSolver } from './cbc-solver.ts';
import { createHighsSolver } from './highs-solver.ts';
import type { MipSolver } from './solver.ts';

/** HiGHS, which needs nothing to be installed; or the CBC of the system, where SITING_CBC names it. @throws SolverError when it is not there */
export const chooseSolver = (environment: NodeJS.ProcessEnv): Promise<MipSolver> => {
  const cbc = environment['SITING_CBC'];
  return cbc === undefined || cbc === '' ? createHighsSolver() : createCbcSolver(cbc);
};
