import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { FlowChart } from '../charts/measure-charts.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Fact } from '../components/fact.tsx';
import {
  BacklogFigure,
  OnTimeFigure,
  OverdueFigure,
  TurnaroundFigure,
  VolumeFigure,
} from '../components/measure-figures.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf, type Selection } from '../platform/view.ts';

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
  const { bureau, days, grain, parameters, drill } = useView();
  const asked = useQuery(SERVICE_POINT, {
    variables: { bureau: bureau.code, code, scope: { servicePoints: [code] }, period: days, grain },
  });
  const drillHere = (selection: Selection) => drill(selection, { point: [code] });
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
                <VolumeFigure
                  count={stock.total.received}
                  period={caseload.period}
                  drill={drillHere({ received: days })}
                  basis={t('servicePoints.sinceOpening', { count: format.count(servicePoint.volume) })}
                />
                <TurnaroundFigure
                  minutes={turnaroundMinutes}
                  period={turnaround.period}
                  drill={drillHere({ decided: days })}
                />
                <OnTimeFigure
                  rate={promisedOnTime}
                  period={turnaround.period}
                  drill={drillHere({ decided: days, promisedOnTime: false })}
                />
                <BacklogFigure
                  count={stock.total.backlog}
                  period={{ asOf: stock.asOf }}
                  drill={drillHere({ openOn: days.to })}
                />
                <OverdueFigure
                  count={stock.total.overdue}
                  backlog={stock.total.backlog}
                  period={{ asOf: stock.asOf }}
                  drill={drillHere({ openOn: days.to, standing: ['OVERDUE'] })}
                />
              </div>
              <FlowChart period={caseload.period} grain={grain} groups={caseload.groups} />
              <Section title={t('servicePoints.history')}>
                <DataTable
                  caption={t('servicePoints.history')}
                  hideCaption
                  rows={servicePoint.statusHistory}
                  keyOf={({ validFrom }) => validFrom}
                  columns={[
                    { title: t('column.status'), type: 'TEXT', value: ({ status }) => t(`status.${status}`) },
                    {
                      title: t('column.since'),
                      type: 'DAY',
                      value: ({ validFrom }) => validFrom,
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
