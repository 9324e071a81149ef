import type { TargetDirection } from './target.entity.ts';

export const TARGET_STATUSES = ['ON_TRACK', 'AT_RISK', 'MET', 'MISSED', 'NOT_ENOUGH_DATA'] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

export const TARGET_REASONS = [
  'PERIOD_OVER',
  'REACHED_ALREADY',
  'EXCEEDED_ALREADY',
  'PACE_SUFFICES',
  'PACE_FALLS_SHORT',
  'HOLDS_SO_FAR',
  'REST_MUST_BE_BETTER',
  'OUT_OF_REACH',
  'TOO_EARLY',
  'TOO_FEW_APPLICATIONS',
  'NOTHING_MEASURED',
  'CALENDAR_NOT_ANNOUNCED',
] as const;
export type TargetReason = (typeof TARGET_REASONS)[number];

/** Fewer working days gone are no pace. */
export const LEAST_ELAPSED_WORKING_DAYS = 3;
/** Fewer applications are no rate to go on. */
export const LEAST_APPLICATIONS = 10;

/** How far a period has gone. */
export interface Progress {
  readonly isOver: boolean;
  /** Working time gone, in working days of the standard day, with fractions; null: the calendar is not announced. */
  readonly elapsedWorkingDays: number | null;
  /** Of the whole period; null: the calendar is not announced for all of it. */
  readonly totalWorkingDays: number | null;
}

/** What has been measured so far, in the unit of the target. */
export type SoFar =
  | { readonly kind: 'COUNT'; readonly count: number }
  /** A rate or a mean: `rest` of further applications adds as much above and below. */
  | {
      readonly kind: 'RATIO';
      readonly numerator: number;
      readonly denominator: number;
      /** What a single application can be at least and at most: 0 to 1 for a rate. */
      readonly most: number;
    }
  | {
      readonly kind: 'QUANTILE';
      readonly quantile: number;
      readonly value: number | null;
      readonly n: number;
      /** How many do not exceed the target. */
      readonly within: number;
    }
  | { readonly kind: 'STOCK'; readonly atStart: number; readonly now: number };

export interface Goal {
  readonly direction: TargetDirection;
  readonly value: number;
}

export interface Projection {
  readonly status: TargetStatus;
  readonly reason: TargetReason;
  /** So far; null: nothing to measure. */
  readonly value: number | null;
  /** At the end of the period at the present pace; null: not enough is known. */
  readonly projected: number | null;
  /** Applications still to come at the present pace, for rates, means and percentiles; null: not known, or not asked. */
  readonly expectedRest: number | null;
  /**
   * What would meet the target just so. Counts: a working day, from now on (at most that, for AT_MOST). Rates and means: of the
   * applications still to come. Percentiles: the share of those that must not exceed the target. null: nothing is left to do, or
   * nothing would.
   */
  readonly needed: number | null;
}

/**
 * Whether a target will be met, at the present pace: plain arithmetic on what has been measured, without a model. Who wants to know
 * whether the pace itself has changed asks the control chart.
 */
export function projectTarget(goal: Goal, soFar: SoFar, progress: Progress): Projection {
  switch (soFar.kind) {
    case 'COUNT':
      return projectCount(goal, soFar.count, progress);
    case 'RATIO':
      return projectRatio(goal, soFar, progress);
    case 'QUANTILE':
      return projectQuantile(goal, soFar, progress);
    case 'STOCK':
      return projectStock(goal, soFar, progress);
  }
}

function holds({ direction, value }: Goal, reached: number): boolean {
  return direction === 'AT_LEAST' ? reached >= value : reached <= value;
}

const nothingFurther = { projected: null, expectedRest: null, needed: null } as const;

function ended(goal: Goal, value: number): Projection {
  const status = holds(goal, value) ? 'MET' : 'MISSED';
  return { ...nothingFurther, status, reason: 'PERIOD_OVER', value, projected: value };
}

function unknown(reason: TargetReason, value: number | null): Projection {
  return { ...nothingFurther, status: 'NOT_ENOUGH_DATA', reason, value };
}

/** The pace so far, or why there is none. */
function paceOf(progress: Progress): { elapsed: number; left: number } | TargetReason {
  const { elapsedWorkingDays: elapsed, totalWorkingDays: total } = progress;
  if (elapsed === null || total === null) {
    return 'CALENDAR_NOT_ANNOUNCED';
  }
  return elapsed < LEAST_ELAPSED_WORKING_DAYS ? 'TOO_EARLY' : { elapsed, left: Math.max(0, total - elapsed) };
}

function projectCount(goal: Goal, count: number, progress: Progress): Projection {
  if (progress.isOver) {
    return ended(goal, count);
  }
  if (goal.direction === 'AT_LEAST' && count >= goal.value) {
    return { ...nothingFurther, status: 'MET', reason: 'REACHED_ALREADY', value: count };
  }
  if (goal.direction === 'AT_MOST' && count > goal.value) {
    return { ...nothingFurther, status: 'MISSED', reason: 'EXCEEDED_ALREADY', value: count };
  }
  const pace = paceOf(progress);
  return typeof pace === 'string'
    ? unknown(pace, count)
    : atPace(goal, count, count + (count / pace.elapsed) * pace.left, pace.left);
}

function projectStock(
  goal: Goal,
  { atStart, now }: { readonly atStart: number; readonly now: number },
  progress: Progress,
): Projection {
  if (progress.isOver) {
    return ended(goal, now);
  }
  const pace = paceOf(progress);
  return typeof pace === 'string'
    ? unknown(pace, now)
    : atPace(goal, now, Math.max(0, now + ((now - atStart) / pace.elapsed) * pace.left), pace.left);
}

function atPace(goal: Goal, value: number, projected: number, left: number): Projection {
  const isMet = holds(goal, projected);
  return {
    status: isMet ? 'ON_TRACK' : 'AT_RISK',
    reason: isMet ? 'PACE_SUFFICES' : 'PACE_FALLS_SHORT',
    value,
    projected,
    expectedRest: null,
    needed: left === 0 ? null : (goal.value - value) / left,
  };
}

function projectRatio(
  goal: Goal,
  { numerator, denominator, most }: Extract<SoFar, { kind: 'RATIO' }>,
  progress: Progress,
): Projection {
  if (denominator === 0) {
    return unknown('NOTHING_MEASURED', null);
  }
  const value = numerator / denominator;
  if (progress.isOver) {
    return ended(goal, value);
  }
  const rest = restOf(denominator, progress);
  if (typeof rest === 'string') {
    return unknown(rest, value);
  }
  const needed = rest === 0 ? null : (goal.value * (denominator + rest) - numerator) / rest;
  const isPossible = needed === null || (goal.direction === 'AT_LEAST' ? needed <= most : needed >= 0);
  const bounded = needed === null || !isPossible ? null : Math.min(most, Math.max(0, needed));
  return ofRest(goal, value, rest, bounded, isPossible);
}

/**
 * A percentile by interpolation between order statistics (type 7) does not exceed the target if the (⌈(N − 1) q⌉ + 1)th of all N
 * values does not: so many must be within it, some of them are.
 */
function projectQuantile(
  goal: Goal,
  { quantile, value, n, within }: Extract<SoFar, { kind: 'QUANTILE' }>,
  progress: Progress,
): Projection {
  if (value === null) {
    return unknown('NOTHING_MEASURED', null);
  }
  if (progress.isOver) {
    return ended(goal, value);
  }
  const rest = restOf(n, progress);
  if (typeof rest === 'string') {
    return unknown(rest, value);
  }
  const whole = n + Math.round(rest);
  const share = (Math.ceil((whole - 1) * quantile) + 1 - within) / Math.round(rest);
  const isPossible = rest < 0.5 || share <= 1;
  return ofRest(goal, value, rest, rest < 0.5 || !isPossible ? null : Math.max(0, share), isPossible);
}

function restOf(n: number, progress: Progress): number | TargetReason {
  const pace = paceOf(progress);
  if (typeof pace === 'string') {
    return pace;
  }
  return n < LEAST_APPLICATIONS ? 'TOO_FEW_APPLICATIONS' : (n / pace.elapsed) * pace.left;
}

function ofRest(
  goal: Goal,
  value: number,
  expectedRest: number,
  needed: number | null,
  isPossible: boolean,
): Projection {
  const isHeld = holds(goal, value);
  return {
    status: isHeld ? 'ON_TRACK' : 'AT_RISK',
    reason: isHeld ? 'HOLDS_SO_FAR' : isPossible ? 'REST_MUST_BE_BETTER' : 'OUT_OF_REACH',
    value,
    projected: value,
    expectedRest,
    needed,
  };
}
