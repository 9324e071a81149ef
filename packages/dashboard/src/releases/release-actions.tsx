import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import type { ReleasePageQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { useViewer } from '../platform/viewer.tsx';
import { RefusalText } from './refusal-text.tsx';

const PUBLISH = graphql(`
  mutation PublishRelease($bureau: ID!, $id: ID!) {
    publishRelease(bureau: $bureau, id: $id) { __typename ... on ReleaseRefused { code } }
  }
`);

const WITHDRAW = graphql(`
  mutation WithdrawRelease($bureau: ID!, $id: ID!) {
    withdrawRelease(bureau: $bureau, id: $id) { __typename ... on ReleaseRefused { code } }
  }
`);

type Release = NonNullable<ReleasePageQuery['release']>;

/** What can be done with a draft: publishing asks once more, since nothing takes it back. */
export function ReleaseActions({ release }: { release: Release }) {
  const t = useText();
  const { bureau } = useView();
  const { may } = useViewer();
  const options = { refetchQueries: ['ReleasePage'], awaitRefetchQueries: true };
  const [publish, publishing] = useMutation(PUBLISH, options);
  const [withdraw, withdrawing] = useMutation(WITHDRAW, options);
  const [isAsking, setIsAsking] = useState(false);
  const variables = { bureau: bureau.code, id: release.id };
  const outcome = publishing.data?.publishRelease ?? withdrawing.data?.withdrawRelease;
  const isBusy = publishing.loading || withdrawing.loading;
  return (
    <div className="desk-actions">
      {may('LEADER') &&
        (isAsking ? (
          <fieldset className="question">
            <legend>{t('release.publishQuestion', { number: release.number })}</legend>
            <button
              type="button"
              className="button"
              disabled={isBusy}
              onClick={() => void publish({ variables }).then(() => setIsAsking(false))}
            >
              {t('release.publishYes')}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setIsAsking(false)}>
              {t('release.publishNo')}
            </button>
          </fieldset>
        ) : (
          <button
            type="button"
            className="button"
            disabled={isBusy || release.refusal != null}
            aria-describedby={release.refusal != null ? 'why-not' : undefined}
            onClick={() => setIsAsking(true)}
          >
            {t('release.publish')}
          </button>
        ))}
      <button
        type="button"
        className="button button-quiet"
        disabled={isBusy}
        onClick={() => void withdraw({ variables })}
      >
        {t('release.withdraw')}
      </button>
      {may('LEADER') && release.refusal != null && (
        <p id="why-not">{t(`releaseRefusal.${release.refusal}`)}</p>
      )}
      <RefusalText
        code={outcome?.__typename === 'ReleaseRefused' ? outcome.code : null}
        error={publishing.error ?? withdrawing.error}
      />
    </div>
  );
}
