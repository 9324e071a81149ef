import { useMutation, useQuery } from '@apollo/client/react';
import { useSearchParams } from 'react-router';
import { NextPage } from '../components/next-page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { AccountPageFrame } from './account-layout.tsx';
import { SessionTable } from './session-table.tsx';

const SESSIONS = graphql(`
  query Sessions($after: String) {
    sessions(first: 50, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id signInName displayName startedAt lastSeenAt expiresAt address userAgent isPresent } }
    }
  }
`);
const END_SESSION = graphql(`
  mutation EndSession($id: ID!) { endSession(id: $id) }
`);

/** Everyone who is signed in, for an administrator. */
export function SessionsPage() {
  const t = useText();
  const [parameters] = useSearchParams();
  const asked = useQuery(SESSIONS, {
    variables: { after: parameters.get('after') },
    fetchPolicy: 'cache-and-network',
  });
  const [end] = useMutation(END_SESSION, { refetchQueries: ['Sessions'] });
  return (
    <AccountPageFrame title={t('account.sessionsOfAll')}>
      <Answer asked={asked}>
        {({ sessions: { totalCount, edges, pageInfo } }) => (
          <>
            <p className="muted">{t('account.sessionCount', { count: totalCount })}</p>
            <SessionTable
              caption={t('account.sessionsOfAll')}
              sessions={edges.map(({ node }) => node)}
              withPerson
              end={(id) => void end({ variables: { id } })}
            />
            <NextPage
              pageInfo={pageInfo}
              to={(after) => addressOf('/admin/sessions', parameters, new URLSearchParams({ after }))}
            />
          </>
        )}
      </Answer>
    </AccountPageFrame>
  );
}
