import { shiftDay } from '../working-time/calendar-day.ts';
import type { WorkingCalendar } from '../working-time/working-calendar.ts';
import type { EventFact } from './application-event.ts';
import type { LawfulOrder } from './lifecycle.ts';

/** Defects are told within so many working days of receipt, all at once; silence accepts (行政许可法 art. 32). */
export const SILENCE_WORKING_DAYS = 5;

export interface Acceptance {
  readonly acceptedAt: Date;
  /** By silence, not by an act. */
  readonly isDeemed: boolean;
  /** The first instant at which silence has accepted: before it nothing is known yet. null: accepted by an act. */
  readonly deemedFrom: Date | null;
}

/**
 * When an application was accepted, or will have been if silence lasts; null: not accepted, and none can come of silence.
 * The five days run anew from each submission of corrections: art. 32 counts from the receipt of the materials. A
 * decision without a word of acceptance accepts what it decides on. In a log that is RECORDED as it stands no silence
 * accepts: art. 32 is not its law.
 * @param events in order
 * @throws CalendarNotAnnouncedError when whether, or when, silence accepts needs a year that is not announced.
 */
export function acceptanceOf(
  events: readonly EventFact[],
  lawfulOrder: LawfulOrder,
  calendar: WorkingCalendar,
): Acceptance | null {
  const silenceAccepts = lawfulOrder === 'ENFORCED';
  const deemedBefore = (from: Date | null, act: Date) =>
    from && silenceAccepts && isSilenceOver(from, act, calendar) ? deemed(from, calendar) : null;
  let receipt: Date | null = null;
  for (const { type, occurredAt } of events) {
    switch (type) {
      case 'RECEIVED':
      case 'CORRECTION_SUBMITTED':
        receipt = occurredAt;
        break;
      case 'CORRECTION_REQUESTED':
      case 'NOT_ACCEPTED':
      case 'WITHDRAWN':
      case 'TERMINATED': {
        const earlier = deemedBefore(receipt, occurredAt);
        if (earlier) {
          return earlier;
        }
        receipt = null;
        break;
      }
      case 'ACCEPTED':
        return deemedBefore(receipt, occurredAt) ?? byAct(occurredAt);
      case 'DECIDED':
        return receipt && (deemedBefore(receipt, occurredAt) ?? byAct(receipt));
    }
  }
  return receipt && silenceAccepts ? deemed(receipt, calendar) : null;
}

function byAct(acceptedAt: Date): Acceptance {
  return { acceptedAt, isDeemed: false, deemedFrom: null };
}

/** Accepted as of the receipt, known when the last day of silence is over. */
function deemed(receipt: Date, calendar: WorkingCalendar): Acceptance {
  const lastDay = calendar.addWorkingDays(calendar.dayOf(receipt), SILENCE_WORKING_DAYS);
  const deemedFrom = new Date(calendar.lastInstantOf(lastDay).getTime() + 1);
  return { acceptedAt: receipt, isDeemed: true, deemedFrom };
}

/** Whether an act came after the last day of silence. */
function isSilenceOver(receipt: Date, act: Date, calendar: WorkingCalendar): boolean {
  const receivedOn = calendar.dayOf(receipt);
  const actOn = calendar.dayOf(act);
  // So many calendar days cannot hold more working days: no need to ask for a year that may not be announced.
  if (actOn <= shiftDay(receivedOn, SILENCE_WORKING_DAYS)) {
    return false;
  }
  return calendar.workingDaysAfter(receivedOn, shiftDay(actOn, -1)) >= SILENCE_WORKING_DAYS;
}
