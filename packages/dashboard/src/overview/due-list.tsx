import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { EmptyState } from '../components/states.tsx';
import type { OverviewQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';

/** The open applications that someone must act on first. */
export function DueList({ list, title }: { list: OverviewQuery['overdue']; title: string }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { parameters } = useView();
  if (list.edges.length === 0) {
    return <EmptyState title={t('overview.nothingDue')} hint={t('overview.nothingDueHint')} />;
  }
  return (
    <DataTable
      caption={title}
      hideCaption
      rows={list.edges.map(({ node }) => node)}
      keyOf={({ caseKey }) => caseKey}
      columns={[
        {
          title: t('column.caseKey'),
          cell: ({ caseKey }) => (
            <Link to={addressOf(`/applications/${encodeURIComponent(caseKey)}`, parameters)}>{caseKey}</Link>
          ),
        },
        { title: t('column.item'), cell: ({ serviceItem }) => (serviceItem ? nameOf(serviceItem) : MISSING) },
        {
          title: t('column.point'),
          cell: ({ servicePoint }) => (servicePoint ? nameOf(servicePoint) : MISSING),
        },
        {
          title: t('column.dueOn'),
          isTime: true,
          cell: ({ promisedDeadline }) =>
            promisedDeadline.__typename === 'DeadlineKnown' ? format.day(promisedDeadline.dueOn) : MISSING,
        },
        {
          title: t('column.daysLeft'),
          isNumber: true,
          cell: ({ promisedDeadline }) =>
            promisedDeadline.__typename === 'DeadlineKnown'
              ? format.count(promisedDeadline.workingDaysLeft)
              : MISSING,
        },
      ]}
    />
  );
}
