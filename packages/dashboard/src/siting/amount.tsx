import { useId, useState } from 'react';

interface AmountProps {
  /** What it is, for those who do not see it in its sentence; drawn above it where `isField`. */
  readonly title: string;
  /** null: not stated. */
  readonly value: number | null;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
  /** An empty field means "not stated"; without it an empty field is no answer. */
  readonly mayBeEmpty?: boolean;
  readonly placeholder?: string;
  readonly isField?: boolean;
  readonly onChange: (value: number | null) => void;
}

/** A number that is typed: it is told when it is one, and what was there comes back when it is left as none. */
export function Amount({
  title,
  value,
  min = 0,
  max,
  step = 1,
  mayBeEmpty = false,
  placeholder,
  isField = false,
  onChange,
}: AmountProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : String(value));
  const input = (
    <input
      id={id}
      type="number"
      className={isField ? undefined : 'inline-amount'}
      aria-label={isField ? undefined : title}
      min={min}
      max={max}
      step={step}
      value={shown}
      placeholder={placeholder}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = target.valueAsNumber;
        if (target.value === '' && mayBeEmpty) {
          onChange(null);
        } else if (
          !Number.isNaN(number) &&
          number >= min &&
          (max === undefined || number <= max) &&
          (step !== 1 || Number.isInteger(number))
        ) {
          onChange(number);
        }
      }}
      onBlur={() => setTyped(null)}
    />
  );
  return isField ? (
    <label className="field" htmlFor={id}>
      <span>{title}</span>
      {input}
    </label>
  ) : (
    input
  );
}
