import { LONGEST_SECONDS } from '../network/travel-times.ts';
import { MovingPlan } from './plan-moves.ts';
import { FREE, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';
import { isReachable, type TravelRow } from './travel-rows.ts';

/** In the search only: what a place without a way counts, so that plans which reach everyone come first. It is in no figure. */
const NO_WAY = 100 * LONGEST_SECONDS;
/** Of the travel in all: a better move must be better by more than rounding. */
const LEAST_GAIN = 1e-11;

interface Exchange {
  readonly opened: number | null;
  readonly closed: number | null;
  readonly gain: number;
}

/**
 * A good plan for the p-median, without a proof: exchanges of Teitz and Bart, all evaluated in one pass over the times (R. A. Whitaker, INFOR 21, 1983;
 * M. G. C. Resende and R. F. Werneck, European J. Operational Research 174, 2006).
 */
export class MedianSearch {
  readonly #free: number[];
  /** By row: weighted travel to each site. */
  readonly #costs: Float64Array;

  constructor(
    private readonly problem: SitingProblem,
    private readonly rows: readonly TravelRow[],
    private readonly states: SiteStates,
    private readonly isOutOfTime: () => boolean,
  ) {
    const siteCount = problem.sites.length;
    this.#free = Array.from(states.keys()).filter((site) => states[site] === FREE);
    this.#costs = new Float64Array(rows.length * siteCount);
    rows.forEach(({ place, weight }, row) => {
      for (let site = 0; site < siteCount; site += 1) {
        const travel = problem.travel[place * siteCount + site] ?? Number.POSITIVE_INFINITY;
        this.#costs[row * siteCount + site] = weight * (isReachable(travel) ? travel : NO_WAY);
      }
    });
  }

  /** @returns the open sites; null: none is known that keeps the limits and reaches every place */
  improve(start: Iterable<number>): number[] | null {
    const plan = new MovingPlan(this.problem, this.states, start);
    if (!plan.isFeasible) {
      return null;
    }
    for (let step = this.#best(plan); step !== null && !this.isOutOfTime(); step = this.#best(plan)) {
      plan.move(step.opened, step.closed);
    }
    return this.#reachesAll(plan.open) ? plan.open : null;
  }

  #reachesAll(open: readonly number[]): boolean {
    const siteCount = this.problem.sites.length;
    return this.rows.every(({ place }) =>
      open.some((site) =>
        isReachable(this.problem.travel[place * siteCount + site] ?? Number.POSITIVE_INFINITY),
      ),
    );
  }

  #best(plan: MovingPlan): Exchange | null {
    const siteCount = this.problem.sites.length;
    const costs = this.#costs;
    const open = plan.open;
    const slot = new Int32Array(siteCount).fill(-1);
    open.forEach((site, index) => {
      slot[site] = index;
    });
    const gains = new Float64Array(siteCount);
    const losses = new Float64Array(open.length);
    // What is won back of a loss when a site is opened as another is closed.
    const back = new Float64Array(open.length * siteCount);
    let total = 0;
    this.rows.forEach(({ weight }, row) => {
      const start = row * siteCount;
      let nearest = weight * NO_WAY;
      let second = weight * NO_WAY;
      let nearestSlot = -1;
      open.forEach((site, index) => {
        const cost = costs[start + site] ?? 0;
        if (cost < nearest || nearestSlot === -1) {
          second = nearestSlot === -1 ? second : nearest;
          nearest = cost;
          nearestSlot = index;
        } else if (cost < second) {
          second = cost;
        }
      });
      total += nearest;
      if (nearestSlot !== -1) {
        losses[nearestSlot] = (losses[nearestSlot] ?? 0) + second - nearest;
      }
      const backStart = nearestSlot * siteCount;
      for (let site = 0; site < siteCount; site += 1) {
        const cost = costs[start + site] ?? 0;
        if (cost < second) {
          if (cost < nearest) {
            gains[site] = (gains[site] ?? 0) + nearest - cost;
          }
          if (nearestSlot !== -1) {
            back[backStart + site] = (back[backStart + site] ?? 0) + second - Math.max(cost, nearest);
          }
        }
      }
    });
    let best: Exchange | null = null;
    const consider = (exchange: Exchange) => {
      if (
        exchange.gain > (best?.gain ?? LEAST_GAIN * total) &&
        plan.allows(exchange.opened, exchange.closed)
      ) {
        best = exchange;
      }
    };
    for (const opened of this.#free) {
      if (plan.isOpen[opened] === 0) {
        consider({ opened, closed: null, gain: gains[opened] ?? 0 });
        open.forEach((closed, index) => {
          if (this.states[closed] === FREE) {
            const gain =
              (gains[opened] ?? 0) - (losses[index] ?? 0) + (back[index * siteCount + opened] ?? 0);
            consider({ opened, closed, gain });
          }
        });
      }
    }
    return best;
  }
}
