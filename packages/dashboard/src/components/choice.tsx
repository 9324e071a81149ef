/** One of some values, under its name. */
export function Choice<Value extends string>({
  title,
  value,
  options,
  onChange,
}: {
  title: string;
  value: Value;
  options: readonly { readonly value: Value; readonly text: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <label className="field">
      <span>{title}</span>
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
