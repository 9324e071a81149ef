import { MovingPlan } from './plan-moves.ts';
import { CLOSED, FREE, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
const NOTHING = new Int32Array(0);

/**
 * Looks for a plan within the limits that reaches every row, without a proof: one site for another, whatever the exchange costs, while rows that stay unreached come to
 * weigh more and more (C. Gao, X. Yao, T. Weise and J. Li, “An efficient local search heuristic with row weighting for the unicost set covering problem”, European Journal of
 * Operational Research 246, 2015). Where theirs takes an unreached row by chance, this goes by
 * multiples of the golden ratio, which are spread as evenly: the same question has the same answer.
 */
export class RowWeightingSearch {
  readonly #plan: MovingPlan;
  /** By row, which is a place to reach: sites that reach it, how heavy it is, how many of them are open. */
  readonly #sitesOf: Int32Array[] = [];
  readonly #weight: number[] = [];
  readonly #count: number[] = [];
  readonly #rowsOf: readonly number[][];
  readonly #unreached = new Set<number>();
  /** By site: weight of the rows that closing it would leave unreached, while it is open, or that opening it would reach. */
  readonly #worth: Float64Array;
  /** By site: the step in which it was moved; something near has moved since it closed. */
  readonly #movedAt: Int32Array;
  readonly #mayOpen: Uint8Array;
  /** Of those that may close. */
  readonly #open: Set<number>;
  #lastOpened: number | null = null;
  #step = 0;

  /** @param start sites to open first, as many as the limits allow */
  constructor(
    private readonly problem: SitingProblem,
    private readonly states: SiteStates,
    private readonly radius: number,
    start: Iterable<number>,
  ) {
    this.#plan = new MovingPlan(problem, states, start);
    this.#rowsOf = Array.from(states, () => []);
    this.#worth = new Float64Array(states.length);
    this.#movedAt = new Int32Array(states.length);
    this.#mayOpen = new Uint8Array(states.length).fill(1);
    this.#open = new Set(this.#plan.open.filter((site) => states[site] === FREE));
  }

  /** One more place to reach. */
  add(place: number): void {
    const { travel, sites } = this.problem;
    const row = this.#sitesOf.length;
    const near: number[] = [];
    let count = 0;
    for (let site = 0; site < sites.length; site += 1) {
      const value = travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY;
      if (this.states[site] !== CLOSED && value <= this.radius) {
        near.push(site);
        this.#rowsOf[site]?.push(row);
        count += this.#plan.isOpen[site] ?? 0;
      }
    }
    this.#sitesOf.push(Int32Array.from(near));
    this.#weight.push(1);
    this.#count.push(count);
    if (count === 0) {
      this.#unreached.add(row);
      this.#addWorth(row, 1, -1);
    } else if (count === 1) {
      this.#addWorthOfOnly(row, 1, -1);
    }
  }

  /** @param steps exchanges at most @returns the open sites of a plan that reaches every place; null: none was found */
  search(steps: number, isOutOfTime: () => boolean): number[] | null {
    if (!this.#plan.isFeasible) {
      return null;
    }
    const last = this.#step + steps;
    while (this.#unreached.size > 0) {
      if (this.#step === last || isOutOfTime()) {
        return null;
      }
      this.#step += 1;
      let opened = this.#bestToOpen();
      if (opened === null) {
        const closed = this.#bestToClose();
        if (closed === null) {
          return null;
        }
        this.#closeSite(closed);
        opened = this.#bestToOpen();
      }
      if (opened !== null) {
        this.#openSite(opened);
      }
      this.#weighUnreached();
    }
    return this.#plan.open;
  }

  /** Of the sites that reach one of the unreached rows. */
  #bestToOpen(): number | null {
    const rows = [...this.#unreached];
    const row = rows[Math.floor(((this.#step * GOLDEN_RATIO) % 1) * rows.length)] ?? -1;
    let best: number | null = null;
    for (const site of this.#sitesOf[row] ?? NOTHING) {
      if (
        this.#mayOpen[site] === 1 &&
        (best === null || this.#isRather(site, best, 1)) &&
        this.#plan.allows(site, null)
      ) {
        best = site;
      }
    }
    return best;
  }

  #bestToClose(): number | null {
    let best: number | null = null;
    for (const site of this.#open) {
      if (site !== this.#lastOpened && (best === null || this.#isRather(site, best, -1))) {
        best = site;
      }
    }
    return best;
  }

  /** By worth, more of it or less; of two alike the one that has not moved for longer. */
  #isRather(site: number, than: number, sign: 1 | -1): boolean {
    const difference = sign * ((this.#worth[site] ?? 0) - (this.#worth[than] ?? 0));
    return difference > 0 || (difference === 0 && (this.#movedAt[site] ?? 0) < (this.#movedAt[than] ?? 0));
  }

  #weighUnreached(): void {
    for (const row of this.#unreached) {
      this.#weight[row] = (this.#weight[row] ?? 0) + 1;
      this.#addWorth(row, 1, -1);
    }
  }

  #addWorth(row: number, worth: number, except: number): void {
    const sites = this.#sitesOf[row] ?? NOTHING;
    const worths = this.#worth;
    for (let at = 0; at < sites.length; at += 1) {
      const site = sites[at] ?? 0;
      if (site !== except) {
        worths[site] = (worths[site] ?? 0) + worth;
      }
    }
  }

  /** A row that one open site alone reaches counts for that site, or no more. */
  #addWorthOfOnly(row: number, worth: number, except: number): void {
    const sites = this.#sitesOf[row] ?? NOTHING;
    const { isOpen } = this.#plan;
    for (let at = 0; at < sites.length; at += 1) {
      const site = sites[at] ?? 0;
      if (isOpen[site] === 1 && site !== except) {
        this.#worth[site] = (this.#worth[site] ?? 0) + worth;
        return;
      }
    }
  }

  #openSite(site: number): void {
    this.#plan.move(site, null);
    this.#open.add(site);
    this.#lastOpened = site;
    this.#movedAt[site] = this.#step;
    for (const row of this.#rowsOf[site] ?? []) {
      const count = (this.#count[row] ?? 0) + 1;
      this.#count[row] = count;
      const weight = this.#weight[row] ?? 0;
      if (count === 1) {
        this.#unreached.delete(row);
        // What it is worth to the site itself stays: closing it would lose that.
        this.#addWorth(row, -weight, site);
        this.#letOpen(row);
      } else if (count === 2) {
        this.#addWorthOfOnly(row, -weight, site);
      }
    }
  }

  #closeSite(site: number): void {
    this.#plan.move(null, site);
    this.#open.delete(site);
    this.#movedAt[site] = this.#step;
    for (const row of this.#rowsOf[site] ?? []) {
      const count = (this.#count[row] ?? 0) - 1;
      this.#count[row] = count;
      const weight = this.#weight[row] ?? 0;
      if (count === 0) {
        this.#unreached.add(row);
        this.#addWorth(row, weight, site);
        this.#letOpen(row);
      } else if (count === 1) {
        this.#addWorthOfOnly(row, weight, site);
      }
    }
    this.#mayOpen[site] = 0;
  }

  /** Something has changed for the sites that reach this row. */
  #letOpen(row: number): void {
    for (const site of this.#sitesOf[row] ?? NOTHING) {
      this.#mayOpen[site] = 1;
    }
  }
}
