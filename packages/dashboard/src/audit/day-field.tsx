/** A day that a list begins or ends with; empty: no such end. */
export function DayField({
  title,
  value,
  onChange,
}: {
  title: string;
  value: string;
  onChange: (day: string) => void;
}) {
  return (
    <label className="field">
      <span>{title}</span>
      <input type="date" value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}
