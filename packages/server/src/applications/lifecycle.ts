import type { EventFact, EventType } from './application-event.ts';

export const APPLICATION_STATES = [
  'RECEIVED',
  'AWAITING_CORRECTION',
  'CORRECTED',
  'UNDER_REVIEW',
  'SUSPENDED',
  'AWAITING_RECTIFICATION',
  'NOT_ACCEPTED',
  'DECIDED',
  'ISSUED',
  'DELIVERED',
  'WITHDRAWN',
  'TERMINATED',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** ENFORCED: an event out of lawful order is a violation. RECORDED: the milestones of a foreign log stand as they are. */
export type LawfulOrder = 'ENFORCED' | 'RECORDED';

type Transitions = Partial<Record<EventType, ApplicationState>>;

/** An application may end without a decision in any state before one. */
const ENDS: Transitions = { WITHDRAWN: 'WITHDRAWN', TERMINATED: 'TERMINATED' };

/**
 * The one table of lawful transitions (行政许可法 art. 32, 34, 42, 44, 45). A decision straight after receipt is lawful: an
 * instant item is accepted and decided in one act. A request for correction may still come after five days of silence,
 * though acceptance then stands.
 */
const LAWFUL: Record<ApplicationState, Transitions> = {
  RECEIVED: {
    ...ENDS,
    CORRECTION_REQUESTED: 'AWAITING_CORRECTION',
    ACCEPTED: 'UNDER_REVIEW',
    NOT_ACCEPTED: 'NOT_ACCEPTED',
    DECIDED: 'DECIDED',
  },
  AWAITING_CORRECTION: { ...ENDS, CORRECTION_SUBMITTED: 'CORRECTED', NOT_ACCEPTED: 'NOT_ACCEPTED' },
  CORRECTED: {
    ...ENDS,
    CORRECTION_REQUESTED: 'AWAITING_CORRECTION',
    ACCEPTED: 'UNDER_REVIEW',
    NOT_ACCEPTED: 'NOT_ACCEPTED',
    DECIDED: 'DECIDED',
  },
  UNDER_REVIEW: {
    ...ENDS,
    SUSPENDED: 'SUSPENDED',
    INSPECTED: 'UNDER_REVIEW',
    RECTIFICATION_REQUESTED: 'AWAITING_RECTIFICATION',
    EXTENDED: 'UNDER_REVIEW',
    DECIDED: 'DECIDED',
  },
  SUSPENDED: { ...ENDS, RESUMED: 'UNDER_REVIEW', INSPECTED: 'SUSPENDED', EXTENDED: 'SUSPENDED' },
  AWAITING_RECTIFICATION: { ...ENDS, RECTIFIED: 'UNDER_REVIEW', EXTENDED: 'AWAITING_RECTIFICATION' },
  NOT_ACCEPTED: {},
  DECIDED: { ISSUED: 'ISSUED', DELIVERED: 'DELIVERED' },
  ISSUED: { DELIVERED: 'DELIVERED' },
  DELIVERED: {},
  WITHDRAWN: {},
  TERMINATED: {},
};

/** The events that end an application's time with the bureau; issue and delivery come after. */
export const CLOSING: ReadonlySet<EventType> = new Set([
  'DECIDED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
  'TERMINATED',
]);

/**
 * Lawful in every state, and changes none: an evaluation by the applicant, the bureau's follow-up of it, and an activity with no
 * lawful meaning.
 */
const STATELESS: readonly EventType[] = ['RATED', 'REVIEW_FOLLOWED_UP', 'NAMED_STEP'];

/** The state after an event; null: the event is not lawful there. Before the first event the state is null: only RECEIVED is lawful. */
export function stateAfter(state: ApplicationState | null, type: EventType): ApplicationState | null {
  if (state === null) {
    return type === 'RECEIVED' ? 'RECEIVED' : null;
  }
  return STATELESS.includes(type) ? state : (LAWFUL[state][type] ?? null);
}

/** The events that are lawful in a state, those that change nothing left out. */
export function lawfulEvents(state: ApplicationState | null): readonly EventType[] {
  return state === null ? ['RECEIVED'] : (Object.keys(LAWFUL[state]) as EventType[]);
}

/** An event that came where it is not lawful. */
export interface LifecycleViolation {
  readonly event: EventFact;
  /** null: before receipt. */
  readonly state: ApplicationState | null;
  readonly expected: readonly EventType[];
}

/** In the order in which they happened; events of one instant in the order of the source. */
export function inOrder(events: readonly EventFact[]): EventFact[] {
  return [...events].sort(
    (one, other) => one.occurredAt.getTime() - other.occurredAt.getTime() || one.ordinal - other.ordinal,
  );
}

/**
 * Walks ordered events through the table: the state they end in, or the first that is not lawful. A follow-up (回访) follows a
 * rating: one without is not lawful in any state.
 */
export function walkLifecycle(
  events: readonly EventFact[],
): { readonly state: ApplicationState } | { readonly violation: LifecycleViolation } {
  let state: ApplicationState | null = null;
  let isRated = false;
  for (const event of events) {
    if (state === null && event.type === 'NAMED_STEP') {
      continue;
    }
    const next: ApplicationState | null = stateAfter(state, event.type);
    if (next === null) {
      return { violation: { event, state, expected: lawfulEvents(state) } };
    }
    isRated ||= event.type === 'RATED';
    if (event.type === 'REVIEW_FOLLOWED_UP' && !isRated) {
      return { violation: { event, state, expected: ['RATED'] } };
    }
    state = next;
  }
  return state === null ? { violation: missingReceipt(events) } : { state };
}

function missingReceipt(events: readonly EventFact[]): LifecycleViolation {
  const [event] = events;
  if (!event) {
    throw new RangeError('An application has at least one event.');
  }
  return { event, state: null, expected: lawfulEvents(null) };
}

/** What an event leads to where the order is not enforced: the milestones of a foreign log, taken as recorded. */
export const MILESTONE_STATES: Transitions = {
  RECEIVED: 'RECEIVED',
  ACCEPTED: 'UNDER_REVIEW',
  NOT_ACCEPTED: 'NOT_ACCEPTED',
  WITHDRAWN: 'WITHDRAWN',
  TERMINATED: 'TERMINATED',
  DECIDED: 'DECIDED',
  ISSUED: 'ISSUED',
  DELIVERED: 'DELIVERED',
};
