import type { BuiltModel } from './built-model.ts';
import { buildCapacitated } from './capacitated-model.ts';
import type { Aim, Requirements } from './requirements.ts';
import type { SiteStates } from './site-state.ts';
import { isCapacitated, type SitingProblem } from './siting-problem.ts';
import { buildUncapacitated, type Known, NOTHING_KNOWN } from './uncapacitated-model.ts';

/** A question as a linear model. */
export function buildModel(
  problem: SitingProblem,
  requirements: Requirements,
  aim: Aim,
  states: SiteStates,
  known: Known = NOTHING_KNOWN,
): BuiltModel {
  return isCapacitated(problem)
    ? buildCapacitated(problem, requirements, aim, states)
    : buildUncapacitated(problem, requirements, aim, states, known);
}
