import type { WorkingCalendar } from '../working-time/working-calendar.ts';
import type { EventFact, EventType } from './application-event.ts';
import { inOrder } from './lifecycle.ts';

export const TIME_OWNERS = ['BUREAU', 'APPLICANT', 'EXCLUDED'] as const;
export type TimeOwner = (typeof TIME_OWNERS)[number];

/** A stretch of an application's life with the one owner of it. */
export interface OwnedSpan {
  readonly owner: TimeOwner;
  readonly from: Date;
  readonly to: Date;
}

/** From which event on whose time it is (waiting for the applicant; art. 45 for what is excluded); other events change nothing. */
export const OWNER_FROM: Partial<Record<EventType, TimeOwner>> = {
  RECEIVED: 'BUREAU',
  CORRECTION_REQUESTED: 'APPLICANT',
  CORRECTION_SUBMITTED: 'BUREAU',
  RECTIFICATION_REQUESTED: 'APPLICANT',
  RECTIFIED: 'BUREAU',
  SUSPENDED: 'EXCLUDED',
  RESUMED: 'BUREAU',
};

/**
 * The intervals from receipt to `until`, in order, without a gap or an overlap, neighbours with different owners.
 * Empty when there is no receipt or it is not before `until`.
 */
export function ownedIntervals(events: readonly EventFact[], until: Date): OwnedSpan[] {
  const spans: { owner: TimeOwner; from: Date; to: Date }[] = [];
  let isReceived = false;
  for (const { type, occurredAt } of inOrder(events)) {
    isReceived ||= type === 'RECEIVED';
    const owner = OWNER_FROM[type];
    if (!isReceived || owner === undefined || occurredAt >= until) {
      continue;
    }
    if (spans.at(-1)?.from.getTime() === occurredAt.getTime()) {
      spans.pop();
    }
    const last = spans.at(-1);
    if (last?.owner === owner) {
      last.to = until;
      continue;
    }
    if (last) {
      last.to = occurredAt;
    }
    spans.push({ owner, from: occurredAt, to: until });
  }
  return spans;
}

export interface OwnedMinutes {
  readonly bureauMinutes: number;
  readonly applicantMinutes: number;
  readonly excludedMinutes: number;
}

/**
 * Working minutes by owner from receipt to `until`; they add up to the working minutes between the two.
 * @throws CalendarNotAnnouncedError
 */
export function ownedMinutes(
  events: readonly EventFact[],
  until: Date,
  calendar: WorkingCalendar,
): OwnedMinutes {
  const minutes: Record<TimeOwner, number> = { BUREAU: 0, APPLICANT: 0, EXCLUDED: 0 };
  for (const { owner, from, to } of ownedIntervals(events, until)) {
    minutes[owner] += calendar.workingMinutesBetween(from, to);
  }
  return {
    bureauMinutes: minutes.BUREAU,
    applicantMinutes: minutes.APPLICANT,
    excludedMinutes: minutes.EXCLUDED,
  };
}
