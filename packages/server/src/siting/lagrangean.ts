import type { RelaxedSelection } from './relaxed-selection.ts';
import { CLOSED, FREE, OPEN, type SiteStates } from './site-state.ts';

/** One evaluation of a Lagrangean dual that bounds a maximum from above. */
export interface DualPoint {
  readonly value: number;
  readonly selection: RelaxedSelection;
  /** What the relaxed rows are off by: less than 0 where they are broken. */
  readonly slack: Float64Array;
}

export interface DualOptions {
  readonly iterations: number;
  /** Stop when the bound is this near the best plan. */
  readonly absoluteGap: number;
  readonly isOutOfTime: () => boolean;
  /** Best plan known, as a value to be maximised; asked again after each improvement. */
  readonly best: () => number;
  /** Told of every relaxation's choice that improved the bound, and now and then of others. */
  readonly onChoice: (chosen: Uint8Array) => void;
}

export interface DualResult {
  readonly bound: number;
  readonly multipliers: Float64Array;
}

const START_STEP = 2;
/** Without an improvement for so many rounds the step is halved. */
const PATIENCE = 50;
const LEAST_STEP = 1e-4;
/** How much of the last direction is kept: it zigzags less. */
const MEMORY = 0.7;
/** Choices are told at rounds 0, 20, 46, 80 …: each is the start of a search, and later ones differ less. */
const LISTEN_FIRST = 20;
const LISTEN_GROWTH = 1.3;

/**
 * Subgradient method (M. Held, P. Wolfe, H. P. Crowder, “Validation of subgradient optimization”, Mathematical Programming 6, 1974), the direction with a
 * memory (P. M. Camerini, L. Fratta, F. Maffioli, Mathematical Programming Study 3, 1975). Any multipliers give a bound, so it may stop at any time.
 */
export function descend(
  start: Float64Array,
  evaluate: (multipliers: Float64Array) => DualPoint,
  project: (multipliers: Float64Array) => void,
  options: DualOptions,
): DualResult {
  let multipliers = start;
  let bestMultipliers = start;
  let bound = Number.POSITIVE_INFINITY;
  let step = START_STEP;
  let idle = 0;
  let listenAt = 0;
  const direction = new Float64Array(start.length);
  for (let round = 0; round < options.iterations && step > LEAST_STEP; round += 1) {
    const { value, selection, slack } = evaluate(multipliers);
    if (value < bound - 1e-9 * Math.abs(bound === Number.POSITIVE_INFINITY ? value : bound)) {
      bound = value;
      bestMultipliers = multipliers;
      idle = 0;
    } else {
      idle += 1;
    }
    if (idle >= PATIENCE) {
      step /= 2;
      idle = 0;
      multipliers = bestMultipliers;
    }
    if (round >= listenAt) {
      listenAt = Math.ceil(listenAt * LISTEN_GROWTH) + LISTEN_FIRST;
      options.onChoice(selection.chosen);
    }
    if (bound - options.best() <= options.absoluteGap || options.isOutOfTime()) {
      break;
    }
    // Nothing is off: no multipliers give a better bound, and what is left of the last direction would lead far away.
    if (slack.every((off) => off === 0)) {
      break;
    }
    let square = 0;
    for (let row = 0; row < slack.length; row += 1) {
      const along = (slack[row] ?? 0) + MEMORY * (direction[row] ?? 0);
      direction[row] = along;
      square += along ** 2;
    }
    if (square === 0) {
      break;
    }
    const aim = Math.min(options.best(), value - 1e-6 * Math.abs(value));
    const length = (step * (value - (Number.isFinite(aim) ? aim : value - 0.05 * Math.abs(value)))) / square;
    const next = Float64Array.from(multipliers);
    for (let row = 0; row < next.length; row += 1) {
      next[row] = (next[row] ?? 0) - length * (direction[row] ?? 0);
    }
    project(next);
    multipliers = next;
  }
  return { bound, multipliers: bestMultipliers };
}

/**
 * What a bound settles: a free site that no plan better than `best` has (or lacks) is closed (or opened). The optimum is kept, or `best` is it
 * (docs/siting.md, reduction 5). @param margin how much better a plan has to be to count: nearly 1 where objectives are whole numbers
 */
export function settle(states: SiteStates, point: DualPoint, best: number, margin: number): SiteStates {
  const after = Int8Array.from(states);
  const { total, chosen, totalIfTurned } = point.selection;
  for (let site = 0; site < states.length; site += 1) {
    if (states[site] === FREE) {
      const boundIfTurned = point.value - total + totalIfTurned(site);
      // The sums of the bound are rounded: what is nearly equal settles nothing.
      if (boundIfTurned < best + margin - 1e-9 * Math.abs(best)) {
        after[site] = chosen[site] === 1 ? OPEN : CLOSED;
      }
    }
  }
  return after;
}
