import type { EventFact } from '../src/applications/application-event.ts';
import { deriveApplication } from '../src/applications/derive-application.ts';
import type { Random } from '../src/demonstration/random.ts';
import { additiveMeasure } from '../src/performance/additive-measure.ts';
import { type ControlSeries, controlSeries, type Sums } from '../src/warnings/control-series.ts';
import { isoWeekday, shiftDay } from '../src/working-time/calendar-day.ts';
import { type CalendarDay, createWorkingCalendar } from '../src/working-time/working-calendar.ts';

/** A bureau whose applications arrive and are decided by chance alone, but for a slowdown that is planted. */
export interface SimulatedYear {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly applicationsPerWorkingDay: number;
  /** Applications received from this day on take `slowdown` times as long; null: a stable year. */
  readonly slowFrom: CalendarDay | null;
  readonly slowdown: number;
}

export const STABLE_YEAR: SimulatedYear = {
  from: '2023-01-02',
  to: '2023-12-31',
  applicationsPerWorkingDay: 6,
  slowFrom: null,
  slowdown: 1,
};

/** A quarter longer from 3 July on: half a year in, six weeks after the baseline is full. */
export const SLOWED_YEAR: SimulatedYear = { ...STABLE_YEAR, slowFrom: '2023-07-03', slowdown: 1.25 };

export const SIMULATED_CALENDAR = createWorkingCalendar({
  code: 'CN',
  timeZone: 'Asia/Shanghai',
  standardHours: [
    { open: '09:00', close: '12:00' },
    { open: '13:00', close: '17:00' },
  ],
});

const DAY_MINUTES = SIMULATED_CALENDAR.standardDayMinutes;
const MORNING_MINUTES = 180;
const MINUTE_MS = 60_000;
/** Turnaround: half of them within two working days, one in ten over four: as skewed as real ones. */
const MEDIAN_MINUTES = 2 * DAY_MINUTES;
const LOG_SPREAD = 0.6;

export interface SimulatedApplication {
  readonly caseKey: string;
  readonly events: readonly EventFact[];
}

/** The applications of a year, each with its lawful events; some wait for the applicant in between, which is not the bureau's time. */
export function simulateApplications(year: SimulatedYear, random: Random): SimulatedApplication[] {
  const applications: SimulatedApplication[] = [];
  for (let day = year.from; day <= year.to; day = shiftDay(day, 1)) {
    if (!SIMULATED_CALENDAR.isWorkingDay(day)) {
      continue;
    }
    const slowdown = year.slowFrom !== null && day >= year.slowFrom ? year.slowdown : 1;
    for (let left = poisson(year.applicationsPerWorkingDay, random); left > 0; left -= 1) {
      const minutes = Math.max(
        2,
        Math.round(MEDIAN_MINUTES * Math.exp(LOG_SPREAD * normal(random)) * slowdown),
      );
      applications.push({
        caseKey: `S${String(applications.length + 1).padStart(5, '0')}`,
        events: course(day, random.integer(0, DAY_MINUTES - 1), minutes, random),
      });
    }
  }
  return applications;
}

function course(day: CalendarDay, offset: number, bureauMinutes: number, random: Random): EventFact[] {
  const events: EventFact[] = [];
  const add = (type: EventFact['type'], minutes: number, decision: EventFact['decision'] = null) => {
    events.push({
      type,
      stepName: null,
      occurredAt: instantAfter(day, offset + minutes),
      ordinal: events.length,
      suspensionReason: null,
      approvedWorkingDays: null,
      decision,
    });
  };
  add('RECEIVED', 0);
  const asked = random.chance(0.15) ? Math.floor(bureauMinutes * 0.2) : null;
  let waited = 0;
  if (asked !== null) {
    add('CORRECTION_REQUESTED', asked);
    waited = random.integer(30, 5 * DAY_MINUTES);
    add('CORRECTION_SUBMITTED', asked + waited);
  }
  add('ACCEPTED', Math.floor(bureauMinutes * 0.3) + waited);
  add('DECIDED', bureauMinutes + waited, 'GRANTED');
  return events;
}

/** So many working minutes after the beginning of a working day. */
function instantAfter(day: CalendarDay, workingMinutes: number): Date {
  const within = workingMinutes % DAY_MINUTES;
  const onDay = SIMULATED_CALENDAR.addWorkingDays(day, Math.floor(workingMinutes / DAY_MINUTES));
  const clock = (within < MORNING_MINUTES ? 9 * 60 : 10 * 60) + within;
  return new Date(SIMULATED_CALENDAR.startOfDay(onDay).getTime() + clock * MINUTE_MS);
}

/** The weekly control chart of mean turnaround as the product draws it, from the derived facts of every application. */
export function chartOfYear(
  year: SimulatedYear,
  applications: readonly SimulatedApplication[],
): ControlSeries {
  const measure = additiveMeasure('turnaround');
  if (measure === null) {
    throw new Error('Turnaround is an additive measure.');
  }
  const sums = new Map<string, Sums>();
  for (const { events } of applications) {
    const result = deriveApplication({
      events,
      lawfulOrder: 'ENFORCED',
      statedDeadlineAt: null,
      firstLoggedAt: null,
      lastLoggedAt: null,
      limits: [],
      calendar: SIMULATED_CALENDAR,
    });
    if (!result.ok) {
      throw new Error(`Not lawful: ${JSON.stringify(result.violation)}`);
    }
    const { decidedOn, bureauMinutes } = result.derived;
    if (decidedOn !== null && bureauMinutes !== null) {
      const week = shiftDay(decidedOn, 1 - isoWeekday(decidedOn));
      const before = sums.get(week) ?? { numerator: 0, denominator: 0 };
      sums.set(week, {
        numerator: before.numerator + bureauMinutes,
        denominator: (before.denominator ?? 0) + 1,
      });
    }
  }
  return controlSeries({
    measure,
    grain: 'WEEK',
    sums,
    until: SIMULATED_CALENDAR.lastInstantOf(year.to),
    baselineFrom: null,
    calendar: SIMULATED_CALENDAR,
  });
}

/** Standard normal (Box and Muller 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Poisson by multiplication (Knuth): means of some dozens at most. */
export function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) {
    count += 1;
  }
  return count;
}
