import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Fact } from '../components/fact.tsx';
import { MeasureName } from '../components/figure.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import type { ApplicationQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';

const APPLICATION = graphql(`
  query Application($bureau: ID!, $caseKey: ID!) {
    application(bureau: $bureau, caseKey: $caseKey) {
      caseKey state applicantKind applicantVisits receivedAt acceptedAt isAcceptanceDeemed decidedAt decision issuedAt closedAt
      servicePoint { code nameZh nameEn }
      serviceItem { code nameZh nameEn handling limits { validFrom validTo statutoryWorkingDays promisedWorkingDays } }
      department { code nameZh nameEn }
      domain { code nameZh nameEn }
      channel { code nameZh nameEn }
      ownedTime { bureauMinutes applicantMinutes excludedMinutes wholeMinutes }
      promisedDeadline { __typename ... on DeadlineKnown { dueOn dueAt isStated workingDaysLeft isOverdue } ... on DeadlineUnknown { reason } }
      statutoryDeadline { __typename ... on DeadlineKnown { dueOn dueAt isStated workingDaysLeft isOverdue } ... on DeadlineUnknown { reason } }
      outreachEvent { code nameZh nameEn heldOn }
      events { type stepName occurredAt actorRole suspensionReason passed approvedWorkingDays decision rating source { importRunId fileName rowNumber } }
      timeline { owner from to workingMinutes }
      source { importRunId fileName rowNumber }
    }
  }
`);

type Application = NonNullable<ApplicationQuery['application']>;

/** One application: what happened, whose time it was, and where each fact came from. */
export function ApplicationPage() {
  const t = useText();
  const { caseKey = '' } = useParams();
  const { bureau, parameters } = useView();
  const asked = useQuery(APPLICATION, { variables: { bureau: bureau.code, caseKey } });
  return (
    <Page title={t('application.title', { caseKey })} filters="NONE">
      <Answer asked={asked}>
        {({ application }) =>
          application ? (
            <ApplicationBody application={application} />
          ) : (
            <EmptyState
              title={t('application.unknown', { caseKey })}
              hint={<Link to={addressOf('/applications', parameters)}>{t('nav.applications')}</Link>}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function ApplicationBody({ application }: { application: Application }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { parameters } = useView();
  const named = (value: { nameZh: string; nameEn: string } | null | undefined) =>
    value ? nameOf(value) : MISSING;
  const { ownedTime } = application;
  return (
    <>
      <dl className="card facts">
        <Fact title={t('column.state')}>{t(`state.${application.state}`)}</Fact>
        <Fact title={t('column.item')}>{named(application.serviceItem)}</Fact>
        <Fact title={t('filter.department')}>{named(application.department)}</Fact>
        <Fact title={t('filter.domain')}>{named(application.domain)}</Fact>
        <Fact title={t('column.point')}>
          {application.servicePoint ? (
            <Link
              to={addressOf(
                `/service-points/${encodeURIComponent(application.servicePoint.code)}`,
                parameters,
              )}
            >
              {nameOf(application.servicePoint)}
            </Link>
          ) : (
            MISSING
          )}
        </Fact>
        <Fact title={t('filter.channel')}>{named(application.channel)}</Fact>
        <Fact title={t('filter.applicant')}>
          {application.applicantKind ? t(`applicant.${application.applicantKind}`) : MISSING}
        </Fact>
        <Fact title={<MeasureName measure="at-most-once">{t('application.visits')}</MeasureName>}>
          {format.count(application.applicantVisits)}
        </Fact>
        <Fact title={t('column.receivedAt')}>{format.instant(application.receivedAt)}</Fact>
        <Fact title={t('column.acceptedAt')}>
          {application.isAcceptanceDeemed
            ? t('application.deemed', { instant: format.instant(application.acceptedAt) })
            : format.instant(application.acceptedAt)}
        </Fact>
        <Fact title={t('column.decidedAt')}>
          {application.decision
            ? `${format.instant(application.decidedAt)} · ${t(`decision.${application.decision}`)}`
            : format.instant(application.decidedAt)}
        </Fact>
        <Fact title={t('column.issuedAt')}>{format.instant(application.issuedAt)}</Fact>
        <Fact title={<MeasureName measure="on-time">{t('application.promised')}</MeasureName>}>
          <DeadlineText deadline={application.promisedDeadline} />
        </Fact>
        <Fact title={<MeasureName measure="statutory-on-time">{t('application.statutory')}</MeasureName>}>
          <DeadlineText deadline={application.statutoryDeadline} />
        </Fact>
        {application.outreachEvent && (
          <Fact title={t('application.batch')}>
            {named(application.outreachEvent)} · {format.day(application.outreachEvent.heldOn)}
          </Fact>
        )}
        <Fact title={t('column.source')}>
          <Source source={application.source} />
        </Fact>
      </dl>
      <Section title={t('application.whoseTime')}>
        <Timeline application={application} />
        <p className="list-count">
          {ownedTime
            ? t('application.owned', {
                bureau: format.workingDays(ownedTime.bureauMinutes),
                applicant: format.workingDays(ownedTime.applicantMinutes),
                excluded: format.workingDays(ownedTime.excludedMinutes),
                whole: format.workingDays(ownedTime.wholeMinutes),
              })
            : t(application.closedAt ? 'application.notMeasured' : 'application.stillOpen')}
        </p>
      </Section>
      <Section title={t('application.events')}>
        <DataTable
          caption={t('application.events')}
          hideCaption
          rows={application.events.map((event, index) => ({ ...event, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            {
              title: t('column.event'),
              type: 'TEXT',
              value: ({ type, stepName }) => stepName ?? t(`event.${type}`),
            },
            {
              title: t('column.occurredAt'),
              type: 'INSTANT',
              value: ({ occurredAt }) => occurredAt,
            },
            { title: t('column.detail'), cell: (event) => <EventDetail event={event} /> },
            { title: t('column.actor'), type: 'TEXT', value: ({ actorRole }) => actorRole },
            { title: t('column.source'), cell: ({ source }) => <Source source={source} /> },
          ]}
        />
      </Section>
    </>
  );
}

/** Intervals to the scale of elapsed time, each with its owner; the same as a table. */
function Timeline({ application }: { application: Application }) {
  const t = useText();
  const { bureau } = useView();
  const spans = application.timeline.map((span) => ({
    ...span,
    length: Date.parse(span.to) - Date.parse(span.from),
  }));
  const whole = spans.reduce((sum, { length }) => sum + length, 0);
  return (
    <div className="card">
      <div className="timeline" aria-hidden="true">
        {spans.map(({ owner, from, length }) => (
          <span
            key={from}
            className={`owner-${owner}`}
            style={{ flexGrow: whole === 0 ? 1 : length / whole }}
          />
        ))}
      </div>
      <DataTable
        caption={t('application.whoseTime')}
        hideCaption
        rows={spans}
        keyOf={({ from }) => from}
        columns={[
          {
            title: t('column.owner'),
            type: 'TEXT',
            value: ({ owner }) => t(`owner.${owner.toLowerCase() as 'bureau'}`),
            cell: ({ owner }, shown) => <span className={`owner owner-mark-${owner}`}>{shown}</span>,
          },
          { title: t('filter.from'), type: 'INSTANT', value: ({ from }) => from },
          { title: t('filter.to'), type: 'INSTANT', value: ({ to }) => to },
          {
            title: t('unit.workingDays'),
            type: 'NUMBER',
            digits: 2,
            measure: 'owned-time',
            value: ({ workingMinutes }) =>
              workingMinutes == null ? null : workingMinutes / bureau.standardDayMinutes,
            cell: ({ workingMinutes }, shown) => (workingMinutes == null ? t('period.notAnnounced') : shown),
          },
        ]}
      />
    </div>
  );
}

function DeadlineText({ deadline }: { deadline: Application['promisedDeadline'] }) {
  const t = useText();
  const format = useFormat();
  if (deadline.__typename === 'DeadlineUnknown') {
    return t(`noDeadline.${deadline.reason}`);
  }
  const parts = [
    deadline.isStated
      ? t('application.statedDeadline', { instant: format.instant(deadline.dueAt) })
      : format.day(deadline.dueOn),
    ...(deadline.workingDaysLeft == null
      ? []
      : [
          deadline.workingDaysLeft < 0
            ? t('application.daysPast', { days: format.count(-deadline.workingDaysLeft) })
            : t('application.daysLeft', { days: format.count(deadline.workingDaysLeft) }),
        ]),
    ...(deadline.isOverdue ? [t('measure.overdue')] : []),
  ];
  return parts.join(' · ');
}

function EventDetail({ event }: { event: Application['events'][number] }) {
  const t = useText();
  const parts = [
    ...(event.suspensionReason ? [t(`suspension.${event.suspensionReason}`)] : []),
    ...(event.passed == null ? [] : [t(event.passed ? 'inspection.passed' : 'inspection.failed')]),
    ...(event.approvedWorkingDays == null
      ? []
      : [t('application.extension', { days: event.approvedWorkingDays })]),
    ...(event.decision ? [t(`decision.${event.decision}`)] : []),
    ...(event.rating == null ? [] : [t('application.rating', { rating: event.rating })]),
  ];
  return parts.length === 0 ? MISSING : parts.join(' · ');
}

function Source({ source }: { source: Application['source'] }) {
  const t = useText();
  const { parameters } = useView();
  return (
    <Link to={addressOf(`/imports/${source.importRunId}`, parameters)}>
      {t('application.source', { file: source.fileName, row: source.rowNumber })}
    </Link>
  );
}
