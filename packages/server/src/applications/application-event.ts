/** The lawful events of an application's life (DESIGN §3), in the order of a plain case, and NAMED_STEP for an activity of a foreign log that has no lawful meaning. */
export const EVENT_TYPES = [
  'RECEIVED',
  'CORRECTION_REQUESTED',
  'CORRECTION_SUBMITTED',
  'ACCEPTED',
  'NOT_ACCEPTED',
  'SUSPENDED',
  'RESUMED',
  'INSPECTED',
  'RECTIFICATION_REQUESTED',
  'RECTIFIED',
  'EXTENDED',
  'DECIDED',
  'ISSUED',
  'DELIVERED',
  'WITHDRAWN',
  'TERMINATED',
  'RATED',
  'REVIEW_FOLLOWED_UP',
  'NAMED_STEP',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Reasons for which time is not counted (行政许可法 art. 45). */
export const SUSPENSION_REASONS = [
  'HEARING',
  'INSPECTION',
  'TESTING',
  'QUARANTINE',
  'APPRAISAL',
  'EXPERT_REVIEW',
] as const;
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];

export const DECISIONS = ['GRANTED', 'REFUSED'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Of five grades the last two are bad reviews, which need a follow-up (国办发〔2019〕51号). */
export const HIGHEST_BAD_RATING = 2;

export function isBadRating(rating: number | null): boolean {
  return rating !== null && rating <= HIGHEST_BAD_RATING;
}

/** One dated fact in an application's life, as values: what the rules of law and time are computed from. */
export interface EventFact {
  readonly type: EventType;
  /** The activity's own name; present exactly when `type` is NAMED_STEP. */
  readonly stepName: string | null;
  readonly occurredAt: Date;
  /** Position as the source orders the events: decides between events of the same instant. */
  readonly ordinal: number;
  /** SUSPENDED only. */
  readonly suspensionReason: SuspensionReason | null;
  /** EXTENDED only: approved working days, > 0. */
  readonly approvedWorkingDays: number | null;
  /** DECIDED only; null where the source does not say. */
  readonly decision: Decision | null;
  /** RATED only: 1 to 5; null where the source does not say. */
  readonly rating: number | null;
}
