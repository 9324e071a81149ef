import type { SitingProblem, SitingQuestion } from './siting-problem.ts';
import { isReachable } from './travel-rows.ts';

/** Under this, a number is whole but for rounding. */
const WHOLE_TOLERANCE = 1e-6;

/** Whether the objective of every plan is a whole number, so that a bound may be rounded. */
export function isObjectiveWhole(
  { places, sites, travel }: SitingProblem,
  question: SitingQuestion,
): boolean {
  const areWhole = (values: Iterable<number>) => {
    for (const value of values) {
      if (!Number.isSafeInteger(value)) {
        return false;
      }
    }
    return true;
  };
  // With capacities a place may be served in parts.
  const isWeightWhole = () =>
    sites.every(({ capacity }) => capacity === null) && areWhole(places.map(({ weight }) => weight));
  switch (question.model) {
    case 'MAXIMAL_COVERING':
      return (
        isWeightWhole() &&
        areWhole(places.map(({ weight }) => weight * question.backupWeight)) &&
        areWhole(question.periods.map(({ importance }) => importance))
      );
    case 'SET_COVERING':
      return question.minimise === 'POINTS' || areWhole(sites.map(({ cost }) => cost));
    case 'P_MEDIAN':
      return isWeightWhole() && (travel instanceof Uint16Array || areWhole(travel.filter(isReachable)));
    case 'P_CENTER':
      return travel instanceof Uint16Array || areWhole(travel.filter(isReachable));
  }
}

/** How near bound and objective must come for a proof. */
export const absoluteGapOf = (isWhole: boolean): number => (isWhole ? 1 - WHOLE_TOLERANCE : WHOLE_TOLERANCE);

/** A bound on whole objectives, rounded to the whole number that it means. */
export function tightened(bound: number, isWhole: boolean, isMaximised: boolean): number {
  if (!isWhole) {
    return bound;
  }
  const tolerance = WHOLE_TOLERANCE * Math.max(1, Math.abs(bound) * WHOLE_TOLERANCE);
  return isMaximised ? Math.floor(bound + tolerance) : Math.ceil(bound - tolerance);
}
