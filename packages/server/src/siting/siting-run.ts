import type { SitingSolution, StopReason } from './siting-problem.ts';
import { type MipSolver, relativeGap, type SolverOptions } from './solver.ts';

/** What a run has to tell on its way. */
export interface SitingProgress {
  readonly seconds: number;
  /** Of the best plan so far; null: none yet. */
  readonly objective: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
  /** The best plan so far. */
  readonly open: readonly number[];
}

/** What a run is given beside the question. */
export interface RunContext {
  readonly solver: MipSolver;
  readonly timeLimitSeconds: number;
  /** A clock that only goes forward, in seconds. */
  readonly clockSeconds: () => number;
  /** Asked now and then; true ends the run with what it has. */
  readonly shouldStop: () => boolean;
  readonly onProgress: (progress: SitingProgress) => void;
}

/** The course of one solve: the best plan, the best bound, and the time that is left. */
export class SitingRun {
  #objective: number | null = null;
  #bound: number | null = null;
  #open: readonly number[] = [];
  readonly #startedAt: number;
  #isCancelled = false;

  constructor(
    private readonly context: RunContext,
    private readonly isMaximised: boolean,
  ) {
    this.#startedAt = context.clockSeconds();
  }

  get solver(): MipSolver {
    return this.context.solver;
  }

  get objective(): number | null {
    return this.#objective;
  }

  get bound(): number | null {
    return this.#bound;
  }

  get open(): readonly number[] {
    return this.#open;
  }

  get seconds(): number {
    return this.context.clockSeconds() - this.#startedAt;
  }

  get secondsLeft(): number {
    return Math.max(0, this.context.timeLimitSeconds - this.seconds);
  }

  readonly isOutOfTime = (): boolean => this.isCancelled() || this.secondsLeft === 0;

  readonly isCancelled = (): boolean => {
    this.#isCancelled ||= this.context.shouldStop();
    return this.#isCancelled;
  };

  get stopReason(): StopReason | null {
    return this.#isCancelled ? 'CANCELLED' : this.secondsLeft === 0 ? 'TIME_LIMIT' : null;
  }

  #isBetter(one: number, other: number): boolean {
    return this.isMaximised ? one > other : one < other;
  }

  /** Whether an objective is as good as a bound, or as near as proves it. */
  reaches(objective: number, bound: number, absoluteGap: number): boolean {
    return this.isMaximised ? objective >= bound - absoluteGap : objective <= bound + absoluteGap;
  }

  /** A plan was found; kept when it is the best. */
  found(open: readonly number[], objective: number): void {
    if (this.#objective === null || this.#isBetter(objective, this.#objective)) {
      this.#objective = objective;
      this.#open = open;
      this.#report();
    }
  }

  /** No plan is better than this; kept when it is the tightest. */
  bounded(bound: number): void {
    if (this.#bound === null || this.#isBetter(this.#bound, bound)) {
      this.#bound = bound;
      this.#report();
    }
  }

  #report(): void {
    this.context.onProgress({
      seconds: this.seconds,
      objective: this.#objective,
      bound: this.#bound,
      gap: relativeGap(this.#objective, this.#bound),
      open: this.#open,
    });
  }

  /** Options for a solve within this run; its incumbents are told through `onProgress`. */
  solverOptions(
    absoluteGap: number,
    start: SolverOptions['start'],
    onProgress?: SolverOptions['onProgress'],
  ): SolverOptions {
    return {
      timeLimitSeconds: this.secondsLeft,
      absoluteGap,
      start,
      shouldStop: this.isCancelled,
      ...(onProgress === undefined ? {} : { onProgress }),
    };
  }

  /** The best there is by now. @param isProven the best plan cannot be beaten, or there is none */
  solution(isProven: boolean, openByPeriod: readonly (readonly number[])[] = []): SitingSolution {
    const hasPlan = this.#objective !== null;
    const bound = isProven ? this.#objective : this.#bound;
    return {
      status: isProven ? (hasPlan ? 'OPTIMAL' : 'INFEASIBLE') : hasPlan ? 'FEASIBLE' : 'UNKNOWN',
      stoppedBy: isProven ? null : this.stopReason,
      objective: this.#objective,
      bound,
      gap: relativeGap(this.#objective, bound),
      open: this.#open,
      openByPeriod,
    };
  }
}
