import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDay } from './periods.ts';
import {
  addressOf,
  readPeriod,
  readScope,
  readSelection,
  type Selection,
  scopeInput,
  writeSelection,
} from './view.ts';

const days = fc.integer({ min: 0, max: 900 }).map((offset) => shiftDay('2020-01-01', offset));
const ranges = fc.record({ from: days, to: days });
const selections: fc.Arbitrary<Selection> = fc.record(
  {
    search: fc.string({ minLength: 1 }),
    received: ranges,
    decided: ranges,
    closed: ranges,
    lastLogged: ranges,
    openOn: days,
    standing: fc.subarray(['OVERDUE', 'DUE_SOON', 'WITHIN_LIMIT', 'NO_DEADLINE'], { minLength: 1 }),
    age: fc.constantFrom('WORKING_DAYS_0_5', 'WORKING_DAYS_OVER_20'),
    waiting: fc.subarray(['BUREAU', 'APPLICANT', 'EXCLUDED'], { minLength: 1 }),
    dueWithin: fc.nat(250),
    promisedOnTime: fc.boolean(),
    statutoryOnTime: fc.boolean(),
    minutesFrom: fc.nat(100_000),
    minutesTo: fc.nat(100_000),
    accepted: ranges,
    rated: ranges,
    states: fc.subarray(['LIMITS', 'VISITS', 'RATING'], { minLength: 1 }),
    omits: fc.subarray(['CHANNEL', 'HANDLING'], { minLength: 1 }),
    handling: fc.constantFrom('INSTANT', 'COMMITTED'),
    way: fc.constantFrom('ONLINE', 'ASSISTED'),
    visitsAtMost: fc.nat(9),
    firstPass: fc.boolean(),
    satisfied: fc.boolean(),
    followedUp: fc.boolean(),
    outreach: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('a view', () => {
  it('comes back from its address as it went in', () => {
    fc.assert(
      fc.property(selections, (selection) => {
        const address = new URL(
          addressOf('/applications', new URLSearchParams(), writeSelection(selection)),
          'http://x',
        );
        expect(readSelection(address.searchParams)).toEqual(selection);
      }),
    );
  });

  it('goes along from page to page, the conditions of a list do not', () => {
    const view = new URLSearchParams('bureau=B&lang=en&period=ALL&point=P1&point=P2&search=X&after=Y');
    expect(addressOf('/volume', view)).toBe('/volume?bureau=B&lang=en&period=ALL&point=P1&point=P2');
    expect(addressOf('/applications', view, new URLSearchParams('open=2021-12-22'), { point: ['P3'] })).toBe(
      '/applications?bureau=B&lang=en&period=ALL&point=P3&open=2021-12-22',
    );
  });

  it('names the fields of the API', () => {
    expect(scopeInput(readScope(new URLSearchParams('point=P1&kind=BANK&applicant=PERSON')))).toEqual({
      servicePoints: ['P1'],
      servicePointKinds: ['BANK'],
      applicantKinds: ['PERSON'],
    });
  });

  it.each(['', 'period=NEVER', 'from=2021-12-22&to=2021-12-01', 'from=yesterday&to=2021-12-01'])(
    'with a period that is none (%s) shows the last three months',
    (query) => {
      expect(readPeriod(new URLSearchParams(query), '2021-12-22', null)).toEqual({
        preset: 'LAST_3_MONTHS',
        from: '2021-10-01',
        to: '2021-12-22',
      });
    },
  );
});
