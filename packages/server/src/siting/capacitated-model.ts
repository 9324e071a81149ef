import { LONGEST_SECONDS } from '../network/travel-times.ts';
import { addGains, addShares, type BuiltModel, forcedBy, startModel } from './built-model.ts';
import { type Assignment, addAssignments } from './capacities.ts';
import { type Reached, siteTerms } from './formulation.ts';
import type { Aim, Requirements } from './requirements.ts';
import type { SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';
import { reachablePlaces } from './travel-rows.ts';

export function buildCapacitated(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  states: SiteStates,
): BuiltModel {
  const { reachAllWithin, mustReach } = requirements;
  const { model, y } = startModel(problem, requirements, aim, states);
  const required = new Set(mustReach);
  const all = new Set(
    reachAllWithin === null || aim.kind === 'REACHED_WEIGHT'
      ? []
      : (requirements.reachOnly ?? reachablePlaces(problem)),
  );
  const served = Array.from(problem.places.keys()).filter(
    (place) =>
      (problem.places[place]?.weight ?? 0) > 0 ||
      required.has(place) ||
      (aim.kind === 'PLACES' && aim.places.includes(place)),
  );
  const radius = aim.kind === 'REACHED_WEIGHT' ? LONGEST_SECONDS : (reachAllWithin ?? problem.threshold);
  const assignments = addAssignments(model, problem, y, served, radius, (place) => all.has(place));
  const weight = (place: number) => problem.places[place]?.weight ?? 0;
  const near = ({ links }: Assignment) => links.filter(({ travel }) => travel <= problem.threshold);
  const reachedOf = (group: number | null, within = near): Reached => ({
    constant: 0,
    terms: assignments
      .filter(({ place }) => group === null || problem.places[place]?.group === group)
      .flatMap((each) => within(each).map(({ column }): [number, number] => [column, weight(each.place)])),
  });
  addShares(model, problem, requirements, reachedOf);
  const servedColumns: { place: number; column: number }[] = [];
  for (const each of assignments) {
    if (required.has(each.place)) {
      const terms = near(each).map(({ column }): [number, number] => [column, 1]);
      model.addRow(
        1,
        Number.POSITIVE_INFINITY,
        terms.length > 0 ? terms : [[model.addColumn(0, 0, 0, false), 1]],
      );
    }
  }
  switch (aim.kind) {
    case 'WEIGHT':
      addGains(model, reachedOf(null));
      // Two open sites near, whatever they can take: whole, since half of two is none.
      for (const { place } of aim.backupWeight > 0 ? assignments : []) {
        const start = place * problem.sites.length;
        const terms = siteTerms(y, y.keys(), (site) =>
          (problem.travel[start + site] ?? Number.POSITIVE_INFINITY) <= problem.threshold ? -1 : 0,
        );
        const second = model.addBinary(aim.backupWeight * weight(place));
        model.addRow(Number.NEGATIVE_INFINITY, 0, [[second, 2], ...terms]);
      }
      break;
    case 'GROUP_WEIGHT':
      addGains(model, reachedOf(aim.group));
      break;
    case 'REACHED_WEIGHT':
      addGains(
        model,
        reachedOf(null, ({ links }) => [...links]),
      );
      break;
    case 'PLACES':
      for (const each of assignments.filter(({ place }) => aim.places.includes(place))) {
        // Whole: half a place is none.
        const served = near(each).map(({ column }): [number, number] => [column, -1]);
        const column = model.addBinary(1);
        servedColumns.push({ place: each.place, column });
        model.addRow(Number.NEGATIVE_INFINITY, 0, [[column, 1], ...served]);
      }
      break;
    case 'TRAVEL':
      for (const { place, links } of assignments) {
        for (const { column, travel } of links) {
          model.setCost(column, weight(place) * travel);
        }
      }
      break;
    default:
  }
  return { model, y, constant: aim.kind === 'RULE_BREAKS' ? forcedBy(aim) : 0, assignments, servedColumns };
}
