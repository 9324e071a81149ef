import type { DayRange } from '../platform/periods.ts';
import type { Scope, Selection } from '../platform/view.ts';

/** Which applications a value of a measure over some days is about; null: the list cannot say. */
export function selectionOf(measure: string, days: DayRange): Selection | null {
  switch (measure) {
    case 'volume':
      return { received: days };
    case 'closed':
      return { closed: days };
    case 'backlog':
      return {};
    case 'overdue':
      return { standing: ['OVERDUE'] };
    case 'turnaround':
    case 'turnaround-median':
    case 'turnaround-p90':
    case 'on-time':
    case 'statutory-on-time':
      return { decided: days };
    default:
      return null;
  }
}

/** The scope of a target in place of the page's: every dimension that the page may be narrowed by is set, or cleared. */
export function scopeOf(point: string | null | undefined, item: string | null | undefined): Scope {
  return {
    point: point == null ? [] : [point],
    item: item == null ? [] : [item],
    kind: [],
    department: [],
    domain: [],
    channel: [],
    applicant: [],
  };
}
