import { CLOSED, OPEN, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

/** Places that the same undecided sites can reach, as one. */
export interface CoverRow {
  /** Undecided sites within the radius, ascending. */
  readonly sites: readonly number[];
  /** Sites within the radius that are open for certain: 0, 1, or 2 for more. */
  readonly alwaysOpen: number;
  readonly weight: number;
  readonly group: number;
  /** Must be reached, whatever it weighs. */
  readonly isRequired: boolean;
  /** The first place of the row; the others have the same choice. */
  readonly place: number;
}

export interface CoverRowsOptions {
  readonly radius: number;
  readonly states: SiteStates;
  /** Places that must be reached. */
  readonly isRequired: (place: number) => boolean;
  /** Rows of different groups stay apart; false: groups do not matter and are 0. */
  readonly keepsGroups: boolean;
  /** Only these places; all of them unless given. */
  readonly places?: Iterable<number>;
}

const NOBODY = { weight: 0, group: 0 };

/**
 * Who can be reached by what, reduced: closed sites left out and equal rows merged. The optimum is kept, since equal rows are covered together in every plan
 * (docs/siting.md, reduction 1). A place that nothing can reach stays, as a row without sites.
 */
export function coverRows(problem: SitingProblem, options: CoverRowsOptions): CoverRow[] {
  const { places, sites, travel } = problem;
  const { radius, states, isRequired, keepsGroups } = options;
  const rows = new Map<string, { row: CoverRow; weight: number }>();
  for (const index of options.places ?? places.keys()) {
    const { weight, group: ownGroup } = places[index] ?? NOBODY;
    const required = isRequired(index);
    if (weight === 0 && !required) {
      continue;
    }
    const reaching: number[] = [];
    let alwaysOpen = 0;
    const start = index * sites.length;
    for (let site = 0; site < sites.length; site += 1) {
      const state = states[site];
      if (state !== CLOSED && (travel[start + site] ?? Number.POSITIVE_INFINITY) <= radius) {
        if (state === OPEN) {
          alwaysOpen = Math.min(2, alwaysOpen + 1);
        } else {
          reaching.push(site);
        }
      }
    }
    const group = keepsGroups ? ownGroup : 0;
    const key = `${group} ${alwaysOpen} ${required} ${reaching.join()}`;
    const known = rows.get(key);
    if (known === undefined) {
      const row = { sites: reaching, alwaysOpen, weight: 0, group, isRequired: required, place: index };
      rows.set(key, { row, weight });
    } else {
      known.weight += weight;
    }
  }
  return Array.from(rows.values(), ({ row, weight }) => ({ ...row, weight }));
}

/** Row indices by site: the other side of the rows. */
export function rowsBySite(rows: readonly CoverRow[], siteCount: number): Int32Array[] {
  const lists: number[][] = Array.from({ length: siteCount }, () => []);
  rows.forEach(({ sites }, index) => {
    for (const site of sites) {
      lists[site]?.push(index);
    }
  });
  return lists.map((list) => Int32Array.from(list));
}
