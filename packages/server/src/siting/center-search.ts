import { MovingPlan } from './plan-moves.ts';
import { FREE, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** By place the nearest open site, the way to it and to the second nearest; the place that is worst off, and its way. */
interface Nearest {
  readonly site: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly worstPlace: number;
  readonly longest: number;
}

/** Exchanges that do not help by themselves, tried for what comes after them. */
const KICKS = 8;

/** One site for another, and the longest way afterwards. */
interface Exchange {
  readonly opened: number;
  readonly closed: number;
  readonly longest: number;
}

interface Descended {
  readonly open: number[];
  readonly longest: number;
}

/**
 * Shortens the longest way of a plan, without a proof: one site for another as long as it helps, where only sites nearer to the place that is worst off can help
 * (N. Mladenović, M. Labbé and P. Hansen, “Solving the p-center problem with tabu search and variable neighborhood search”, Networks 42, 2003). As many sites are open
 * afterwards as before.
 */
export class CenterSearch {
  readonly #free: number[];

  /** @param mayReplace whether a site may stand in for another, beside the limits */
  constructor(
    private readonly problem: SitingProblem,
    private readonly places: readonly number[],
    private readonly states: SiteStates,
    private readonly isOutOfTime: () => boolean,
    private readonly mayReplace: (opened: number, closed: number) => boolean = () => true,
  ) {
    this.#free = Array.from(states.keys()).filter((site) => states[site] === FREE);
  }

  /** By exchanges that help. @returns the open sites */
  exchange(start: Iterable<number>): number[] {
    return this.#descend(new MovingPlan(this.problem, this.states, start)).open;
  }

  /** Also by exchanges that help only with others after them, which takes some ten times as long. @returns the open sites */
  improve(start: Iterable<number>): number[] {
    let best = this.#descend(new MovingPlan(this.problem, this.states, start));
    for (;;) {
      const better = this.#kicked(best);
      if (better === null) {
        return best.open;
      }
      best = better;
    }
  }

  #descend(plan: MovingPlan): Descended {
    for (;;) {
      const nearest = this.#nearestOf(plan.open);
      const [best] = this.#exchanges(plan, nearest);
      if (best === undefined || best.longest >= nearest.longest || this.isOutOfTime()) {
        return { open: plan.open, longest: nearest.longest };
      }
      plan.move(best.opened, best.closed);
    }
  }

  /** The first better plan that comes of an exchange that does not help by itself; null: none of those that hurt least leads to one. */
  #kicked({ open, longest }: Descended): Descended | null {
    const from = () => new MovingPlan(this.problem, this.states, open);
    for (const { opened, closed } of this.#exchanges(from(), this.#nearestOf(open)).slice(0, KICKS)) {
      const plan = from();
      plan.move(opened, closed);
      const after = this.#descend(plan);
      if (after.longest < longest) {
        return after;
      }
      if (this.isOutOfTime()) {
        return null;
      }
    }
    return null;
  }

  #nearestOf(open: readonly number[]): Nearest {
    const { travel, sites } = this.problem;
    const site = new Int32Array(this.places.length).fill(-1);
    const first = new Float64Array(this.places.length).fill(Number.POSITIVE_INFINITY);
    const second = new Float64Array(this.places.length).fill(Number.POSITIVE_INFINITY);
    let worstPlace = -1;
    let longest = Number.NEGATIVE_INFINITY;
    this.places.forEach((place, index) => {
      for (const each of open) {
        const value = travel[place * sites.length + each] ?? Number.POSITIVE_INFINITY;
        if (value < (first[index] ?? 0)) {
          second[index] = first[index] ?? 0;
          first[index] = value;
          site[index] = each;
        } else if (value < (second[index] ?? 0)) {
          second[index] = value;
        }
      }
      if ((first[index] ?? 0) > longest) {
        longest = first[index] ?? 0;
        worstPlace = place;
      }
    });
    return { site, first, second, worstPlace, longest };
  }

  /** For each site nearer to the place that is worst off the best one to close for it; the shortest longest way first. */
  #exchanges(plan: MovingPlan, nearest: Nearest): Exchange[] {
    const { travel, sites } = this.problem;
    const { worstPlace, longest } = nearest;
    const open = this.#free.filter((site) => plan.isOpen[site] === 1);
    const exchanges: Exchange[] = [];
    for (const opened of this.#free) {
      const toWorst = travel[worstPlace * sites.length + opened] ?? Number.POSITIVE_INFINITY;
      if (plan.isOpen[opened] === 0 && toWorst < longest) {
        const lengthWithout = this.#lengthsWithout(opened, nearest);
        const possible = open
          .filter((closed) => plan.allows(opened, closed) && this.mayReplace(opened, closed))
          .map((closed) => ({ opened, closed, longest: lengthWithout(closed) }));
        const [first, ...rest] = possible;
        if (first !== undefined) {
          exchanges.push(rest.reduce((best, each) => (each.longest < best.longest ? each : best), first));
        }
      }
    }
    return exchanges.sort((one, other) => one.longest - other.longest);
  }

  /** The longest way once a site is open, by the site that closes for it. */
  #lengthsWithout(opened: number, { site, first, second }: Nearest): (closed: number) => number {
    const { travel, sites } = this.problem;
    // Of the places nearest to a site: the longest way while it is open, and once it is closed.
    const kept = new Float64Array(sites.length);
    const lost = new Float64Array(sites.length);
    let taken = 0;
    for (let index = 0; index < this.places.length; index += 1) {
      const value = travel[(this.places[index] ?? 0) * sites.length + opened] ?? Number.POSITIVE_INFINITY;
      const one = first[index] ?? 0;
      const at = site[index] ?? -1;
      if (value < one || at === -1) {
        taken = Math.max(taken, value);
      } else {
        kept[at] = Math.max(kept[at] ?? 0, one);
        lost[at] = Math.max(lost[at] ?? 0, Math.min(value, second[index] ?? 0));
      }
    }
    let most = 0;
    let mostAt = -1;
    let next = 0;
    kept.forEach((value, at) => {
      if (value > most) {
        next = most;
        most = value;
        mostAt = at;
      } else {
        next = Math.max(next, value);
      }
    });
    return (closed) => Math.max(taken, lost[closed] ?? 0, closed === mostAt ? next : most);
  }
}
