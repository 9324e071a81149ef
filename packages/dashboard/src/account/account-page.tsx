import { useMutation, useQuery } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useText } from '../platform/locale.tsx';
import { AccountPageFrame } from './account-layout.tsx';
import { NewPasswordFields } from './new-password.tsx';
import { type AccountProblem, goOn, postAccount } from './post-account.ts';
import { SessionTable } from './session-table.tsx';
import { TextField } from './text-field.tsx';

const OWN_SESSIONS = graphql(`
  query OwnSessions {
    ownSessions { id signInName displayName startedAt lastSeenAt expiresAt address userAgent isPresent }
  }
`);
const END_OWN_SESSION = graphql(`
  mutation EndOwnSession($id: ID!) { endOwnSession(id: $id) }
`);
const SIGN_OUT_EVERYWHERE = graphql(`
  mutation SignOutEverywhere { signOutEverywhere }
`);

/** What is one's own: where one is signed in, and one's password. */
export function AccountPage() {
  const t = useText();
  const asked = useQuery(OWN_SESSIONS, { fetchPolicy: 'cache-and-network' });
  const [end] = useMutation(END_OWN_SESSION, { refetchQueries: ['OwnSessions'] });
  const [signOutEverywhere] = useMutation(SIGN_OUT_EVERYWHERE);
  return (
    <AccountPageFrame title={t('account.title')}>
      <Section
        title={t('account.sessions')}
        action={
          <button
            type="button"
            className="button button-quiet"
            onClick={() => void signOutEverywhere().then(() => goOn('/account/sign-in'))}
          >
            {t('account.signOutEverywhere')}
          </button>
        }
      >
        <Answer asked={asked}>
          {({ ownSessions }) => (
            <SessionTable
              caption={t('account.sessions')}
              sessions={ownSessions}
              end={(id) => void end({ variables: { id } })}
            />
          )}
        </Answer>
      </Section>
      <Section title={t('account.changePassword')}>
        <PasswordForm />
      </Section>
    </AccountPageFrame>
  );
}

function PasswordForm() {
  const t = useText();
  const [password, setPassword] = useState('');
  const [chosen, setChosen] = useState({ first: '', second: '' });
  const [told, setTold] = useState<AccountProblem | 'PASSWORDS_DIFFER' | 'DONE' | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.first !== chosen.second) {
      setTold('PASSWORDS_DIFFER');
      return;
    }
    const answer = await postAccount('password', { password, newPassword: chosen.first });
    setTold(answer.problem ?? 'DONE');
  };
  return (
    <form className="card account-form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('account.presentPassword')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <NewPasswordFields value={chosen} onChange={setChosen} />
      <button type="submit" className="button">
        {t('account.changePassword')}
      </button>
      {told === 'DONE' && <p role="status">{t('account.passwordChanged')}</p>}
      {told !== null && told !== 'DONE' && (
        <p role="alert" className="problem">
          {t(`accountProblem.${told}`)}
        </p>
      )}
    </form>
  );
}
