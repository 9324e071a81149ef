import { LONGEST_SECONDS } from '../network/travel-times.ts';
import type { SiteRule, SitingLimits, SitingProblem, SitingQuestion } from './siting-problem.ts';

/** Everything that a plan must keep, whatever it is chosen for. */
export interface Requirements {
  readonly limits: SitingLimits;
  /** By group; null: no floor. */
  readonly floors: readonly (number | null)[];
  /** Of all weight, within the threshold; null: none asked. */
  readonly share: number | null;
  /** Places within the threshold of an open site. */
  readonly mustReach: readonly number[];
  /** Every place with weight that any site can reach has an open site this near; null: not asked. */
  readonly reachAllWithin: number | null;
  /** Of the places that `reachAllWithin` is about only these: less is asked; null: all of them. */
  readonly reachOnly: readonly number[] | null;
  /** Plans that are ruled out: not as many of these sites, or fewer. */
  readonly notAll: readonly { readonly sites: readonly number[]; readonly atMost: number }[];
}

export function requirementsOf(problem: SitingProblem, question: SitingQuestion): Requirements {
  return {
    limits: problem.limits,
    floors: problem.groups.map(({ floorShare }) => floorShare),
    share: question.model === 'SET_COVERING' ? question.share : null,
    mustReach: question.model === 'SET_COVERING' ? question.mustReach : [],
    reachAllWithin: question.model === 'P_MEDIAN' || question.model === 'P_CENTER' ? LONGEST_SECONDS : null,
    reachOnly: null,
    notAll: [],
  };
}

/** Whether nothing is asked of weight: no share, no floor. */
export const isForPlacesOnly = ({ share, floors }: Requirements): boolean =>
  share === null && floors.every((floor) => floor === null);

/** What the best plan is best by. */
export type Aim =
  /** Any plan that keeps the requirements. */
  | { readonly kind: 'ANY' }
  /** Most weight within the threshold, twice counted more. */
  | { readonly kind: 'WEIGHT'; readonly backupWeight: number }
  /** Most weight of one group within the threshold. */
  | { readonly kind: 'GROUP_WEIGHT'; readonly group: number }
  /** Most weight that is reached at all. */
  | { readonly kind: 'REACHED_WEIGHT' }
  /** Most of some places within the threshold, whatever they weigh. */
  | { readonly kind: 'PLACES'; readonly places: readonly number[] }
  /** Fewest rules broken: one for each site that is open and must not be, or is not open and must be. */
  | { readonly kind: 'RULE_BREAKS'; readonly rules: readonly SiteRule[] }
  /** Fewest sites beside those that stay; fewest candidates; fewest sites; least cost. */
  | { readonly kind: 'POINTS' | 'NEW_POINTS' | 'ALL_POINTS' | 'COST' }
  /** Least weighted travel. */
  | { readonly kind: 'TRAVEL' };

export function aimOf(question: SitingQuestion): Aim {
  switch (question.model) {
    case 'MAXIMAL_COVERING':
      return { kind: 'WEIGHT', backupWeight: question.backupWeight };
    case 'SET_COVERING':
      return { kind: question.minimise };
    case 'P_MEDIAN':
      return { kind: 'TRAVEL' };
    case 'P_CENTER':
      return { kind: 'ANY' };
  }
}
