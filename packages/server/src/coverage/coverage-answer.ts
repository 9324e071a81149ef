import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import { loadTravelTimes } from '../network/travel-times.service.ts';
import { databaseOf } from '../platform/row-scope.ts';
import type { CoverageInput } from './coverage.type.ts';
import { type LoadedFacts, loadCoverageFacts } from './coverage-facts.service.ts';
import { type CoverageQuestion, readQuestion } from './coverage-question.ts';
import { countedPlaces, coverageLevels } from './coverage-shares.ts';
import { eligiblePoints } from './eligible-points.ts';
import {
  type AlignedTimes,
  alignTimes,
  type NearestPoints,
  nearestPoints,
  rankTimes,
} from './nearest-points.ts';

/** A question with what every answer to it is made from. */
export interface CoverageBasis {
  readonly facts: LoadedFacts;
  readonly question: CoverageQuestion;
  readonly aligned: AlignedTimes;
  /** Indexes of the points that people may go to. */
  readonly eligible: readonly number[];
  readonly nearest: NearestPoints;
  /** By place: whether it counts on the day and in the asked towns. */
  readonly counted: readonly boolean[];
  /** By place, as LEVEL has them. */
  readonly levels: Uint8Array;
}

/** Nearest points of so many sets of points stay in the process: of 20,000 places, 300 KB each. */
const MOST_NEAREST = 128;
/** Matrices by mode and bureau. */
const MOST_ALIGNED = 16;

interface Caches {
  readonly aligned: LRUCache<string, Promise<AlignedTimes>>;
  readonly nearest: LRUCache<string, Promise<NearestPoints>>;
}

const caches = new WeakMap<pg.Pool, Caches>();

/** Reads a question and finds the nearest points for it: only another set of points or other travel times take a new search. */
export async function answerFrom(
  context: RequestContext,
  scope: BureauScope,
  input: CoverageInput,
): Promise<CoverageBasis> {
  const facts = await loadCoverageFacts(context, scope);
  const question = readQuestion(input, facts, scope.today);
  const eligible = eligiblePoints(facts, question.points);
  const aligned = await alignedTimes(context, scope, facts, question.mode);
  const nearest = await nearestOf(context, facts, aligned, eligible);
  return {
    facts,
    question,
    aligned,
    eligible,
    nearest,
    counted: countedPlaces(facts.places, question.points.on, question.townsOrStreets),
    levels: coverageLevels(nearest, question.thresholdSeconds),
  };
}

/** The nearest points on foot, whatever the mode of the question: for what stands beside a building. */
export async function nearestOnFoot(
  context: RequestContext,
  scope: BureauScope,
  { facts, question, eligible, nearest }: CoverageBasis,
): Promise<NearestPoints> {
  return question.mode === 'WALK'
    ? nearest
    : nearestOf(context, facts, await alignedTimes(context, scope, facts, 'WALK'), eligible);
}

/** Travel times by the indexes of the facts, kept as long as neither changes. */
export async function alignedTimes(
  context: RequestContext,
  scope: BureauScope,
  facts: LoadedFacts,
  mode: TravelMode,
): Promise<AlignedTimes> {
  const times = await loadTravelTimes(context, scope, mode);
  const { aligned } = cachesOf(context.pool);
  const key = `${facts.version}|${times.version}`;
  const found = aligned.get(key) ?? rankTimes(alignTimes(facts, times), facts);
  aligned.set(key, found);
  return found;
}

function nearestOf(
  context: RequestContext,
  facts: LoadedFacts,
  aligned: AlignedTimes,
  eligible: readonly number[],
): Promise<NearestPoints> {
  const { nearest } = cachesOf(context.pool);
  const key = `${facts.version}|${aligned.times.version}|${eligible.join()}`;
  const found = nearest.get(key) ?? nearestPoints(aligned, facts, eligible);
  nearest.set(key, found);
  return found;
}

function cachesOf(pool: pg.Pool): Caches {
  const database = databaseOf(pool);
  let found = caches.get(database);
  if (!found) {
    found = { aligned: new LRUCache({ max: MOST_ALIGNED }), nearest: new LRUCache({ max: MOST_NEAREST }) };
    caches.set(database, found);
  }
  return found;
}
