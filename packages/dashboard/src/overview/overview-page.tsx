import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { SeriesChart } from '../charts/series-chart.tsx';
import { Trend } from '../charts/trend.tsx';
import { Figure } from '../components/figure.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { grainOf } from '../platform/periods.ts';
import { addressOf, type Selection, scopeInput, writeSelection } from '../platform/view.ts';
import { DueList } from './due-list.tsx';

const OVERVIEW = graphql(`
  query Overview($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $grain: Dimension!, $points: ServicePointFilter!) {
    caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: $grain) {
      asOf
      period { from to workingDays }
      groups { key { code } figures { received closed backlog overdue } }
    }
    stock: caseload(bureau: $bureau, scope: $scope, period: $period) {
      asOf
      total { received closed backlog overdue dueSoon noDeadline }
    }
    turnaround(bureau: $bureau, scope: $scope, period: $period, groupBy: $grain) {
      period { from to workingDays }
      total {
        decided
        turnaroundMinutes { n median p90 }
        endToEndDays { n median }
        promisedOnTime { numerator denominator value }
        statutoryOnTime { numerator denominator value }
        judgedByStatedDeadline
      }
      groups { key { code } figures { turnaroundMinutes { n median p90 } promisedOnTime { numerator denominator value } } }
    }
    servicePoints(bureau: $bureau, filter: $points, first: 1) { totalCount }
    overdue: applications(bureau: $bureau, scope: $scope, where: { standing: [OVERDUE] }, sort: DUE_FIRST, first: 6) {
      totalCount
      edges { node { caseKey receivedAt servicePoint { code nameZh nameEn } serviceItem { code nameZh nameEn } promisedDeadline { __typename ... on DeadlineKnown { dueOn workingDaysLeft } } } }
    }
    dueSoon: applications(bureau: $bureau, scope: $scope, where: { standing: [DUE_SOON] }, sort: DUE_FIRST, first: 6) {
      totalCount
      edges { node { caseKey receivedAt servicePoint { code nameZh nameEn } serviceItem { code nameZh nameEn } promisedDeadline { __typename ... on DeadlineKnown { dueOn workingDaysLeft } } } }
    }
  }
`);

/** The state of the bureau on one screen. */
export function OverviewPage() {
  const t = useText();
  const format = useFormat();
  const { bureau, period, scope, parameters } = useView();
  const days = { from: period.from, to: period.to };
  const grain = grainOf(period);
  const asked = useQuery(OVERVIEW, {
    variables: {
      bureau: bureau.code,
      scope: scopeInput(scope),
      period: days,
      grain,
      points: { statuses: ['OPERATING'] },
    },
  });
  const drill = (selection: Selection) => addressOf('/applications', parameters, writeSelection(selection));
  return (
    <Page title={t('nav.overview')} intro={t('overview.intro')}>
      <Answer asked={asked}>
        {({ caseload, stock, turnaround, servicePoints, overdue, dueSoon }) => {
          const { total } = turnaround;
          const asOf = { asOf: stock.asOf };
          const openOn = days.to;
          return (
            <>
              <div className="cards">
                <Figure
                  measure="volume"
                  title={t('measure.volume')}
                  value={format.count(stock.total.received)}
                  raw={stock.total.received}
                  unit={t('unit.applications')}
                  period={caseload.period}
                  drill={drill({ received: days })}
                  basis={t('overview.points', { count: servicePoints.totalCount })}
                >
                  <Trend values={caseload.groups.map(({ figures }) => figures.received)} />
                </Figure>
                <Figure
                  measure="turnaround"
                  title={t('measure.turnaroundMedian')}
                  value={format.workingDays(total.turnaroundMinutes.median)}
                  raw={total.turnaroundMinutes.median ?? null}
                  unit={t('unit.workingDays')}
                  basis={t('basis.p90', {
                    value: format.workingDays(total.turnaroundMinutes.p90),
                    n: format.count(total.turnaroundMinutes.n),
                  })}
                  period={turnaround.period}
                  drill={drill({ decided: days })}
                >
                  <Trend values={turnaround.groups.map(({ figures }) => figures.turnaroundMinutes.median)} />
                </Figure>
                <Figure
                  measure="on-time"
                  title={t('measure.onTime')}
                  value={format.percent(total.promisedOnTime.value)}
                  raw={total.promisedOnTime.value ?? null}
                  unit=""
                  basis={t('basis.rate', {
                    numerator: format.count(total.promisedOnTime.numerator),
                    denominator: format.count(total.promisedOnTime.denominator),
                  })}
                  period={turnaround.period}
                  drill={drill({ decided: days, promisedOnTime: false })}
                >
                  <Trend values={turnaround.groups.map(({ figures }) => figures.promisedOnTime.value)} />
                </Figure>
                <Figure
                  measure="backlog"
                  title={t('measure.backlog')}
                  value={format.count(stock.total.backlog)}
                  raw={stock.total.backlog}
                  unit={t('unit.applications')}
                  period={asOf}
                  drill={drill({ openOn })}
                  basis={t('basis.noDeadline', { count: format.count(stock.total.noDeadline) })}
                >
                  <Trend values={caseload.groups.map(({ figures }) => figures.backlog)} />
                </Figure>
                <Figure
                  measure="overdue"
                  title={t('measure.overdue')}
                  value={format.count(stock.total.overdue)}
                  raw={stock.total.overdue}
                  unit={t('unit.applications')}
                  period={asOf}
                  tone={stock.total.overdue > 0 ? 'danger' : 'plain'}
                  drill={drill({ openOn, standing: ['OVERDUE'] })}
                  basis={t('basis.ofOpen', { count: format.count(stock.total.backlog) })}
                >
                  <Trend values={caseload.groups.map(({ figures }) => figures.overdue)} />
                </Figure>
                <Figure
                  measure="due-soon"
                  title={t('measure.dueSoon')}
                  value={format.count(stock.total.dueSoon)}
                  raw={stock.total.dueSoon ?? null}
                  unit={t('unit.applications')}
                  period={asOf}
                  tone={stock.total.dueSoon ? 'warning' : 'plain'}
                  drill={drill({ openOn, standing: ['DUE_SOON'] })}
                  basis={
                    stock.total.dueSoon === null
                      ? t('period.notAnnounced')
                      : t('basis.ofOpen', { count: format.count(stock.total.backlog) })
                  }
                />
              </div>
              <div className="grid-2">
                <SeriesChart
                  kind="LINE"
                  title={t('chart.flow')}
                  measure="flow-balance"
                  unit={t('unit.applications')}
                  period={caseload.period}
                  rowTitle={t(`grain.${grain}`)}
                  series={[
                    { key: 'received', name: t('measure.volume') },
                    { key: 'closed', name: t('measure.closed') },
                  ]}
                  rows={caseload.groups.map(({ key, figures }) => ({
                    label: key.code ?? '',
                    values: { received: figures.received, closed: figures.closed },
                  }))}
                />
                <SeriesChart
                  kind="LINE"
                  title={t('chart.turnaroundOverTime')}
                  measure="turnaround"
                  unit={t('unit.workingDays')}
                  digits={2}
                  period={turnaround.period}
                  basis={t('basis.n', { n: format.count(total.turnaroundMinutes.n) })}
                  rowTitle={t(`grain.${grain}`)}
                  series={[
                    { key: 'median', name: t('statistic.median') },
                    { key: 'p90', name: t('statistic.p90') },
                  ]}
                  rows={turnaround.groups.map(({ key, figures }) => ({
                    label: key.code ?? '',
                    values: {
                      median: toDays(figures.turnaroundMinutes.median),
                      p90: toDays(figures.turnaroundMinutes.p90),
                    },
                  }))}
                />
              </div>
              <div className="grid-2">
                <Section
                  title={t('overview.overdue', { count: overdue.totalCount })}
                  action={<Link to={drill({ standing: ['OVERDUE'] })}>{t('figure.all')}</Link>}
                >
                  <DueList list={overdue} title={t('measure.overdue')} />
                </Section>
                <Section
                  title={t('overview.dueSoon', { count: dueSoon.totalCount })}
                  action={<Link to={drill({ standing: ['DUE_SOON'] })}>{t('figure.all')}</Link>}
                >
                  <DueList list={dueSoon} title={t('measure.dueSoon')} />
                </Section>
              </div>
            </>
          );
        }}
      </Answer>
    </Page>
  );

  function toDays(minutes: number | null | undefined): number | null {
    return minutes == null ? null : minutes / bureau.standardDayMinutes;
  }
}
