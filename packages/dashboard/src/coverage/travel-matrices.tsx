import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { shareOf } from '../exports/table-column.ts';
import type { RoadNetworkQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { useViewer } from '../platform/viewer.tsx';
import { TRAVEL_MODES, type TravelMode } from './coverage-view.ts';

const COMPUTE = graphql(`
  mutation ComputeTravelTimes($bureau: ID!, $modes: [TravelMode!]!) {
    computeTravelTimes(bureau: $bureau, modes: $modes) { run { id } refusal { code message } }
  }
`);

type Matrix = RoadNetworkQuery['travelMatrices'][number];

/** How far the travel times are computed, mode by mode, and the way to compute what is left. */
export function TravelMatrices({ matrices, isRunning }: { matrices: readonly Matrix[]; isRunning: boolean }) {
  const t = useText();
  const { may } = useViewer();
  return (
    <>
      <DataTable
        caption={t('network.matrices')}
        hideCaption
        rows={matrices}
        keyOf={({ mode }) => mode}
        columns={[
          { title: t('coverage.mode'), type: 'TEXT', value: ({ mode }) => t(`coverageMode.${mode}`) },
          { title: t('network.pairsDue'), type: 'COUNT', value: ({ pairsDue }) => pairsDue },
          { title: t('network.pairsComputed'), type: 'COUNT', value: ({ pairsComputed }) => pairsComputed },
          {
            title: t('network.share'),
            type: 'RATE',
            value: ({ pairsComputed, pairsDue }) => shareOf(pairsComputed, pairsDue),
          },
          {
            title: t('network.pairsUnreachable'),
            type: 'COUNT',
            value: ({ computedAt, pairsUnreachable }) => (computedAt == null ? null : pairsUnreachable),
          },
          { title: t('network.computedAt'), type: 'INSTANT', value: ({ computedAt }) => computedAt },
          {
            title: t('network.rests'),
            type: 'TEXT',
            value: ({ computedAt, networkName }) =>
              computedAt == null
                ? t('network.restsOnEstimate')
                : t('coverage.network', { name: networkName }),
          },
        ]}
      />
      <p className="list-count">{t('network.pairsNote')}</p>
      {may('PLANNER') && <ComputeForm isRunning={isRunning} />}
    </>
  );
}

function ComputeForm({ isRunning }: { isRunning: boolean }) {
  const t = useText();
  const { bureau } = useView();
  const [modes, setModes] = useState<readonly TravelMode[]>(TRAVEL_MODES);
  const [compute, computing] = useMutation(COMPUTE, { refetchQueries: ['TravelRuns'] });
  const refusal = computing.data?.computeTravelTimes.refusal;
  return (
    <form
      className="card desk-actions"
      aria-label={t('network.compute')}
      onSubmit={(event) => {
        event.preventDefault();
        void compute({ variables: { bureau: bureau.code, modes: [...modes] } }).catch(() => undefined);
      }}
    >
      {TRAVEL_MODES.map((mode) => (
        <label key={mode} className="check">
          <input
            type="checkbox"
            checked={modes.includes(mode)}
            onChange={({ target }) =>
              setModes(TRAVEL_MODES.filter((each) => (each === mode ? target.checked : modes.includes(each))))
            }
          />
          {t(`coverageMode.${mode}`)}
        </label>
      ))}
      <button
        type="submit"
        className="button"
        disabled={isRunning || computing.loading || modes.length === 0}
      >
        {t(computing.loading ? 'network.starting' : 'network.compute')}
      </button>
      <span className="muted">{t('network.computeNote')}</span>
      {(refusal || computing.error) && (
        <p role="alert" className="problem">
          {refusal ? t(`networkRefusal.${refusal.code}`) : t('error.INTERNAL_SERVER_ERROR')}
        </p>
      )}
    </form>
  );
}
