import { nearestTravel, sitesNear } from './evaluate-plan.ts';
import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import { isReachable, reachablePlaces } from './travel-rows.ts';

/** For every subset of some sites, as bits, what is lost with the base and the subset open: less is better. */
export interface SubsetLosses {
  /** Weight that could be reached and is not; comes before `loss`. */
  readonly unreached: Float64Array;
  /** Weight not covered, or travel: up to a constant. */
  readonly loss: Float64Array;
}

/** As many sites as all subsets of are looked at: 2²⁰ numbers are 8 MB. */
export const MOST_SUBSET_SITES = 20;

/**
 * All subsets at once. Each loss is a sum of terms “w, if none of these sites is open”: the radius form of Cornuéjols, Nemhauser and Wolsey says so of travel, and
 * covering is its case with one radius. So the losses of all subsets are sums over the subsets of their complements, which take n · 2ⁿ additions (F. Yates, 1937).
 *
 * @param sites at most MOST_SUBSET_SITES; bit k of a subset is `sites[k]`
 */
export function subsetLosses(
  problem: SitingProblem,
  question: SitingQuestion,
  base: readonly number[],
  sites: readonly number[],
): SubsetLosses {
  const size = 2 ** sites.length;
  const unreached = new Float64Array(size);
  const loss = new Float64Array(size);
  switch (question.model) {
    case 'MAXIMAL_COVERING':
    case 'SET_COVERING':
      addCovering(problem, question.model === 'SET_COVERING' ? 0 : question.backupWeight, base, sites, loss);
      break;
    case 'P_MEDIAN':
      addTravel(problem, base, sites, unreached, (mask, weight, from, to) => {
        loss[mask] = (loss[mask] ?? 0) + weight * (to - from);
      });
      break;
    case 'P_CENTER':
      addTravel(problem, base, sites, unreached, (mask, _weight, _from, to) => {
        loss[mask] = Math.max(loss[mask] ?? 0, to);
      });
  }
  const combine = question.model === 'P_CENTER' ? Math.max : (one: number, other: number) => one + other;
  return {
    unreached: overComplements(unreached, sites.length, (one, other) => one + other),
    loss: overComplements(loss, sites.length, combine),
  };
}

function addCovering(
  problem: SitingProblem,
  backupWeight: number,
  base: readonly number[],
  sites: readonly number[],
  loss: Float64Array,
): void {
  const add = (mask: number, value: number) => {
    loss[mask] = (loss[mask] ?? 0) + value;
  };
  problem.places.forEach(({ weight }, place) => {
    const near = sites.flatMap((site, bit) => (sitesNear(problem, [site], place) > 0 ? [1 << bit] : []));
    const mask = near.reduce((sum, bit) => sum | bit, 0);
    const open = sitesNear(problem, base, place);
    if (open === 0) {
      add(mask, weight);
      // Not twice: none, or exactly one, which is “none of the others” counted so that none counts once.
      for (const bit of near) {
        add(mask & ~bit, backupWeight * weight);
      }
      add(mask, -(near.length - 1) * backupWeight * weight);
    } else if (open === 1) {
      add(mask, backupWeight * weight);
    }
  });
}

/** Tells, for each place and ring around it, what is lost when none of the sites up to the ring is open: from this ring's distance to the next one's. */
function addTravel(
  problem: SitingProblem,
  base: readonly number[],
  sites: readonly number[],
  unreached: Float64Array,
  addRing: (mask: number, weight: number, from: number, to: number) => void,
): void {
  for (const place of reachablePlaces(problem)) {
    const weight = problem.places[place]?.weight ?? 0;
    const fallback = nearestTravel(problem, base, place);
    const rings = sites
      .map((site, bit) => ({ bit, travel: problem.travel[place * problem.sites.length + site] ?? Infinity }))
      .filter(({ travel }) => isReachable(travel) && travel < (fallback ?? Infinity))
      .sort((one, other) => one.travel - other.travel);
    let mask = 0;
    let before = 0;
    for (const { bit, travel } of rings) {
      addRing(mask, weight, before, travel);
      mask |= 1 << bit;
      before = travel;
    }
    if (fallback !== null) {
      addRing(mask, weight, before, fallback);
    } else {
      unreached[mask] = (unreached[mask] ?? 0) + weight;
    }
  }
}

/** For each subset, the terms whose sites are all outside of it, together. */
function overComplements(
  terms: Float64Array,
  bits: number,
  combine: (one: number, other: number) => number,
): Float64Array {
  const within = Float64Array.from(terms);
  for (let bit = 1; bit < 2 ** bits; bit *= 2) {
    for (let set = 0; set < within.length; set += 1) {
      if ((set & bit) !== 0) {
        within[set] = combine(within[set] ?? 0, within[set ^ bit] ?? 0);
      }
    }
  }
  const all = within.length - 1;
  return Float64Array.from(within.keys(), (set) => within[all ^ set] ?? 0);
}
