import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { rateOf } from '../measure/statistics.ts';
import type { Rate } from '../measure/statistics.type.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import { compareTowns } from './coverage.service.ts';
import { PLAIN_QUESTION } from './coverage.type.ts';
import { answerFrom } from './coverage-answer.ts';
import { type CoverageParts, sharesByGroup } from './coverage-shares.ts';
import { type PublicCell, publishableCells } from './public-coverage.ts';
import type { PublicCoverage } from './public-coverage.type.ts';

/** The shares of today at the promised threshold on foot, with small counts suppressed. */
export async function reportPublicCoverage(
  context: RequestContext,
  scope: BureauScope,
): Promise<PublicCoverage> {
  const { facts, question, aligned, counted, levels } = await answerFrom(context, scope, PLAIN_QUESTION);
  const towns = sharesByGroup(facts.places, levels, counted, ({ townOrStreet }) => townOrStreet);
  const cellsOf = (share: 'residents' | 'enterprises') =>
    publishableCells(new Map([...towns].map(([town, parts]) => [town, parts[share]])));
  const [residents, enterprises] = [cellsOf('residents'), cellsOf('enterprises')];
  const names = [...towns.keys()].sort(compareTowns);
  return {
    on: question.points.on,
    mode: question.mode,
    thresholdMinutes: question.thresholdMinutes,
    basis: new TravelBasis(aligned.times.basis),
    figures: {
      residents: published(residents.whole),
      enterprises: published(enterprises.whole),
      keyBuildings: buildings([...towns.values()]),
    },
    groups: names.map((townOrStreet) => ({
      townOrStreet,
      figures: {
        residents: published(residents.towns.get(townOrStreet) ?? null),
        enterprises: published(enterprises.towns.get(townOrStreet) ?? null),
        keyBuildings: buildings(
          [...towns].flatMap(([town, parts]) => (town === townOrStreet ? [parts] : [])),
        ),
      },
    })),
  };
}

function published(cell: PublicCell | null): Rate | null {
  return cell && rateOf(cell.covered, cell.total);
}

function buildings(parts: readonly CoverageParts[]): Rate {
  return rateOf(
    parts.reduce((sum, { keyBuildings }) => sum + keyBuildings.covered, 0),
    parts.reduce((sum, { keyBuildings }) => sum + keyBuildings.total, 0),
  );
}
