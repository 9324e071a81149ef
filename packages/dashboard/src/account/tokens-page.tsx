import { useMutation, useQuery } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { NextPage } from '../components/next-page.tsx';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { TableFrame } from '../components/table-frame.tsx';
import type { ServiceTokensQuery, TokenScope } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { localInstant, MISSING } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { AccountPageFrame } from './account-layout.tsx';
import { TextField } from './text-field.tsx';
import { ToldOnce } from './told-once.tsx';

const TOKENS = graphql(`
  query ServiceTokens($after: String) {
    serviceTokens(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { node { id name bureauCode scopes createdAt createdBy expiresAt lastUsedAt revokedAt } }
    }
    bureaus { code nameZh nameEn }
  }
`);
const CREATE_TOKEN = graphql(`
  mutation CreateServiceToken($bureau: ID!, $name: String!, $scopes: [TokenScope!]!, $days: Int!) {
    createServiceToken(bureau: $bureau, name: $name, scopes: $scopes, days: $days) {
      __typename
      ... on ServiceTokenCreated { secret token { id expiresAt } }
      ... on ServiceTokenRefused { code }
    }
  }
`);
const REVOKE_TOKEN = graphql(`
  mutation RevokeServiceToken($id: ID!) { revokeServiceToken(id: $id) }
`);

const AGAIN = { refetchQueries: ['ServiceTokens'] };
const SCOPES: readonly TokenScope[] = ['READ', 'IMPORT'];
const DAYS = [30, 90, 366] as const;

/** What machines sign in with. */
export function TokensPage() {
  const t = useText();
  const [parameters] = useSearchParams();
  const asked = useQuery(TOKENS, {
    variables: { after: parameters.get('after') },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <AccountPageFrame title={t('account.tokens')} intro={t('account.tokensIntro')}>
      <Answer asked={asked}>
        {({ serviceTokens: { edges, pageInfo }, bureaus }) => (
          <>
            <TokenTable tokens={edges.map(({ node }) => node)} />
            <NextPage
              pageInfo={pageInfo}
              to={(after) => addressOf('/admin/tokens', parameters, new URLSearchParams({ after }))}
            />
            <Section title={t('account.newToken')}>
              <TokenForm bureaus={bureaus} />
            </Section>
          </>
        )}
      </Answer>
    </AccountPageFrame>
  );
}

type Token = ServiceTokensQuery['serviceTokens']['edges'][number]['node'];

function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  const t = useText();
  const [revoke] = useMutation(REVOKE_TOKEN, AGAIN);
  return (
    <TableFrame
      hideCaption
      caption={t('account.tokens')}
      rows={tokens}
      keyOf={({ id }) => id}
      columns={[
        { title: t('account.tokenName'), cell: ({ name }) => name },
        { title: t('bureau.title'), cell: ({ bureauCode }) => bureauCode },
        {
          title: t('account.scopes'),
          cell: ({ scopes }) => scopes.map((scope) => t(`tokenScope.${scope}`)).join(t('list.separator')),
        },
        {
          title: t('account.createdAt'),
          cell: ({ createdAt, createdBy }) => (
            <>
              <span className="time">{localInstant(createdAt)}</span> · {createdBy}
            </>
          ),
        },
        { title: t('account.expiresAt'), kind: 'time', cell: ({ expiresAt }) => localInstant(expiresAt) },
        {
          title: t('account.lastSeenAt'),
          kind: 'time',
          cell: ({ lastUsedAt }) => (lastUsedAt == null ? MISSING : localInstant(lastUsedAt)),
        },
        {
          title: t('account.action'),
          cell: ({ id, revokedAt }) =>
            revokedAt == null ? (
              <button
                type="button"
                className="button button-quiet"
                onClick={() => void revoke({ variables: { id } })}
              >
                {t('account.revoke')}
              </button>
            ) : (
              t('account.revokedAt', { instant: localInstant(revokedAt) })
            ),
        },
      ]}
    />
  );
}

function TokenForm({ bureaus }: { bureaus: ServiceTokensQuery['bureaus'] }) {
  const t = useText();
  const nameOf = useNames();
  const [create] = useMutation(CREATE_TOKEN, AGAIN);
  const [name, setName] = useState('');
  const [bureau, setBureau] = useState(bureaus[0]?.code ?? '');
  const [scope, setScope] = useState<TokenScope>('READ');
  const [days, setDays] = useState<number>(DAYS[1]);
  const [made, setMade] = useState<{ secret: string; until: string } | null>(null);
  const [isRefused, setIsRefused] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await create({ variables: { bureau, name, scopes: [scope], days } });
    const answer = data?.createServiceToken;
    const isMade = answer?.__typename === 'ServiceTokenCreated';
    setMade(isMade ? { secret: answer.secret, until: answer.token.expiresAt } : null);
    setIsRefused(!isMade);
  };
  return (
    <>
      {made !== null && (
        <ToldOnce
          label={t('account.tokenSecret')}
          value={made.secret}
          hint={t('account.validUntil', { instant: localInstant(made.until) })}
        />
      )}
      <form className="card account-form" onSubmit={(event) => void submit(event)}>
        <TextField label={t('account.tokenName')} value={name} onChange={setName} />
        <label className="field">
          <span>{t('bureau.title')}</span>
          <select value={bureau} onChange={({ target }) => setBureau(target.value)}>
            {bureaus.map((each) => (
              <option key={each.code} value={each.code}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('account.scopes')}</span>
          <select
            value={scope}
            onChange={({ target }) => setScope(SCOPES.find((each) => each === target.value) ?? 'READ')}
          >
            {SCOPES.map((each) => (
              <option key={each} value={each}>
                {t(`tokenScope.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('account.days')}</span>
          <select value={days} onChange={({ target }) => setDays(Number(target.value))}>
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {t('account.newToken')}
        </button>
        {isRefused && (
          <p role="alert" className="problem">
            {t('accountProblem.OTHER')}
          </p>
        )}
      </form>
    </>
  );
}
