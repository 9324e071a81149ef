import type { RunContext } from './siting-run.ts';

/** The time of a part that solves several questions, shared out among them. */
export class PartRun {
  readonly #startedAt: number;

  constructor(private readonly context: RunContext) {
    this.#startedAt = context.clockSeconds();
  }

  get seconds(): number {
    return this.context.clockSeconds() - this.#startedAt;
  }

  get secondsLeft(): number {
    return Math.max(0, this.context.timeLimitSeconds - this.seconds);
  }

  isOver(): boolean {
    return this.secondsLeft === 0 || this.context.shouldStop();
  }

  /** For one of so many solves that are still to come: an equal share of what is left; what one leaves over is for the others. */
  share(solvesLeft: number): RunContext {
    return { ...this.context, timeLimitSeconds: this.secondsLeft / Math.max(1, solvesLeft) };
  }
}
