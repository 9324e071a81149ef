/**
 * Control limits of individual values and moving ranges (XmR).
 * Sources: W. A. Shewhart, Economic Control of Quality of Manufactured Product (1931); D. J. Wheeler, Understanding Variation
 * (2nd ed., 2000) and Making Sense of Data (2003), from whom the constants and the reasons for not using p and u charts are.
 */

/** Expected range of two values from a normal distribution, in standard deviations: 2 ÷ √π. */
const D2 = 2 / Math.sqrt(Math.PI);
/** Standard deviation of that range, in standard deviations: √(2 − 4 ÷ π). */
const D3 = Math.sqrt(2 - D2 * D2);
/** Three standard deviations in average moving ranges: 3 ÷ d2 = 2.66. */
export const NATURAL_LIMIT_FACTOR = 3 / D2;
/** Upper limit of a moving range in average moving ranges: D4 = 1 + 3 d3 ÷ d2 = 3.267 (Wheeler rounds to 3.268). */
export const RANGE_LIMIT_FACTOR = 1 + (3 * D3) / D2;

/** Fewer values say too little about their own spread: no limits. */
export const LEAST_BASELINE = 12;
/** So many values from the start of the baseline make the limits, which then stay; until then each value still moves them. */
export const FULL_BASELINE = 20;
/** So many values in a row on one side of the centre line are a shift: by chance alone 2 in 2⁸ runs of eight. */
export const RUN_LENGTH = 8;

export const SIGNAL_RULES = ['BEYOND_LIMITS', 'RUN_ON_ONE_SIDE'] as const;
export type SignalRule = (typeof SIGNAL_RULES)[number];

/** A value of the series: nothing was measured where it is null. */
export interface ChartPoint {
  readonly value: number | null;
  /** From the last value before it, in absolute terms; null: no such value. */
  readonly movingRange: number | null;
  readonly isInBaseline: boolean;
  /** What marks it as more than chance; empty: nothing does. */
  readonly signals: readonly SignalRule[];
  /** On which side of the centre line a marked value lies; null: not marked. */
  readonly side: 'ABOVE' | 'BELOW' | null;
}

export interface ControlLimits {
  /** Mean of the baseline. */
  readonly centre: number;
  /** Natural process limits, cut at the bounds of what the measure can be. */
  readonly lower: number;
  readonly upper: number;
  /** Beyond it a single moving range is unusual; shown, never a signal of its own. */
  readonly upperRange: number;
  readonly averageRange: number;
  /** Values that made the limits. */
  readonly n: number;
  /** Fewer than a full baseline: every further value still moves the limits. */
  readonly isProvisional: boolean;
}

export interface ControlChart {
  /** null: fewer than the least baseline of values, or none of them differ. */
  readonly limits: ControlLimits | null;
  readonly points: readonly ChartPoint[];
}

export interface ControlOptions {
  /** The first value of the baseline, as an index of the series. */
  readonly baselineStart: number;
  /** What the measure can be: a rate 0 to 1, a count from 0 on. */
  readonly bounds: { readonly least: number; readonly most: number };
}

/**
 * The control chart of a series in order of time. The baseline is the first `FULL_BASELINE` values from its start on, frozen: a
 * slow drift cannot widen the limits that are to catch it. Values before the baseline are shown and not judged.
 */
export function controlChart(values: readonly (number | null)[], options: ControlOptions): ControlChart {
  const ranges = movingRanges(values);
  const limits = limitsOf(values, options);
  const baseline = new Set(baselineIndexes(values, options.baselineStart));
  const marked = limits === null ? null : signalsOf(values, limits, options.baselineStart);
  return {
    limits,
    points: values.map((value, index) => {
      const signals = marked?.[index] ?? [];
      const isAbove = limits !== null && value !== null && value > limits.centre;
      return {
        value,
        movingRange: ranges[index] ?? null,
        isInBaseline: baseline.has(index),
        signals,
        side: signals.length === 0 ? null : isAbove ? 'ABOVE' : 'BELOW',
      };
    }),
  };
}

/** Absolute differences of each value from the last one before it; null where there is none. */
function movingRanges(values: readonly (number | null)[]): (number | null)[] {
  let previous: number | null = null;
  return values.map((value) => {
    const range: number | null = value === null || previous === null ? null : Math.abs(value - previous);
    previous = value ?? previous;
    return range;
  });
}

function baselineIndexes(values: readonly (number | null)[], start: number): number[] {
  return values
    .flatMap((value, index) => (index >= start && value !== null ? [index] : []))
    .slice(0, FULL_BASELINE);
}

function limitsOf(
  values: readonly (number | null)[],
  { baselineStart, bounds }: ControlOptions,
): ControlLimits | null {
  const baseline = baselineIndexes(values, baselineStart).flatMap((index) => values[index] ?? []);
  if (baseline.length < LEAST_BASELINE) {
    return null;
  }
  // Ranges within the baseline alone: the step into it belongs to what came before.
  const ranges = movingRanges(baseline).flatMap((range) => range ?? []);
  const averageRange = meanOf(ranges);
  if (averageRange === 0) {
    return null;
  }
  const centre = meanOf(baseline);
  return {
    centre,
    lower: Math.max(bounds.least, centre - NATURAL_LIMIT_FACTOR * averageRange),
    upper: Math.min(bounds.most, centre + NATURAL_LIMIT_FACTOR * averageRange),
    upperRange: RANGE_LIMIT_FACTOR * averageRange,
    averageRange,
    n: baseline.length,
    isProvisional: baseline.length < FULL_BASELINE,
  };
}

/** The rules on each value from the start of the baseline; the eighth of a run is marked, and each that goes on. */
function signalsOf(
  values: readonly (number | null)[],
  { centre, lower, upper }: ControlLimits,
  start: number,
): SignalRule[][] {
  let run = 0;
  return values.map((value, index) => {
    if (value === null || index < start) {
      return [];
    }
    const side = Math.sign(value - centre);
    // On the centre line itself a value is on neither side, and ends the run.
    run = side === 0 ? 0 : side === Math.sign(run) ? run + side : side;
    return [
      ...(value > upper || value < lower ? (['BEYOND_LIMITS'] as const) : []),
      ...(Math.abs(run) >= RUN_LENGTH ? (['RUN_ON_ONE_SIDE'] as const) : []),
    ];
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
