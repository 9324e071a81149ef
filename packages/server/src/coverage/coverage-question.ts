import type { TravelMode } from '../network/travel-mode.ts';
import { Refusal } from '../platform/refusal.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import { type CoverageInput, MOST_THRESHOLD_MINUTES } from './coverage.type.ts';
import type { LoadedFacts } from './coverage-facts.service.ts';
import type { CoveragePoint } from './coverage-facts.ts';
import { type PointFilter, servesBy } from './eligible-points.ts';

/** What is asked, checked against what there is. */
export interface CoverageQuestion {
  readonly mode: TravelMode;
  readonly thresholdMinutes: number;
  readonly thresholdSeconds: number;
  readonly points: PointFilter;
  readonly townsOrStreets: ReadonlySet<string> | null;
}

const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** @throws Refusal THRESHOLD_MINUTES, OPEN_AT, UNKNOWN_SERVICE_ITEM, UNKNOWN_SERVICE_POINT or UNKNOWN_TOWN_OR_STREET */
export function readQuestion(
  input: CoverageInput,
  facts: Pick<LoadedFacts, 'points' | 'itemCodes' | 'townsOrStreets'>,
  today: CalendarDay,
): CoverageQuestion {
  const { mode, thresholdMinutes } = input;
  if (thresholdMinutes < 1 || thresholdMinutes > MOST_THRESHOLD_MINUTES) {
    throw new Refusal(
      'THRESHOLD_MINUTES',
      `thresholdMinutes must be from 1 to ${MOST_THRESHOLD_MINUTES}, not ${thresholdMinutes}.`,
    );
  }
  const at = input.at ?? null;
  if (at !== null && !(at.weekday >= 1 && at.weekday <= 7 && TIME_OF_DAY.test(at.time))) {
    throw new Refusal(
      'OPEN_AT',
      `at must be a weekday from 1 (Monday) to 7 and a time HH:MM, not ${at.weekday} and ${JSON.stringify(at.time)}.`,
    );
  }
  const serviceItem = input.serviceItem ?? null;
  if (serviceItem !== null && !facts.itemCodes.has(serviceItem)) {
    throw new Refusal('UNKNOWN_SERVICE_ITEM', `There is no service item ${JSON.stringify(serviceItem)}.`);
  }
  const pointCodes = new Set(facts.points.map(({ code }) => code));
  return {
    mode,
    thresholdMinutes,
    thresholdSeconds: thresholdMinutes * 60,
    points: {
      on: input.on ?? today,
      at,
      serviceItem,
      servicePoints: chosen(input.servicePoints, pointCodes, 'UNKNOWN_SERVICE_POINT', 'service point'),
    },
    townsOrStreets: chosen(
      input.townsOrStreets,
      facts.townsOrStreets,
      'UNKNOWN_TOWN_OR_STREET',
      'place in a town or street',
    ),
  };
}

/** Whether a point is asked about, whatever the day. */
export function servesQuestion(
  { points }: Pick<CoverageQuestion, 'points'>,
  { standardHours }: Pick<LoadedFacts, 'standardHours'>,
): (point: CoveragePoint) => boolean {
  return (point) => servesBy(point, points, standardHours);
}

function chosen(
  codes: readonly string[] | null | undefined,
  known: ReadonlySet<string>,
  refusal: 'UNKNOWN_SERVICE_POINT' | 'UNKNOWN_TOWN_OR_STREET',
  what: string,
): ReadonlySet<string> | null {
  if (!codes?.length) {
    return null;
  }
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) {
    throw new Refusal(refusal, `There is no ${what} ${JSON.stringify(unknown)}.`);
  }
  return new Set(codes);
}
