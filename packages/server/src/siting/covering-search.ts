import { type CoverRow, rowsBySite } from './cover-rows.ts';
import { MovingPlan } from './plan-moves.ts';
import { budgetCost, FREE, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** A better move must be better by more than rounding. */
const LEAST_GAIN = 1e-9;

/**
 * A good plan for maximal covering, without a proof: the most gain first, then one site for another as long as it helps (M. B. Teitz and P. Bart, “Heuristic
 * methods for estimating the generalized vertex median of a weighted graph”, Operations Research 16, 1968). Floors are not looked at.
 */
export class CoveringSearch {
  readonly #bySite: Int32Array[];
  readonly #free: number[];

  constructor(
    private readonly problem: SitingProblem,
    private readonly rows: readonly CoverRow[],
    private readonly states: SiteStates,
    private readonly backupWeight: number,
    private readonly isOutOfTime: () => boolean,
  ) {
    this.#bySite = rowsBySite(rows, problem.sites.length);
    this.#free = Array.from(states.keys()).filter((site) => states[site] === FREE);
  }

  /** @returns the open sites; null: what must be open breaks the limits already */
  improve(start: Iterable<number>): number[] | null {
    const plan = new MovingPlan(this.problem, this.states, start);
    if (!plan.isFeasible) {
      return null;
    }
    const counts = Int32Array.from(this.rows, ({ alwaysOpen }) => alwaysOpen);
    for (const site of this.#free) {
      if (plan.isOpen[site] === 1) {
        this.#count(counts, site, 1);
      }
    }
    this.#fill(plan, counts);
    while (!this.isOutOfTime() && this.#swap(plan, counts)) {
      this.#fill(plan, counts);
    }
    return plan.open;
  }

  #count(counts: Int32Array, site: number, by: 1 | -1): void {
    for (const row of this.#bySite[site] ?? []) {
      counts[row] = (counts[row] ?? 0) + by;
    }
  }

  /** What one more open site near gives a row that has so many. */
  #worth(row: number, count: number): number {
    const weight = this.rows[row]?.weight ?? 0;
    return count === 0 ? weight : count === 1 ? this.backupWeight * weight : 0;
  }

  #gain(counts: Int32Array, site: number): number {
    let gain = 0;
    for (const row of this.#bySite[site] ?? []) {
      gain += this.#worth(row, counts[row] ?? 0);
    }
    return gain;
  }

  #fill(plan: MovingPlan, counts: Int32Array): void {
    for (;;) {
      let best: number | null = null;
      let most = LEAST_GAIN;
      for (const site of this.#free) {
        if (plan.isOpen[site] === 0 && plan.allows(site, null)) {
          const gain = this.#gain(counts, site);
          const cost =
            this.problem.limits.budget === null ? 1 : Math.max(1e-6, budgetCost(this.problem, site));
          if (gain > LEAST_GAIN && gain / cost > most) {
            most = gain / cost;
            best = site;
          }
        }
      }
      if (best === null) {
        return;
      }
      plan.move(best, null);
      this.#count(counts, best, 1);
    }
  }

  /** The best exchange with the first site that has one. @returns whether there was one */
  #swap(plan: MovingPlan, counts: Int32Array): boolean {
    for (const closed of this.#free) {
      if (plan.isOpen[closed] === 1) {
        this.#count(counts, closed, -1);
        let best = closed;
        let most = this.#gain(counts, closed) + LEAST_GAIN;
        for (const site of this.#free) {
          if (plan.isOpen[site] === 0 && plan.allows(site, closed)) {
            const gain = this.#gain(counts, site);
            if (gain > most * (1 + LEAST_GAIN)) {
              most = gain;
              best = site;
            }
          }
        }
        this.#count(counts, best, 1);
        if (best !== closed) {
          plan.move(best, closed);
          return true;
        }
      }
    }
    return false;
  }
}
