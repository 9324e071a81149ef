import { useApolloClient, useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import type { TravelRunsQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';

const TRAVEL_RUNS = graphql(`
  query TravelRuns($bureau: ID!, $after: String) {
    travelRuns(bureau: $bureau, first: 25, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id networkName mode status pairsTotal pairsDone startedAt finishedAt startedBy isCancelRequested
          error { code message }
        }
      }
    }
  }
`);

export type TravelRun = TravelRunsQuery['travelRuns']['edges'][number]['node'];

/** How often a page asks how far a run is, and whether one began elsewhere: by the command line, or the next mode. */
const RUNNING_POLL_MS = 1000;
const IDLE_POLL_MS = 5000;

/** Answers that rest on travel times. */
const RESTING_FIELDS = [
  'coverage',
  'coverageGaps',
  'coverageMap',
  'coverageProgress',
  'placeCoverage',
  'publicCoverage',
];

/** Lets go of what was answered about coverage: the travel times behind it have changed. */
export function useForgetCoverage(): () => void {
  const { cache } = useApolloClient();
  return useCallback(() => {
    for (const fieldName of RESTING_FIELDS) {
      cache.evict({ id: 'ROOT_QUERY', fieldName });
    }
  }, [cache]);
}

/** The runs of the bureau's travel times, kept fresh while the page is open. When one ends, what rests on it is asked anew. */
export function useTravelRuns() {
  const { bureau, parameters } = useView();
  const client = useApolloClient();
  const forgetCoverage = useForgetCoverage();
  const asked = useQuery(TRAVEL_RUNS, {
    variables: { bureau: bureau.code, after: parameters.get('after') },
    fetchPolicy: 'cache-and-network',
    // A look every second is not a new question: what is shown is not stale meanwhile.
    notifyOnNetworkStatusChange: false,
  });
  const { data, startPolling, stopPolling } = asked;
  const running = data?.travelRuns.edges.find(({ node }) => node.status === 'RUNNING')?.node ?? null;
  const isRunning = running !== null;
  useEffect(() => {
    startPolling(isRunning ? RUNNING_POLL_MS : IDLE_POLL_MS);
    return stopPolling;
  }, [isRunning, startPolling, stopPolling]);
  const ended = data?.travelRuns.edges.filter(({ node }) => node.status !== 'RUNNING').length;
  const known = useRef(ended);
  useEffect(() => {
    if (known.current !== undefined && ended !== known.current) {
      forgetCoverage();
      void client.refetchQueries({ include: ['RoadNetwork', 'Placement'] });
    }
    known.current = ended;
  }, [ended, client, forgetCoverage]);
  return { asked, running, isRunning };
}
