import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dated,
  EVENT_OF_LETTER,
  eventAt,
  LAWFUL_LIFE,
  lawfulLetters,
  lawfulLife,
  nanningTime,
  typesOf,
} from '../../test/event-facts.ts';
import { EVENT_TYPES, type EventFact, type EventType } from './application-event.ts';
import { APPLICATION_STATES, inOrder, lawfulEvents, stateAfter, walkLifecycle } from './lifecycle.ts';

const eventsOf = (types: readonly EventType[]): EventFact[] =>
  types.map((type, ordinal) => eventAt(type, '2021-12-20 10:00', { ordinal }));

describe('the lawful order', () => {
  it.each([
    ['R', 'RECEIVED'],
    ['Rq', 'AWAITING_CORRECTION'],
    ['Rqs', 'CORRECTED'],
    ['RqsqsA', 'UNDER_REVIEW'],
    ['RA', 'UNDER_REVIEW'],
    ['RAU', 'SUSPENDED'],
    ['RAUI', 'SUSPENDED'],
    ['RAUu', 'UNDER_REVIEW'],
    ['RAIc', 'AWAITING_RECTIFICATION'],
    ['RAIcdI', 'UNDER_REVIEW'],
    ['RAE', 'UNDER_REVIEW'],
    ['RN', 'NOT_ACCEPTED'],
    ['RqN', 'NOT_ACCEPTED'],
    ['RAD', 'DECIDED'],
    ['RADi', 'ISSUED'],
    ['RADiv', 'DELIVERED'],
    ['RAUW', 'WITHDRAWN'],
    ['RT', 'TERMINATED'],
  ])('%s ends in %s', (letters, state) => {
    expect(walkLifecycle(eventsOf(typesOf(letters)))).toEqual({ state });
  });

  it.each(['RD', 'RqsD'])('an instant item is accepted and decided in one act: %s', (letters) => {
    expect(walkLifecycle(eventsOf(typesOf(letters)))).toEqual({ state: 'DECIDED' });
  });

  it('what comes out of order is refused with the state and what was expected there', () => {
    const events = eventsOf(typesOf('RAUD'));
    expect(walkLifecycle(events)).toEqual({
      violation: {
        event: events[3],
        state: 'SUSPENDED',
        expected: expect.arrayContaining(['RESUMED', 'INSPECTED', 'EXTENDED', 'WITHDRAWN', 'TERMINATED']),
      },
    });
    expect(lawfulEvents('SUSPENDED')).toHaveLength(5);
  });

  it('the first event is the receipt', () => {
    const events = eventsOf(typesOf('AD'));
    expect(walkLifecycle(events)).toEqual({
      violation: { event: events[0], state: null, expected: ['RECEIVED'] },
    });
  });

  it('a named step is lawful anywhere, before receipt too, and changes nothing', () => {
    expect(walkLifecycle(eventsOf(['NAMED_STEP', 'RECEIVED', 'NAMED_STEP']))).toEqual({ state: 'RECEIVED' });
    expect(walkLifecycle(eventsOf(['RECEIVED', 'WITHDRAWN', 'NAMED_STEP']))).toEqual({ state: 'WITHDRAWN' });
  });

  it('named steps alone are no application', () => {
    const events = eventsOf(['NAMED_STEP', 'NAMED_STEP']);
    expect(walkLifecycle(events)).toEqual({
      violation: { event: events[0], state: null, expected: ['RECEIVED'] },
    });
  });

  it('a rating is lawful in every state after receipt, and changes none', () => {
    for (const state of APPLICATION_STATES) {
      expect(stateAfter(state, 'RATED')).toBe(state);
    }
    const events = eventsOf(['RATED', 'RECEIVED']);
    expect(walkLifecycle(events)).toMatchObject({ violation: { event: events[0], state: null } });
  });

  it('a follow-up comes after a rating, in whatever state, and changes none', () => {
    expect(walkLifecycle(eventsOf(['RECEIVED', 'RATED', 'REVIEW_FOLLOWED_UP']))).toEqual({
      state: 'RECEIVED',
    });
    expect(
      walkLifecycle(eventsOf(['RECEIVED', 'DECIDED', 'ISSUED', 'RATED', 'REVIEW_FOLLOWED_UP', 'DELIVERED'])),
    ).toEqual({ state: 'DELIVERED' });
    const events = eventsOf(['RECEIVED', 'DECIDED', 'REVIEW_FOLLOWED_UP', 'RATED']);
    expect(walkLifecycle(events)).toEqual({
      violation: { event: events[2], state: 'DECIDED', expected: ['RATED'] },
    });
  });

  it('nothing follows the end but issue and delivery of what was decided', () => {
    for (const state of ['NOT_ACCEPTED', 'DELIVERED', 'WITHDRAWN', 'TERMINATED'] as const) {
      expect(lawfulEvents(state)).toEqual([]);
    }
    expect(lawfulEvents('DECIDED')).toEqual(['ISSUED', 'DELIVERED']);
    expect(lawfulEvents('ISSUED')).toEqual(['DELIVERED']);
  });

  it('an application without an event is a defect of the caller', () => {
    expect(() => walkLifecycle([])).toThrow(RangeError);
  });
});

describe('random lives', () => {
  it('every lawful one is accepted, with named steps and ratings anywhere in it', () => {
    const extras = fc.array(fc.record({ at: fc.nat(20), type: fc.constantFrom('RATED', 'NAMED_STEP') }));
    fc.assert(
      fc.property(lawfulLife, extras, (life, added) => {
        const types: EventType[] = [...life];
        for (const { at, type } of added) {
          types.splice(1 + (at % types.length), 0, type as EventType);
        }
        expect(walkLifecycle(eventsOf(types))).toEqual(walkLifecycle(eventsOf(life)));
        expect(walkLifecycle(eventsOf(life))).toHaveProperty('state');
      }),
      { numRuns: 500 },
    );
  });

  it('any other is refused at its first event out of order, with exactly the events that would have been lawful', () => {
    const letters = Object.keys(EVENT_OF_LETTER);
    const letter = fc.constantFrom(...letters);
    const anyLife = fc.oneof(
      fc.array(letter, { minLength: 1, maxLength: 8 }).map((each) => each.join('')),
      fc.tuple(lawfulLetters, fc.array(letter, { maxLength: 3 })).map(([life, rest]) => life + rest.join('')),
    );
    fc.assert(
      fc.property(anyLife, (life) => {
        const events = eventsOf(typesOf(life));
        const walked = walkLifecycle(events);
        const broken = [...life].findIndex((_, index) => !LAWFUL_LIFE.test(life.slice(0, index + 1)));
        if (broken === -1) {
          expect(walked).toHaveProperty('state');
          return;
        }
        const before = life.slice(0, broken);
        const expected = typesOf(letters.filter((each) => LAWFUL_LIFE.test(before + each)).join(''));
        expect(walked).toMatchObject({ violation: { event: events[broken] } });
        expect('violation' in walked && [...walked.violation.expected].sort()).toEqual(expected.sort());
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the order of events', () => {
  it('is that of their instants, and of the source within an instant', () => {
    const first = eventAt('RECEIVED', '2021-12-18 09:00', { ordinal: 7 });
    const second = eventAt('ACCEPTED', '2021-12-18 10:00', { ordinal: 1 });
    const third = eventAt('DECIDED', '2021-12-18 10:00', { ordinal: 2 });
    expect(inOrder([third, second, first])).toEqual([first, second, third]);
  });

  it('leaves what it is given as it was', () => {
    const events = [eventAt('DECIDED', '2021-12-19 09:00'), eventAt('RECEIVED', '2021-12-18 09:00')];
    inOrder(events);
    expect(events[0]?.occurredAt).toEqual(nanningTime('2021-12-19 09:00'));
  });

  it('does not depend on the order they come in', () => {
    fc.assert(
      fc.property(
        dated(lawfulLife).chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          expect(inOrder(shuffled)).toEqual(events);
        },
      ),
    );
  });
});

it('every event that moves an application on is in some lawful life', () => {
  const stateless: readonly EventType[] = ['RATED', 'REVIEW_FOLLOWED_UP', 'NAMED_STEP'];
  const moving = EVENT_TYPES.filter((type) => !stateless.includes(type));
  expect(Object.values(EVENT_OF_LETTER).sort()).toEqual([...moving].sort());
  const lawfulSomewhere = new Set(APPLICATION_STATES.flatMap((state) => [...lawfulEvents(state)]));
  expect([...lawfulSomewhere, 'RECEIVED'].sort()).toEqual([...moving].sort());
});
