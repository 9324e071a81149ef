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
      const wanted = withDraft(new URLSearchParams(), draft).get('q') ?? '';
      written.current.add(wanted);
      setParameters(
        (present) => ((present.get('q') ?? '') === wanted ? present : withDraft(present, draft)),
        { replace: true, preventScrollReset: true },
      );
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [draft, setParameters]);
  const setDraft = useCallback(
    (changed: SitingDraft) => setShown((present) => ({ ...present, draft: changed })),
    [],
  );
  return [draft, setDraft];
}
