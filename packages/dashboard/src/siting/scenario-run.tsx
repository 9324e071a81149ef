import { useMutation } from '@apollo/client/react';
import { ProgressBar } from '../components/progress-bar.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { useViewer } from '../platform/viewer.tsx';
import { CANCEL_SCENARIO, type Scenario } from './siting-queries.ts';
import { useIssueText, useSitingText } from './siting-text.ts';

/** How far the newest run is, or what became of it; and whether the answer still rests on today's facts. */
export function ScenarioRun({ scenario }: { scenario: Scenario }) {
  const t = useText();
  const issueText = useIssueText();
  const [run] = scenario.runs;
  if (scenario.status === 'STALE') {
    return (
      <p className="card exceptions" role="note" data-stale>
        <strong>{t('sitingStatus.STALE')}</strong>{' '}
        {t('siting.staleBecause', {
          what: scenario.staleBecause.map((each) => t(`sitingStale.${each}`)).join(t('list.separator')),
        })}
      </p>
    );
  }
  if (run?.status === 'RUNNING') {
    return <Running scenario={scenario} run={run} />;
  }
  if (run?.status === 'FAILED' || run?.status === 'INTERRUPTED') {
    return (
      <section className="card exceptions" role="alert">
        <strong>{t(`sitingRun.${run.status}`)}</strong>
        <ul>
          {run.issues.map((issue) => (
            <li key={issue.where}>{issueText(issue)}</li>
          ))}
        </ul>
      </section>
    );
  }
  return null;
}

function Running({ scenario, run }: { scenario: Scenario; run: Scenario['runs'][number] }) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const { may } = useViewer();
  const text = useSitingText(scenario.question);
  const [cancel] = useMutation(CANCEL_SCENARIO, { refetchQueries: ['SitingScenario'] });
  const { progress } = run;
  const isProving = progress?.phase === 'BEST_PLAN';
  const objective = (value: number | null | undefined) =>
    scenario.question.model === 'P_MEDIAN'
      ? format.count(value)
      : text.objective(value, { reachedWeight: 1 });
  return (
    <div className="card run-progress" aria-live="polite" data-running>
      <ProgressBar
        label={t(`sitingPhase.${progress?.phase ?? 'TRAVEL_TIMES'}`)}
        done={isProving ? (progress.seconds ?? 0) : (progress?.done ?? 0)}
        total={isProving ? run.timeLimitSeconds : (progress?.total ?? null)}
      >
        {isProving &&
          t('siting.progress', {
            objective: objective(progress.objective),
            bound: objective(progress.bound),
            gap: format.percent(progress.gap),
            seconds: format.decimal(progress.seconds),
            limit: format.count(run.timeLimitSeconds),
          })}
      </ProgressBar>
      {may('PLANNER') && (
        <button
          type="button"
          className="button button-quiet"
          disabled={run.isCancelRequested}
          onClick={() => void cancel({ variables: { bureau: bureau.code, id: scenario.id } })}
        >
          {t(run.isCancelRequested ? 'progress.cancelling' : 'siting.stop')}
        </button>
      )}
    </div>
  );
}
