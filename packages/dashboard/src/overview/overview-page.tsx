import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { FlowChart, TurnaroundChart } from '../charts/measure-charts.tsx';
import { Trend } from '../charts/trend.tsx';
import {
  BacklogFigure,
  DueSoonFigure,
  OnTimeFigure,
  OverdueFigure,
  TurnaroundFigure,
  VolumeFigure,
} from '../components/measure-figures.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { scopeInput } from '../platform/view.ts';
import { WarningsPanel } from '../warnings/warnings-panel.tsx';
import { ComparisonTable } from '../why/comparison-table.tsx';
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

/** The state of the bureau on one page: what is late and who it waits for before how it came about. */
export function OverviewPage() {
  const t = useText();
  const format = useFormat();
  const { bureau, days, grain, scope, drill } = useView();
  const asked = useQuery(OVERVIEW, {
    variables: {
      bureau: bureau.code,
      scope: scopeInput(scope),
      period: days,
      grain,
      points: { statuses: ['OPERATING'] },
    },
  });
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
                <VolumeFigure
                  count={stock.total.received}
                  period={caseload.period}
                  drill={drill({ received: days })}
                  basis={t('overview.points', { count: servicePoints.totalCount })}
                >
                  <Trend values={caseload.groups.map(({ figures }) => figures.received)} />
                </VolumeFigure>
                <TurnaroundFigure
                  minutes={total.turnaroundMinutes}
                  period={turnaround.period}
                  drill={drill({ decided: days })}
                >
                  <Trend values={turnaround.groups.map(({ figures }) => figures.turnaroundMinutes.median)} />
                </TurnaroundFigure>
                <OnTimeFigure
                  rate={total.promisedOnTime}
                  period={turnaround.period}
                  drill={drill({ decided: days, promisedOnTime: false })}
                >
                  <Trend values={turnaround.groups.map(({ figures }) => figures.promisedOnTime.value)} />
                </OnTimeFigure>
                <BacklogFigure
                  count={stock.total.backlog}
                  period={asOf}
                  drill={drill({ openOn })}
                  basis={t('basis.noDeadline', { count: format.count(stock.total.noDeadline) })}
                >
                  <Trend values={caseload.groups.map(({ figures }) => figures.backlog)} />
                </BacklogFigure>
                <OverdueFigure
                  count={stock.total.overdue}
                  backlog={stock.total.backlog}
                  period={asOf}
                  drill={drill({ openOn, standing: ['OVERDUE'] })}
                >
                  <Trend values={caseload.groups.map(({ figures }) => figures.overdue)} />
                </OverdueFigure>
                <DueSoonFigure
                  count={stock.total.dueSoon}
                  backlog={stock.total.backlog}
                  period={asOf}
                  drill={drill({ openOn, standing: ['DUE_SOON'] })}
                />
              </div>
              <WarningsPanel />
              <div className="grid-2 due-lists">
                <Section
                  title={t('overview.overdue', { count: overdue.totalCount })}
                  action={<Link to={drill({ standing: ['OVERDUE'] })}>{t('figure.all')}</Link>}
                >
                  <DueList list={overdue} title={t('measure.overdue')} areLate />
                </Section>
                <Section
                  title={t('overview.dueSoon', { count: dueSoon.totalCount })}
                  action={<Link to={drill({ standing: ['DUE_SOON'] })}>{t('figure.all')}</Link>}
                >
                  <DueList list={dueSoon} title={t('measure.dueSoon')} />
                </Section>
              </div>
              <ComparisonTable measures={['volume', 'closed', 'turnaround', 'on-time']} />
              <div className="grid-2">
                <FlowChart period={caseload.period} grain={grain} groups={caseload.groups} />
                <TurnaroundChart
                  period={turnaround.period}
                  grain={grain}
                  groups={turnaround.groups}
                  n={total.turnaroundMinutes.n}
                />
              </div>
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
