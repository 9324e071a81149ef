import { useText } from '../platform/locale.tsx';

/** What is shown this once, to be handed on: a link, or the secret of a token. */
export function ToldOnce({ label, value, hint }: { label: string; value: string; hint: string }) {
  const t = useText();
  return (
    <div className="card told-once" role="status">
      <label className="field">
        <span>{label}</span>
        <input readOnly value={value} onFocus={({ target }) => target.select()} />
      </label>
      <p className="muted">
        {t('account.toldOnce')} {hint}
      </p>
    </div>
  );
}
