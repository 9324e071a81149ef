import { z } from 'zod';
import { greatCircleMetres } from '../places/great-circle.ts';
import type { Position } from '../places/place.entity.ts';
import type { TravelMode } from './travel-mode.ts';
import { FARTHEST_APART_METRES } from './valhalla-config.ts';
import { costing, onRoad } from './valhalla-request.ts';
import { type RoadEnd, roadEnds, type Way } from './valhalla-road-ends.ts';
import { ValhallaFailure, type ValhallaTransport } from './valhalla-transport.ts';

/** Below FARTHEST_APART_METRES by more than what two ways of measuring the Earth differ by. */
const NEAR_METRES = 0.99 * FARTHEST_APART_METRES;

/** Pairs in one question: a server must allow so many (`max_matrix_location_pairs`). */
const PAIRS_AT_ONCE = 100_000;

/** With fewer sources there is nothing to be gained; more than the ways that lead to any one target. */
const FEWEST_BACKWARD = 20;

const matrixAnswer = z.object({
  sources_to_targets: z.object({ durations: z.array(z.array(z.number().nullable())) }),
});

type Seconds = (number | null)[][];

interface Question {
  readonly ask: ValhallaTransport;
  readonly mode: TravelMode;
}

/**
 * Whole seconds, source by source, target by target; null: no way, or further apart than 198 km. Valhalla searches once for each source,
 * forward, where there are no more of them than targets, and once for each target, backward, where there are: what is fewer is searched
 * from, and every question is put so that it goes the way that is meant.
 */
export async function askMatrix(
  ask: ValhallaTransport,
  mode: TravelMode,
  sources: readonly Position[],
  targets: readonly Position[],
): Promise<Seconds> {
  const question = { ask, mode };
  if (targets.length === 0) {
    return sources.map(() => []);
  }
  if (!sources.every((source) => targets.every((target) => isNear(source, target)))) {
    return ofNear(question, sources, targets);
  }
  return sources.length >= Math.max(FEWEST_BACKWARD, 2 * targets.length)
    ? backward(question, sources, targets)
    : forward(question, sources, targets);
}

/** One pair too far apart would fail the question of them all: each source is asked from alone, to the targets that are near enough. */
async function ofNear(
  question: Question,
  sources: readonly Position[],
  targets: readonly Position[],
): Promise<Seconds> {
  const rows: Seconds = [];
  for (const source of sources) {
    const near = targets.filter((target) => isNear(source, target));
    const [seconds = []] = near.length > 0 ? await forward(question, [source], near) : [];
    let next = 0;
    rows.push(targets.map((target) => (isNear(source, target) ? (seconds[next++] ?? null) : null)));
  }
  return rows;
}

/** As the engine's single routes are, to the second. */
async function forward(
  question: Question,
  sources: readonly Position[],
  targets: readonly Position[],
): Promise<Seconds> {
  const atOnce = Math.max(1, Math.min(targets.length, Math.floor(PAIRS_AT_ONCE / targets.length)));
  const to = targets.map((target) => onRoad(target));
  const rows: Seconds = [];
  for (let from = 0; from < sources.length; from += atOnce) {
    const some = sources.slice(from, from + atOnce).map((source) => onRoad(source));
    rows.push(...(await askOnce(question, some, to)));
  }
  return rows;
}

/**
 * As forward, where Valhalla's searches backward are: but for a road on which a way begins or ends it takes the speed of the other
 * direction (`valhalla-road-ends.ts`), which is made good here; where it cannot be, and between two places on one road, it is asked forward.
 */
async function backward(
  question: Question,
  sources: readonly Position[],
  targets: readonly Position[],
): Promise<Seconds> {
  const { ask, mode } = question;
  const [starts, ends] = [
    await roadEnds(ask, mode, sources, 'START'),
    await roadEnds(ask, mode, targets, 'END'),
  ];
  const from = starts.flatMap(({ ways }) => ways.map(({ location }) => location));
  const rows: Seconds = sources.map(() => []);
  for (const some of questionsOf(ends, from.length)) {
    const to = some.flatMap(({ ways }) => ways.map(({ location }) => location));
    const answer = await askOnce(question, from, to);
    let row = 0;
    for (const [index, start] of starts.entries()) {
      const own = answer.slice(row, row + start.ways.length);
      row += start.ways.length;
      let column = 0;
      for (const end of some) {
        rows[index]?.push(madeGood(own, start.ways, column, end.ways));
        column += end.ways.length;
      }
    }
  }
  const columns = [...ends.keys()];
  const uneven = columns.filter((column) => ends[column]?.isUneven);
  const onRoads = Map.groupBy(
    ends.flatMap(({ roads }, column) => [...roads].map((road) => ({ road, column }))),
    ({ road }) => road,
  );
  for (const [index, start] of starts.entries()) {
    const met = [...start.roads].flatMap((road) => onRoads.get(road) ?? []).map(({ column }) => column);
    const again = new Set(start.isUneven ? columns : [...uneven, ...met]);
    const source = sources[index];
    if (source && again.size > 0) {
      const to = targets.filter((_, column) => again.has(column));
      const [seconds = []] = await forward(question, [source], to);
      const anew = seconds.values();
      rows[index] =
        rows[index]?.map((known, column) => (again.has(column) ? (anew.next().value ?? null) : known)) ?? [];
    }
  }
  return rows;
}

/** So many targets in a question that it stays within its limit, and below its sources. */
function questionsOf(ends: readonly RoadEnd[], sources: number): RoadEnd[][] {
  const most = Math.min(sources - 1, Math.floor(PAIRS_AT_ONCE / sources));
  const questions: RoadEnd[][] = [];
  let ways = Infinity;
  for (const end of ends) {
    ways += end.ways.length;
    if (ways > most) {
      questions.push([]);
      ways = end.ways.length;
    }
    questions.at(-1)?.push(end);
  }
  return questions;
}

/**
 * The first way of either end is the one that the engine chose; which of the others it is, its time tells.
 * @param rows of the ways of one source, in their order
 * @param column of the first way of one target
 */
function madeGood(
  rows: Seconds,
  starts: readonly Way[],
  column: number,
  ends: readonly Way[],
): number | null {
  const chosen = rows[0]?.[column] ?? null;
  if (chosen === null) {
    return null;
  }
  // From the last on, so that the chosen one itself, of which nothing is known, comes when no other is of its time.
  for (let start = starts.length - 1; start >= 0; start--) {
    for (let end = ends.length - 1; end >= 0; end--) {
      if (rows[start]?.[column + end] === chosen) {
        return Math.max(
          0,
          Math.round(chosen + (starts[start]?.secondsToAdd ?? 0) + (ends[end]?.secondsToAdd ?? 0)),
        );
      }
    }
  }
  return chosen;
}

async function askOnce(
  { ask, mode }: Question,
  sources: readonly object[],
  targets: readonly object[],
): Promise<Seconds> {
  try {
    const answer = matrixAnswer.parse(
      await ask('sources_to_targets', { sources, targets, ...costing(mode), verbose: false }),
    );
    return answer.sources_to_targets.durations;
  } catch (error) {
    if (error instanceof ValhallaFailure && error.isNoWay) {
      return sources.map(() => targets.map(() => null));
    }
    throw error;
  }
}

function isNear(one: Position, other: Position): boolean {
  return greatCircleMetres(one, other) <= NEAR_METRES;
}
