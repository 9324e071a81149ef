import Fraction from 'fraction.js';

/** What a part (an item, a point, a channel …) contributes to a measure in a period: whole numbers, >= 0. */
export interface PartSums {
  readonly numerator: number;
  /** Of a count: not looked at. */
  readonly denominator: number;
}

/** A part in the base and in the present period; null: no applications of it. */
export interface PartChange<Key> {
  readonly key: Key;
  readonly before: PartSums | null;
  readonly now: PartSums | null;
}

/** What a part did to a rate or a mean, in the unit of the measure. */
export interface RateEffects<Key> {
  readonly key: Key;
  /** Its share of the denominators changed. */
  readonly mix: Fraction;
  /** Its own rate changed. */
  readonly rate: Fraction;
}

const ZERO = new Fraction(0);
const TWO = new Fraction(2);

/**
 * Splits the change of a rate (or mean) R = Σ wᵢ rᵢ among its parts, wᵢ the part's share of the denominators and rᵢ its own rate:
 *
 *   mixᵢ = (wᵢ′ − wᵢ) · (r̄ᵢ − R̄)      rateᵢ = w̄ᵢ · (rᵢ′ − rᵢ)      with a bar for the mean of both periods.
 *
 * Σ mixᵢ + Σ rateᵢ = R′ − R, exactly, with nothing left over: Kitagawa, "Components of a Difference Between Two Rates", Journal of
 * the American Statistical Association 50 (1955), in the symmetric form, which is also the Shapley value of the two factors. Taking
 * R̄ from r̄ᵢ changes no sum, since the shares' changes add up to 0; it makes a part's mix effect say whether the share went to a
 * part better or worse than the whole. A part that is in one period only has no rate in the other: its rate counts as unchanged, and
 * all that it does is mix.
 * @returns null where either period has no denominator: there is no rate to compare
 */
export function rateEffects<Key>(parts: readonly PartChange<Key>[]): readonly RateEffects<Key>[] | null {
  const before = totalOf(parts.map((part) => part.before));
  const now = totalOf(parts.map((part) => part.now));
  if (before.denominator === 0 || now.denominator === 0) {
    return null;
  }
  const meanOfAll = half(fractionOf(before).add(fractionOf(now)));
  return parts.map((part) => {
    const rateNow = rateOf(part.now) ?? rateOf(part.before);
    const rateBefore = rateOf(part.before) ?? rateNow;
    if (rateNow === null || rateBefore === null) {
      return { key: part.key, mix: ZERO, rate: ZERO };
    }
    const shareNow = new Fraction(part.now?.denominator ?? 0, now.denominator);
    const shareBefore = new Fraction(part.before?.denominator ?? 0, before.denominator);
    return {
      key: part.key,
      mix: shareNow.sub(shareBefore).mul(half(rateNow.add(rateBefore)).sub(meanOfAll)),
      rate: half(shareNow.add(shareBefore)).mul(rateNow.sub(rateBefore)),
    };
  });
}

/** The change of a count among its parts: each brings its own. */
export function countEffects<Key>(
  parts: readonly PartChange<Key>[],
): readonly { readonly key: Key; readonly change: number }[] {
  return parts.map(({ key, before, now }) => ({
    key,
    change: (now?.numerator ?? 0) - (before?.numerator ?? 0),
  }));
}

export interface PaceEffects {
  /** There were more or fewer working days. */
  readonly workingDays: Fraction;
  /** There was more or less a working day. */
  readonly pace: Fraction;
}

/**
 * Splits the change of a count N = D · r between its working days D and its pace r, each change weighed by the mean of the other
 * factor, so that both add up to the change exactly (as above).
 * @returns null where a number of working days is unknown or 0
 */
export function paceEffects(
  before: { readonly count: number; readonly workingDays: number | null },
  now: { readonly count: number; readonly workingDays: number | null },
): PaceEffects | null {
  if (!before.workingDays || !now.workingDays) {
    return null;
  }
  const paceBefore = new Fraction(before.count, before.workingDays);
  const paceNow = new Fraction(now.count, now.workingDays);
  return {
    workingDays: half(paceBefore.add(paceNow)).mul(now.workingDays - before.workingDays),
    pace: half(new Fraction(before.workingDays + now.workingDays)).mul(paceNow.sub(paceBefore)),
  };
}

function totalOf(sums: readonly (PartSums | null)[]): PartSums {
  return sums.reduce<PartSums>(
    (total, each) => ({
      numerator: total.numerator + (each?.numerator ?? 0),
      denominator: total.denominator + (each?.denominator ?? 0),
    }),
    { numerator: 0, denominator: 0 },
  );
}

function fractionOf({ numerator, denominator }: PartSums): Fraction {
  return new Fraction(numerator, denominator);
}

/** null: nothing to divide by */
function rateOf(sums: PartSums | null): Fraction | null {
  return sums === null || sums.denominator === 0 ? null : fractionOf(sums);
}

function half(value: Fraction): Fraction {
  return value.div(TWO);
}
