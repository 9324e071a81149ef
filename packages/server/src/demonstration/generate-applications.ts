import { type EventType, isBadRating, type SuspensionReason } from '../applications/application-event.ts';
import { isoWeekday, shiftDay } from '../working-time/calendar-day.ts';
import {
  type CalendarDay,
  createWorkingCalendar,
  type WorkingCalendar,
} from '../working-time/working-calendar.ts';
import {
  AS_OF,
  BUILDING_DAY,
  ITEMS,
  type ItemPlan,
  POINTS,
  type PointPlan,
  QINGXIU,
  REPORTED_VOLUME,
  SLOW_FROM,
  SLOW_POINT,
} from './district.ts';
import { createRandom, type Random } from './random.ts';

/** An event of a made-up application. */
export interface PlannedEvent {
  readonly type: EventType;
  readonly at: Date;
  readonly suspensionReason?: SuspensionReason;
  readonly passed?: boolean;
  readonly approvedWorkingDays?: number;
  readonly decision?: 'GRANTED' | 'REFUSED';
  readonly rating?: number;
}

export interface PlannedApplication {
  readonly caseKey: string;
  readonly point: PointPlan;
  readonly item: ItemPlan;
  readonly channel: 'ONLINE' | 'COUNTER' | 'ASSISTED' | 'ON_SITE_EVENT';
  readonly applicantKind: 'PERSON' | 'ENTERPRISE';
  readonly applicantVisits: number;
  readonly outreachEventCode: string | null;
  /** In order, none after the day of the report. */
  readonly events: readonly PlannedEvent[];
}

const MINUTE_MS = 60_000;
const CALENDAR = createWorkingCalendar({ ...QINGXIU, code: QINGXIU.calendarCode });
const LAST_DAY = CALENDAR.dayOf(AS_OF);

/** Busier after the Spring Festival half of the year, quieter in August, a rush before the year ends. */
const MONTH_WEIGHTS: Readonly<Record<string, number>> = {
  '03': 0.8,
  '04': 0.9,
  '05': 1,
  '06': 1.05,
  '07': 1,
  '08': 0.9,
  '09': 1.1,
  '10': 1.0,
  '11': 1.2,
  '12': 1.25,
};

/** How much of the promised limit a decision takes: most have room to spare, some come close or late, a few lie about. */
const PACES: readonly { readonly value: (random: Random) => number; readonly weight: number }[] = [
  { value: (random) => 0.15 + random.next() * 0.6, weight: 92 },
  { value: (random) => 0.9 + random.next() * 0.6, weight: 5 },
  { value: (random) => 2.2 + random.next() * 2.5, weight: 3 },
];

/** Exactly the reported number of applications, at the points then operating. */
export function generateApplications(random: Random): PlannedApplication[] {
  const batch = Array.from({ length: BUILDING_DAY.batchSize }, (_, index) => batchApplication(random, index));
  const slots = arrivalSlots();
  const others = Array.from({ length: REPORTED_VOLUME - batch.length }, () => {
    const { point, day } = random.weighted(slots);
    return { point, day };
  });
  others.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
  return [
    ...others.map(({ point, day }, index) =>
      withFollowUp(application(random, point, day, caseKey(index)), index),
    ),
    ...batch,
  ];
}

function arrivalSlots(): { value: { point: PointPlan; day: CalendarDay }; weight: number }[] {
  const slots = [];
  for (const point of POINTS) {
    if (point.operatingFrom === null) {
      continue;
    }
    for (let day = point.operatingFrom; day <= LAST_DAY; day = shiftDay(day, 1)) {
      if (!CALENDAR.isWorkingDay(day)) {
        continue;
      }
      const monday = isoWeekday(day) === 1 ? 1.25 : 1;
      // A new point takes about two months to be known.
      const known = Math.min(1, 0.4 + CALENDAR.workingDaysAfter(point.operatingFrom, day) / 65);
      const unfinished = day === LAST_DAY ? 0.9 : 1;
      slots.push({
        value: { point, day },
        weight: point.weight * monday * known * unfinished * (MONTH_WEIGHTS[day.slice(5, 7)] ?? 1),
      });
    }
  }
  return slots;
}

function caseKey(index: number): string {
  return `QX2021${String(index + 1).padStart(5, '0')}`;
}

/** Accepted, inspected and issued on the spot, within two hours (三统一). */
function batchApplication(random: Random, index: number): PlannedApplication {
  const point = POINTS.find(({ code }) => code === BUILDING_DAY.pointCode);
  const item = ITEMS.find(({ code }) => code === ['HE-001', 'MR-010', 'MW-001', 'CT-003'][index % 4]);
  if (!point || !item) {
    throw new RangeError('The building day needs its point and items.');
  }
  const received = atMinute(BUILDING_DAY.heldOn, 9 * 60 + 2 + Math.floor(index * 1.6));
  const after = (minutes: number) => new Date(received.getTime() + minutes * MINUTE_MS);
  return {
    caseKey: caseKey(REPORTED_VOLUME - BUILDING_DAY.batchSize + index),
    point,
    item,
    channel: 'ON_SITE_EVENT',
    applicantKind: 'ENTERPRISE',
    applicantVisits: 0,
    outreachEventCode: BUILDING_DAY.code,
    events: [
      { type: 'RECEIVED', at: received },
      { type: 'ACCEPTED', at: after(3) },
      { type: 'INSPECTED', at: after(random.integer(10, 20)), passed: true },
      { type: 'DECIDED', at: after(random.integer(25, 32)), decision: 'GRANTED' },
      { type: 'ISSUED', at: after(random.integer(35, 45)) },
    ],
  };
}

function application(random: Random, point: PointPlan, day: CalendarDay, key: string): PlannedApplication {
  const item = random.weighted(ITEMS.map((value) => ({ value, weight: value.weight })));
  const channel = random.weighted([
    { value: 'ASSISTED' as const, weight: 46 },
    { value: 'COUNTER' as const, weight: 29 },
    { value: 'ONLINE' as const, weight: 25 },
  ]);
  const lastMinute = day === LAST_DAY ? 16 * 60 : 16 * 60 + 20;
  const received =
    channel === 'ONLINE' && day !== LAST_DAY
      ? atMinute(day, random.integer(7 * 60, 22 * 60))
      : atMinute(
          day,
          random.chance(0.5) ? random.integer(9 * 60, 11 * 60 + 40) : random.integer(13 * 60, lastMinute),
        );
  const course = new Course(random, CALENDAR, received);
  (item.isInstant ? instantCourse : committedCourse)(course, random, item, point);
  return {
    caseKey: key,
    point,
    item,
    channel,
    applicantKind: item.isForEnterprises || random.chance(0.1) ? 'ENTERPRISE' : 'PERSON',
    applicantVisits:
      channel === 'ONLINE'
        ? Number(random.chance(0.2))
        : channel === 'ASSISTED'
          ? Number(random.chance(0.45))
          : random.weighted([
              { value: 1, weight: 8 },
              { value: 2, weight: 2 },
            ]),
    outreachEventCode: null,
    events: course.events.filter(({ at }) => at <= AS_OF),
  };
}

/** How many bad reviews are called back about. */
const FOLLOWED_UP = 0.8;

/** A call-back about a bad review. Its chance is a stream of its own: the rest of the district stays what it is without it. */
function withFollowUp(planned: PlannedApplication, index: number): PlannedApplication {
  const rated = planned.events.find(({ type }) => type === 'RATED');
  const random = createRandom(index + 1);
  if (!rated || !isBadRating(rated.rating ?? null) || !random.chance(FOLLOWED_UP)) {
    return planned;
  }
  const day = CALENDAR.addWorkingDays(CALENDAR.dayOf(rated.at), random.integer(1, 4));
  const at = atMinute(day, random.integer(9 * 60 + 5, 11 * 60 + 55));
  return at > AS_OF
    ? planned
    : { ...planned, events: [...planned.events, { type: 'REVIEW_FOLLOWED_UP', at }] };
}

/** The growing history of one application. */
class Course {
  readonly events: PlannedEvent[] = [];
  #now: Date;

  constructor(
    private readonly random: Random,
    private readonly calendar: WorkingCalendar,
    received: Date,
  ) {
    this.#now = received;
    this.events.push({ type: 'RECEIVED', at: received });
  }

  get today(): CalendarDay {
    return this.calendar.dayOf(this.#now);
  }

  /** The next event, so many working days on, in working hours; 0: within the hour. */
  add(workingDays: number, event: Omit<PlannedEvent, 'at'>): void {
    this.#now =
      workingDays <= 0
        ? new Date(this.#now.getTime() + this.random.integer(4, 45) * MINUTE_MS)
        : atMinute(
            this.calendar.addWorkingDays(this.today, workingDays),
            this.random.chance(0.5)
              ? this.random.integer(9 * 60 + 5, 11 * 60 + 55)
              : this.random.integer(13 * 60 + 5, 16 * 60 + 50),
          );
    this.events.push({ ...event, at: this.#now });
  }
}

function instantCourse(course: Course, random: Random): void {
  // What came in by night is taken up the next working morning; a few wait for a paper.
  const wait = random.chance(0.06) ? 1 : 0;
  course.add(wait, { type: 'ACCEPTED' });
  course.add(random.chance(0.03) ? random.integer(1, 2) : 0, {
    type: 'DECIDED',
    decision: random.chance(0.99) ? 'GRANTED' : 'REFUSED',
  });
  course.add(0, { type: 'ISSUED' });
  rate(course, random);
}

function committedCourse(course: Course, random: Random, item: ItemPlan, point: PointPlan): void {
  if (random.chance(0.16)) {
    course.add(random.integer(0, 3), { type: 'CORRECTION_REQUESTED' });
    if (random.chance(0.04)) {
      course.add(random.integer(3, 8), { type: 'WITHDRAWN' });
      return;
    }
    course.add(random.integer(1, 7), { type: 'CORRECTION_SUBMITTED' });
  }
  if (random.chance(0.015)) {
    course.add(random.integer(0, 2), { type: 'NOT_ACCEPTED' });
    return;
  }
  const isSilent = random.chance(0.012);
  if (!isSilent) {
    course.add(
      random.weighted([
        { value: 0, weight: 55 },
        { value: 1, weight: 30 },
        { value: 2, weight: 10 },
        { value: 4, weight: 5 },
      ]),
      { type: 'ACCEPTED' },
    );
  }
  const acceptedOn = course.today;
  if (!isSilent && random.chance(item.inspected)) {
    inspection(course, random);
  }
  if (!isSilent && random.chance(0.015)) {
    course.add(1, { type: 'WITHDRAWN' });
    return;
  }
  decide(course, random, item, point, acceptedOn, isSilent);
  course.add(random.integer(0, 2), { type: 'ISSUED' });
  if (random.chance(0.7)) {
    course.add(random.integer(0, 3), { type: 'DELIVERED' });
  }
  rate(course, random);
}

function inspection(course: Course, random: Random): void {
  course.add(random.integer(0, 1), {
    type: 'SUSPENDED',
    suspensionReason: random.chance(0.8) ? 'INSPECTION' : 'EXPERT_REVIEW',
  });
  const passed = random.chance(0.82);
  course.add(random.integer(1, 4), { type: 'INSPECTED', passed });
  course.add(0, { type: 'RESUMED' });
  if (!passed) {
    course.add(0, { type: 'RECTIFICATION_REQUESTED' });
    course.add(random.integer(1, 3), { type: 'RECTIFIED' });
  }
}

function decide(
  course: Course,
  random: Random,
  item: ItemPlan,
  point: PointPlan,
  acceptedOn: CalendarDay,
  isSilent: boolean,
): void {
  const promised = item.promised.findLast(({ from }) => from <= acceptedOn)?.workingDays ?? 1;
  const slowdown = point.code === SLOW_POINT && course.today >= SLOW_FROM ? 1.55 : 1;
  const share = random.weighted(PACES)(random);
  const workingDays = Math.max(isSilent ? 6 : 0, Math.round(promised * share * slowdown));
  if (!isSilent && random.chance(0.02)) {
    course.add(Math.min(1, workingDays), { type: 'EXTENDED', approvedWorkingDays: 10 });
  }
  course.add(workingDays, { type: 'DECIDED', decision: random.chance(0.965) ? 'GRANTED' : 'REFUSED' });
}

function rate(course: Course, random: Random): void {
  if (random.chance(0.22)) {
    course.add(random.integer(0, 2), {
      type: 'RATED',
      rating: random.weighted([
        { value: 5, weight: 88 },
        { value: 4, weight: 8 },
        { value: 3, weight: 2 },
        { value: 2, weight: 1 },
        { value: 1, weight: 1 },
      ]),
    });
  }
}

/** An instant on a day, by the minute of its local day; the second tells nothing and is 0. */
function atMinute(day: CalendarDay, minute: number): Date {
  return new Date(CALENDAR.startOfDay(day).getTime() + minute * MINUTE_MS);
}
