import fc from 'fast-check';
import type { EventFact, EventType } from '../src/applications/application-event.ts';

/** An event as values; local times are those of Nanning unless they carry an offset. */
export function eventAt(
  type: EventType,
  at: string | Date,
  rest: Partial<Omit<EventFact, 'type' | 'occurredAt'>> = {},
): EventFact {
  return {
    type,
    occurredAt: typeof at === 'string' ? nanningTime(at) : at,
    stepName: type === 'NAMED_STEP' ? 'step' : null,
    ordinal: 0,
    suspensionReason: type === 'SUSPENDED' ? 'HEARING' : null,
    approvedWorkingDays: type === 'EXTENDED' ? 10 : null,
    decision: type === 'DECIDED' ? 'GRANTED' : null,
    rating: type === 'RATED' ? 5 : null,
    ...rest,
  };
}

/** '2021-12-20 09:30' by the clock of Nanning. */
export function nanningTime(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}+08:00`);
}

/** A letter for each event that moves an application on, so that the lawful order can be written as a regular expression. */
export const EVENT_OF_LETTER: Readonly<Record<string, EventType>> = {
  R: 'RECEIVED',
  q: 'CORRECTION_REQUESTED',
  s: 'CORRECTION_SUBMITTED',
  A: 'ACCEPTED',
  N: 'NOT_ACCEPTED',
  U: 'SUSPENDED',
  u: 'RESUMED',
  I: 'INSPECTED',
  c: 'RECTIFICATION_REQUESTED',
  d: 'RECTIFIED',
  E: 'EXTENDED',
  D: 'DECIDED',
  i: 'ISSUED',
  v: 'DELIVERED',
  W: 'WITHDRAWN',
  T: 'TERMINATED',
};

/** Every lawful life so far, finished or not, written down without the table of transitions. */
export const LAWFUL_LIFE =
  /^R(qs)*(q[WTN]?|[WTN]|D(iv?|v)?|A(I|E|U[IE]*u|cE*d)*([WT]|D(iv?|v)?|U[IE]*[WT]?|cE*[WT]?)?)?$/;

export function typesOf(letters: string): EventType[] {
  return [...letters].flatMap((letter) => EVENT_OF_LETTER[letter] ?? []);
}

const oneOf = (...lives: readonly string[]) => fc.constantFrom(...lives);
const joined = (parts: readonly string[]) => parts.join('');

const review = fc.array(oneOf('I', 'E', 'Uu', 'UIu', 'UEIu', 'cd', 'cEd'), { maxLength: 4 }).map(joined);
const decision = oneOf('D', 'Di', 'Dv', 'Div');

/** Random lawful lives as letters, finished or not, of every shape and up to some twenty events. */
export const lawfulLetters: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.constant('qs'), { maxLength: 2 }).map(joined),
    fc.oneof(
      oneOf('', 'q', 'qW', 'qT', 'qN', 'W', 'T', 'N'),
      decision,
      fc
        .tuple(review, fc.oneof(oneOf('', 'W', 'T', 'U', 'UI', 'UW', 'UET', 'c', 'cE', 'cW'), decision))
        .map(([steps, end]) => `A${steps}${end}`),
    ),
  )
  .map(([corrections, rest]) => `R${corrections}${rest}`);

export const lawfulLife: fc.Arbitrary<EventType[]> = lawfulLetters.map(typesOf);

/** Gives a sequence of types random instants of 2021 to 2024, in order, some of them at the same instant. */
export function dated(types: fc.Arbitrary<EventType[]>): fc.Arbitrary<EventFact[]> {
  const minute = 60_000;
  return types.chain((life) =>
    fc
      .record({
        start: fc.integer({ min: Date.UTC(2021, 0, 5), max: Date.UTC(2024, 0, 5) }),
        gapsMs: fc.array(fc.oneof(fc.constant(0), fc.nat(6 * 60 * minute), fc.nat(9 * 1440 * minute)), {
          minLength: life.length,
          maxLength: life.length,
        }),
      })
      .map(({ start, gapsMs }) => {
        let at = start;
        return life.map((type, ordinal) => {
          at += gapsMs[ordinal] ?? 0;
          return eventAt(type, new Date(at), { ordinal });
        });
      }),
  );
}
