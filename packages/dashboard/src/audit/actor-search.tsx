import { useState } from 'react';
import { useText } from '../platform/locale.tsx';

/** Part of the name of whoever acted; asked for when it is sent, not at every letter. */
export function ActorSearch({ initial, onSearch }: { initial: string; onSearch: (text: string) => void }) {
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
        <span>{t('audit.actor')}</span>
        <input type="search" value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <button type="submit" className="button">
        {t('applications.find')}
      </button>
    </form>
  );
}
