import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import { NOT_COMPUTED, type PlaceKind } from '../network/travel-times.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { Refusal } from '../platform/refusal.ts';
import { statusOn } from '../service-points/status-on.ts';
import { reachOfBuilding } from './building-reach.ts';
import type { CoverageInput } from './coverage.type.ts';
import { answerFrom, type CoverageBasis, nearestOnFoot } from './coverage-answer.ts';
import {
  compareGapKeys,
  coverageGaps,
  type GapKey,
  type GapOrder,
  gapClosing,
  plannedOpening,
} from './coverage-gaps.ts';
import type {
  CoverageGap,
  CoverageMap,
  CoveragePlaceName,
  CoveragePointName,
  GapClosing,
  PlaceCoverage,
  PlaceTimes,
} from './coverage-place.type.ts';
import { servesQuestion } from './coverage-question.ts';
import { LEVEL } from './coverage-shares.ts';
import { nearestHistory } from './nearest-history.ts';
import { NO_POINT, secondsBetween } from './nearest-points.ts';

/** The places that are not covered, worst first. */
export async function listGaps(
  context: RequestContext,
  scope: BureauScope,
  input: CoverageInput,
  list: { kind: PlaceKind | null; order: GapOrder; first: number; after: string | null },
): Promise<Connection<CoverageGap>> {
  const first = checkPageSize(list.first);
  const basis = await answerFrom(context, scope, input);
  const { facts, nearest, question, counted, eligible } = basis;
  const gaps = coverageGaps(facts, nearest, question.thresholdSeconds, {
    counted,
    hasPoints: eligible.length > 0,
    kind: list.kind,
    order: list.order,
  });
  const after = list.after === null ? null : readGapKey(list.after);
  const start = after === null ? 0 : gaps.findIndex(({ key }) => compareGapKeys(key, after) > 0);
  return pageOf(
    start < 0 ? [] : gaps.slice(start, start + first + 1),
    first,
    ({ place, reason, seconds }): CoverageGap => ({
      place: placeName(basis, place),
      reason,
      nearest: pointName(basis, nearest.firstPoint[place] ?? NO_POINT),
      nearestMinutes: minutesOf(seconds),
      minutesOver: seconds === null ? null : (seconds - question.thresholdSeconds) / 60,
      closedBy: closedBy(basis, place),
    }),
    ({ key }) => key,
    () => Promise.resolve(gaps.length),
  );
}

/** Travel times of every place, as columns. */
export async function mapCoverage(
  context: RequestContext,
  scope: BureauScope,
  input: CoverageInput,
): Promise<CoverageMap> {
  const basis = await answerFrom(context, scope, input);
  const { facts, question, aligned, eligible } = basis;
  const open = new Set(eligible);
  const { on } = question.points;
  return {
    on,
    thresholdMinutes: question.thresholdMinutes,
    dataVersion: scope.bureau.dataVersion,
    basis: new TravelBasis(aligned.times.basis),
    demandAreas: columnsOf(basis, 'DEMAND_AREA'),
    keyBuildings: columnsOf(basis, 'KEY_BUILDING'),
    points: facts.points.map((point, index) => ({
      code: point.code,
      nameZh: point.nameZh,
      nameEn: point.nameEn,
      kind: point.kind,
      status: statusOn(point.statuses, on),
      isOpen: open.has(index),
      plannedOn: plannedOpening(point, on)?.on ?? null,
      longitude: point.position?.[0] ?? null,
      latitude: point.position?.[1] ?? null,
    })),
  };
}

function columnsOf({ facts, nearest, counted, levels }: CoverageBasis, kind: PlaceKind): PlaceTimes {
  const indexes = [...facts.places.keys()].filter((place) => facts.places[place]?.kind === kind);
  return {
    codes: indexes.map((place) => facts.places[place]?.code ?? ''),
    nearestMinutes: indexes.map((place) => roundedMinutes(nearest.firstSeconds[place] ?? NOT_COMPUTED)),
    secondMinutes: indexes.map((place) => roundedMinutes(nearest.secondSeconds[place] ?? NOT_COMPUTED)),
    isCounted: indexes.map((place) => counted[place] ?? false),
    isUndetermined: indexes.map((place) => levels[place] === LEVEL.UNDETERMINED),
  };
}

/** To a hundredth, which still tells seconds apart, and keeps a whole threshold whole. */
function roundedMinutes(seconds: number): number | null {
  return seconds >= NOT_COMPUTED ? null : Math.round((seconds / 60) * 100) / 100;
}

/** One place. null: there is none of that kind and code. */
export async function findPlaceCoverage(
  context: RequestContext,
  scope: BureauScope,
  input: CoverageInput,
  { kind, code }: { kind: PlaceKind; code: string },
): Promise<PlaceCoverage | null> {
  const basis = await answerFrom(context, scope, input);
  const { facts, question, aligned, eligible, nearest, counted, levels } = basis;
  const place = facts.places.findIndex((each) => each.kind === kind && each.code === code);
  if (place < 0) {
    return null;
  }
  const walking = await nearestOnFoot(context, scope, basis);
  const open = new Set(eligible);
  const level = levels[place] ?? LEVEL.NONE;
  const isCovered = level === LEVEL.ONCE || level === LEVEL.TWICE;
  const timeOf = (point: number, seconds: number) => {
    const name = pointName(basis, point);
    return name && { point: name, minutes: seconds / 60 };
  };
  const secondsTo = (point: number) => secondsBetween(aligned, facts.points, place, point);
  return {
    on: question.points.on,
    place: placeName(basis, place),
    basis: new TravelBasis(aligned.times.basis),
    isCounted: counted[place] ?? false,
    isCovered: level === LEVEL.UNDETERMINED ? null : isCovered,
    nearest: timeOf(nearest.firstPoint[place] ?? NO_POINT, nearest.firstSeconds[place] ?? NOT_COMPUTED),
    second: timeOf(nearest.secondPoint[place] ?? NO_POINT, nearest.secondSeconds[place] ?? NOT_COMPUTED),
    withinThreshold: eligible
      .map((point) => ({ point, seconds: secondsTo(point) }))
      .filter(({ seconds }) => seconds <= question.thresholdSeconds)
      .sort((one, other) => one.seconds - other.seconds || one.point - other.point)
      .flatMap(({ point, seconds }) => timeOf(point, seconds) ?? []),
    pairsNotComputed: nearest.pairsNotComputed[place] ?? 0,
    buildingReach: kind === 'KEY_BUILDING' ? reachOfBuilding(place, facts.pointsInside, open, walking) : null,
    pointsInside: (facts.pointsInside.get(place) ?? [])
      .filter((point) => open.has(point))
      .flatMap((point) => pointName(basis, point) ?? []),
    closedBy: isCovered ? null : closedBy(basis, place),
    history: nearestHistory(facts.points, secondsTo, servesQuestion(question, facts)).map((step) => ({
      on: step.on,
      nearest: pointName(basis, step.point),
      minutes: minutesOf(step.seconds),
      isCovered: step.seconds !== null && step.seconds <= question.thresholdSeconds,
      isPlanned: step.on > scope.today,
    })),
  };
}

function closedBy(basis: CoverageBasis, place: number): GapClosing | null {
  const { facts, aligned, question } = basis;
  const closing = gapClosing(aligned, facts, place, {
    after: question.points.on,
    thresholdSeconds: question.thresholdSeconds,
    serves: servesQuestion(question, facts),
  });
  const point = closing && pointName(basis, closing.point);
  return closing && point && { point, minutes: closing.seconds / 60, on: closing.on };
}

function placeName({ facts }: CoverageBasis, index: number): CoveragePlaceName {
  const place = facts.places[index];
  if (!place) {
    throw new RangeError(`There is no place ${index}.`);
  }
  const { kind, code, nameZh, nameEn, townOrStreet, residents, enterprises } = place;
  return { kind, code, nameZh, nameEn, townOrStreet, residents, enterprises };
}

export function pointName({ facts }: Pick<CoverageBasis, 'facts'>, index: number): CoveragePointName | null {
  const point = facts.points[index];
  return point ? { code: point.code, nameZh: point.nameZh, nameEn: point.nameEn } : null;
}

function minutesOf(seconds: number | null): number | null {
  return seconds === null ? null : seconds / 60;
}

/** @throws Refusal INVALID_CURSOR */
function readGapKey(cursor: string): GapKey {
  const [first, second, kind, code] = decodeCursor(cursor, 4);
  if (
    typeof first === 'number' &&
    typeof second === 'number' &&
    typeof kind === 'number' &&
    typeof code === 'string'
  ) {
    return [first, second, kind, code];
  }
  throw new Refusal('INVALID_CURSOR');
}
