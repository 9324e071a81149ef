import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useText } from '../platform/locale.tsx';
import { AccountPageFrame } from './account-layout.tsx';
import { type AccountProblem, goOn, postAccount } from './post-account.ts';
import { TextField } from './text-field.tsx';

export function SignInPage() {
  const t = useText();
  const [parameters] = useSearchParams();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<AccountProblem | null>(null);
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
