import { type CoverRow, rowsBySite } from './cover-rows.ts';
import { FREE, openSites, type SiteStates } from './site-state.ts';

/** A site that costs nothing is not worth infinitely much. */
const LEAST_COST = 1e-6;

/** Weight that must be within the threshold, beside the rows that are required. */
export interface WeightNeeds {
  /** Of all rows together. */
  readonly share: number;
  /** By group of the rows. */
  readonly floors: readonly number[];
}

/**
 * A good plan for set covering, without a proof: the site that reaches most of what is left for its cost, until nothing is left, then without what can be done without
 * (V. Chvátal, “A greedy heuristic for the set-covering problem”, Mathematics of Operations Research 4, 1979). A row that must be reached counts the more the fewer sites
 * reach it. Limits are not looked at.
 */
export class SetCoveringSearch {
  readonly #bySite: Int32Array[];
  readonly #free: number[];
  /** What it is worth to reach a row that must be reached. */
  readonly #hardness: Float64Array;

  constructor(
    private readonly rows: readonly CoverRow[],
    private readonly states: SiteStates,
    private readonly needs: WeightNeeds,
    private readonly costOf: (site: number) => number,
  ) {
    this.#bySite = rowsBySite(rows, states.length);
    this.#free = Array.from(states.keys()).filter((site) => states[site] === FREE);
    const hardness = rows.map(({ isRequired, sites }) => (isRequired ? 1 / Math.max(1, sites.length) : 0));
    const total = hardness.reduce((sum, each) => sum + each, 0);
    this.#hardness = Float64Array.from(hardness, (each) => each / Math.max(Number.MIN_VALUE, total));
  }

  /** @returns the open sites; null: it found no plan that reaches what must be */
  improve(start: Iterable<number>): number[] | null {
    const plan = new CoveredSoFar(this.rows, this.needs);
    const chosen = new Set([...start].filter((site) => this.states[site] === FREE));
    for (const site of chosen) {
      plan.move(this.#bySite[site], 1);
    }
    while (!plan.isEnough) {
      const best = this.#mostWorth(chosen, plan);
      if (best === null) {
        return null;
      }
      chosen.add(best);
      plan.move(this.#bySite[best], 1);
    }
    // The dearest first, then those that came first.
    for (const site of [...chosen].sort((one, other) => this.costOf(other) - this.costOf(one))) {
      plan.move(this.#bySite[site], -1);
      if (plan.isEnough) {
        chosen.delete(site);
      } else {
        plan.move(this.#bySite[site], 1);
      }
    }
    return [...openSites(this.states), ...chosen].sort((one, other) => one - other);
  }

  #mostWorth(chosen: ReadonlySet<number>, plan: CoveredSoFar): number | null {
    let best: number | null = null;
    let most = 0;
    for (const site of this.#free) {
      if (!chosen.has(site)) {
        let worth = 0;
        for (const row of this.#bySite[site] ?? []) {
          worth += plan.isReached(row) ? 0 : (this.#hardness[row] ?? 0) + plan.weightWorth(row);
        }
        worth /= Math.max(LEAST_COST, this.costOf(site));
        if (worth > most) {
          most = worth;
          best = site;
        }
      }
    }
    return best;
  }
}

/** How much of what must be reached a plan reaches, kept along while sites come and go. */
class CoveredSoFar {
  readonly #counts: Int32Array;
  #requiredLeft = 0;
  #shareLeft: number;
  readonly #floorsLeft: Float64Array;

  constructor(
    private readonly rows: readonly CoverRow[],
    private readonly needs: WeightNeeds,
  ) {
    this.#counts = Int32Array.from(rows, ({ alwaysOpen }) => alwaysOpen);
    this.#shareLeft = needs.share;
    this.#floorsLeft = Float64Array.from(needs.floors);
    rows.forEach(({ isRequired }, row) => {
      this.#requiredLeft += Number(isRequired);
      if (this.isReached(row)) {
        this.#count(row, 1);
      }
    });
  }

  get isEnough(): boolean {
    return this.#requiredLeft === 0 && this.#shareLeft <= 0 && this.#floorsLeft.every((left) => left <= 0);
  }

  isReached(row: number): boolean {
    return (this.#counts[row] ?? 0) > 0;
  }

  /** As a part of each need that is still left. */
  weightWorth(row: number): number {
    const { weight, group } = this.rows[row] ?? { weight: 0, group: 0 };
    const isFloorLeft = (this.#floorsLeft[group] ?? 0) > 0;
    return (
      (this.#shareLeft > 0 ? weight / this.needs.share : 0) +
      (isFloorLeft ? weight / (this.needs.floors[group] ?? 1) : 0)
    );
  }

  /** A site that reaches these rows opens or closes. */
  move(rows: Int32Array | undefined, by: 1 | -1): void {
    for (const row of rows ?? []) {
      const before = this.#counts[row] ?? 0;
      this.#counts[row] = before + by;
      if (before + Math.min(0, by) === 0) {
        this.#count(row, by);
      }
    }
  }

  #count(row: number, by: 1 | -1): void {
    const { weight, group, isRequired } = this.rows[row] ?? { weight: 0, group: 0, isRequired: false };
    this.#requiredLeft -= by * Number(isRequired);
    this.#shareLeft -= by * weight;
    this.#floorsLeft[group] = (this.#floorsLeft[group] ?? 0) - by * weight;
  }
}
