import { type SiteColumns, siteTerms } from './formulation.ts';
import type { LinearModel } from './linear-model.ts';
import type { SitingProblem } from './siting-problem.ts';

/** Shares of places sent to sites: xᵢⱼ by place, as columns. */
export interface Assignment {
  readonly place: number;
  readonly links: readonly { readonly site: number; readonly column: number; readonly travel: number }[];
}

/**
 * Who is served where, when sites can take so many cases only (J. R. Current and J. E. Storbeck, “Capacitated covering models”,
 * Environment and Planning B 15, 1988); a place may be shared among sites:
 *
 *     Σⱼ xᵢⱼ ≤ 1,   0 ≤ xᵢⱼ ≤ yⱼ,   Σᵢ hᵢ xᵢⱼ ≤ Cⱼ yⱼ
 */
export function addAssignments(
  model: LinearModel,
  problem: SitingProblem,
  y: SiteColumns,
  places: readonly number[],
  radius: number,
  mustBeServed: (place: number) => boolean,
): Assignment[] {
  const { sites, travel } = problem;
  const loads: [number, number][][] = sites.map(() => []);
  const assignments = places.map((place): Assignment => {
    const links: { site: number; column: number; travel: number }[] = [];
    for (let site = 0; site < sites.length; site += 1) {
      const distance = travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY;
      if ((y[site] ?? -1) !== -1 && distance <= radius) {
        const column = model.addColumn(0, 0, 1, false);
        model.addRow(Number.NEGATIVE_INFINITY, 0, [[column, 1], ...siteTerms(y, [site], () => -1)]);
        loads[site]?.push([column, problem.places[place]?.caseload ?? 0]);
        links.push({ site, column, travel: distance });
      }
    }
    const all = links.map(({ column }): [number, number] => [column, 1]);
    if (mustBeServed(place) && all.length === 0) {
      all.push([model.addColumn(0, 0, 0, false), 1]);
    }
    if (all.length > 0) {
      model.addRow(mustBeServed(place) ? 1 : 0, 1, all);
    }
    return { place, links };
  });
  sites.forEach(({ capacity }, site) => {
    const load = loads[site] ?? [];
    if (capacity !== null && load.length > 0) {
      model.addRow(Number.NEGATIVE_INFINITY, 0, [...load, ...siteTerms(y, [site], () => -capacity)]);
    }
  });
  return assignments;
}
