import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { checkPeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import { databaseOf } from '../platform/row-scope.ts';
import { COVERAGE_SUBJECTS, circleClosing, paceOf, subjectRate } from './closing-circle.ts';
import { figuresOf } from './coverage.service.ts';
import type { CoverageInput } from './coverage.type.ts';
import { answerFrom, type CoverageBasis } from './coverage-answer.ts';
import type { LoadedFacts } from './coverage-facts.service.ts';
import { pointName } from './coverage-places.service.ts';
import { type CoverageProgress, coverageProgress, type ProgressStep, stepOn } from './coverage-progress.ts';
import type { CoverageCause, CoverageProgressReport, CoverageStep } from './coverage-progress.type.ts';
import { servesQuestion } from './coverage-question.ts';
import { aloneCoverage, noGain } from './coverage-state.ts';
import { targetStandings } from './coverage-target.service.ts';
import type { Cause } from './coverage-timeline.ts';

/** Series stay in the process while the data are the same: of twenty years and a thousand points, about 1 MB each. */
const MOST_SERIES = 32;

const caches = new WeakMap<pg.Pool, LRUCache<string, Promise<CoverageProgress>>>();

/** Coverage over time, past and planned, against the targets. */
export async function reportProgress(
  context: RequestContext,
  scope: BureauScope,
  input: CoverageInput,
  period: PeriodInput | null,
): Promise<CoverageProgressReport> {
  // Whatever day is asked for, what stands alone is told of today.
  const basis = await answerFrom(context, scope, { ...input, on: scope.today });
  const { facts, question, aligned, nearest, counted, levels } = basis;
  const progress = await seriesOf(context, scope, basis);
  const { from, to } = checkPeriod(period ?? wholePeriod(progress, scope.today));
  const alone = aloneCoverage(facts, levels, nearest.firstPoint, counted);
  const operating = new Set(basis.eligible);
  return {
    today: scope.today,
    mode: question.mode,
    thresholdMinutes: question.thresholdMinutes,
    basis: new TravelBasis(aligned.times.basis),
    series: stepsWithin(progress.steps, from, to).map((step) => toStep(step, facts, scope.today)),
    openings: progress.openings
      .filter(({ on }) => on >= from && on <= to)
      .flatMap(({ point, on, added }) => {
        const name = pointName(basis, point);
        const isPlanned = on > scope.today;
        return name
          ? [
              {
                point: name,
                on,
                isPlanned,
                added,
                aloneToday: operating.has(point) && !isPlanned ? (alone.get(point) ?? noGain()) : null,
              },
            ]
          : [];
      }),
    withoutDate: progress.undated.flatMap(({ point, wouldAdd }) => {
      const name = pointName(basis, point);
      return name ? [{ point: name, wouldAdd }] : [];
    }),
    targets: (await targetStandings(context, scope)).filter(
      ({ target }) =>
        target.mode === null ||
        (target.mode === question.mode && target.thresholdMinutes === question.thresholdMinutes),
    ),
    pace: COVERAGE_SUBJECTS.map((subject) => {
      const closing = circleClosing(progress, subject, 1, scope.today);
      return {
        subject,
        ...paceOf(progress.steps, subject, scope.today),
        uncovered: closing.remaining,
        closesOn: closing.onAtPace,
      };
    }),
  };
}

/** The series of a question, whatever its day: computed once for a version of the data. */
export function seriesOf(
  { pool }: Pick<RequestContext, 'pool'>,
  scope: BureauScope,
  { facts, question, aligned }: Pick<CoverageBasis, 'facts' | 'question' | 'aligned'>,
): Promise<CoverageProgress> {
  const database = databaseOf(pool);
  let cache = caches.get(database);
  if (!cache) {
    cache = new LRUCache({ max: MOST_SERIES });
    caches.set(database, cache);
  }
  const { at, serviceItem, servicePoints } = question.points;
  const key = JSON.stringify([
    facts.version,
    aligned.times.version,
    question.thresholdSeconds,
    scope.today,
    at,
    serviceItem,
    servicePoints && [...servicePoints].sort(),
    question.townsOrStreets && [...question.townsOrStreets].sort(),
  ]);
  const found =
    cache.get(key) ??
    coverageProgress(facts, aligned, {
      thresholdSeconds: question.thresholdSeconds,
      townsOrStreets: question.townsOrStreets,
      serves: servesQuestion(question, facts),
      today: scope.today,
    });
  cache.set(key, found);
  return found;
}

/** From the day before anything dated to the last dated fact, or today. */
function wholePeriod({ steps }: CoverageProgress, today: string): PeriodInput {
  const [first, last] = [steps[0]?.on ?? today, steps.at(-1)?.on ?? today];
  return { from: first < today ? first : today, to: last > today ? last : today };
}

/** The steps of a period, with how things stand on its first and its last day. */
function stepsWithin(steps: readonly ProgressStep[], from: string, to: string): ProgressStep[] {
  const inside = steps.filter(({ on }) => on >= from && on <= to);
  return [
    ...(inside[0]?.on === from ? [] : [{ ...stepOn(steps, from), on: from, causes: [] }]),
    ...inside,
    ...(from === to || inside.at(-1)?.on === to ? [] : [{ ...stepOn(steps, to), on: to, causes: [] }]),
  ];
}

function toStep(step: ProgressStep, facts: LoadedFacts, today: string): CoverageStep {
  return {
    on: step.on,
    isPlanned: step.on > today,
    pointsOperating: step.pointsOperating,
    figures: figuresOf(step.parts),
    buildingReachInside: subjectRate(step, 'BUILDING_REACH'),
    causes: step.causes.flatMap((cause) => toCause(cause, facts) ?? []),
  };
}

function toCause({ kind, index }: Cause, facts: LoadedFacts): CoverageCause | null {
  const named = kind.startsWith('BUILDING') ? facts.places[index] : facts.points[index];
  return named ? { kind, code: named.code, nameZh: named.nameZh, nameEn: named.nameEn } : null;
}
