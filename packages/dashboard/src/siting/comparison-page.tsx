import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer as Asked, EmptyState } from '../components/states.tsx';
import { shareOf } from '../exports/table-column.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import './siting.css';
import { useAimColumn } from './aim-column.tsx';
import { SitesMap } from './sites-map.tsx';
import { type AnswerSite, type Compared, SITING_COMPARISON } from './siting-queries.ts';
import { useSitingText } from './siting-text.ts';
import { useSelected } from './workbench.tsx';

/** Scenarios side by side: what each asks, what it comes to, where it opens. */
export function ComparisonPage() {
  const t = useText();
  const { bureau, parameters } = useView();
  const ids = parameters.getAll('scenario');
  const asked = useQuery(SITING_COMPARISON, { variables: { bureau: bureau.code, ids } });
  return (
    <Page title={t('siting.comparison')} intro={t('siting.comparisonIntro')} filters="NONE">
      <Asked asked={asked}>
        {({ sitingComparison }) =>
          sitingComparison.length === 0 ? (
            <EmptyState
              title={t('siting.noScenarios')}
              hint={<Link to={addressOf('/siting', parameters)}>{t('nav.siting')}</Link>}
            />
          ) : (
            <SideBySide scenarios={sitingComparison} />
          )
        }
      </Asked>
    </Page>
  );
}

function SideBySide({ scenarios }: { scenarios: readonly Compared[] }) {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const { parameters } = useView();
  const aim = useAimColumn<Compared>();
  const [selected, select] = useSelected();
  const [shown, setShown] = useState(scenarios[0]?.id ?? '');
  const onMap = scenarios.find(({ id }) => id === shown) ?? scenarios[0];
  const reached = (scenario: Compared, key: 'residents' | 'enterprises' | 'keyBuildings') =>
    scenario.answer &&
    shareOf((scenario.answer.reachedByPlan ?? scenario.answer.reachedToday)[key], scenario.answer.whole[key]);
  const share = (
    title: string,
    key: 'residents' | 'enterprises' | 'keyBuildings',
  ): TableColumn<Compared> => ({
    title,
    type: 'RATE',
    value: (scenario) => reached(scenario, key),
  });
  const openedBy = ({ answer }: Compared) =>
    (answer?.opening?.steps ?? []).flatMap(({ site }) => answer?.sites.find(({ key }) => key === site) ?? []);
  const everyOpened = new Map(scenarios.flatMap(openedBy).map((site) => [site.key, site]));
  return (
    <>
      <Section title={t('siting.comparedFigures')}>
        <DataTable
          caption={t('siting.comparedFigures')}
          hideCaption
          rows={scenarios}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t('siting.name'),
              type: 'TEXT',
              value: ({ name }) => name,
              cell: ({ id, name }) => (
                <Link className="scenario-name" to={addressOf(`/siting/${id}`, parameters)}>
                  {name}
                </Link>
              ),
            },
            aim,
            { title: t('column.status'), type: 'TEXT', value: ({ status }) => t(`sitingStatus.${status}`) },
            {
              title: t('siting.objective'),
              isNumber: true,
              cell: (scenario) => <Objective scenario={scenario} />,
            },
            {
              title: t('siting.gap'),
              type: 'TEXT',
              isNumber: true,
              value: ({ answer }) => (answer ? format.percent(answer.solution.gap) : null),
            },
            { title: t('siting.newPoints'), type: 'COUNT', value: ({ answer }) => answer?.plan?.newPoints },
            { title: t('siting.cost'), type: 'NUMBER', value: ({ answer }) => answer?.plan?.cost },
            share(t('coverageShare.residents'), 'residents'),
            share(t('coverageShare.enterprises'), 'enterprises'),
            share(t('coverageShare.keyBuildings'), 'keyBuildings'),
            {
              title: t('siting.meanMinutes'),
              type: 'NUMBER',
              measure: 'siting-travel',
              value: ({ answer }) => answer?.plan?.meanMinutes,
            },
            {
              title: t('siting.longest'),
              type: 'NUMBER',
              measure: 'siting-travel',
              value: ({ answer }) => answer?.plan?.longestMinutes,
            },
          ]}
        />
      </Section>
      <Section title={t('siting.comparedPlaces')}>
        <DataTable
          caption={t('siting.comparedPlaces')}
          hideCaption
          rows={[...everyOpened.values()]}
          keyOf={({ key }) => key}
          columns={[
            { title: t('siting.site'), type: 'TEXT', value: nameOf },
            { title: t('coverage.towns'), type: 'TEXT', value: ({ townOrStreet }) => townOrStreet },
            ...scenarios.map(
              (scenario): TableColumn<AnswerSite> => ({
                title: scenario.name,
                type: 'TEXT',
                value: ({ key }) => {
                  const at = openedBy(scenario).findIndex((site) => site.key === key);
                  return at < 0 ? null : t('siting.opensAt', { number: at + 1 });
                },
              }),
            ),
          ]}
        />
      </Section>
      {onMap && (
        <Section
          title={t('siting.mapOfPlan')}
          action={
            <fieldset className="choice">
              <legend className="visually-hidden">{t('siting.mapOfPlan')}</legend>
              {scenarios.map(({ id, name }) => (
                <button key={id} type="button" aria-pressed={id === onMap.id} onClick={() => setShown(id)}>
                  {name}
                </button>
              ))}
            </fieldset>
          }
        >
          <SitesMap
            draft={onMap.question}
            answer={onMap.answer ?? null}
            selected={selected}
            onSelect={select}
          />
        </Section>
      )}
    </>
  );
}

function Objective({ scenario: { question, answer } }: { scenario: Compared }) {
  const text = useSitingText(question);
  return answer ? text.objective(answer.solution.objective, answer.plan ?? answer.today) : MISSING;
}
