import { weightOf } from './built-model.ts';
import { PartRun } from './part-run.ts';
import type { Aim, Requirements } from './requirements.ts';
import type { SitingProblem } from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';
import { type AimOutcome, solveAim } from './solve-aim.ts';

/** Thrown where a model was not solved to its end: nothing is said of it. */
class Unproven extends Error {}

/** What is possible at best while something is kept, each a model solved to its proof within the time of one run. */
export class ProvenAims {
  readonly #run: PartRun;
  #isComplete = true;

  constructor(
    private readonly problem: SitingProblem,
    context: RunContext,
  ) {
    this.#run = new PartRun(context);
  }

  /** false: something was not solved to its end. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** @returns whether it came to its end */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Unproven) {
        this.#isComplete = false;
        return false;
      }
      throw error;
    }
  }

  /** @throws Unproven */
  async solve(requirements: Requirements, aim: Aim, problem = this.problem): Promise<AimOutcome> {
    if (this.#run.isOver()) {
      throw new Unproven();
    }
    const outcome = await solveAim(problem, requirements, aim, this.#run.share(2));
    if (outcome.status !== 'OPTIMAL' && outcome.status !== 'INFEASIBLE') {
      throw new Unproven();
    }
    return outcome;
  }

  /** The most of a group's weight, or of all, that can be within the threshold while something is kept; null: not even that can be kept. */
  async mostShare(kept: Requirements, group: number | null): Promise<number | null> {
    const total = weightOf(this.problem, group);
    const aim: Aim = group === null ? { kind: 'WEIGHT', backupWeight: 0 } : { kind: 'GROUP_WEIGHT', group };
    const { value } = await this.solve(kept, aim);
    return value === null ? null : total === 0 ? 1 : value / total;
  }

  /** The fewest places that have to do without; all of them where nothing can be kept. */
  async leftOut(kept: Requirements, places: readonly number[]): Promise<readonly number[]> {
    const { value, reached } = await this.solve(kept, { kind: 'PLACES', places });
    return value === null ? places : places.filter((place) => !reached.includes(place));
  }
}
