import { sitesWithin } from './evaluate-plan.ts';
import { RowWeightingSearch } from './row-weighting-search.ts';
import { CLOSED, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** Places asked for at once that a site may reach: fewer say less, more say nearly the same. */
const LARGEST_SHARED = 2;

/** Of a search, before it gives up: so many exchanges for each row that it has to reach. */
const STEPS_PER_PLACE = 30;

/**
 * Places that must be reached, asked for a few at a time: a question that asks less is a relaxation, so what is impossible for a few places is impossible for all, and a
 * plan for a few that reaches all of them is the best for all (D. Chen and R. Chen, “New relaxation-based algorithms for the optimal solution of the continuous and discrete
 * p-center problems”, Computers & Operations Research 36, 2009; C. Contardo, M. Iori and R. Kramer, “A scalable exact algorithm for the vertex p-center problem”, Computers &
 * Operations Research 103, 2019).
 */
export class PlacesInTurn {
  readonly #asked = new Set<number>();

  /** @param places all that must be reached */
  constructor(
    private readonly problem: SitingProblem,
    private readonly states: SiteStates,
    private readonly places: readonly number[],
  ) {}

  get asked(): number[] {
    return [...this.#asked];
  }

  /**
   * Asks for more of the places that a plan does not reach: the ones with the fewest sites first (who reaches them reaches those that have these sites and others), no more
   * than two with a site in common. @returns whether there were any
   */
  askForMissed(open: readonly number[], radius: number): boolean {
    const missed = this.places
      .filter((place) => !this.#asked.has(place) && sitesWithin(this.problem, radius, open, place) === 0)
      .map((place) => ({ place, sites: this.#sitesNear(place, radius) }))
      .sort((one, other) => one.sites.length - other.sites.length);
    const taken = new Uint8Array(this.problem.sites.length);
    for (const { place, sites } of missed) {
      if (sites.every((site) => (taken[site] ?? 0) < LARGEST_SHARED)) {
        this.#asked.add(place);
        for (const site of sites) {
          taken[site] = (taken[site] ?? 0) + 1;
        }
      }
    }
    return missed.length > 0;
  }

  /**
   * Looks for a plan within the limits that reaches all of the places, without a proof, and asks for what it misses on its way. @param problem with other limits than the question's,
   * as it may be @returns the open sites; null: none was found
   */
  search(
    problem: SitingProblem,
    radius: number,
    start: readonly number[],
    isOutOfTime: () => boolean,
  ): number[] | null {
    const search = new RowWeightingSearch(problem, this.states, radius, start);
    this.askForMissed(start, radius);
    let asked = 0;
    for (;;) {
      const places = this.asked;
      for (; asked < places.length; asked += 1) {
        search.add(places[asked] ?? 0);
      }
      const found = search.search(STEPS_PER_PLACE * asked, isOutOfTime);
      if (found === null || !this.askForMissed(found, radius)) {
        return found;
      }
    }
  }

  #sitesNear(place: number, radius: number): number[] {
    const { sites, travel } = this.problem;
    const near: number[] = [];
    for (let site = 0; site < sites.length; site += 1) {
      const value = travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY;
      if (this.states[site] !== CLOSED && value <= radius) {
        near.push(site);
      }
    }
    return near;
  }
}
