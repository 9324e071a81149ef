import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Figure } from '../components/figure.tsx';
import { CountLink, PointLink } from '../components/links.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { OutreachBatch } from './outreach-batch.tsx';

const OUTREACH = graphql(`
  query Outreach($bureau: ID!, $period: PeriodInput!) {
    outreach(bureau: $bureau, period: $period) {
      period { from to workingDays }
      events buildingDays
      enterprises { sum events isMinimum }
      consultations { sum events isMinimum }
      leaflets { sum events isMinimum }
      enterprisesPerHour { value enterprises minutes events unstated isMinimum }
    }
    outreachEvents(bureau: $bureau, period: $period, first: 100) {
      totalCount
      edges {
        node {
          code nameZh nameEn heldOn place durationMinutes enterprisesServed isEnterprisesMinimum enterprisesPerHour
          consultations leaflets isBuildingDay provenance
          servicePoint { code nameZh nameEn }
          domains { code nameZh nameEn }
          batch { applications accepted inspected issued unified firstReceivedAt lastIssuedAt }
        }
      }
    }
  }
`);

/** Services brought to the buildings: how many enterprises, how fast, and what was settled on the spot. */
export function OutreachPage() {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { bureau, days, drill } = useView();
  const asked = useQuery(OUTREACH, { variables: { bureau: bureau.code, period: days } });
  const atLeast = (isMinimum: boolean, value: string) =>
    isMinimum ? t('outreach.atLeast', { value }) : value;
  return (
    <Page title={t('nav.outreach')} intro={t('outreach.intro')} filters="PERIOD">
      <Answer asked={asked}>
        {({ outreach, outreachEvents }) => {
          const { enterprisesPerHour: pace, period } = outreach;
          const events = outreachEvents.edges.map(({ node }) => node);
          if (outreach.events === 0) {
            return <EmptyState title={t('outreach.none')} hint={t('outreach.noneHint')} />;
          }
          return (
            <>
              <div className="cards">
                <Figure
                  measure="enterprises-per-hour"
                  title={t('measure.enterprisesPerHour')}
                  value={atLeast(pace.isMinimum, format.decimal(pace.value))}
                  raw={pace.value ?? null}
                  unit={t('unit.enterprisesPerHour')}
                  basis={[
                    t('outreach.perHour', {
                      enterprises: atLeast(pace.isMinimum, format.count(pace.enterprises)),
                      minutes: format.count(pace.minutes),
                      events: format.count(pace.events),
                    }),
                    ...(pace.unstated > 0
                      ? [t('outreach.unstated', { count: format.count(pace.unstated) })]
                      : []),
                  ].join(' · ')}
                  period={period}
                />
                <Figure
                  measure="outreach-events"
                  title={t('outreach.events')}
                  value={format.count(outreach.events)}
                  raw={outreach.events}
                  unit={t('unit.events')}
                  basis={t('outreach.buildingDays', { count: format.count(outreach.buildingDays) })}
                  period={period}
                />
                {(
                  [
                    ['enterprises', 'unit.enterprises'],
                    ['consultations', 'unit.times'],
                    ['leaflets', 'unit.copies'],
                  ] as const
                ).map(([field, unit]) => {
                  const { sum, events: stating, isMinimum } = outreach[field];
                  const stated = t('outreach.stated', { count: format.count(stating) });
                  return (
                    <Figure
                      key={field}
                      measure="outreach-events"
                      title={t(`outreach.${field}`)}
                      value={atLeast(isMinimum, format.count(sum))}
                      raw={sum ?? null}
                      unit={t(unit)}
                      basis={isMinimum ? `${stated} · ${t('outreach.atLeastNote')}` : stated}
                      period={period}
                    />
                  );
                })}
              </div>
              {events.map((event) =>
                event.isBuildingDay && event.batch ? (
                  <OutreachBatch key={event.code} event={event} batch={event.batch} />
                ) : null,
              )}
              <Section title={t('outreach.list')}>
                <DataTable
                  caption={t('outreach.list')}
                  hideCaption
                  rows={events}
                  keyOf={({ code }) => code}
                  columns={[
                    {
                      title: t('column.day'),
                      cell: ({ heldOn }) => <span className="time">{format.day(heldOn)}</span>,
                    },
                    {
                      title: t('outreach.list'),
                      cell: (event) => (
                        <span className="cell-name">
                          {event.isBuildingDay ? <strong>{nameOf(event)}</strong> : nameOf(event)}
                        </span>
                      ),
                    },
                    { title: t('outreach.place'), cell: ({ place }) => place ?? MISSING },
                    {
                      title: t('column.point'),
                      cell: ({ servicePoint }) =>
                        servicePoint ? <PointLink point={servicePoint} /> : MISSING,
                    },
                    {
                      title: t('outreach.domains'),
                      cell: ({ domains }) =>
                        domains.length === 0 ? (
                          MISSING
                        ) : (
                          <span className="cell-name">{domains.map(nameOf).join(t('list.separator'))}</span>
                        ),
                    },
                    {
                      title: t('outreach.enterprises'),
                      isNumber: true,
                      cell: ({ enterprisesServed, isEnterprisesMinimum }) =>
                        atLeast(
                          isEnterprisesMinimum && enterprisesServed != null,
                          format.count(enterprisesServed),
                        ),
                    },
                    {
                      title: t('outreach.duration'),
                      isNumber: true,
                      cell: ({ durationMinutes }) => format.count(durationMinutes),
                    },
                    {
                      title: t('measure.enterprisesPerHour'),
                      isNumber: true,
                      cell: ({ enterprisesPerHour, isEnterprisesMinimum }) =>
                        atLeast(
                          isEnterprisesMinimum && enterprisesPerHour != null,
                          format.decimal(enterprisesPerHour),
                        ),
                    },
                    {
                      title: t('outreach.consultations'),
                      isNumber: true,
                      cell: ({ consultations }) => format.count(consultations),
                    },
                    {
                      title: t('outreach.leaflets'),
                      isNumber: true,
                      cell: ({ leaflets }) => format.count(leaflets),
                    },
                    {
                      title: t('outreach.batch'),
                      isNumber: true,
                      cell: ({ code, batch }) => (
                        <CountLink
                          count={batch?.applications}
                          to={batch ? drill({ outreach: [code] }) : null}
                        />
                      ),
                    },
                    { title: t('column.source'), cell: ({ provenance }) => t(`provenance.${provenance}`) },
                  ]}
                />
                {outreachEvents.totalCount > events.length && (
                  <p className="list-count">
                    {t('outreach.more', {
                      shown: format.count(events.length),
                      all: format.count(outreachEvents.totalCount),
                    })}
                  </p>
                )}
              </Section>
              <p className="list-count">
                <Link to={drill({ way: 'ON_SITE_EVENT', received: days })}>{t('outreach.applications')}</Link>
              </p>
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
