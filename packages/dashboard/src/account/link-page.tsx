import { type FormEvent, useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { LoadingState } from '../components/states.tsx';
import { useText } from '../platform/locale.tsx';
import { AccountPageFrame } from './account-layout.tsx';
import { NewPasswordFields } from './new-password.tsx';
import { type AccountAnswer, type AccountProblem, goOn, postAccount } from './post-account.ts';
import { TextField } from './text-field.tsx';

const PURPOSES = ['ADMINISTRATOR', 'INVITATION', 'PASSWORD_RESET'] as const;

/** Where a one-time link leads: a password is set, once, and whoever set it is signed in. */
export function LinkPage() {
  const t = useText();
  const { secret = '' } = useParams();
  const [link, setLink] = useState<AccountAnswer | null>(null);
  useEffect(() => {
    void postAccount('link', { secret }).then(setLink);
  }, [secret]);
  const title = t('account.link');
  if (link === null) {
    return (
      <AccountPageFrame title={title}>
        <LoadingState />
      </AccountPageFrame>
    );
  }
  if (link.problem !== null) {
    return (
      <AccountPageFrame title={title}>
        <p role="alert" className="card problem">
          {t(`accountProblem.${link.problem}`)}
        </p>
      </AccountPageFrame>
    );
  }
  const purpose = PURPOSES.find((each) => each === link.data['purpose']) ?? 'INVITATION';
  const signInName = textOf(link.data['signInName']);
  const name = textOf(link.data['displayName']) ?? '';
  return (
    <AccountPageFrame
      title={title}
      intro={t(`linkPurpose.${purpose}`, { name, signInName: signInName ?? '' })}
    >
      <LinkForm secret={secret} signInName={signInName} />
    </AccountPageFrame>
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function LinkForm({ secret, signInName }: { secret: string; signInName: string | null }) {
  const t = useText();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState({ first: '', second: '' });
  const [problem, setProblem] = useState<AccountProblem | 'PASSWORDS_DIFFER' | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password.first !== password.second) {
      setProblem('PASSWORDS_DIFFER');
      return;
    }
    const own = signInName === null ? { signInName: name, displayName } : {};
    const answer = await postAccount('link/use', { secret, password: password.first, ...own });
    setProblem(answer.problem);
    if (answer.problem === null) {
      goOn(signInName === null ? '/admin/people' : null);
    }
  };
  return (
    <form className="card account-form" onSubmit={(event) => void submit(event)}>
      {signInName === null && (
        <>
          <TextField
            label={t('account.name')}
            hint={t('account.nameHint')}
            autoComplete="username"
            value={name}
            onChange={setName}
          />
          <TextField
            label={t('account.displayName')}
            autoComplete="name"
            value={displayName}
            onChange={setDisplayName}
          />
        </>
      )}
      <NewPasswordFields value={password} onChange={setPassword} />
      <button type="submit" className="button">
        {t('account.setPassword')}
      </button>
      {problem !== null && (
        <p role="alert" className="problem">
          {t(`accountProblem.${problem}`)}
        </p>
      )}
    </form>
  );
}
