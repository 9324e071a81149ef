import { isMaximised, type SitingQuestion } from './siting-problem.ts';

/** By how much an objective is worse than the best one. */
export const lossAgainst = (question: SitingQuestion, best: number, objective: number): number =>
  // 0 and not −0 where they are the same.
  best === objective ? 0 : isMaximised(question) ? best - objective : objective - best;

/** Of the best objective; null: unknown, or of nothing. */
export const relativeLoss = (loss: number | null, best: number | null): number | null =>
  loss === null || best === null || best === 0 ? null : loss / Math.abs(best);
