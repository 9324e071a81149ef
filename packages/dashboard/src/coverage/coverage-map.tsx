import { useQuery } from '@apollo/client/react';
import { type ReactNode, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { ServiceMap } from '../map/service-map.tsx';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { PlaceTable } from './place-table.tsx';
import { isReachShown, ReachToggle } from './reach-toggle.tsx';
import type { CoverageView } from './use-coverage-view.ts';
import { useMapValues } from './use-map-values.ts';
import { type NamedShape, usePlaceShapes } from './use-place-shapes.ts';
import { useReachOutlines } from './use-reach-outlines.ts';

const COVERAGE_MAP = graphql(`
  query CoverageMap($bureau: ID!, $where: CoverageInput!) {
    coverageMap(bureau: $bureau, where: $where) {
      on dataVersion
      basis { source networkName attribution }
      demandAreas { codes nearestMinutes secondMinutes isCounted isUndetermined }
      keyBuildings { codes nearestMinutes secondMinutes isCounted isUndetermined }
      points { code nameZh nameEn kind status isOpen plannedOn longitude latitude }
    }
  }
`);

/** The least threshold: one answer then serves every threshold. */
const ANY_THRESHOLD = 1;
const NO_SHAPES: readonly NamedShape[] = [];

/** What the map is drawn from, and every place with its minutes below it. */
export function useMapAnswer(view: Pick<CoverageView, 'input'>) {
  const { bureau } = useView();
  const { mode, on, at, serviceItem, townsOrStreets } = view.input;
  const where = useMemo(
    () => ({ mode, on, at, serviceItem, townsOrStreets, thresholdMinutes: ANY_THRESHOLD }),
    [mode, on, at, serviceItem, townsOrStreets],
  );
  const asked = useQuery(COVERAGE_MAP, { variables: { bureau: bureau.code, where } });
  const answer = asked.data?.coverageMap ?? asked.previousData?.coverageMap;
  const shapes = usePlaceShapes(bureau.code, answer?.dataVersion ?? bureau.freshness.dataVersion);
  return { asked, shapes };
}

/** The map, and at the end of the page the same as a table. Between them stands what it is given. */
export function CoverageMap({ view, children }: { view: CoverageView; children: ReactNode }) {
  const t = useText();
  const { asked, shapes } = useMapAnswer(view);
  return (
    <Answer asked={shapes}>
      {(named) => (
        <Answer asked={asked}>
          {({ coverageMap }) => (
            <Drawn view={view} answer={coverageMap} shapes={named.length === 0 ? NO_SHAPES : named} t={t}>
              {children}
            </Drawn>
          )}
        </Answer>
      )}
    </Answer>
  );
}

type MapAnswer = NonNullable<ReturnType<typeof useMapAnswer>['asked']['data']>['coverageMap'];

function Drawn({
  view,
  answer,
  shapes,
  t,
  children,
}: {
  view: CoverageView;
  answer: MapAnswer;
  shapes: readonly NamedShape[];
  t: ReturnType<typeof useText>;
  children: ReactNode;
}) {
  const [parameters, setParameters] = useSearchParams();
  const { ask, text } = view;
  const { places, points, network } = useMapValues(view, answer, shapes);
  const selected = parameters.get('place');
  const reach = useReachOutlines(view, {
    isShown: isReachShown(parameters),
    isOnNetwork: network !== null,
    points,
    selected,
  });
  return (
    <>
      <ServiceMap
        title={t('coverage.map')}
        notes={text}
        shapes={shapes}
        places={places}
        points={points}
        outlines={reach.outlines}
        thresholdMinutes={ask.thresholdMinutes}
        network={network}
        selected={selected}
        onSelect={(key) =>
          setParameters(
            (present) => {
              if (key === null) {
                present.delete('place');
              } else {
                present.set('place', key);
              }
              return present;
            },
            { replace: true, preventScrollReset: true },
          )
        }
      >
        <ReachToggle minutes={ask.thresholdMinutes} reach={reach} />
      </ServiceMap>
      {children}
      <Section title={t('coverage.allPlaces')}>
        <PlaceTable places={places} thresholdMinutes={ask.thresholdMinutes} />
      </Section>
    </>
  );
}
