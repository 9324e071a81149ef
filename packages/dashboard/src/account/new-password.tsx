import { useText } from '../platform/locale.tsx';
import { TextField } from './text-field.tsx';

/** The fewest characters of a password; the server refuses shorter ones. */
const LEAST_CHARACTERS = 12;

export interface NewPassword {
  readonly first: string;
  readonly second: string;
}

/** A password to be set, typed twice since it is not seen. */
export function NewPasswordFields({
  value,
  onChange,
}: {
  value: NewPassword;
  onChange: (value: NewPassword) => void;
}) {
  const t = useText();
  return (
    <>
      <TextField
        label={t('account.newPassword')}
        hint={t('account.passwordHint', { least: LEAST_CHARACTERS })}
        type="password"
        autoComplete="new-password"
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
      />
      <TextField
        label={t('account.newPasswordAgain')}
        type="password"
        autoComplete="new-password"
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
      />
    </>
  );
}
