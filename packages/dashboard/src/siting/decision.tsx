import { useMutation } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useActorText, useViewer } from '../platform/viewer.tsx';
import { type Answer, DECIDE_SCENARIO, type Scenario } from './siting-queries.ts';

/** What was decided: points in preparation, with the days on which they are planned to open. Or the form that decides. */
export function Decision({
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
  const nameOf = useNames();
  const { parameters } = useView();
  const { may } = useViewer();
  const actorText = useActorText();
  const { decision } = scenario;
  if (!decision) {
    const isReady = scenario.status === 'SOLVED' || scenario.status === 'STOPPED';
    return may('PLANNER') && isReady && answer?.plan ? (
      <DecisionForm scenario={scenario} answer={answer} reload={reload} />
    ) : null;
  }
  const site = (key: string) => answer?.sites.find((each) => each.key === key);
  return (
    <Section title={t('siting.decided')}>
      <p className="card sentence" data-decided>
        {t('siting.decidedBy', {
          role: actorText(decision.decidedBy),
          instant: format.instant(decision.decidedAt),
        })}{' '}
        <Link to={addressOf(`/imports/${decision.importRunId}`, parameters)}>{t('siting.decidedRun')}</Link>{' '}
        <Link to={addressOf('/coverage', parameters)}>{t('siting.decidedForecast')}</Link>
      </p>
      <DataTable
        caption={t('siting.decided')}
        hideCaption
        rows={decision.openings}
        keyOf={({ pointCode }) => pointCode}
        columns={[
          {
            title: t('siting.site'),
            type: 'TEXT',
            value: (opening) => {
              const at = site(opening.site);
              return at ? nameOf(at) : opening.site;
            },
          },
          {
            title: t('siting.pointCode'),
            type: 'TEXT',
            value: ({ pointCode }) => pointCode,
            cell: ({ pointCode }) => (
              <Link to={addressOf(`/service-points/${encodeURIComponent(pointCode)}`, parameters)}>
                {pointCode}
              </Link>
            ),
          },
          { title: t('siting.opensOn'), type: 'DAY', value: ({ opensOn }) => opensOn },
        ]}
      />
    </Section>
  );
}

interface Chosen {
  readonly isChosen: boolean;
  readonly opensOn: string;
}

function DecisionForm({
  scenario,
  answer,
  reload,
}: {
  scenario: Scenario;
  answer: Answer;
  reload: () => void;
}) {
  const t = useText();
  const nameOf = useNames();
  const { bureau } = useView();
  const [decide, { loading }] = useMutation(DECIDE_SCENARIO, { refetchQueries: ['Bureau'] });
  const [problem, setProblem] = useState<string | null>(null);
  const opened = (answer.opening?.steps ?? []).flatMap(
    ({ site }) => answer.sites.find(({ key, standing }) => key === site && standing === 'CANDIDATE') ?? [],
  );
  const [choices, setChoices] = useState<Readonly<Record<string, Chosen>>>({});
  const choiceOf = (key: string, index: number): Chosen =>
    choices[key] ?? { isChosen: true, opensOn: laterBy(bureau.today, index) };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const { data } = await decide({
      variables: {
        bureau: bureau.code,
        id: scenario.id,
        openings: opened.flatMap(({ key }, index) => {
          const { isChosen, opensOn } = choiceOf(key, index);
          return isChosen ? [{ site: key, opensOn }] : [];
        }),
      },
    });
    const outcome = data?.decideSitingScenario;
    if (outcome?.__typename === 'SitingRefused') {
      setProblem(t(`sitingRefusal.${outcome.code}`));
    }
    reload();
  };
  if (opened.length === 0) {
    return null;
  }
  return (
    <Section title={t('siting.decide')}>
      <form className="card siting-decide no-print" onSubmit={(event) => void submit(event)}>
        <p className="muted">{t('siting.decideHint')}</p>
        {opened.map((site, index) => {
          const { isChosen, opensOn } = choiceOf(site.key, index);
          const change = (changed: Partial<Chosen>) =>
            setChoices({ ...choices, [site.key]: { isChosen, opensOn, ...changed } });
          return (
            <div key={site.key} className="filters">
              <label className="check">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={({ target }) => change({ isChosen: target.checked })}
                />
                {nameOf(site)}
              </label>
              <label className="field">
                <span>{t('siting.opensOn')}</span>
                <input
                  type="date"
                  required={isChosen}
                  value={opensOn}
                  onChange={({ target }) => change({ opensOn: target.value })}
                />
              </label>
            </div>
          );
        })}
        <button type="submit" className="button" disabled={loading}>
          {t('siting.decideNow')}
        </button>
        {problem !== null && (
          <p role="alert" className="problem">
            {problem}
          </p>
        )}
      </form>
    </Section>
  );
}

/** Three months for the first to open, and two more for each after it. */
const FIRST_MONTHS = 3;
const MORE_MONTHS = 2;

function laterBy(today: string, index: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const day = new Date(Date.UTC(year, month - 1 + FIRST_MONTHS + index * MORE_MONTHS, 1));
  return day.toISOString().slice(0, 10);
}
