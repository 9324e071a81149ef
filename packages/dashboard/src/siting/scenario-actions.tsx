import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { DownloadMenu } from '../exports/download-menu.tsx';
import { fileName, saveFile } from '../exports/save-file.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useActorText, useViewer } from '../platform/viewer.tsx';
import { planGeoJson } from './answer-geojson.ts';
import { statusClass } from './scenario-list.tsx';
import { withDraft } from './siting-draft.ts';
import { type Answer, DELETE_SCENARIO, RUN_SCENARIO, type Scenario } from './siting-queries.ts';

const LIMIT_SECONDS = 60;

/** How a scenario stands, and what can be done with it. */
export function ScenarioActions({
  scenario,
  answer,
  reload,
}: {
  scenario: Scenario;
  answer: Answer | null;
  reload: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const navigate = useNavigate();
  const { bureau, parameters } = useView();
  const { may } = useViewer();
  const actorText = useActorText();
  const [run, running] = useMutation(RUN_SCENARIO);
  const [remove] = useMutation(DELETE_SCENARIO, { refetchQueries: ['SitingScenarios'] });
  const [isAsking, setIsAsking] = useState(false);
  const refused = parameters.get('refused');
  const [problem, setProblem] = useState<string | null>(refused === null ? null : t('sitingRefusal.BUSY'));
  const isRunning = scenario.status === 'RUNNING';
  const isDecided = scenario.decision != null;
  const runAgain = async () => {
    setProblem(null);
    const { data } = await run({
      variables: { bureau: bureau.code, id: scenario.id, timeLimitSeconds: LIMIT_SECONDS },
    });
    if (data?.runSitingScenario.__typename === 'SitingRefused') {
      setProblem(t(`sitingRefusal.${data.runSitingScenario.code}`));
    }
    reload();
  };
  const removeIt = async () => {
    const { data } = await remove({ variables: { bureau: bureau.code, id: scenario.id } });
    if (data?.deleteSitingScenario === true) {
      await navigate(addressOf('/siting', parameters));
    } else {
      setProblem(t('sitingRefusal.RUNNING'));
    }
  };
  const question = withDraft(new URLSearchParams(), scenario.question);
  const change = new URLSearchParams([
    ...question,
    ...(may('PLANNER') && !isDecided
      ? [
          ['scenario', scenario.id],
          ['name', scenario.name],
        ]
      : []),
  ]);
  return (
    <div className="desk-actions siting-actions">
      <span
        className={`status ${statusClass(isDecided ? 'DECIDED' : scenario.status)}`}
        data-status={scenario.status}
      >
        {t(`sitingStatus.${isDecided ? 'DECIDED' : scenario.status}`)}
      </span>
      <span className="muted">
        {t('siting.savedBy', {
          role: actorText(scenario.savedBy),
          instant: format.instant(scenario.savedAt),
        })}
      </span>
      {may('PLANNER') && !isDecided && (
        <button
          type="button"
          className="button"
          disabled={isRunning || running.loading}
          onClick={() => void runAgain()}
        >
          {t(scenario.runs.length === 0 ? 'siting.run' : 'siting.runAgain')}
        </button>
      )}
      <Link className="button button-quiet" to={addressOf('/siting', parameters, change)}>
        {t(may('PLANNER') && !isDecided ? 'siting.changeQuestion' : 'siting.tryOthers')}
      </Link>
      {answer && (
        <>
          <button type="button" className="button button-quiet" onClick={() => window.print()}>
            {t('siting.print')}
          </button>
          <DownloadMenu
            name={scenario.name}
            label={t('siting.exportPlan')}
            choices={[
              {
                label: 'GeoJSON',
                save: () => {
                  saveFile(
                    new Blob([planGeoJson(answer, scenario.name)], { type: 'application/geo+json' }),
                    fileName([bureau.code, scenario.name, answer.on], 'geojson'),
                  );
                  return Promise.resolve();
                },
              },
            ]}
          />
        </>
      )}
      {may('PLANNER') &&
        (isAsking ? (
          <fieldset className="confirm">
            <legend>{t('siting.deleteQuestion')}</legend>
            <button type="button" className="button" onClick={() => void removeIt()}>
              {t('siting.deleteYes')}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setIsAsking(false)}>
              {t('undo.no')}
            </button>
          </fieldset>
        ) : (
          <button
            type="button"
            className="button button-quiet"
            disabled={isRunning}
            onClick={() => setIsAsking(true)}
          >
            {t('siting.delete')}
          </button>
        ))}
      {problem !== null && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </div>
  );
}
