import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { rateOf } from '../measure/statistics.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import { UNREACHABLE } from '../network/travel-times.ts';
import { buildingReach, reachOfBuildings } from './building-reach.ts';
import type {
  Coverage,
  CoverageExceptions,
  CoverageFigures,
  CoverageInput,
  CoverageShare,
} from './coverage.type.ts';
import { answerFrom, type CoverageBasis, nearestOnFoot } from './coverage-answer.ts';
import {
  type CoverageParts,
  LEVEL,
  NO_PARTS,
  type ShareParts,
  sharesByGroup,
  sharesOf,
} from './coverage-shares.ts';
import { equityOf } from './equity.ts';

/** The service circle on a day, in all and by town and street. */
export async function reportCoverage(
  context: RequestContext,
  scope: BureauScope,
  input: CoverageInput,
): Promise<Coverage> {
  const basis = await answerFrom(context, scope, input);
  const { facts, question, aligned, eligible, counted, levels } = basis;
  const walking = await nearestOnFoot(context, scope, basis);
  const groups = sharesByGroup(facts.places, levels, counted, ({ townOrStreet }) => townOrStreet);
  const reaches = [...reachOfBuildings(facts, eligible, walking)].flatMap(([place, reach]) =>
    counted[place] ? [{ townOrStreet: facts.places[place]?.townOrStreet ?? null, reach }] : [],
  );
  const reachesByTown = Map.groupBy(reaches, ({ townOrStreet }) => townOrStreet);
  const equity = equityOf(
    new Map([...groups].flatMap(([town, { residents }]) => (town === null ? [] : [[town, residents]]))),
  );
  return {
    on: question.points.on,
    mode: question.mode,
    thresholdMinutes: question.thresholdMinutes,
    basis: new TravelBasis(aligned.times.basis),
    pointsOpen: eligible.length,
    servicePoints: eligible.flatMap((point) => facts.points[point]?.code ?? []),
    figures: figuresOf(sharesOf(facts.places, levels, counted)),
    buildingReach: buildingReach(reaches.map(({ reach }) => reach)),
    groups: [...groups]
      .sort(([one], [other]) => compareTowns(one, other))
      .map(([townOrStreet, parts]) => ({
        townOrStreet,
        figures: figuresOf(parts),
        buildingReach: buildingReach((reachesByTown.get(townOrStreet) ?? []).map(({ reach }) => reach)),
      })),
    equity: {
      worstTownOrStreet: equity.worst,
      spread: equity.spread,
      dissimilarity: equity.dissimilarity,
    },
    exceptions: exceptionsOf(basis),
  };
}

export function figuresOf(parts: CoverageParts = NO_PARTS): CoverageFigures {
  return {
    residents: shareOf(parts.residents),
    enterprises: shareOf(parts.enterprises),
    keyBuildings: shareOf(parts.keyBuildings),
    demandAreas: shareOf(parts.demandAreas),
  };
}

function shareOf({ covered, coveredTwice, total, undetermined, notStated }: ShareParts): CoverageShare {
  return {
    covered: rateOf(covered, total),
    coveredTwice: rateOf(coveredTwice, total),
    undetermined,
    notStated,
  };
}

function exceptionsOf({ facts, eligible, nearest, counted, levels }: CoverageBasis): CoverageExceptions {
  let [pairsNotComputed, placesNotComputed, unreachablePlaces] = [0, 0, 0];
  counted.forEach((isCounted, place) => {
    if (isCounted) {
      pairsNotComputed += nearest.pairsNotComputed[place] ?? 0;
      placesNotComputed += levels[place] === LEVEL.UNDETERMINED ? 1 : 0;
      unreachablePlaces += eligible.length > 0 && nearest.firstSeconds[place] === UNREACHABLE ? 1 : 0;
    }
  });
  return {
    pairsNotComputed,
    placesNotComputed,
    unreachablePlaces,
    pointsWithoutCoordinates: eligible.flatMap((index) => {
      const point = facts.points[index];
      return point && point.position === null ? [point.code] : [];
    }),
  };
}

/** By name, the places of no town last. */
export function compareTowns(one: string | null, other: string | null): number {
  return one === other ? 0 : one === null ? 1 : other === null ? -1 : one < other ? -1 : 1;
}
