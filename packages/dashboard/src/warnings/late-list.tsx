import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { daysLeftOrLate } from '../components/days-late.ts';
import { Answer, EmptyState } from '../components/states.tsx';
import type { ApplicationSelection } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf, scopeInput } from '../platform/view.ts';

const LATE = graphql(`
  query Late($bureau: ID!, $scope: ScopeFilter, $where: ApplicationSelection!, $after: String) {
    applications(bureau: $bureau, scope: $scope, where: $where, sort: DUE_FIRST, first: 10, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          caseKey state waitingFor
          servicePoint { code nameZh nameEn }
          serviceItem { code nameZh nameEn }
          department { code nameZh nameEn }
          promisedDeadline { __typename ... on DeadlineKnown { dueOn workingDaysLeft isOverdue } }
        }
      }
    }
  }
`);

/** The applications that are overdue, or will be in the next working days, first due first, with who must act. */
export function LateList({
  withinWorkingDays,
  total,
}: {
  withinWorkingDays: number;
  total: { readonly overdue: number; readonly dueWithin?: number | null | undefined };
}) {
  const t = useText();
  const format = useFormat();
  const { scope } = useView();
  const [kind, setKind] = useState<'OVERDUE' | 'DUE_WITHIN'>('DUE_WITHIN');
  const kinds = [
    ['DUE_WITHIN', `${t('measure.dueWithin')} (${format.count(total.dueWithin)})`],
    ['OVERDUE', `${t('measure.overdue')} (${format.count(total.overdue)})`],
  ] as const;
  const where: ApplicationSelection =
    kind === 'OVERDUE' ? { standing: ['OVERDUE'] } : { dueWithinWorkingDays: withinWorkingDays };
  return (
    <>
      <fieldset className="choice">
        <legend className="visually-hidden">{t('warnings.list')}</legend>
        {kinds.map(([value, name]) => (
          <button key={value} type="button" aria-pressed={kind === value} onClick={() => setKind(value)}>
            {name}
          </button>
        ))}
      </fieldset>
      <LatePages
        key={JSON.stringify([where, scope])}
        where={where}
        areLate={kind === 'OVERDUE'}
        title={t('warnings.list')}
      />
    </>
  );
}

function LatePages({
  where,
  areLate,
  title,
}: {
  where: ApplicationSelection;
  areLate: boolean;
  title: string;
}) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { bureau, scope, parameters } = useView();
  const [after, setAfter] = useState<string | null>(null);
  const asked = useQuery(LATE, {
    variables: { bureau: bureau.code, scope: scopeInput(scope), where, after },
  });
  return (
    <Answer asked={asked}>
      {({ applications }) =>
        applications.edges.length === 0 ? (
          <EmptyState title={t('warnings.none')} hint={t('warnings.noneHint')} />
        ) : (
          <>
            <DataTable
              caption={title}
              hideCaption
              rows={applications.edges.map(({ node }) => node)}
              keyOf={({ caseKey }) => caseKey}
              columns={[
                {
                  title: t('column.caseKey'),
                  cell: ({ caseKey }) => (
                    <Link to={addressOf(`/applications/${encodeURIComponent(caseKey)}`, parameters)}>
                      {caseKey}
                    </Link>
                  ),
                },
                {
                  title: t('warnings.whoMustAct'),
                  cell: ({ waitingFor }) => (waitingFor == null ? MISSING : t(`actor.${waitingFor}`)),
                },
                { title: t('column.state'), cell: ({ state }) => t(`state.${state}`) },
                {
                  title: t('column.item'),
                  cell: ({ serviceItem }) => (serviceItem ? nameOf(serviceItem) : MISSING),
                },
                {
                  title: t('filter.department'),
                  cell: ({ department }) => (department ? nameOf(department) : MISSING),
                },
                {
                  title: t('column.point'),
                  cell: ({ servicePoint }) => (servicePoint ? nameOf(servicePoint) : MISSING),
                },
                {
                  title: t('column.dueOn'),
                  isTime: true,
                  cell: ({ promisedDeadline }) =>
                    promisedDeadline.__typename === 'DeadlineKnown' ? (
                      <span className={promisedDeadline.isOverdue ? 'status status-OVERDUE' : undefined}>
                        {format.day(promisedDeadline.dueOn)}
                      </span>
                    ) : (
                      MISSING
                    ),
                },
                {
                  title: t(areLate ? 'column.daysLate' : 'column.daysLeft'),
                  isNumber: true,
                  cell: ({ promisedDeadline }) =>
                    promisedDeadline.__typename === 'DeadlineKnown'
                      ? format.count(daysLeftOrLate(promisedDeadline.workingDaysLeft, areLate))
                      : MISSING,
                },
              ]}
            />
            <nav className="pager" aria-label={t('pager.title')}>
              {after !== null && (
                <button type="button" className="button" onClick={() => setAfter(null)}>
                  {t('pager.first')}
                </button>
              )}
              {applications.pageInfo.hasNextPage && (
                <button
                  type="button"
                  className="button"
                  onClick={() => setAfter(applications.pageInfo.endCursor ?? null)}
                >
                  {t('pager.next')}
                </button>
              )}
            </nav>
          </>
        )
      }
    </Answer>
  );
}
