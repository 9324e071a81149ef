import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Choice } from '../components/choice.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { useForgetCoverage } from './use-travel-runs.ts';

const NETWORKS = graphql(`
  query Networks { networks { name } }
`);

const USE_NETWORK = graphql(`
  mutation UseNetwork($bureau: ID!, $network: ID!) {
    useNetwork(bureau: $bureau, network: $network) { network { name } refusal { code message } }
  }
`);

/** Another network of the installation, to be used from now on; nothing where there is no other. */
export function NetworkChoice({ inUse }: { inUse: string | null }) {
  const t = useText();
  const { bureau } = useView();
  const { data } = useQuery(NETWORKS, { fetchPolicy: 'cache-and-network' });
  const forgetCoverage = useForgetCoverage();
  const [use, using] = useMutation(USE_NETWORK, {
    refetchQueries: ['RoadNetwork', 'Placement'],
    onCompleted: forgetCoverage,
  });
  const others = data?.networks.filter(({ name }) => name !== inUse) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const network = others.find(({ name }) => name === chosen)?.name ?? others[0]?.name;
  const refusal = using.data?.useNetwork.refusal;
  if (network === undefined) {
    return null;
  }
  return (
    <form
      className="filters"
      aria-label={t('network.choose')}
      onSubmit={(event) => {
        event.preventDefault();
        void use({ variables: { bureau: bureau.code, network } });
      }}
    >
      <Choice
        title={t('network.choose')}
        value={network}
        options={others.map(({ name }) => ({ value: name, text: name }))}
        onChange={setChosen}
      />
      <button type="submit" className="button" disabled={using.loading}>
        {t('network.use')}
      </button>
      {refusal && (
        <p role="alert" className="problem">
          {t(`networkRefusal.${refusal.code}`)}
        </p>
      )}
    </form>
  );
}
