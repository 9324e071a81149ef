import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { Answer as Asked, EmptyState, LoadingState } from '../components/states.tsx';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { AnswerView } from './answer-view.tsx';
import { Comments } from './comments.tsx';
import { Decision } from './decision.tsx';
import { QuestionWords } from './question-words.tsx';
import { ScenarioActions } from './scenario-actions.tsx';
import { ScenarioRun } from './scenario-run.tsx';
import './siting.css';
import { SitesMap } from './sites-map.tsx';
import { type Scenario, SITING_SCENARIO, SITING_SCENARIO_ANSWER } from './siting-queries.ts';
import { useSelected } from './workbench.tsx';

/** How often a page asks how far a run is: as often as the run says so. */
const POLL_MS = 500;

/** One scenario: its question, its runs, its answer, what was said of it and what was decided. */
export function ScenarioPage() {
  const t = useText();
  const { id = '' } = useParams();
  const { bureau, parameters } = useView();
  const asked = useQuery(SITING_SCENARIO, {
    variables: { bureau: bureau.code, id },
    fetchPolicy: 'cache-and-network',
  });
  const scenario = asked.data?.sitingScenario;
  const isRunning = scenario?.status === 'RUNNING';
  const { startPolling, stopPolling } = asked;
  useEffect(() => {
    if (isRunning) {
      startPolling(POLL_MS);
    }
    return stopPolling;
  }, [isRunning, startPolling, stopPolling]);
  return (
    <Page
      title={scenario ? t('siting.scenarioTitle', { name: scenario.name }) : t('nav.siting')}
      filters="NONE"
    >
      {/* What is asked again and again while a run goes on does not make what is shown stale. */}
      <Asked asked={{ ...asked, loading: asked.loading && asked.data === undefined }}>
        {({ sitingScenario }) =>
          sitingScenario ? (
            <Shown scenario={sitingScenario} reload={() => void asked.refetch()} />
          ) : (
            <EmptyState
              title={t('siting.unknown')}
              hint={<Link to={addressOf('/siting', parameters)}>{t('nav.siting')}</Link>}
            />
          )
        }
      </Asked>
    </Page>
  );
}

function Shown({ scenario, reload }: { scenario: Scenario; reload: () => void }) {
  const { bureau } = useView();
  const [selected, select] = useSelected();
  const [run] = scenario.runs;
  const asked = useQuery(SITING_SCENARIO_ANSWER, {
    variables: { bureau: bureau.code, id: scenario.id },
    skip: run === undefined,
    fetchPolicy: 'cache-and-network',
  });
  // Each phase of a run has something new to show.
  const stage = `${run?.id ?? ''} ${run?.status ?? ''} ${run?.progress?.phase ?? ''}`;
  const { refetch } = asked;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for another stage, and for nothing else.
  useEffect(() => {
    if (run !== undefined) {
      void refetch();
    }
  }, [stage]);
  const answer = (asked.data ?? asked.previousData)?.sitingScenario?.answer ?? null;
  return (
    <>
      <ScenarioActions scenario={scenario} answer={answer} reload={reload} />
      <ScenarioRun scenario={scenario} />
      <QuestionWords question={scenario.question} sites={answer?.sites ?? []} />
      {answer === null && asked.loading && <LoadingState />}
      {answer && (
        <>
          <div className="no-print">
            <SitesMap draft={scenario.question} answer={answer} selected={selected} onSelect={select} />
          </div>
          <div className="siting-answer" data-answer>
            <AnswerView answer={answer} question={scenario.question} />
          </div>
        </>
      )}
      <Decision scenario={scenario} answer={answer} reload={reload} />
      <Comments scenario={scenario} />
    </>
  );
}
