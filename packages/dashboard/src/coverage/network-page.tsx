import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useViewer } from '../platform/viewer.tsx';
import './coverage.css';
import { NetworkChoice } from './network-choice.tsx';
import { NetworkFacts } from './network-facts.tsx';
import { PlacementSection } from './placement-section.tsx';
import { TravelMatrices } from './travel-matrices.tsx';
import { TravelRuns } from './travel-runs.tsx';
import { useTravelRuns } from './use-travel-runs.ts';

export const ROAD_NETWORK = graphql(`
  query RoadNetwork($bureau: ID!) {
    roadNetwork(bureau: $bureau) {
      name fileName dataAt loadedAt sha256 bounds engineVersion licence attribution
    }
    travelMatrices(bureau: $bureau) {
      networkName mode pairsDue pairsComputed pairsUnreachable computedAt
    }
  }
`);

/** The roads that travel times rest on: which network, how far it is computed, and which places are off it. */
export function NetworkPage() {
  const t = useText();
  const { bureau, parameters } = useView();
  const { may } = useViewer();
  const runs = useTravelRuns();
  const asked = useQuery(ROAD_NETWORK, {
    variables: { bureau: bureau.code },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Page title={t('network.title')} intro={t('network.intro')} filters="NONE">
      <p>
        <Link to={addressOf('/coverage', parameters)}>{t('network.toCoverage')}</Link>
      </p>
      <Answer asked={asked}>
        {({ roadNetwork, travelMatrices }) => (
          <>
            <Section title={t('network.inUse')}>
              <NetworkFacts network={roadNetwork ?? null} />
              {may('PLANNER') && <NetworkChoice inUse={roadNetwork?.name ?? null} />}
            </Section>
            {roadNetwork && (
              <Section title={t('network.matrices')}>
                <TravelMatrices matrices={travelMatrices} isRunning={runs.isRunning} />
              </Section>
            )}
          </>
        )}
      </Answer>
      <TravelRuns runs={runs} />
      <PlacementSection />
    </Page>
  );
}
