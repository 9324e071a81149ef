import { parentPort, workerData } from 'node:worker_threads';
import { chooseSolver } from './choose-solver.ts';
import { type PartsNews, type PartsWork, solveInParts } from './solve-in-parts.ts';

/** What a thread is given; everything is plain data. */
export interface SitingWork extends PartsWork {
  /** Not 0: stop with what there is. */
  readonly stopFlag: Int32Array;
}

export type SitingNews = PartsNews;

const { stopFlag, ...work } = workerData as SitingWork;
await solveInParts(work, {
  solver: await chooseSolver(process.env),
  clockSeconds: () => performance.now() / 1000,
  shouldStop: () => Atomics.load(stopFlag, 0) !== 0,
  onNews: (news) => parentPort?.postMessage(news),
});
