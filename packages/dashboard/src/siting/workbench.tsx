import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Section } from '../components/page.tsx';
import { Answer as Asked } from '../components/states.tsx';
import type { Position } from '../map/map-data.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { CandidateTable } from './candidate-table.tsx';
import { QuestionForm } from './question-form.tsx';
import { SitePanel } from './site-panel.tsx';
import { SitesMap } from './sites-map.tsx';
import { nextPinCode, pinKey, questionInput, type SitingDraft } from './siting-draft.ts';
import { type Answer, SITING_CANDIDATES } from './siting-queries.ts';
import { useIssueText } from './siting-text.ts';

/** A tenth of a metre. */
const POSITION_DIGITS = 6;
const rounded = (degrees: number) => Number(degrees.toFixed(POSITION_DIGITS));

/** The selected place lives in the address. */
export function useSelected(): [selected: string | null, select: (key: string | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  return [
    parameters.get('place'),
    (key) => {
      const wanted = new URLSearchParams(window.location.search);
      if (key === null) {
        wanted.delete('place');
      } else {
        wanted.set('place', key);
      }
      setParameters(wanted, { replace: true, preventScrollReset: true });
    },
  ];
}

/** The question, its candidates on the map and as a table, and what is said of each. */
export function Workbench({
  draft,
  setDraft,
  answer,
  ask,
  children,
}: {
  draft: SitingDraft;
  setDraft: (draft: SitingDraft) => void;
  answer: Answer | null;
  /** How it is asked, after the question. */
  ask: ReactNode;
  /** What is answered, after the map. */
  children: ReactNode;
}) {
  const t = useText();
  const issueText = useIssueText();
  const { bureau } = useView();
  const [selected, select] = useSelected();
  const asked = useQuery(SITING_CANDIDATES, {
    variables: { bureau: bureau.code, question: questionInput(draft) },
  });
  const candidates = (asked.data ?? asked.previousData)?.sitingCandidates;
  const towns = [
    ...new Set(candidates?.candidates.flatMap(({ site }) => site.townOrStreet ?? []) ?? []),
  ].sort();
  const addPin = ([longitude, latitude]: Position) => {
    const code = nextPinCode(draft);
    const pin = {
      code,
      name: t('siting.pinNumber', { number: code }),
      longitude: rounded(longitude),
      latitude: rounded(latitude),
    };
    setDraft({ ...draft, pins: [...draft.pins, pin] });
    select(pinKey(code));
  };
  const movePin = (key: string, [longitude, latitude]: Position) =>
    setDraft({
      ...draft,
      pins: draft.pins.map((pin) =>
        pinKey(pin.code) === key
          ? { ...pin, longitude: rounded(longitude), latitude: rounded(latitude) }
          : pin,
      ),
    });
  return (
    <>
      <QuestionForm draft={draft} towns={towns} change={(change) => setDraft({ ...draft, ...change })} />
      {candidates && candidates.issues.length > 0 && (
        <section className="card exceptions" role="alert">
          <strong>{t('siting.refused')}</strong>
          <ul>
            {candidates.issues.map((issue) => (
              <li key={issue.where}>{issueText(issue)}</li>
            ))}
          </ul>
        </section>
      )}
      {ask}
      <div className="siting-map">
        <SitesMap
          draft={draft}
          answer={answer}
          selected={selected}
          onSelect={select}
          pins={{ onAdd: addPin, onMove: movePin }}
        />
        <SitePanel
          draft={draft}
          candidates={candidates?.candidates ?? []}
          selected={selected}
          setDraft={setDraft}
        />
      </div>
      {children}
      <Section title={t('siting.candidates')}>
        <Asked asked={asked}>
          {({ sitingCandidates }) => (
            <CandidateTable
              draft={draft}
              candidates={sitingCandidates.candidates}
              answer={answer}
              onSelect={select}
            />
          )}
        </Asked>
      </Section>
    </>
  );
}
