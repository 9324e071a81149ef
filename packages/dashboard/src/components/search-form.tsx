import { useState } from 'react';
import { useText } from '../platform/locale.tsx';

/** A field to look something up by; asked for when it is sent, not at every letter. */
export function SearchForm({
  label,
  initial,
  onSearch,
}: {
  label: string;
  initial: string;
  onSearch: (text: string) => void;
}) {
  const t = useText();
  const [text, setText] = useState(initial);
  return (
    <form
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <label className="field">
        <span>{label}</span>
        <input type="search" value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <button type="submit" className="button">
        {t('applications.find')}
      </button>
    </form>
  );
}
