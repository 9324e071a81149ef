import { useQuery } from '@apollo/client/react';
import { SeriesChart } from '../charts/series-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { CountLink, PointLink } from '../components/links.tsx';
import { ClosedFigure, VolumeFigure } from '../components/measure-figures.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { shareOf } from '../exports/table-column.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';
import { type Selection, scopeInput } from '../platform/view.ts';
import { ComparisonTable } from '../why/comparison-table.tsx';

const VOLUME = graphql(`
  query Volume($bureau: ID!, $scope: ScopeFilter, $period: PeriodInput!, $grain: Dimension!) {
    overTime: caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: $grain) {
      period { from to workingDays }
      groups { key { code } figures { received } }
    }
    byPoint: caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: SERVICE_POINT) {
      total { received closed }
      groups { key { code nameZh nameEn } figures { received closed backlog } }
    }
    byKind: caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: SERVICE_POINT_KIND) {
      groups { key { code nameZh nameEn } figures { received } }
    }
    byChannel: caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: CHANNEL) {
      groups { key { code nameZh nameEn } figures { received } }
    }
    byItem: caseload(bureau: $bureau, scope: $scope, period: $period, groupBy: SERVICE_ITEM) {
      groups { key { code nameZh nameEn } figures { received } }
    }
  }
`);

/** How much came in, where and through which channel. */
export function VolumePage() {
  const t = useText();
  const nameOf = useNames();
  const { bureau, days, grain, scope, drill } = useView();
  const asked = useQuery(VOLUME, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), period: days, grain },
  });
  const unit = t('unit.applications');
  const ofPoint = ({ code }: { code?: string | null | undefined }, selection: Selection) =>
    code == null ? null : drill(selection, { point: [code] });
  return (
    <Page title={t('nav.volume')} intro={t('volume.intro')}>
      <Answer asked={asked}>
        {({ overTime, byPoint, byKind, byChannel, byItem }) => {
          const rowsOf = (report: typeof byKind) =>
            report.groups
              .filter(({ figures }) => figures.received > 0)
              .map(({ key, figures }) => ({ label: nameOf(key), values: { received: figures.received } }));
          const series = [{ key: 'received', name: t('measure.volume') }];
          const points = byPoint.groups.filter(({ figures }) => figures.received > 0);
          return (
            <>
              <div className="cards">
                <VolumeFigure
                  count={byPoint.total.received}
                  period={overTime.period}
                  drill={drill({ received: days })}
                  basis={t('volume.sumOfPoints', { count: points.length })}
                />
                <ClosedFigure
                  count={byPoint.total.closed}
                  period={overTime.period}
                  drill={drill({ closed: days })}
                />
              </div>
              <ComparisonTable measures={['volume', 'closed']} />
              <SeriesChart
                kind="BAR"
                title={t('chart.volumeOverTime')}
                measure="volume"
                unit={unit}
                period={overTime.period}
                rowTitle={t(`grain.${grain}`)}
                series={series}
                rows={overTime.groups.map(({ key, figures }) => ({
                  label: key.code ?? '',
                  values: { received: figures.received },
                }))}
              />
              <Section title={t('volume.byPoint')}>
                <DataTable
                  caption={t('volume.byPoint')}
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
                      title: t('measure.volume'),
                      type: 'COUNT',
                      unit,
                      measure: 'volume',
                      value: ({ figures }) => figures.received,
                      cell: ({ key, figures }) => (
                        <span data-point={key.code}>
                          <CountLink count={figures.received} to={ofPoint(key, { received: days })} />
                        </span>
                      ),
                    },
                    {
                      title: t('column.share'),
                      type: 'RATE',
                      value: ({ figures }) => shareOf(figures.received, byPoint.total.received),
                    },
                    {
                      title: t('measure.closed'),
                      type: 'COUNT',
                      unit,
                      measure: 'closed',
                      value: ({ figures }) => figures.closed,
                      cell: ({ key, figures }) => (
                        <CountLink count={figures.closed} to={ofPoint(key, { closed: days })} />
                      ),
                    },
                    {
                      title: t('measure.backlog'),
                      type: 'COUNT',
                      unit,
                      measure: 'backlog',
                      value: ({ figures }) => figures.backlog,
                      cell: ({ key, figures }) => (
                        <CountLink count={figures.backlog} to={ofPoint(key, { openOn: days.to })} />
                      ),
                    },
                  ]}
                />
              </Section>
              <div className="grid-2">
                <SeriesChart
                  kind="HORIZONTAL"
                  title={t('volume.byKind')}
                  measure="volume"
                  unit={unit}
                  period={overTime.period}
                  rowTitle={t('filter.kind')}
                  series={series}
                  rows={rowsOf(byKind)}
                />
                <SeriesChart
                  kind="HORIZONTAL"
                  title={t('volume.byChannel')}
                  measure="volume"
                  unit={unit}
                  period={overTime.period}
                  rowTitle={t('filter.channel')}
                  series={series}
                  rows={rowsOf(byChannel)}
                />
              </div>
              <SeriesChart
                kind="HORIZONTAL"
                title={t('volume.byItem')}
                measure="volume"
                unit={unit}
                period={overTime.period}
                basis={t('volume.topItems')}
                rowTitle={t('filter.item')}
                series={series}
                rows={rowsOf(byItem).slice(0, 15)}
              />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
