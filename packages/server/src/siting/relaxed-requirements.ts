import type { Requirements } from './requirements.ts';
import { COST_TOLERANCE } from './site-state.ts';
import type { OpeningPeriod, SitingLimits } from './siting-problem.ts';

export type LimitName = keyof SitingLimits;

/** Each limit, what it is called where it is not kept, and the aim that says how much it would have to be. */
export const LIMITS = [
  { name: 'newPoints', kind: 'NEW_POINTS', aim: 'NEW_POINTS' },
  { name: 'allPoints', kind: 'ALL_POINTS', aim: 'ALL_POINTS' },
  { name: 'budget', kind: 'BUDGET', aim: 'COST' },
] as const;

/** Whether a value breaks a limit, up to the last digits of a sum. */
export const isOver = (value: number, limit: number | null): boolean =>
  limit !== null && value > limit + COST_TOLERANCE * Math.max(1, limit);

const lower = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);

/** What holds once the last period is over. */
export function atTheEnd(limits: SitingLimits, last: OpeningPeriod | undefined): SitingLimits {
  return {
    ...limits,
    newPoints: lower(limits.newPoints, last?.newPoints ?? null),
    budget: lower(limits.budget, last?.budget ?? null),
  };
}

/** Nothing is asked but the limits. */
export const nothingOf = (requirements: Requirements): Requirements => ({
  ...requirements,
  floors: requirements.floors.map(() => null),
  share: null,
  mustReach: [],
  reachAllWithin: null,
  reachOnly: null,
});

/** Smaller ones first. */
export function subsetsBySize<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length - 1 }, (_, index) =>
    items.filter((_item, bit) => ((index + 1) & (1 << bit)) !== 0),
  ).sort((one, other) => one.length - other.length);
}
