import {
  budgetCost,
  isNewPoint,
  isWithinLimits,
  openSites,
  type PlanSize,
  planSize,
  type SiteStates,
} from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** A plan that is being improved, with its size kept along. */
export class MovingPlan {
  readonly isOpen: Uint8Array;
  #size: PlanSize;

  /** @param start sites open beside those that the states open; what breaks the limits is left out */
  constructor(
    private readonly problem: SitingProblem,
    states: SiteStates,
    start: Iterable<number>,
  ) {
    const open = openSites(states);
    this.isOpen = new Uint8Array(states.length);
    for (const site of open) {
      this.isOpen[site] = 1;
    }
    this.#size = planSize(problem, open);
    for (const site of start) {
      if (states[site] === 0 && this.isOpen[site] === 0 && this.allows(site, null)) {
        this.move(site, null);
      }
    }
  }

  get open(): number[] {
    return Array.from(this.isOpen.keys()).filter((site) => this.isOpen[site] === 1);
  }

  get isFeasible(): boolean {
    return isWithinLimits(this.problem, this.#size);
  }

  /** Whether one may be opened and another closed. */
  allows(opened: number | null, closed: number | null): boolean {
    return isWithinLimits(this.problem, this.#after(opened, closed));
  }

  move(opened: number | null, closed: number | null): void {
    this.#size = this.#after(opened, closed);
    if (opened !== null) {
      this.isOpen[opened] = 1;
    }
    if (closed !== null) {
      this.isOpen[closed] = 0;
    }
  }

  #after(opened: number | null, closed: number | null): PlanSize {
    const part = (site: number | null, sign: 1 | -1) =>
      site === null
        ? { newPoints: 0, allPoints: 0, cost: 0 }
        : {
            newPoints: sign * Number(isNewPoint(this.problem, site)),
            allPoints: sign,
            cost: sign * budgetCost(this.problem, site),
          };
    const more = part(opened, 1);
    const less = part(closed, -1);
    return {
      newPoints: this.#size.newPoints + more.newPoints + less.newPoints,
      allPoints: this.#size.allPoints + more.allPoints + less.allPoints,
      cost: this.#size.cost + more.cost + less.cost,
    };
  }
}
