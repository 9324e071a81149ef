import { type Bucket, bucketsOf } from '../applications/dimension.ts';
import { type ControlLimits, controlChart } from '../measure/control-limits.ts';
import type { AdditiveMeasure } from '../performance/additive-measure.ts';
import { shiftDay } from '../working-time/calendar-day.ts';
import { answered, type CalendarDay, type WorkingCalendar } from '../working-time/working-calendar.ts';
import type { ChartGrain, ControlPoint } from './control-chart.type.ts';
import { unitOf, valueIn } from './target-measure.ts';

/** The sums of a measure in one week or month. */
export interface Sums {
  readonly numerator: number;
  /** null: a count. */
  readonly denominator: number | null;
}

/** Longer series say nothing of the present: ten years of weeks. */
const LONGEST_CHART = 520;

export interface ControlSeries {
  readonly limits: ControlLimits | null;
  readonly points: readonly ControlPoint[];
  readonly baselineFrom: CalendarDay | null;
  readonly meanDenominator: number | null;
}

/**
 * The control chart of a measure's sums by week or month.
 * Left out are the week or month of the first facts and the one that is not over at `until`: both are cut, and a cut one cannot be
 * held against whole ones. A count is divided by the working days of its week or month, since a week of a holiday is not a slack
 * one; where those are not announced, or none, it has no value.
 * @param sums by code of the bucket, as `bucketOf` writes it; one without applications may be missing
 * @param baselineFrom null: the first value
 */
export function controlSeries(input: {
  readonly measure: AdditiveMeasure;
  readonly grain: ChartGrain;
  readonly sums: ReadonlyMap<string, Sums>;
  readonly until: Date;
  readonly baselineFrom: CalendarDay | null;
  readonly calendar: WorkingCalendar;
}): ControlSeries {
  const { measure, sums, calendar, baselineFrom } = input;
  const unit = unitOf(measure);
  const buckets = wholeBuckets(input);
  const measured = buckets.map((bucket) => {
    const own = sums.get(bucket.code);
    const numerator = own?.numerator ?? 0;
    const denominator =
      measure.denominator === null ? workingDaysOf(bucket, calendar) : (own?.denominator ?? 0);
    return {
      ...bucket,
      numerator: unit === 'WORKING_DAYS' ? numerator / calendar.standardDayMinutes : numerator,
      denominator,
      value: denominator === null ? null : valueIn(unit, numerator, denominator, calendar.standardDayMinutes),
    };
  });
  const found = measured.findIndex(({ from }) => baselineFrom === null || from >= baselineFrom);
  const chart = controlChart(
    measured.map(({ value }) => value),
    {
      baselineStart: found === -1 ? measured.length : found,
      bounds: { least: 0, most: unit === 'RATE' ? 1 : Number.POSITIVE_INFINITY },
    },
  );
  const points = measured.map(({ code, from, to, numerator, denominator }, index): ControlPoint => {
    const judged = chart.points[index];
    if (judged === undefined) {
      throw new Error('A chart has a point for every value.');
    }
    const worse = measure.better === 'LOWER' ? 'ABOVE' : 'BELOW';
    const isWorse = judged.side === null || measure.better === null ? null : judged.side === worse;
    return { code, from, to, numerator, denominator, ...judged, isWorse };
  });
  const baseline = points.filter(({ isInBaseline }) => isInBaseline);
  return {
    limits: chart.limits,
    points,
    baselineFrom: baseline[0]?.from ?? null,
    meanDenominator:
      measure.denominator === null || baseline.length === 0
        ? null
        : baseline.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0) / baseline.length,
  };
}

function wholeBuckets({
  grain,
  sums,
  until,
  calendar,
}: {
  readonly grain: ChartGrain;
  readonly sums: ReadonlyMap<string, Sums>;
  readonly until: Date;
  readonly calendar: WorkingCalendar;
}): Bucket[] {
  const [first] = [...sums.keys()].sort();
  const today = calendar.dayOf(until);
  if (first === undefined) {
    return [];
  }
  const firstDay = grain === 'MONTH' ? `${first}-01` : first;
  const longest = shiftDay(today, -LONGEST_CHART * (grain === 'MONTH' ? 31 : 7));
  if (firstDay > today) {
    return [];
  }
  const isTooLong = firstDay < longest;
  const buckets = bucketsOf({ from: isTooLong ? longest : firstDay, to: today }, grain);
  const isLastWhole = until >= calendar.lastInstantOf(today) && buckets.at(-1)?.to === endOf(today, grain);
  return buckets.slice(1, isLastWhole ? undefined : -1);
}

/** The last day of the week or month of a day. */
function endOf(day: CalendarDay, grain: ChartGrain): CalendarDay {
  const ahead = shiftDay(day, 31);
  return bucketsOf({ from: day, to: ahead }, grain)[0]?.to ?? day;
}

function workingDaysOf({ from, to }: Bucket, calendar: WorkingCalendar): number | null {
  return answered(() => calendar.workingDaysAfter(shiftDay(from, -1), to));
}
