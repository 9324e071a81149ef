import { rateOf } from '../measure/statistics.ts';
import type { Rate } from '../measure/statistics.type.ts';
import { dayNumberOf, dayOfNumber, shiftDay } from '../working-time/calendar-day.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { CoverageProgress, Opening, ProgressStep } from './coverage-progress.ts';
import { stepOn } from './coverage-progress.ts';

/** What a target of coverage is set on. */
export const COVERAGE_SUBJECTS = ['RESIDENTS', 'ENTERPRISES', 'KEY_BUILDINGS', 'BUILDING_REACH'] as const;
export type CoverageSubject = (typeof COVERAGE_SUBJECTS)[number];

/** The share of a subject in a step: of BUILDING_REACH, key buildings with a point inside. */
export function subjectRate(step: Pick<ProgressStep, 'parts' | 'inside'>, subject: CoverageSubject): Rate {
  if (subject === 'BUILDING_REACH') {
    return step.inside;
  }
  const { covered, total } = step.parts[PART_OF[subject]];
  return rateOf(covered, total);
}

const PART_OF = {
  RESIDENTS: 'residents',
  ENTERPRISES: 'enterprises',
  KEY_BUILDINGS: 'keyBuildings',
} as const;

/** Mean length of a month of the Gregorian calendar: 146,097 days in 4,800 months. */
export const DAYS_IN_MONTH = 146_097 / 4_800;
const PACE_MONTHS = 12;
/** A pace over less than this says nothing. */
const LEAST_PACE_MONTHS = 1;
/** Further ahead no pace holds: a closing day beyond it is none. */
const FARTHEST_YEARS = 50;

export interface Pace {
  /** Newly covered a month, the net of openings and closings; null: less than a month is known. */
  readonly perMonth: number | null;
  /** The day from which it is taken: twelve months back, or the first dated fact where that is later. */
  readonly since: CalendarDay;
}

/** How fast a subject has been moving up to a day. */
export function paceOf(steps: readonly ProgressStep[], subject: CoverageSubject, today: CalendarDay): Pace {
  const end = dayNumberOf(today);
  const start = Math.max(dayNumberOf(steps[0]?.on ?? today), end - Math.round(PACE_MONTHS * DAYS_IN_MONTH));
  const since = dayOfNumber(start);
  const months = (end - start) / DAYS_IN_MONTH;
  if (months < LEAST_PACE_MONTHS) {
    return { perMonth: null, since };
  }
  const [then, now] = [stepOn(steps, since), stepOn(steps, today)].map(
    (step) => subjectRate(step, subject).numerator,
  );
  return { perMonth: ((now ?? 0) - (then ?? 0)) / months, since };
}

export interface Closing {
  /** Still to be covered to reach the value today; 0: it is reached; null: there is nothing to cover. */
  readonly remaining: number | null;
  /** When it is reached at the present pace; null: it is reached, the pace does not move it, or it is more than 50 years ahead. */
  readonly onAtPace: CalendarDay | null;
  /** When the planned openings reach it; null: it is reached, or they do not. */
  readonly onAsPlanned: CalendarDay | null;
  /** The planned openings that it takes, in the order of their days: the fewest from the first on; all of them where they do not reach it. */
  readonly openings: readonly Opening[];
  /** Still to be covered once everything planned is open; 0: nothing. */
  readonly remainingAsPlanned: number | null;
}

/** When a subject reaches a value, and by which openings. */
export function circleClosing(
  { steps, openings }: Pick<CoverageProgress, 'steps' | 'openings'>,
  subject: CoverageSubject,
  value: number,
  today: CalendarDay,
): Closing {
  const remaining = remainingTo(subjectRate(stepOn(steps, today), subject), value);
  const planned = openings.filter(({ on }) => on > today);
  const ahead = steps.filter(({ on }) => on > today);
  const last = ahead.at(-1);
  const remainingAsPlanned = last ? remainingTo(subjectRate(last, subject), value) : remaining;
  if (remaining === null || remaining === 0) {
    return { remaining, onAtPace: null, onAsPlanned: null, openings: [], remainingAsPlanned };
  }
  const { perMonth } = paceOf(steps, subject, today);
  const reached = ahead.find((step) => remainingTo(subjectRate(step, subject), value) === 0);
  return {
    remaining,
    onAtPace: perMonth === null || perMonth <= 0 ? null : dayAfter(today, remaining / perMonth),
    onAsPlanned: reached?.on ?? null,
    openings: reached ? fewest(planned, reached, subject, value) : planned,
    remainingAsPlanned,
  };
}

/** Without the last openings of the day on which the value is reached that it is reached without. */
function fewest(
  planned: readonly Opening[],
  reached: ProgressStep,
  subject: CoverageSubject,
  value: number,
): Opening[] {
  const taken = planned.filter(({ on }) => on <= reached.on);
  const { denominator } = subjectRate(reached, subject);
  let { numerator } = subjectRate(reached, subject);
  for (let last = taken.at(-1); last?.on === reached.on; last = taken.at(-1)) {
    numerator -= gainOf(last, subject);
    if (remainingTo(rateOf(numerator, denominator), value) !== 0) {
      break;
    }
    taken.pop();
  }
  return taken;
}

function gainOf({ added }: Opening, subject: CoverageSubject): number {
  return subject === 'BUILDING_REACH' ? added.inside : added[PART_OF[subject]];
}

/** How many more must be covered for a rate to be at least a value; null: the denominator is 0. */
export function remainingTo({ numerator, denominator }: Rate, value: number): number | null {
  if (denominator === 0) {
    return null;
  }
  let remaining = Math.max(0, Math.ceil(value * denominator - numerator));
  // value × denominator may come out a last digit too large: the rate itself decides.
  while (remaining > 0 && (numerator + remaining - 1) / denominator >= value) {
    remaining -= 1;
  }
  return remaining;
}

function dayAfter(today: CalendarDay, months: number): CalendarDay | null {
  const days = Math.ceil(months * DAYS_IN_MONTH);
  return days > FARTHEST_YEARS * 12 * DAYS_IN_MONTH ? null : shiftDay(today, days);
}
