import { rateOf } from '../measure/statistics.ts';
import type { Rate } from '../measure/statistics.type.ts';
import { isInUseOn } from '../places/places.ts';
import { shiftDay } from '../working-time/calendar-day.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { CoverageFacts, CoveragePoint } from './coverage-facts.ts';
import { plannedOpening } from './coverage-gaps.ts';
import { type CoverageParts, countedPlaces, sharesOf } from './coverage-shares.ts';
import { CoverageState, type Gain } from './coverage-state.ts';
import { type Cause, coverageTimeline, isOpening } from './coverage-timeline.ts';
import type { AlignedTimes } from './nearest-points.ts';

/** Coverage from a day on, until the next step. */
export interface ProgressStep {
  readonly on: CalendarDay;
  readonly parts: CoverageParts;
  /** Key buildings with an operating point inside ÷ key buildings in use. */
  readonly inside: Rate;
  readonly pointsOperating: number;
  /** Empty for the first step, which is how things stood. */
  readonly causes: readonly Cause[];
}

/** A point that begins, and what it adds to those that operate then: of the same day, those before it in the list. */
export interface Opening {
  readonly point: number;
  readonly on: CalendarDay;
  readonly added: Gain;
}

export interface CoverageProgress {
  /** The first is the day before anything dated (of the facts asked about), with nothing open but undated buildings in use. */
  readonly steps: readonly ProgressStep[];
  /** Oldest first, future ones included. */
  readonly openings: readonly Opening[];
  /** In preparation without a day, by index, and what each by itself would add to everything that is planned. */
  readonly undated: readonly { readonly point: number; readonly wouldAdd: Gain }[];
}

/** Points taken in before others get their turn on the process: each is a pass over the places. */
const POINTS_AT_ONCE = 50;

/** What is before every dated fact. */
const BEFORE_ANYTHING = '0001-01-01';

/**
 * Coverage as of every dated fact, past and planned, with the travel times, residents and buildings' whereabouts of today. It changes
 * on no other day.
 */
export async function coverageProgress(
  facts: CoverageFacts,
  aligned: AlignedTimes,
  options: {
    readonly thresholdSeconds: number;
    readonly townsOrStreets: ReadonlySet<string> | null;
    /** Whether a point is asked about, beside the day. */
    readonly serves: (point: CoveragePoint) => boolean;
    readonly today: CalendarDay;
  },
): Promise<CoverageProgress> {
  const { places, points } = facts;
  const timeline = coverageTimeline(facts, options.serves).filter(
    ({ kind, index }) =>
      !kind.startsWith('BUILDING') ||
      options.townsOrStreets === null ||
      options.townsOrStreets.has(places[index]?.townOrStreet ?? ''),
  );
  const firstDay = timeline[0]?.on;
  const start = firstDay === undefined ? options.today : shiftDay(firstDay, -1);
  const counted = countedPlaces(places, BEFORE_ANYTHING, options.townsOrStreets);
  const state = new CoverageState(facts, aligned, options.thresholdSeconds, counted);
  let pointsOperating = 0;
  const takeStep = (on: CalendarDay, causes: readonly Cause[]): ProgressStep => {
    const parts = sharesOf(places, state.levels(), counted);
    return {
      on,
      parts,
      inside: rateOf(state.buildingsInside(), parts.keyBuildings.total),
      pointsOperating,
      causes,
    };
  };
  const steps = [takeStep(start, [])];
  const openings: Opening[] = [];
  let sinceTurn = 0;
  for (const [on, causes] of Map.groupBy(timeline, (cause) => cause.on)) {
    for (const cause of causes) {
      if (cause.kind.startsWith('BUILDING')) {
        const inUse = places[cause.index]?.inUse;
        counted[cause.index] = inUse != null && isInUseOn(inUse, on);
      } else if (isOpening(cause)) {
        openings.push({ point: cause.index, on, added: state.open(cause.index) });
        pointsOperating += 1;
      } else {
        state.close(cause.index);
        pointsOperating -= 1;
      }
      sinceTurn += 1;
      if (sinceTurn >= POINTS_AT_ONCE) {
        sinceTurn = 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    steps.push(takeStep(on, causes));
  }
  return {
    steps,
    openings,
    undated: points.flatMap((point, index) =>
      options.serves(point) && plannedOpening(point, options.today)?.on === null
        ? [{ point: index, wouldAdd: state.gainOf(index) }]
        : [],
    ),
  };
}

/** The step in force on a day; the first one before anything dated. */
export function stepOn(steps: readonly ProgressStep[], day: CalendarDay): ProgressStep {
  const step = steps.findLast(({ on }) => on <= day) ?? steps[0];
  if (!step) {
    throw new RangeError('A series has a first step.');
  }
  return step;
}
