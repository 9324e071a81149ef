import { useQuery } from '@apollo/client/react';
import { TurnaroundChart } from '../charts/measure-charts.tsx';
import { SeriesChart } from '../charts/series-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Figure } from '../components/figure.tsx';
import { CountLink, PointLink } from '../components/links.tsx';
import { OnTimeFigure, TurnaroundFigure } from '../components/measure-figures.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { scopeInput } from '../platform/view.ts';
import { ComparisonTable } from '../why/comparison-table.tsx';

const TURNAROUND = graphql(`
  query Turnaround($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $grain: Dimension!) {
    overTime: turnaround(bureau: $bureau, scope: $scope, period: $period, groupBy: $grain) {
      period { from to workingDays }
      standardDayMinutes
      total {
        decided
        turnaroundMinutes { n mean median p90 max }
        endToEndDays { n median p90 }
        receiptToDecisionWorkingDays { n median p90 }
        ownedTime { n bureauMinutes applicantMinutes excludedMinutes wholeMinutes }
        promisedOnTime { numerator denominator value }
        statutoryOnTime { numerator denominator value }
        judgedByStatedDeadline
      }
      groups { key { code } figures { turnaroundMinutes { n median p90 } } }
      histogram { fromMinutes toMinutes count }
    }
    byPoint: turnaround(bureau: $bureau, scope: $scope, period: $period, groupBy: SERVICE_POINT) {
      groups {
        key { code nameZh nameEn }
        figures { decided turnaroundMinutes { n median p90 } ownedTime { bureauMinutes applicantMinutes excludedMinutes wholeMinutes } promisedOnTime { numerator denominator value } }
      }
    }
    eventLog(bureau: $bureau, scope: $scope, period: $period) {
      total { applications events spanHours { n mean median p90 max } spanWorkingDays { n median p90 } }
    }
  }
`);

/** How long it took, and whose time it was. */
export function TurnaroundPage() {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { bureau, days, grain, scope, drill } = useView();
  const asked = useQuery(TURNAROUND, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), period: days, grain },
  });
  const toDays = (minutes: number | null | undefined) =>
    minutes == null ? null : minutes / bureau.standardDayMinutes;
  return (
    <Page title={t('nav.turnaround')} intro={t('turnaround.intro')}>
      <Answer asked={asked}>
        {({ overTime, byPoint, eventLog }) => {
          const { total } = overTime;
          const { ownedTime } = total;
          const share = (minutes: number) =>
            ownedTime.wholeMinutes === 0 ? null : minutes / ownedTime.wholeMinutes;
          const lastFilled = overTime.histogram.findLastIndex(({ count }) => count > 0);
          const workingDays = t('unit.workingDays');
          return (
            <>
              <div className="cards">
                <TurnaroundFigure
                  minutes={total.turnaroundMinutes}
                  period={overTime.period}
                  drill={drill({ decided: days })}
                />
                <Figure
                  measure="turnaround"
                  title={t('measure.turnaroundP90')}
                  value={format.workingDays(total.turnaroundMinutes.p90)}
                  raw={total.turnaroundMinutes.p90 ?? null}
                  exact={toDays(total.turnaroundMinutes.p90)}
                  n={total.turnaroundMinutes.n}
                  unit={workingDays}
                  basis={t('basis.n', { n: format.count(total.turnaroundMinutes.n) })}
                  period={overTime.period}
                  drill={
                    total.turnaroundMinutes.p90 == null
                      ? undefined
                      : drill({ decided: days, minutesFrom: Math.ceil(total.turnaroundMinutes.p90) })
                  }
                />
                <OnTimeFigure
                  rate={total.promisedOnTime}
                  stated={total.judgedByStatedDeadline}
                  period={overTime.period}
                  drill={drill({ decided: days, promisedOnTime: false })}
                />
                <OnTimeFigure
                  rate={total.statutoryOnTime}
                  stated={total.judgedByStatedDeadline}
                  limit="STATUTORY"
                  period={overTime.period}
                  drill={drill({ decided: days, statutoryOnTime: false })}
                />
                <Figure
                  measure="end-to-end"
                  title={t('measure.endToEnd')}
                  value={format.decimal(total.endToEndDays.median, 2)}
                  raw={total.endToEndDays.median ?? null}
                  n={total.endToEndDays.n}
                  unit={t('unit.calendarDays')}
                  basis={t('basis.n', { n: format.count(total.endToEndDays.n) })}
                  period={overTime.period}
                  drill={drill({ decided: days })}
                />
                {eventLog.total.applications > 0 && (
                  <Figure
                    measure="event-log-span"
                    title={t('measure.eventLogSpan')}
                    value={format.decimal(eventLog.total.spanHours.median, 2)}
                    raw={eventLog.total.spanHours.median ?? null}
                    n={eventLog.total.spanHours.n}
                    unit={t('unit.hours')}
                    basis={t('basis.events', {
                      n: format.count(eventLog.total.spanHours.n),
                      events: format.count(eventLog.total.events),
                    })}
                    period={overTime.period}
                    drill={drill({ lastLogged: days })}
                  />
                )}
              </div>
              <ComparisonTable measures={['turnaround', 'on-time', 'statutory-on-time']} />
              <div className="grid-2">
                <SeriesChart
                  kind="BAR"
                  title={t('chart.histogram')}
                  measure="turnaround"
                  unit={t('unit.applicationsByWorkingDay')}
                  period={overTime.period}
                  basis={t('basis.n', { n: format.count(total.turnaroundMinutes.n) })}
                  rowTitle={workingDays}
                  series={[{ key: 'count', name: t('unit.applications') }]}
                  rows={overTime.histogram
                    .slice(0, lastFilled + 1)
                    .map(({ fromMinutes, toMinutes, count }) => ({
                      label:
                        toMinutes == null
                          ? t('chart.andMore', { days: fromMinutes / overTime.standardDayMinutes })
                          : t('chart.bin', {
                              from: fromMinutes / overTime.standardDayMinutes,
                              to: toMinutes / overTime.standardDayMinutes,
                            }),
                      values: { count },
                    }))}
                />
                <TurnaroundChart
                  period={overTime.period}
                  grain={grain}
                  groups={overTime.groups}
                  n={total.turnaroundMinutes.n}
                />
              </div>
              <Section title={t('turnaround.whoseTime')}>
                <div className="cards">
                  {(
                    [
                      ['bureau', ownedTime.bureauMinutes],
                      ['applicant', ownedTime.applicantMinutes],
                      ['excluded', ownedTime.excludedMinutes],
                    ] as const
                  ).map(([owner, minutes]) => (
                    <Figure
                      key={owner}
                      measure="owned-time"
                      title={t(`owner.${owner}`)}
                      value={format.percent(share(minutes))}
                      raw={share(minutes)}
                      n={ownedTime.n}
                      unit={t('unit.ofWorkingTime')}
                      basis={t('basis.owned', {
                        days: format.decimal(toDays(minutes), 0),
                        n: format.count(ownedTime.n),
                      })}
                      period={overTime.period}
                      drill={drill({ decided: days })}
                    />
                  ))}
                </div>
                <SeriesChart
                  kind="STACKED_HORIZONTAL"
                  title={t('chart.whoseTimeByPoint')}
                  measure="owned-time"
                  unit={t('unit.workingDaysPerDecision')}
                  digits={2}
                  period={overTime.period}
                  rowTitle={t('column.point')}
                  series={[
                    { key: 'bureau', name: t('owner.bureau') },
                    { key: 'applicant', name: t('owner.applicant') },
                    { key: 'excluded', name: t('owner.excluded') },
                  ]}
                  rows={byPoint.groups.map(({ key, figures }) => ({
                    label: nameOf(key).replace(/帮办代办服务点$| service point$/, ''),
                    values: {
                      bureau: perDecision(figures.ownedTime.bureauMinutes, figures.decided),
                      applicant: perDecision(figures.ownedTime.applicantMinutes, figures.decided),
                      excluded: perDecision(figures.ownedTime.excludedMinutes, figures.decided),
                    },
                  }))}
                />
              </Section>
              <Section title={t('turnaround.byPoint')}>
                <DataTable
                  caption={t('turnaround.byPoint')}
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
                    {
                      title: t('column.decided'),
                      type: 'COUNT',
                      value: ({ figures }) => figures.decided,
                      cell: ({ key, figures }) => (
                        <CountLink
                          count={figures.decided}
                          to={key.code == null ? null : drill({ decided: days }, { point: [key.code] })}
                        />
                      ),
                    },
                    {
                      title: t('column.medianDays'),
                      type: 'NUMBER',
                      digits: 2,
                      measure: 'turnaround',
                      value: ({ figures }) => toDays(figures.turnaroundMinutes.median),
                    },
                    {
                      title: t('column.p90Days'),
                      type: 'NUMBER',
                      digits: 2,
                      measure: 'turnaround',
                      value: ({ figures }) => toDays(figures.turnaroundMinutes.p90),
                    },
                    {
                      title: t('measure.onTime'),
                      type: 'RATE',
                      measure: 'on-time',
                      value: ({ figures }) => figures.promisedOnTime,
                    },
                    {
                      title: t('column.rate'),
                      isNumber: true,
                      isShownOnly: true,
                      cell: ({ figures }) =>
                        `${format.count(figures.promisedOnTime.numerator)} / ${format.count(figures.promisedOnTime.denominator)}`,
                    },
                  ]}
                />
              </Section>
            </>
          );
        }}
      </Answer>
    </Page>
  );

  function perDecision(minutes: number, decided: number): number | null {
    return decided === 0 ? null : minutes / decided / bureau.standardDayMinutes;
  }
}
