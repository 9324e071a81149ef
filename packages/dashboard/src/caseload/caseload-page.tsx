import { useQuery } from '@apollo/client/react';
import { FlowChart } from '../charts/measure-charts.tsx';
import { SeriesChart } from '../charts/series-chart.tsx';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { Figure } from '../components/figure.tsx';
import { CountLink, PointLink } from '../components/links.tsx';
import { BacklogFigure, DueSoonFigure, OverdueFigure } from '../components/measure-figures.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { shareOf } from '../exports/table-column.ts';
import type { CaseloadQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { shiftDay } from '../platform/periods.ts';
import { type Selection, scopeInput } from '../platform/view.ts';

const CASELOAD = graphql(`
  query Caseload($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $grain: Dimension!) {
    overTime: caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: $grain) {
      period { from to workingDays }
      groups { key { code } figures { received closed backlog overdue } }
    }
    byPoint: caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: SERVICE_POINT) {
      asOf
      total { backlogAtStart received closed backlog overdue dueSoon noDeadline ageing { code count } }
      groups { key { code nameZh nameEn } figures { backlogAtStart received closed backlog overdue dueSoon } }
    }
  }
`);

const MEASURE_OF = {
  backlogAtStart: 'backlog',
  received: 'volume',
  closed: 'closed',
  backlog: 'backlog',
  overdue: 'overdue',
  dueSoon: 'due-soon',
} as const;

/** What is piling up, how old it is and what is late. */
export function CaseloadPage() {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const { bureau, days, grain, scope, drill } = useView();
  const asked = useQuery(CASELOAD, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), period: days, grain },
  });
  const drillOpen = (selection: Selection) => drill({ openOn: days.to, ...selection });
  const unit = t('unit.applications');
  const countColumn = (
    title: string,
    field: keyof typeof MEASURE_OF,
    selection: Selection,
  ): TableColumn<CaseloadQuery['byPoint']['groups'][number]> => ({
    title,
    type: 'COUNT',
    unit,
    measure: MEASURE_OF[field],
    value: ({ figures }) => figures[field],
    cell: ({ key, figures }) => (
      <CountLink
        count={figures[field]}
        to={key.code == null ? null : drill(selection, { point: [key.code] })}
      />
    ),
  });
  return (
    <Page title={t('nav.caseload')} intro={t('caseload.intro')}>
      <Answer asked={asked}>
        {({ overTime, byPoint }) => {
          const { total } = byPoint;
          const asOf = { asOf: byPoint.asOf };
          const ofOpen = t('basis.ofOpen', { count: format.count(total.backlog) });
          return (
            <>
              <div className="cards">
                <BacklogFigure count={total.backlog} period={asOf} drill={drillOpen({})} />
                <OverdueFigure
                  count={total.overdue}
                  backlog={total.backlog}
                  period={asOf}
                  drill={drillOpen({ standing: ['OVERDUE'] })}
                />
                <DueSoonFigure
                  count={total.dueSoon}
                  backlog={total.backlog}
                  period={asOf}
                  drill={drillOpen({ standing: ['DUE_SOON'] })}
                />
                <Figure
                  measure="backlog"
                  title={t('measure.noDeadline')}
                  value={format.count(total.noDeadline)}
                  raw={total.noDeadline ?? null}
                  unit={unit}
                  period={asOf}
                  basis={ofOpen}
                  drill={drillOpen({ standing: ['NO_DEADLINE'] })}
                />
              </div>
              <p
                className="card balance"
                data-balance={`${total.backlogAtStart}+${total.received}-${total.closed}=${total.backlog}`}
              >
                {t('caseload.balance', {
                  start: format.count(total.backlogAtStart),
                  received: format.count(total.received),
                  closed: format.count(total.closed),
                  backlog: format.count(total.backlog),
                })}
              </p>
              <div className="grid-2">
                <SeriesChart
                  kind="LINE"
                  title={t('chart.backlog')}
                  measure="backlog"
                  unit={unit}
                  period={overTime.period}
                  rowTitle={t(`grain.${grain}`)}
                  series={[
                    { key: 'backlog', name: t('measure.backlog') },
                    { key: 'overdue', name: t('measure.overdue') },
                  ]}
                  rows={overTime.groups.map(({ key, figures }) => ({
                    label: key.code ?? '',
                    values: { backlog: figures.backlog, overdue: figures.overdue },
                  }))}
                />
                <FlowChart kind="BAR" period={overTime.period} grain={grain} groups={overTime.groups} />
              </div>
              <Section title={t('caseload.ageing')}>
                <DataTable
                  caption={t('caseload.ageing')}
                  hideCaption
                  rows={(total.ageing ?? []).filter(
                    ({ code, count }) => code !== 'CALENDAR_NOT_ANNOUNCED' || count > 0,
                  )}
                  keyOf={({ code }) => code}
                  columns={[
                    { title: t('column.age'), type: 'TEXT', value: ({ code }) => t(`age.${code}`) },
                    {
                      title: t('measure.backlog'),
                      type: 'COUNT',
                      unit,
                      measure: 'backlog',
                      value: ({ count }) => count,
                      cell: ({ code, count }) => <CountLink count={count} to={drillOpen({ age: code })} />,
                    },
                    {
                      title: t('column.share'),
                      type: 'RATE',
                      value: ({ count }) => shareOf(count, total.backlog),
                    },
                  ]}
                />
              </Section>
              <Section title={t('caseload.byPoint')}>
                <DataTable
                  caption={t('caseload.byPoint')}
                  hideCaption
                  rows={byPoint.groups}
                  keyOf={({ key }) => key.code ?? ''}
                  columns={[
                    {
                      title: t('column.point'),
                      type: 'TEXT',
                      value: ({ key }) => nameOf(key),
                      cell: ({ key }) => <PointLink point={key} />,
                    },
                    countColumn(t('column.backlogAtStart'), 'backlogAtStart', {
                      openOn: shiftDay(days.from, -1),
                    }),
                    countColumn(t('measure.volume'), 'received', { received: days }),
                    countColumn(t('measure.closed'), 'closed', { closed: days }),
                    countColumn(t('measure.backlog'), 'backlog', { openOn: days.to }),
                    countColumn(t('measure.overdue'), 'overdue', { openOn: days.to, standing: ['OVERDUE'] }),
                    countColumn(t('measure.dueSoon'), 'dueSoon', { openOn: days.to, standing: ['DUE_SOON'] }),
                  ]}
                />
              </Section>
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
