import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { SeriesChart } from '../charts/series-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Fact } from '../components/fact.tsx';
import { Figure } from '../components/figure.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { grainOf } from '../platform/periods.ts';
import { addressOf, type Selection, writeSelection } from '../platform/view.ts';

const SERVICE_POINT = graphql(`
  query ServicePoint($bureau: ID!, $code: ID!, $scope: ScopeFilter!, $period: PeriodInput!, $grain: Dimension!) {
    servicePoint(bureau: $bureau, code: $code) {
      code nameZh nameEn kind form townOrStreet address longitude latitude status
      statusHistory { status validFrom }
      openingHours { weekday open close }
      provenance volume
    }
    caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: $grain) {
      period { from to workingDays }
      groups { key { code } figures { received closed } }
    }
    stock: caseload(bureau: $bureau, scope: $scope, period: $period) { asOf total { received closed backlog overdue } }
    turnaround(bureau: $bureau, scope: $scope, period: $period) {
      period { from to workingDays }
      total { turnaroundMinutes { n median p90 } promisedOnTime { numerator denominator value } }
    }
  }
`);

/** One service point: where it is, when it is open, and how it does. */
export function ServicePointPage() {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { code = '' } = useParams();
  const { bureau, period, parameters } = useView();
  const days = { from: period.from, to: period.to };
  const grain = grainOf(period);
  const asked = useQuery(SERVICE_POINT, {
    variables: { bureau: bureau.code, code, scope: { servicePoints: [code] }, period: days, grain },
  });
  const drill = (selection: Selection) =>
    addressOf('/applications', parameters, writeSelection(selection), { point: [code] });
  const point = asked.data?.servicePoint;
  return (
    <Page title={point ? nameOf(point) : t('nav.servicePoints')} filters="PERIOD">
      <Answer asked={asked}>
        {({ servicePoint, caseload, stock, turnaround }) => {
          if (!servicePoint) {
            return (
              <EmptyState
                title={t('servicePoints.unknown', { code })}
                hint={<Link to={addressOf('/service-points', parameters)}>{t('nav.servicePoints')}</Link>}
              />
            );
          }
          const { turnaroundMinutes, promisedOnTime } = turnaround.total;
          return (
            <>
              <dl className="card facts">
                <Fact title={t('filter.kind')}>
                  {t(`kind.${servicePoint.kind}`)} · {t(`form.${servicePoint.form}`)}
                </Fact>
                <Fact title={t('column.status')}>
                  {servicePoint.status ? t(`status.${servicePoint.status}`) : MISSING}
                </Fact>
                <Fact title={t('column.address')}>
                  {servicePoint.address ?? servicePoint.townOrStreet ?? MISSING}
                </Fact>
                <Fact title={t('column.coordinates')}>
                  {servicePoint.longitude == null || servicePoint.latitude == null
                    ? MISSING
                    : `${format.decimal(servicePoint.longitude, 4)}, ${format.decimal(servicePoint.latitude, 4)}`}
                </Fact>
                <Fact title={t('column.hours')}>
                  <OpeningHours spans={servicePoint.openingHours} />
                </Fact>
                <Fact title={t('column.source')}>{t(`provenance.${servicePoint.provenance}`)}</Fact>
              </dl>
              <div className="cards">
                <Figure
                  measure="volume"
                  title={t('measure.volume')}
                  value={format.count(stock.total.received)}
                  raw={stock.total.received}
                  unit={t('unit.applications')}
                  period={caseload.period}
                  drill={drill({ received: days })}
                  basis={t('servicePoints.sinceOpening', { count: format.count(servicePoint.volume) })}
                />
                <Figure
                  measure="turnaround"
                  title={t('measure.turnaroundMedian')}
                  value={format.workingDays(turnaroundMinutes.median)}
                  raw={turnaroundMinutes.median ?? null}
                  unit={t('unit.workingDays')}
                  basis={t('basis.p90', {
                    value: format.workingDays(turnaroundMinutes.p90),
                    n: format.count(turnaroundMinutes.n),
                  })}
                  period={turnaround.period}
                  drill={drill({ decided: days })}
                />
                <Figure
                  measure="on-time"
                  title={t('measure.onTime')}
                  value={format.percent(promisedOnTime.value)}
                  raw={promisedOnTime.value ?? null}
                  unit=""
                  basis={t('basis.rate', {
                    numerator: format.count(promisedOnTime.numerator),
                    denominator: format.count(promisedOnTime.denominator),
                  })}
                  period={turnaround.period}
                  drill={drill({ decided: days, promisedOnTime: false })}
                />
                <Figure
                  measure="backlog"
                  title={t('measure.backlog')}
                  value={format.count(stock.total.backlog)}
                  raw={stock.total.backlog}
                  unit={t('unit.applications')}
                  period={{ asOf: stock.asOf }}
                  drill={drill({ openOn: days.to })}
                />
                <Figure
                  measure="overdue"
                  title={t('measure.overdue')}
                  value={format.count(stock.total.overdue)}
                  raw={stock.total.overdue}
                  unit={t('unit.applications')}
                  tone={stock.total.overdue > 0 ? 'danger' : 'plain'}
                  period={{ asOf: stock.asOf }}
                  drill={drill({ openOn: days.to, standing: ['OVERDUE'] })}
                />
              </div>
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
              <Section title={t('servicePoints.history')}>
                <DataTable
                  caption={t('servicePoints.history')}
                  hideCaption
                  rows={servicePoint.statusHistory}
                  keyOf={({ validFrom }) => validFrom}
                  columns={[
                    { title: t('column.status'), cell: ({ status }) => t(`status.${status}`) },
                    {
                      title: t('column.since'),
                      isTime: true,
                      cell: ({ validFrom }) => format.day(validFrom),
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
}

interface Span {
  readonly weekday?: number | null;
  readonly open: string;
  readonly close: string;
}

/** Days with the same hours in a row are one line: "Mon–Fri 09:00–12:00, 13:00–17:00". */
function OpeningHours({ spans }: { spans: readonly Span[] }) {
  const t = useText();
  const dayName = (weekday: number) =>
    weekday === 0 ? t('weekday.working') : t(`weekday.${weekday as 1 | 2 | 3 | 4 | 5 | 6 | 7}`);
  const hoursByDay = [...Map.groupBy(spans, ({ weekday }) => weekday ?? 0)].map(([weekday, ofDay]) => ({
    weekday,
    hours: ofDay.map(({ open, close }) => `${open}–${close}`).join(t('list.separator')),
  }));
  const lines: { first: number; last: number; hours: string }[] = [];
  for (const { weekday, hours } of hoursByDay) {
    const line = lines.at(-1);
    if (line?.hours === hours && line.last === weekday - 1) {
      line.last = weekday;
    } else {
      lines.push({ first: weekday, last: weekday, hours });
    }
  }
  return lines.map(({ first, last, hours }) => (
    <div key={first}>
      {first === last ? dayName(first) : `${dayName(first)}–${dayName(last)}`} {hours}
    </div>
  ));
}
