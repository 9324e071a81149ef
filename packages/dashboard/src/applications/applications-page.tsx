import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Page } from '../components/page.tsx';
import { SearchForm } from '../components/search-form.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { DownloadMenu } from '../exports/download-menu.tsx';
import type { ApplicationSelection, ApplicationSort } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useNames, useText } from '../platform/locale.tsx';
import { addressOf, readSelection, type Selection, scopeInput } from '../platform/view.ts';
import { SelectionChips } from './selection-chips.tsx';

const APPLICATIONS = graphql(`
  query Applications($bureau: ID!, $scope: ScopeFilter, $where: ApplicationSelection, $sort: ApplicationSort!, $after: String) {
    applications(bureau: $bureau, scope: $scope, where: $where, sort: $sort, first: 25, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          caseKey state receivedAt decidedAt
          servicePoint { code nameZh nameEn }
          serviceItem { code nameZh nameEn }
          department { code nameZh nameEn }
          channel { code nameZh nameEn }
          ownedTime { bureauMinutes }
          promisedDeadline { __typename ... on DeadlineKnown { dueOn workingDaysLeft isOverdue } ... on DeadlineUnknown { reason } }
        }
      }
    }
  }
`);

const SORTS: readonly ApplicationSort[] = [
  'NEWEST_RECEIVED',
  'OLDEST_RECEIVED',
  'DUE_FIRST',
  'LONGEST_TURNAROUND',
];

/** Rows that a sheet of XLSX holds below its header: the limit of the format. */
const MOST_SHEET_ROWS = 1_048_575;

/** The facts behind every figure: search, narrow, page through. */
export function ApplicationsPage() {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { bureau, scope, parameters } = useView();
  const { language } = useLanguage();
  const [, setParameters] = useSearchParams();
  const selection = readSelection(parameters);
  const sort = SORTS.find((each) => each === parameters.get('sort')) ?? 'NEWEST_RECEIVED';
  const after = parameters.get('after');
  const asked = useQuery(APPLICATIONS, {
    variables: {
      bureau: bureau.code,
      scope: scopeInput(scope),
      where: selectionInput(selection),
      sort,
      after,
    },
  });
  /** The whole list as a file: the same question, put to the server. */
  const exportAddress = (kind: 'csv' | 'xlsx') =>
    `/exports/applications.${kind}?${new URLSearchParams({
      bureau: bureau.code,
      lang: language,
      sort,
      scope: JSON.stringify(scopeInput(scope)),
      where: JSON.stringify(selectionInput(selection)),
    }).toString()}`;
  const change = (edit: (present: URLSearchParams) => void) =>
    setParameters((present) => {
      edit(present);
      present.delete('after');
      return present;
    });
  return (
    <Page title={t('nav.applications')} intro={t('applications.intro')} filters="SCOPE">
      <div className="filters">
        <SearchForm
          label={t('applications.search')}
          initial={selection.search ?? ''}
          onSearch={(text) =>
            change((present) => (text === '' ? present.delete('search') : present.set('search', text)))
          }
        />
        <label className="field">
          <span>{t('applications.sort')}</span>
          <select
            value={sort}
            onChange={({ target }) => change((present) => present.set('sort', target.value))}
          >
            {SORTS.map((each) => (
              <option key={each} value={each}>
                {t(`sort.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <SelectionChips selection={selection} onRemove={(name) => change((present) => present.delete(name))} />
      <Answer asked={asked}>
        {({ applications }) =>
          applications.edges.length === 0 ? (
            <EmptyState title={t('applications.none')} hint={t('applications.noneHint')} />
          ) : (
            <>
              <div className="list-head">
                <p className="list-count" data-figure="applications" data-value={applications.totalCount}>
                  {t('applications.count', { count: format.count(applications.totalCount) })}
                </p>
                {applications.totalCount > MOST_SHEET_ROWS && (
                  <p className="list-count">
                    {t('export.beyondSheet', { count: format.count(MOST_SHEET_ROWS) })}
                  </p>
                )}
                <DownloadMenu
                  name={t('nav.applications')}
                  choices={(applications.totalCount > MOST_SHEET_ROWS
                    ? (['csv'] as const)
                    : (['csv', 'xlsx'] as const)
                  ).map((kind) => ({ label: kind.toUpperCase(), href: exportAddress(kind) }))}
                />
              </div>
              <DataTable
                caption={t('nav.applications')}
                hideCaption
                download="NONE"
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
                  { title: t('column.state'), cell: ({ state }) => t(`state.${state}`) },
                  {
                    title: t('column.item'),
                    cell: ({ serviceItem, department }) =>
                      serviceItem ? nameOf(serviceItem) : department ? nameOf(department) : MISSING,
                  },
                  {
                    title: t('column.point'),
                    cell: ({ servicePoint }) => (servicePoint ? nameOf(servicePoint) : MISSING),
                  },
                  {
                    title: t('filter.channel'),
                    cell: ({ channel }) => (channel ? nameOf(channel) : MISSING),
                  },
                  {
                    title: t('column.receivedAt'),
                    isTime: true,
                    cell: ({ receivedAt }) => format.instant(receivedAt),
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
                        t(`noDeadline.${promisedDeadline.reason}`)
                      ),
                  },
                  {
                    title: t('column.turnaround'),
                    isNumber: true,
                    cell: ({ ownedTime }) => format.workingDays(ownedTime?.bureauMinutes),
                  },
                ]}
              />
              <nav className="pager" aria-label={t('pager.title')}>
                {after !== null && (
                  <button type="button" className="button" onClick={() => change(() => undefined)}>
                    {t('pager.first')}
                  </button>
                )}
                {applications.pageInfo.hasNextPage && (
                  <button
                    type="button"
                    className="button"
                    onClick={() =>
                      setParameters((present) => {
                        present.set('after', applications.pageInfo.endCursor ?? '');
                        return present;
                      })
                    }
                  >
                    {t('pager.next')}
                  </button>
                )}
              </nav>
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function selectionInput(selection: Selection): ApplicationSelection {
  return {
    caseKeyPrefix: selection.search,
    received: selection.received,
    decided: selection.decided,
    closed: selection.closed,
    lastLogged: selection.lastLogged,
    openOn: selection.openOn,
    standing: selection.standing as ApplicationSelection['standing'],
    ageBand: selection.age as ApplicationSelection['ageBand'],
    waitingFor: selection.waiting as ApplicationSelection['waitingFor'],
    dueWithinWorkingDays: selection.dueWithin,
    promisedOnTime: selection.promisedOnTime,
    statutoryOnTime: selection.statutoryOnTime,
    turnaroundMinutesFrom: selection.minutesFrom,
    turnaroundMinutesTo: selection.minutesTo,
    accepted: selection.accepted,
    rated: selection.rated,
    states: selection.states as ApplicationSelection['states'],
    omits: selection.omits as ApplicationSelection['omits'],
    handling: selection.handling as ApplicationSelection['handling'],
    channelCategory: selection.way as ApplicationSelection['channelCategory'],
    visitsAtMost: selection.visitsAtMost,
    firstPass: selection.firstPass,
    satisfied: selection.satisfied,
    reviewFollowedUp: selection.followedUp,
    outreachEvents: selection.outreach ? [...selection.outreach] : undefined,
  };
}
