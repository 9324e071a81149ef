import { useQuery } from '@apollo/client/react';
import { DataTable } from '../components/data-table.tsx';
import { Figure } from '../components/figure.tsx';
import { PointLink } from '../components/links.tsx';
import { Page } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';

const SERVICE_POINTS = graphql(`
  query ServicePoints($bureau: ID!, $after: String) {
    servicePoints(bureau: $bureau, first: 100, after: $after) {
      totalCount
      edges { node { code nameZh nameEn kind form townOrStreet status statusHistory { status validFrom } provenance volume } }
    }
  }
`);

/** Where the bureau's service is, and since when. */
export function ServicePointsPage() {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const { bureau, drill } = useView();
  const asked = useQuery(SERVICE_POINTS, { variables: { bureau: bureau.code } });
  return (
    <Page title={t('nav.servicePoints')} intro={t('servicePoints.intro')} filters="NONE">
      <Answer asked={asked}>
        {({ servicePoints }) => {
          const points = servicePoints.edges.map(({ node }) => node);
          const operating = points.filter(({ status }) => status === 'OPERATING');
          const volume = operating.reduce((sum, point) => sum + point.volume, 0);
          const extent = { from: bureau.extent?.from ?? bureau.today, to: bureau.today };
          if (points.length === 0) {
            return <EmptyState title={t('servicePoints.none')} hint={t('servicePoints.noneHint')} />;
          }
          return (
            <>
              <div className="cards">
                <Figure
                  measure="operating-points"
                  title={t('servicePoints.operating')}
                  value={format.count(operating.length)}
                  raw={operating.length}
                  unit={t('unit.points')}
                  period={{ asOf: bureau.now }}
                  basis={t('servicePoints.ofAll', { count: servicePoints.totalCount })}
                />
                <Figure
                  measure="volume"
                  title={t('servicePoints.volume')}
                  value={format.count(volume)}
                  raw={volume}
                  unit={t('unit.applications')}
                  period={extent}
                  drill={drill({ received: extent }, { point: operating.map(({ code }) => code) })}
                  basis={t('volume.sumOfPoints', { count: operating.length })}
                />
              </div>
              <DataTable
                caption={t('nav.servicePoints')}
                hideCaption
                rows={points}
                keyOf={({ code }) => code}
                columns={[
                  {
                    title: t('column.point'),
                    type: 'TEXT',
                    value: (point) => nameOf(point),
                    cell: (point) => <PointLink point={point} />,
                  },
                  { title: t('filter.kind'), type: 'TEXT', value: ({ kind }) => t(`kind.${kind}`) },
                  { title: t('column.form'), type: 'TEXT', value: ({ form }) => t(`form.${form}`) },
                  {
                    title: t('column.status'),
                    type: 'TEXT',
                    value: ({ status }) => status && t(`status.${status}`),
                    cell: ({ status }, shown) =>
                      status ? <span className={`status status-${status}`}>{shown}</span> : shown,
                  },
                  {
                    title: t('column.since'),
                    type: 'DAY',
                    value: ({ statusHistory }) =>
                      statusHistory.findLast(({ validFrom }) => validFrom <= bureau.today)?.validFrom,
                  },
                  {
                    title: t('column.source'),
                    type: 'TEXT',
                    value: ({ provenance }) => t(`provenance.${provenance}`),
                  },
                  {
                    title: t('measure.volume'),
                    type: 'COUNT',
                    unit: t('unit.applications'),
                    measure: 'volume',
                    value: ({ volume }) => volume,
                    cell: (point, shown) => (
                      <span data-point={point.code} data-value={point.volume}>
                        {shown}
                      </span>
                    ),
                  },
                ]}
              />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
