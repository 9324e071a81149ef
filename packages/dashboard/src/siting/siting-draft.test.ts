import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextPinCode,
  PLAIN_DRAFT,
  readDraft,
  type SitingDraft,
  termOf,
  weightUnit,
  withDraft,
  withoutPin,
  withTerm,
} from './siting-draft.ts';

const drafts: fc.Arbitrary<SitingDraft> = fc.record({
  model: fc.constantFrom('MAXIMAL_COVERING', 'SET_COVERING', 'P_MEDIAN', 'P_CENTER'),
  mode: fc.constantFrom('WALK', 'CYCLE', 'DRIVE'),
  thresholdMinutes: fc.integer({ min: 1, max: 240 }),
  weights: fc.record({ residents: fc.nat(9), enterprises: fc.nat(9), keyBuildings: fc.nat(9) }),
  atKeyBuildings: fc.boolean(),
  inDemandAreas: fc.boolean(),
  preparingPoints: fc.constantFrom('AS_OPEN', 'AS_CANDIDATES', 'LEFT_OUT'),
  pins: fc.array(
    fc.record({
      code: fc.string(),
      name: fc.string(),
      longitude: fc.integer({ min: -180, max: 180 }),
      latitude: fc.integer({ min: -90, max: 90 }),
    }),
    { maxLength: 3 },
  ),
  candidateCost: fc.nat(9),
  capacity: fc.option(fc.nat(9)),
  casesPerThousandResidents: fc.nat(9),
  casesPerThousandEnterprises: fc.nat(9),
  terms: fc.array(
    fc.record({
      site: fc.string(),
      rule: fc.constantFrom('FREE', 'MUST_OPEN', 'MUST_NOT_OPEN'),
      mayClose: fc.boolean(),
      cost: fc.option(fc.nat(9)),
      capacity: fc.option(fc.nat(9)),
    }),
    { maxLength: 3 },
  ),
  newPoints: fc.option(fc.nat(9)),
  allPoints: fc.option(fc.nat(9)),
  budget: fc.option(fc.nat(9)),
  floorShare: fc.option(fc.constantFrom(0, 0.5, 1)),
  townFloors: fc.array(fc.record({ townOrStreet: fc.string(), share: fc.constantFrom(0, 0.5) }), {
    maxLength: 2,
  }),
  backupWeight: fc.constantFrom(0, 0.5),
  periods: fc.array(
    fc.record({
      newPoints: fc.option(fc.nat(9)),
      budget: fc.option(fc.nat(9)),
      importance: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 3 },
  ),
  minimise: fc.constantFrom('POINTS', 'COST'),
  share: fc.constantFrom(0.5, 0.95, 1),
  mustReachKeyBuildings: fc.boolean(),
  ownPick: fc.array(fc.string(), { maxLength: 3 }),
});

describe('the question of an address', () => {
  it('is read as it was written, beside what else the address says', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const written = withDraft(new URLSearchParams('lang=en&place=X'), draft);
        expect(readDraft(new URLSearchParams(written.toString()))).toEqual(draft);
        expect([written.get('lang'), written.get('place')]).toEqual(['en', 'X']);
      }),
    );
  });

  it('leaves out what is asked by default', () => {
    expect(withDraft(new URLSearchParams(), PLAIN_DRAFT).toString()).toBe('');
  });

  it.each(['{', '[]', '1', '{"model":"BEST"}', '{"newPoints":"three","pins":{},"other":1}'])(
    'that is spelt wrong (%s) is the default',
    (text) => {
      expect(readDraft(new URLSearchParams({ q: text }))).toEqual(PLAIN_DRAFT);
    },
  );
});

describe('what is said of a site', () => {
  it('stands once, and is left out when it says nothing', () => {
    const locked = withTerm(withTerm(PLAIN_DRAFT, 'A', { cost: 2 }), 'A', { rule: 'MUST_OPEN' });
    expect(locked.terms).toEqual([
      { site: 'A', rule: 'MUST_OPEN', mayClose: false, cost: 2, capacity: null },
    ]);
    expect(termOf(locked, 'B').rule).toBe('FREE');
    expect(withTerm(locked, 'A', { rule: 'FREE', cost: null }).terms).toEqual([]);
  });

  it('goes with its pin', () => {
    const pin = { code: '1', name: 'here', longitude: 0, latitude: 0 };
    const draft = withTerm({ ...PLAIN_DRAFT, pins: [pin], ownPick: ['PIN:1', 'POINT:P1'] }, 'PIN:1', {
      cost: 3,
    });
    expect(nextPinCode(draft)).toBe('2');
    expect(withoutPin(draft, '1')).toEqual({ ...PLAIN_DRAFT, ownPick: ['POINT:P1'] });
  });
});

it('weights have a unit only where one of them counts, and once', () => {
  expect(weightUnit({ residents: 1, enterprises: 0, keyBuildings: 0 })).toBe('residents');
  expect(weightUnit({ residents: 1, enterprises: 5, keyBuildings: 0 })).toBe(null);
  expect(weightUnit({ residents: 0, enterprises: 0, keyBuildings: 2 })).toBe(null);
});
