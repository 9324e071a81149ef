import { useMutation } from '@apollo/client/react';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { RefusalText } from './refusal-text.tsx';

const CORRECT = graphql(`
  mutation CorrectRelease($bureau: ID!, $month: ID!, $reasonZh: String!, $reasonEn: String!) {
    correctRelease(bureau: $bureau, month: $month, reasonZh: $reasonZh, reasonEn: $reasonEn) {
      __typename
      ... on ReleaseDecided { release { id } }
      ... on ReleaseRefused { code }
    }
  }
`);

const LONGEST_REASON = 500;

/** Prepares what takes the place of a published release, with the reason that everyone will read. For stewards. */
export function CorrectionForm({ month }: { month: string }) {
  const t = useText();
  const { bureau, parameters } = useView();
  const navigate = useNavigate();
  const [correct, { data, error, loading }] = useMutation(CORRECT);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const reasonOf = (name: string) => String(fields.get(name) ?? '').trim();
    const answer = await correct({
      variables: {
        bureau: bureau.code,
        month,
        reasonZh: reasonOf('reasonZh'),
        reasonEn: reasonOf('reasonEn'),
      },
    });
    const outcome = answer.data?.correctRelease;
    if (outcome?.__typename === 'ReleaseDecided') {
      await navigate(addressOf(`/releases/${outcome.release.id}`, parameters));
    }
  };
  const outcome = data?.correctRelease;
  return (
    <details className="card edit">
      <summary>{t('release.correct')}</summary>
      <p>{t('release.correctHint')}</p>
      <form className="reasons" onSubmit={(event) => void submit(event)}>
        {(['reasonZh', 'reasonEn'] as const).map((name) => (
          <label key={name} className="field">
            <span>{t(`release.${name}`)}</span>
            <textarea name={name} rows={3} maxLength={LONGEST_REASON} required />
          </label>
        ))}
        <button type="submit" className="button" disabled={loading}>
          {t(loading ? 'release.preparing' : 'release.prepareCorrection')}
        </button>
      </form>
      <RefusalText code={outcome?.__typename === 'ReleaseRefused' ? outcome.code : null} error={error} />
    </details>
  );
}
