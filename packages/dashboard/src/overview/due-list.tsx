import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { daysLeftOrLate } from '../components/days-late.ts';
import { EmptyState } from '../components/states.tsx';
import type { OverviewQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';

/** The open applications that someone must act on first. */
export function DueList({
  list,
  title,
  areLate = false,
}: {
  list: OverviewQuery['overdue'];
  title: string;
  /** Overdue ones: days are counted since their limit, not up to it. */
  areLate?: boolean;
}) {
  const t = useText();
  const nameOf = useNames();
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
          type: 'TEXT',
          value: ({ caseKey }) => caseKey,
          cell: ({ caseKey }) => (
            <Link to={addressOf(`/applications/${encodeURIComponent(caseKey)}`, parameters)}>{caseKey}</Link>
          ),
        },
        {
          title: t('column.item'),
          type: 'TEXT',
          value: ({ serviceItem }) => serviceItem && nameOf(serviceItem),
        },
        {
          title: t('column.point'),
          type: 'TEXT',
          value: ({ servicePoint }) => servicePoint && nameOf(servicePoint),
        },
        {
          title: t('column.dueOn'),
          type: 'DAY',
          value: ({ promisedDeadline }) =>
            promisedDeadline.__typename === 'DeadlineKnown' ? promisedDeadline.dueOn : null,
        },
        {
          title: t(areLate ? 'column.daysLate' : 'column.daysLeft'),
          type: 'COUNT',
          value: ({ promisedDeadline }) =>
            promisedDeadline.__typename === 'DeadlineKnown'
              ? daysLeftOrLate(promisedDeadline.workingDaysLeft, areLate)
              : null,
        },
      ]}
    />
  );
}
