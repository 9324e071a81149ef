/** A line of text that must be given. */
export function TextField({
  label,
  hint,
  type = 'text',
  autoComplete = 'off',
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  type?: 'text' | 'password' | 'date';
  autoComplete?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type={type}
        required
        autoComplete={autoComplete}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint && <span className="muted">{hint}</span>}
    </label>
  );
}
