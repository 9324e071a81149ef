import { describe, expect, it } from 'vitest';
import { randomDistrict } from '../../test/random-district.ts';
import { type CheckedFacts, checkRelease } from './release-checks.ts';
import type { ReleaseContent, ReleaseMonth } from './release-content.ts';
import { monthAfter, monthBefore } from './release-figures.ts';
import { withReleasedMonths } from './released-months.ts';
import { MEDIAN, P90, tenthsWithin } from './released-time.ts';

const [october, november] = randomDistrict(1);
if (!october || !november) {
  throw new Error('A random district has two releases.');
}
const FACTS: CheckedFacts = { before: october, isLoadedAfterPeriod: true, refusedRows: 0, disclosed: 0 };
const failing = (content: ReleaseContent, facts: Partial<CheckedFacts> = {}) =>
  checkRelease(content, { ...FACTS, ...facts }).filter(({ outcome }) => outcome !== 'PASSED');

describe('the checks of a release', () => {
  it('pass where everything adds up, goes on and is safe', () => {
    expect(failing(november)).toEqual([]);
  });

  it('fail where a margin does not add up to the volume', () => {
    const [first, ...others] = november.volume.byPoint;
    const byPoint = first ? [{ ...first, count: Number(first.count) + 1 }, ...others] : [];
    expect(failing({ ...november, volume: { ...november.volume, byPoint } })).toEqual([
      { code: 'PARTS_ADD_UP', outcome: 'FAILED', found: 1 },
    ]);
  });

  it('fail where the flow does not balance', () => {
    const [whole, ...points] = november.caseload;
    const caseload = whole ? [{ ...whole, closed: Number(whole.closed) + 1 }, ...points] : [];
    expect(failing({ ...november, caseload })).toEqual([
      { code: 'FLOW_BALANCE', outcome: 'FAILED', found: 1 },
    ]);
  });

  it('fail where the attack found a count', () => {
    expect(failing(november, { disclosed: 2 })).toEqual([
      { code: 'DISCLOSURE_AUDIT', outcome: 'FAILED', found: 2 },
    ]);
  });

  it('warn where the month does not begin as the last release ended, where no import came after it, and of refused rows', () => {
    const caseload = october.caseload.map((each) => ({ ...each, backlog: Number(each.backlog) + 1 }));
    const facts = { before: { ...october, caseload }, isLoadedAfterPeriod: false, refusedRows: 7 };
    expect(failing(november, facts)).toEqual([
      { code: 'CONTINUES_LAST_RELEASE', outcome: 'WARNING', found: november.caseload.length },
      { code: 'FACTS_AFTER_PERIOD', outcome: 'WARNING', found: 1 },
      { code: 'REFUSED_ROWS', outcome: 'WARNING', found: 7 },
    ]);
    expect(failing(november, { before: null })).toEqual([]);
  });
});

describe('a series', () => {
  it('keeps of a month what its own release said, and else what a later one said first', () => {
    const of = (month: string, received: number): ReleaseMonth => ({
      month,
      received,
      closed: 0,
      backlog: 0,
      decided: 0,
      medianTenths: null,
      p90Tenths: null,
      onTime: { numerator: 0, denominator: 0 },
    });
    const released: ReleaseContent[] = [
      { ...october, series: [of('2021-09', 1), of('2021-10', 2)] },
      { ...november, series: [of('2021-09', 10), of('2021-10', 20), of('2021-11', 30)] },
      // A correction of October.
      { ...october, series: [of('2021-09', 100), of('2021-10', 200)] },
    ];
    const drawn = [of('2021-08', 5), of('2021-09', 6), of('2021-10', 7), of('2021-11', 8), of('2021-12', 9)];
    expect(withReleasedMonths(drawn, released).map(({ received }) => received)).toEqual([5, 1, 200, 30, 9]);
  });

  it('goes from month to month over the end of a year', () => {
    expect([
      monthBefore('2021-01'),
      monthBefore('2021-10'),
      monthAfter('2021-12'),
      monthAfter('2021-09'),
    ]).toEqual(['2020-12', '2021-09', '2022-01', '2021-10']);
  });
});

describe('a released time', () => {
  it('is the least within which at least half, or nine in ten, lie', () => {
    // 10 in all: five lie within 4 tenths, nine within 30.
    const distribution = [
      { tenths: 1, count: 3 },
      { tenths: 4, count: 2 },
      { tenths: 30, count: 4 },
      { tenths: 90, count: 1 },
    ];
    expect([tenthsWithin(distribution, MEDIAN), tenthsWithin(distribution, P90)]).toEqual([4, 30]);
    expect(tenthsWithin([{ tenths: 7, count: 1 }], P90)).toBe(7);
    expect(tenthsWithin([], MEDIAN)).toBeNull();
  });
});
