import type { DayRange } from '../platform/periods.ts';
import type { Selection } from '../platform/view.ts';

/** A rate of the report, as the page draws it. */
export interface StatedRate {
  readonly value?: number | null | undefined;
  readonly numerator: number;
  readonly denominator: number;
  readonly applications: number;
  readonly unstated: number;
}

/** The applications of a figure; null: there is no such part. */
interface Parts {
  /** All that it rests on: those that state what it needs. */
  readonly all: Selection;
  readonly above: Selection | null;
  readonly unstated: Selection | null;
}

export type QualityName =
  | 'compression'
  | 'instantShare'
  | 'firstPass'
  | 'onlineShare'
  | 'assistedShare'
  | 'zeroErrand'
  | 'atMostOnce'
  | 'satisfaction'
  | 'badReviewFollowUp';

interface QualityFigureSpec {
  readonly name: QualityName;
  /** Of its definition. */
  readonly measure: string;
  /** The applications behind it, for the days asked about. */
  parts(days: DayRange): Parts;
}

/** What came in, by what it states of itself. */
const received = (fact: string, above: Selection | null) => (days: DayRange) => ({
  all: { received: days, states: [fact] },
  above: above && { received: days, ...above },
  unstated: { received: days, omits: [fact] },
});
const closedWithVisits = (visitsAtMost: number) => (closed: DayRange) => ({
  all: { closed, states: ['VISITS'] },
  above: { closed, visitsAtMost },
  unstated: { closed, omits: ['VISITS'] },
});

/** The figures of service quality in three groups: what was promised, how one came, and what was thought of it. */
export const QUALITY_GROUPS: readonly {
  readonly group: 'promise' | 'errand' | 'review';
  readonly figures: readonly QualityFigureSpec[];
}[] = [
  {
    group: 'promise',
    figures: [
      { name: 'compression', measure: 'compression', parts: received('LIMITS', null) },
      {
        name: 'instantShare',
        measure: 'instant-share',
        parts: received('HANDLING', { handling: 'INSTANT' }),
      },
      {
        name: 'firstPass',
        measure: 'first-pass-acceptance',
        parts: (accepted) => ({
          all: { accepted, states: ['CORRECTIONS'] },
          above: { accepted, firstPass: true },
          unstated: { accepted, omits: ['CORRECTIONS'] },
        }),
      },
    ],
  },
  {
    group: 'errand',
    figures: [
      { name: 'onlineShare', measure: 'online-share', parts: received('CHANNEL', { way: 'ONLINE' }) },
      { name: 'assistedShare', measure: 'assisted-share', parts: received('CHANNEL', { way: 'ASSISTED' }) },
      { name: 'zeroErrand', measure: 'zero-errand', parts: closedWithVisits(0) },
      { name: 'atMostOnce', measure: 'at-most-once', parts: closedWithVisits(1) },
    ],
  },
  {
    group: 'review',
    figures: [
      {
        name: 'satisfaction',
        measure: 'satisfaction',
        parts: (rated) => ({
          all: { rated, states: ['RATING'] },
          above: { rated, satisfied: true },
          unstated: { rated, omits: ['RATING'] },
        }),
      },
      {
        name: 'badReviewFollowUp',
        measure: 'bad-review-follow-up',
        parts: (rated) => ({
          all: { rated, satisfied: false },
          above: { rated, followedUp: true },
          unstated: null,
        }),
      },
    ],
  },
];

export const QUALITY_FIGURES = QUALITY_GROUPS.flatMap(({ figures }) => figures);
