import type { BureauScope } from '../bureau/bureau-scope.ts';
import { COVERAGE_SUBJECTS, type CoverageSubject } from '../coverage/closing-circle.ts';
import { reportCoverage } from '../coverage/coverage.service.ts';
import { type CoverageFigures, PLAIN_QUESTION } from '../coverage/coverage.type.ts';
import { answerFrom, type CoverageBasis } from '../coverage/coverage-answer.ts';
import { gapClosing } from '../coverage/coverage-gaps.ts';
import { reportProgress } from '../coverage/coverage-progress.service.ts';
import { servesQuestion } from '../coverage/coverage-question.ts';
import { LEVEL } from '../coverage/coverage-shares.ts';
import { secondsBetween } from '../coverage/nearest-points.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { Rate } from '../measure/statistics.type.ts';
import { NOT_COMPUTED } from '../network/travel-times.ts';
import type { Position } from '../places/place.entity.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { MicroPosition, ReleaseCircle, ReleasePlace, Share } from './release-content.ts';

/** So many of the nearest points a place is told of. */
const NEAREST = 3;

/** The service circle on a day, on foot within the promised time. null: there is no place to cover. */
export async function gatherCircle(
  context: RequestContext,
  scope: BureauScope,
  on: CalendarDay,
): Promise<ReleaseCircle | null> {
  const basis = await answerFrom(context, scope, { ...PLAIN_QUESTION, on });
  if (basis.facts.places.length === 0) {
    return null;
  }
  const [coverage, progress] = await Promise.all([
    reportCoverage(context, scope, { ...PLAIN_QUESTION, on }),
    reportProgress(context, scope, PLAIN_QUESTION, null),
  ]);
  const { times } = basis.aligned;
  return {
    on,
    mode: coverage.mode,
    thresholdMinutes: coverage.thresholdMinutes,
    basis: {
      source: times.basis.source,
      networkName: times.basis.source === 'NETWORK' ? times.basis.networkName : null,
      attribution: times.basis.attribution,
    },
    shares: sharesOf(coverage.figures, coverage.buildingReach.inside),
    towns: coverage.groups.map(({ townOrStreet, figures, buildingReach }) => ({
      townOrStreet,
      shares: sharesOf(figures, buildingReach.inside),
    })),
    progress: progress.series.map((step) => ({
      on: step.on,
      isPlanned: step.isPlanned,
      keyBuildings: shareOf(step.figures.keyBuildings.covered),
      pointsOperating: step.pointsOperating,
      causes: step.causes.map(({ code, nameZh, nameEn }) => ({ code, nameZh, nameEn })),
    })),
    places: basis.facts.places.flatMap((_, place) => (basis.counted[place] ? placeOf(basis, place) : [])),
  };
}

function sharesOf(figures: CoverageFigures, inside: Rate): Readonly<Record<CoverageSubject, Share>> {
  const parts: Record<CoverageSubject, Rate> = {
    RESIDENTS: figures.residents.covered,
    ENTERPRISES: figures.enterprises.covered,
    KEY_BUILDINGS: figures.keyBuildings.covered,
    BUILDING_REACH: inside,
  };
  return Object.fromEntries(COVERAGE_SUBJECTS.map((subject) => [subject, shareOf(parts[subject])])) as Record<
    CoverageSubject,
    Share
  >;
}

function shareOf({ numerator, denominator }: Rate): Share {
  return { covered: numerator, total: denominator };
}

function placeOf(basis: CoverageBasis, index: number): ReleasePlace[] {
  const { facts, aligned, eligible, levels, question } = basis;
  const place = facts.places[index];
  if (!place) {
    return [];
  }
  const isCovered = levels[index] === LEVEL.ONCE || levels[index] === LEVEL.TWICE;
  const codeOf = (point: number) => facts.points[point]?.code ?? '';
  const closing = isCovered
    ? null
    : gapClosing(aligned, facts, index, {
        after: question.points.on,
        thresholdSeconds: question.thresholdSeconds,
        serves: servesQuestion(question, facts),
      });
  const { code, nameZh, nameEn, kind, townOrStreet } = place;
  return [
    {
      code,
      nameZh,
      nameEn,
      kind,
      townOrStreet,
      position: microPosition(place.position),
      isCovered,
      nearest: eligible
        .map((point) => ({ point, seconds: secondsBetween(aligned, facts.points, index, point) }))
        .filter(({ seconds }) => seconds < NOT_COMPUTED)
        .sort((one, other) => one.seconds - other.seconds || one.point - other.point)
        .slice(0, NEAREST)
        .map(({ point, seconds }) => ({ point: codeOf(point), seconds })),
      comesNext: closing?.on ? { point: codeOf(closing.point), on: closing.on } : null,
    },
  ];
}

export function microPosition([longitude, latitude]: Position): MicroPosition {
  return {
    longitudeMicrodegrees: Math.round(longitude * 1_000_000),
    latitudeMicrodegrees: Math.round(latitude * 1_000_000),
  };
}
