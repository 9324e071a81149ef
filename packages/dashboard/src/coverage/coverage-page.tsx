import { useQuery } from '@apollo/client/react';
import { useRef } from 'react';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { BasisLine, Exceptions } from './basis-line.tsx';
import './coverage.css';
import { CoverageFigures } from './coverage-figures.tsx';
import { CoverageFilters } from './coverage-filters.tsx';
import { CoverageMap } from './coverage-map.tsx';
import { Equity } from './equity.tsx';
import { GapList } from './gap-list.tsx';
import { ProgressSection } from './progress-section.tsx';
import { TownTable } from './town-table.tsx';
import { useCoverageView } from './use-coverage-view.ts';

const COVERAGE = graphql(`
  query Coverage($bureau: ID!, $where: CoverageInput!) {
    coverage(bureau: $bureau, where: $where) {
      on pointsOpen
      basis {
        source networkName attribution computedAt detourFactor speedKilometresPerHour
        calibrationPairs calibrationNetwork medianRelativeError p90RelativeError
      }
      figures { ...FigureParts }
      buildingReach { ...ReachParts }
      groups { townOrStreet figures { ...FigureParts } buildingReach { ...ReachParts } }
      equity { worstTownOrStreet spread dissimilarity }
      exceptions { pairsNotComputed placesNotComputed unreachablePlaces pointsWithoutCoordinates }
    }
  }
  fragment ShareParts on CoverageShare {
    covered { numerator denominator value }
    coveredTwice { numerator denominator value }
    undetermined notStated
  }
  fragment FigureParts on CoverageFigures {
    residents { ...ShareParts }
    enterprises { ...ShareParts }
    keyBuildings { ...ShareParts }
    demandAreas { ...ShareParts }
  }
  fragment ReachParts on BuildingReachFigures {
    inside { numerator denominator value }
    withinTenMinutesWalk { numerator denominator value }
  }
`);

/** The half-hour service circle: who is within it, who is not, and how it grows. */
export function CoveragePage() {
  const t = useText();
  const { bureau } = useView();
  const view = useCoverageView();
  const asked = useQuery(COVERAGE, { variables: { bureau: bureau.code, where: view.input } });
  const towns = useTowns(
    (asked.data ?? asked.previousData)?.coverage.groups.flatMap(({ townOrStreet }) => townOrStreet ?? []),
    view.ask.townsOrStreets,
  );
  return (
    <Page title={t('nav.coverage')} intro={t('coverage.intro')} filters="NONE" own={view.own}>
      <CoverageFilters view={view} towns={towns} />
      <Answer asked={asked}>
        {({ coverage }) => {
          const { figures, buildingReach, groups } = coverage;
          const hasPlaces =
            figures.demandAreas.covered.denominator + figures.keyBuildings.covered.denominator > 0;
          if (!hasPlaces) {
            return <EmptyState title={t('coverage.nothing')} hint={t('coverage.nothingHint')} />;
          }
          return (
            <>
              <BasisLine basis={coverage.basis} />
              {coverage.pointsOpen === 0 && (
                <p className="card exceptions" role="note">
                  <strong>{t('coverage.noPoint')}</strong> {t('coverage.noPointHint')}
                </p>
              )}
              <Exceptions exceptions={coverage.exceptions} source={coverage.basis.source} />
              <CoverageFigures
                figures={figures}
                buildingReach={buildingReach}
                pointsOpen={coverage.pointsOpen}
                day={coverage.on}
              />
              <CoverageMap view={view}>
                <Section title={t('coverage.byTown')}>
                  <Equity equity={coverage.equity} groups={groups} />
                  <TownTable groups={groups} whole={{ figures, buildingReach }} />
                </Section>
                <GapList view={view} />
                <ProgressSection view={view} />
              </CoverageMap>
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

/** Every town and street there is: an answer for some of them names only those. */
function useTowns(answered: readonly string[] | undefined, chosen: readonly string[]): readonly string[] {
  const known = useRef<ReadonlySet<string>>(new Set());
  known.current = new Set([...known.current, ...(answered ?? []), ...chosen]);
  return [...known.current].sort();
}
