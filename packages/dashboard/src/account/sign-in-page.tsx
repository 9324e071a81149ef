import { type FormEvent, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useText } from '../platform/locale.tsx';
import { AccountPageFrame } from './account-layout.tsx';
import { type AccountProblem, goOn, postAccount } from './post-account.ts';
import { TextField } from './text-field.tsx';

/** With which the way back from the provider of single sign-on ends here. */
const PROVIDER_PROBLEMS = ['SINGLE_SIGN_ON_REFUSED', 'SINGLE_SIGN_ON_NO_ROLE'] as const;

export function SignInPage() {
  const t = useText();
  const [parameters] = useSearchParams();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<AccountProblem | null>(
    () => PROVIDER_PROBLEMS.find((code) => code === parameters.get('problem')) ?? null,
  );
  const isOffered = useSingleSignOn();
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    const answer = await postAccount('sign-in', { name, password });
    setIsBusy(false);
    setProblem(answer.problem);
    if (answer.problem === null) {
      goOn(parameters.get('next'));
    }
  };
  return (
    <AccountPageFrame title={t('account.signIn')}>
      <form className="card account-form" onSubmit={(event) => void submit(event)}>
        <TextField label={t('account.name')} autoComplete="username" value={name} onChange={setName} />
        <TextField
          label={t('account.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <button type="submit" className="button" disabled={isBusy}>
          {t('account.signIn')}
        </button>
        {isOffered && (
          <a
            className="button button-quiet"
            href={`/api/account/oidc/start?${new URLSearchParams({ next: parameters.get('next') ?? '/' })}`}
          >
            {t('account.signInByProvider')}
          </a>
        )}
        {problem !== null && (
          <p role="alert" className="problem">
            {t(`accountProblem.${problem}`)}
          </p>
        )}
        <p className="muted">{t('account.noPassword')}</p>
      </form>
    </AccountPageFrame>
  );
}

/** Whether this installation has single sign-on. */
function useSingleSignOn(): boolean {
  const [isOffered, setIsOffered] = useState(false);
  useEffect(() => {
    void fetch('/api/account/oidc')
      .then((response) => response.json())
      .then((answer: { isOffered: boolean }) => setIsOffered(answer.isOffered))
      .catch(() => setIsOffered(false));
  }, []);
  return isOffered;
}
