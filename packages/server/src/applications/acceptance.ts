import type { WorkingCalendar } from '../working-time/working-calendar.ts';
import type { EventFact } from './application-event.ts';

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
 * decision without a word of acceptance accepts what it decides on.
 * @param events in order, the first RECEIVED
 * @throws CalendarNotAnnouncedError
 */
export function acceptanceOf(events: readonly EventFact[], calendar: WorkingCalendar): Acceptance | null {
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
        const deemed = receipt && deemedBefore(receipt, occurredAt, calendar);
        if (deemed) {
          return deemed;
        }
        receipt = null;
        break;
      }
      case 'ACCEPTED':
        return (
          (receipt && deemedBefore(receipt, occurredAt, calendar)) ?? {
            acceptedAt: occurredAt,
            isDeemed: false,
            deemedFrom: null,
          }
        );
      case 'DECIDED':
        return (
          receipt &&
          (deemedBefore(receipt, occurredAt, calendar) ?? {
            acceptedAt: receipt,
            isDeemed: false,
            deemedFrom: null,
          })
        );
    }
  }
  return receipt && { acceptedAt: receipt, isDeemed: true, deemedFrom: silenceEnds(receipt, calendar) };
}

/** Acceptance by silence, when the silence was over before an act. */
function deemedBefore(receipt: Date, act: Date, calendar: WorkingCalendar): Acceptance | null {
  const deemedFrom = silenceEnds(receipt, calendar);
  return act >= deemedFrom ? { acceptedAt: receipt, isDeemed: true, deemedFrom } : null;
}

function silenceEnds(receipt: Date, calendar: WorkingCalendar): Date {
  const lastDay = calendar.addWorkingDays(calendar.dayOf(receipt), SILENCE_WORKING_DAYS);
  return new Date(calendar.lastInstantOf(lastDay).getTime() + 1);
}
