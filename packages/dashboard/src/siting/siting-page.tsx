import { useLazyQuery, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Page, Section } from '../components/page.tsx';
import { Answer as Asked, EmptyState, ErrorState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { useViewer } from '../platform/viewer.tsx';
import { AnswerView } from './answer-view.tsx';
import { SaveForm } from './save-form.tsx';
import { ScenarioList } from './scenario-list.tsx';
import './siting.css';
import { questionInput, type SitingDraft } from './siting-draft.ts';
import { type Answer, SITING_TRIAL } from './siting-queries.ts';
import { useIssueText } from './siting-text.ts';
import { useDraft } from './use-draft.ts';
import { Workbench } from './workbench.tsx';

const SITING_PLACES = graphql(`
  query SitingPlaces($bureau: ID!) {
    coverage(bureau: $bureau) {
      figures { demandAreas { covered { denominator } } keyBuildings { covered { denominator } } }
    }
  }
`);

/** Where the next service point goes: the question in words, its candidates, a trial, and the scenarios that are kept. */
export function SitingPage() {
  const t = useText();
  const { bureau } = useView();
  const asked = useQuery(SITING_PLACES, { variables: { bureau: bureau.code } });
  return (
    <Page title={t('nav.siting')} intro={t('siting.intro')} filters="NONE">
      <Asked asked={asked}>
        {({ coverage: { figures } }) =>
          figures.demandAreas.covered.denominator + figures.keyBuildings.covered.denominator === 0 ? (
            <EmptyState title={t('coverage.nothing')} hint={t('coverage.nothingHint')} />
          ) : (
            <Desk />
          )
        }
      </Asked>
      <Section title={t('siting.scenarios')}>
        <ScenarioList />
      </Section>
    </Page>
  );
}

interface Tried {
  readonly answer: Answer;
  /** As it was asked: what is changed since is another question. */
  readonly question: SitingDraft;
}

function Desk() {
  const t = useText();
  const issueText = useIssueText();
  const { bureau } = useView();
  const { may } = useViewer();
  const [draft, setDraft] = useDraft();
  const [tried, setTried] = useState<Tried | null>(null);
  const [refusal, setRefusal] = useState<{ code: string; issues: readonly string[] } | null>(null);
  const [ask, { loading, error }] = useLazyQuery(SITING_TRIAL, { fetchPolicy: 'network-only' });
  const attempt = async () => {
    setRefusal(null);
    const { data } = await ask({ variables: { bureau: bureau.code, question: questionInput(draft) } });
    const outcome = data?.sitingTrial;
    if (outcome?.__typename === 'SitingTried') {
      setTried({ answer: outcome.answer, question: draft });
    } else if (outcome) {
      setRefusal({ code: t(`sitingRefusal.${outcome.code}`), issues: outcome.issues.map(issueText) });
    }
  };
  const isStale = tried !== null && JSON.stringify(tried.question) !== JSON.stringify(draft);
  return (
    <Workbench
      draft={draft}
      setDraft={setDraft}
      answer={isStale ? null : (tried?.answer ?? null)}
      ask={
        <div className="card siting-ask">
          <button type="button" className="button" disabled={loading} onClick={() => void attempt()}>
            {t(loading ? 'siting.trying' : 'siting.try')}
          </button>
          <span className="muted">{t('siting.tryHint')}</span>
          {may('PLANNER') ? (
            <SaveForm draft={draft} />
          ) : (
            <span className="muted">{t('siting.guestHint')}</span>
          )}
          <p aria-live="polite" className={refusal ? 'problem' : 'visually-hidden'}>
            {refusal && [refusal.code, ...refusal.issues].join(' ')}
          </p>
        </div>
      }
    >
      {error && <ErrorState error={error} retry={() => void attempt()} />}
      {tried && (
        <section
          className={isStale ? 'siting-answer stale' : 'siting-answer'}
          aria-label={t('siting.answer')}
          data-answer
        >
          <h2>{t('siting.answer')}</h2>
          {isStale && <p className="stale-note">{t('siting.staleTrial')}</p>}
          <AnswerView answer={tried.answer} question={tried.question} />
        </section>
      )}
    </Workbench>
  );
}
