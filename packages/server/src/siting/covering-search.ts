import { type CoverRow, rowsBySite } from './cover-rows.ts';
import { MovingPlan } from './plan-moves.ts';
import { budgetCost, FREE, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** A better move must be better by more than rounding. */
const LEAST_GAIN = 1e-9;

/**
 * A good plan for maximal covering, without a proof: the most gain first, then one site for another as long as it helps (M. B. Teitz and P. Bart, “Heuristic
 * methods for estimating the generalized vertex median of a weighted graph”, Operations Research 16, 1968), all exchanges evaluated at once as in `MedianSearch`.
 * Floors are not looked at.
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

  /** The best exchange of all, found in one pass over the rows. @returns whether there was one */
  #swap(plan: MovingPlan, counts: Int32Array): boolean {
    const siteCount = this.problem.sites.length;
    const open = this.#free.filter((site) => plan.isOpen[site] === 1);
    const slot = new Int32Array(siteCount).fill(-1);
    open.forEach((site, index) => {
      slot[site] = index;
    });
    const gains = new Float64Array(siteCount);
    const losses = new Float64Array(open.length);
    // What a row that both reach makes the exchange better than gain less loss.
    const back = new Float64Array(open.length * siteCount);
    this.rows.forEach(({ sites }, row) => {
      const count = counts[row] ?? 0;
      const more = this.#worth(row, count);
      const less = count === 0 ? 0 : this.#worth(row, count - 1);
      if (more === 0 && less === 0) {
        return;
      }
      for (let at = 0; at < sites.length; at += 1) {
        gains[sites[at] ?? 0] = (gains[sites[at] ?? 0] ?? 0) + more;
      }
      for (let at = 0; less > 0 && at < sites.length; at += 1) {
        const closed = slot[sites[at] ?? 0] ?? -1;
        if (closed !== -1) {
          losses[closed] = (losses[closed] ?? 0) + less;
          const start = closed * siteCount;
          for (let other = 0; other < sites.length; other += 1) {
            const site = start + (sites[other] ?? 0);
            back[site] = (back[site] ?? 0) + less - more;
          }
        }
      }
    });
    let best: { opened: number; closed: number } | null = null;
    let most = LEAST_GAIN;
    open.forEach((closed, index) => {
      const loss = losses[index] ?? 0;
      for (const opened of this.#free) {
        if (plan.isOpen[opened] === 0) {
          const gain = (gains[opened] ?? 0) - loss + (back[index * siteCount + opened] ?? 0);
          if (gain > most + LEAST_GAIN * loss && plan.allows(opened, closed)) {
            most = gain;
            best = { opened, closed };
          }
        }
      }
    });
    if (best === null) {
      return false;
    }
    const { opened, closed }: { opened: number; closed: number } = best;
    plan.move(opened, closed);
    this.#count(counts, closed, -1);
    this.#count(counts, opened, 1);
    return true;
  }
}
