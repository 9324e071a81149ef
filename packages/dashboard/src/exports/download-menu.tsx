import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../platform/locale.tsx';

interface Choice {
  /** What is written, as the reader knows it: a kind of file. */
  readonly label: string;
}

/** A file that the page makes. */
export interface MadeChoice extends Choice {
  save(): Promise<void>;
}

/** A file that the server writes. */
export interface ServedChoice extends Choice {
  readonly href: string;
}

export type DownloadChoice = MadeChoice | ServedChoice;

/** What something can be downloaded as: a disclosure that the keyboard opens, walks and closes. */
export function DownloadMenu({
  name,
  choices,
  label,
  isCompact = false,
}: {
  /** What is downloaded: part of the accessible name. */
  name: string;
  choices: readonly DownloadChoice[];
  /** What is drawn beside the mark, where "Download" does not say enough. */
  label?: string;
  /** The mark alone is drawn; the name is read out. */
  isCompact?: boolean;
}) {
  const t = useText();
  const menu = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [isFailed, setIsFailed] = useState(false);
  useEffect(() => {
    const closeOutside = (event: Event) => {
      if (menu.current && event.target instanceof Node && !menu.current.contains(event.target)) {
        menu.current.open = false;
      }
    };
    if (isOpen) {
      document.addEventListener('pointerdown', closeOutside);
      document.addEventListener('focusin', closeOutside);
    }
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);
  const close = () => {
    if (menu.current) {
      menu.current.open = false;
      menu.current.querySelector('summary')?.focus();
    }
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  const save = async (choice: MadeChoice) => {
    setIsFailed(false);
    try {
      await choice.save();
      close();
    } catch {
      setIsFailed(true);
    }
  };
  return (
    <details
      ref={menu}
      className={`download ${isCompact ? 'download-compact' : ''}`}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      onKeyDown={closeOnEscape}
    >
      <summary aria-label={label ?? t('export.of', { name })} title={label ?? t('export.of', { name })}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path
            d="M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
          />
        </svg>
        {!isCompact && <span>{label ?? t('export.download')}</span>}
      </summary>
      <ul>
        {choices.map((choice) => (
          <li key={choice.label}>
            {'href' in choice ? (
              <a href={choice.href} download onClick={close}>
                {choice.label}
              </a>
            ) : (
              <button type="button" onClick={() => void save(choice)}>
                {choice.label}
              </button>
            )}
          </li>
        ))}
        {isFailed && (
          <li role="alert" className="download-failed">
            {t('export.failed')}
          </li>
        )}
      </ul>
    </details>
  );
}
