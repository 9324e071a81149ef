import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { countEffects, type PartChange, type PartSums, paceEffects, rateEffects } from './effects.ts';

const part = (
  key: string,
  before: [number, number] | null,
  now: [number, number] | null,
): PartChange<string> => ({
  key,
  before: before && { numerator: before[0], denominator: before[1] },
  now: now && { numerator: now[0], denominator: now[1] },
});

/** Each part's mix and rate effect as plain numbers. */
function effectsOf(parts: readonly PartChange<string>[]) {
  const effects = rateEffects(parts);
  return Object.fromEntries(
    (effects ?? []).map(({ key, mix, rate }) => [key, [mix.valueOf(), rate.valueOf()]]),
  );
}

function totals(parts: readonly PartChange<string>[]) {
  const effects = rateEffects(parts) ?? [];
  const sum = (of: 'mix' | 'rate') => effects.reduce((total, each) => total.add(each[of]), new Fraction(0));
  return { mix: sum('mix'), rate: sum('rate') };
}

describe('why a rate moved, in scenes that a person can work out', () => {
  it('only the mix changed: every rate effect is 0', () => {
    // Fast 90 %, slow 50 %: half and half is 70 %, three to one is 80 %.
    const parts = [part('fast', [90, 100], [270, 300]), part('slow', [50, 100], [50, 100])];
    expect(effectsOf(parts)).toEqual({
      // (75 % − 50 %) × (90 % − 75 %) and (25 % − 50 %) × (50 % − 75 %): going from the worse to the better helps on both ends.
      fast: [0.0375, 0],
      slow: [0.0625, 0],
    });
  });

  it('only a rate changed: every mix effect is 0', () => {
    const parts = [part('fast', [90, 100], [90, 100]), part('slow', [50, 100], [30, 100])];
    expect(effectsOf(parts)).toEqual({ fast: [0, 0], slow: [0, -0.1] });
  });

  it('a new item appeared: it changes the mix, and nothing of it is a rate', () => {
    // From 80 % to (80 + 20) / 200 = 50 %; the mean of both is 65 %.
    const parts = [part('old', [80, 100], [80, 100]), part('new', null, [20, 100])];
    expect(effectsOf(parts)).toEqual({ old: [-0.075, 0], new: [-0.225, 0] });
  });

  it('an item vanished: the mirror image', () => {
    const parts = [part('old', [80, 100], [80, 100]), part('gone', [20, 100], null)];
    expect(effectsOf(parts)).toEqual({ old: [0.075, 0], gone: [0.225, 0] });
  });

  it('every part got better and the whole got worse: the rates helped, the mix did more harm (Simpson)', () => {
    const parts = [part('easy', [90, 100], [19, 20]), part('hard', [2, 10], [60, 200])];
    const { mix, rate } = totals(parts);
    expect(rate.compare(0)).toBe(1);
    expect(mix.compare(0)).toBe(-1);
    expect(mix.add(rate).compare(0)).toBe(-1);
  });

  it('a mean in minutes is split in minutes', () => {
    const parts = [part('a', [1000, 10], [1200, 10]), part('b', [5000, 10], [5000, 10])];
    expect(effectsOf(parts)).toEqual({ a: [0, 10], b: [0, 0] });
  });

  it('there is nothing to compare where a period has no denominator', () => {
    expect(rateEffects([part('a', null, [1, 2])])).toBeNull();
    expect(rateEffects([])).toBeNull();
    expect(rateEffects([part('a', [0, 0], [1, 2])])).toBeNull();
  });
});

const sums: fc.Arbitrary<PartSums | null> = fc.option(
  fc.record({ numerator: fc.nat(100_000), denominator: fc.nat(5_000) }),
  { nil: null },
);
const anyParts = fc.array(
  fc.record({ key: fc.string(), before: sums, now: sums }) as fc.Arbitrary<PartChange<string>>,
  { maxLength: 12 },
);

function rateOfAll(parts: readonly PartChange<string>[], when: 'before' | 'now'): Fraction {
  const total = (of: keyof PartSums) => parts.reduce((sum, each) => sum + (each[when]?.[of] ?? 0), 0);
  // What has no denominator adds nothing above: a part is in a period or it is not.
  return new Fraction(total('numerator'), total('denominator'));
}

/** A part without a denominator has no applications, and so no numerator. */
const consistent = anyParts.map((parts) =>
  parts.map((each) => ({
    ...each,
    before: each.before?.denominator === 0 ? null : each.before,
    now: each.now?.denominator === 0 ? null : each.now,
  })),
);

describe('effects', () => {
  it('add up to the change exactly, on any data', () => {
    fc.assert(
      fc.property(consistent, (parts) => {
        if (rateEffects(parts) !== null) {
          const { mix, rate } = totals(parts);
          const change = rateOfAll(parts, 'now').sub(rateOfAll(parts, 'before'));
          expect(mix.add(rate).equals(change)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of the way back are those of the way there, negated', () => {
    fc.assert(
      fc.property(consistent, (parts) => {
        const back = rateEffects(parts.map(({ key, before, now }) => ({ key, before: now, now: before })));
        const there = rateEffects(parts);
        expect(back?.map(({ mix, rate }) => [mix.neg().toFraction(), rate.neg().toFraction()])).toEqual(
          there?.map(({ mix, rate }) => [mix.toFraction(), rate.toFraction()]),
        );
      }),
    );
  });

  it('do not depend on the order of the parts', () => {
    fc.assert(
      fc.property(consistent, (parts) => {
        const forwards = rateEffects(parts)?.map(
          ({ mix, rate }) => `${mix.toFraction()} ${rate.toFraction()}`,
        );
        const backwards = rateEffects(parts.toReversed())?.map(
          ({ mix, rate }) => `${mix.toFraction()} ${rate.toFraction()}`,
        );
        expect(backwards?.toReversed()).toEqual(forwards);
      }),
    );
  });

  it('of a part cut in two alike are together those of the whole part', () => {
    fc.assert(
      fc.property(consistent, (parts) => {
        const double = (each: PartSums | null) =>
          each && { numerator: 2 * each.numerator, denominator: 2 * each.denominator };
        const whole = parts.map((each) => ({ ...each, before: double(each.before), now: double(each.now) }));
        const [all, halves] = [rateEffects(whole), rateEffects([...parts, ...parts])];
        expect(halves === null).toBe(all === null);
        all?.forEach(({ mix, rate }, index) => {
          const [one, other] = [halves?.[index], halves?.[index + parts.length]];
          expect(one?.mix.add(other?.mix ?? 0).equals(mix)).toBe(true);
          expect(one?.rate.add(other?.rate ?? 0).equals(rate)).toBe(true);
        });
      }),
    );
  });

  it('of a count are its parts’ own changes, and add up', () => {
    fc.assert(
      fc.property(consistent, (parts) => {
        const total = (when: 'before' | 'now') =>
          parts.reduce((sum, each) => sum + (each[when]?.numerator ?? 0), 0);
        expect(countEffects(parts).reduce((sum, { change }) => sum + change, 0)).toBe(
          total('now') - total('before'),
        );
      }),
    );
  });
});

describe('a count between its working days and its pace', () => {
  it('with the same pace on fewer days is all days; on as many days at another pace, all pace', () => {
    // October 2021 had 17 working days, September 22: ten a day in both.
    const fewer = paceEffects({ count: 220, workingDays: 22 }, { count: 170, workingDays: 17 });
    expect([fewer?.workingDays.valueOf(), fewer?.pace.valueOf()]).toEqual([-50, 0]);
    const faster = paceEffects({ count: 200, workingDays: 20 }, { count: 260, workingDays: 20 });
    expect([faster?.workingDays.valueOf(), faster?.pace.valueOf()]).toEqual([0, 60]);
  });

  it('adds up exactly, and says nothing where a number of days is not known', () => {
    const side = fc.record({ count: fc.nat(100_000), workingDays: fc.integer({ min: 1, max: 300 }) });
    fc.assert(
      fc.property(side, side, (before, now) => {
        const effects = paceEffects(before, now);
        expect(effects?.workingDays.add(effects.pace).equals(now.count - before.count)).toBe(true);
      }),
    );
    expect(paceEffects({ count: 1, workingDays: null }, { count: 1, workingDays: 3 })).toBeNull();
    expect(paceEffects({ count: 0, workingDays: 0 }, { count: 1, workingDays: 3 })).toBeNull();
  });
});
