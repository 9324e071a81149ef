import { useMutation } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { shiftMonth } from '../platform/periods.ts';
import { addressOf } from '../platform/view.ts';
import { RefusalText } from './refusal-text.tsx';

const PREPARE = graphql(`
  mutation PrepareRelease($bureau: ID!, $month: ID!) {
    prepareRelease(bureau: $bureau, month: $month) {
      __typename
      ... on ReleaseDecided { release { id } }
      ... on ReleaseRefused { code }
    }
  }
`);

/** Prepares the draft of a month, and leads to it. For stewards. */
export function PrepareForm() {
  const t = useText();
  const { bureau, parameters } = useView();
  const navigate = useNavigate();
  const [prepare, { data, error, loading }] = useMutation(PREPARE);
  const [month, setMonth] = useState(shiftMonth(bureau.today, -1).slice(0, 7));
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answer = await prepare({ variables: { bureau: bureau.code, month } });
    const outcome = answer.data?.prepareRelease;
    if (outcome?.__typename === 'ReleaseDecided') {
      await navigate(addressOf(`/releases/${outcome.release.id}`, parameters));
    }
  };
  const outcome = data?.prepareRelease;
  return (
    <form className="card filters" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>{t('release.month')}</span>
        <input
          type="month"
          required
          placeholder="2021-11"
          max={shiftMonth(bureau.today, -1).slice(0, 7)}
          value={month}
          onChange={({ target }) => setMonth(target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={loading}>
        {t(loading ? 'release.preparing' : 'release.prepare')}
      </button>
      <RefusalText code={outcome?.__typename === 'ReleaseRefused' ? outcome.code : null} error={error} />
    </form>
  );
}
