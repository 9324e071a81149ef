import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readDraft, type SitingDraft, withDraft } from './siting-draft.ts';

/** A question that is being typed is written into the address once it rests this long. */
const REST_MS = 250;

/**
 * The question of the address. What is changed here shows at once and is in the address a moment later; an address that comes from elsewhere is
 * read anew.
 */
export function useDraft(): [draft: SitingDraft, setDraft: (draft: SitingDraft) => void] {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get('q') ?? '';
  const [shown, setShown] = useState(() => ({ draft: readDraft(parameters), address: text }));
  const written = useRef(new Set([text]));
  if (shown.address !== text) {
    setShown({
      draft: written.current.has(text) ? shown.draft : readDraft(parameters),
      address: text,
    });
  }
  const { draft } = shown;
  useEffect(() => {
    const timer = setTimeout(() => {
      // The browser's own address: what React was given of it may be older than what else was written meanwhile.
      const present = new URLSearchParams(window.location.search);
      const wanted = withDraft(present, draft);
      written.current.add(wanted.get('q') ?? '');
      if (wanted.get('q') !== present.get('q')) {
        setParameters(wanted, { replace: true, preventScrollReset: true });
      }
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [draft, setParameters]);
  const setDraft = useCallback(
    (changed: SitingDraft) => setShown((present) => ({ ...present, draft: changed })),
    [],
  );
  return [draft, setDraft];
}
