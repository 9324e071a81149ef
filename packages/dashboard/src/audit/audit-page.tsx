import { useQuery } from '@apollo/client/react';
import { useSearchParams } from 'react-router';
import { Choice } from '../components/choice.tsx';
import { DataTable } from '../components/data-table.tsx';
import { NextPage } from '../components/next-page.tsx';
import { Page } from '../components/page.tsx';
import { SearchForm } from '../components/search-form.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { DownloadMenu } from '../exports/download-menu.tsx';
import type { AuditAction, AuditOutcome } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { DayField } from './day-field.tsx';

const AUDIT_ENTRIES = graphql(`
  query AuditEntries($bureau: ID!, $filter: AuditFilter!, $after: String) {
    auditActions { action nameZh nameEn }
    auditEntries(bureau: $bureau, filter: $filter, first: 50, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id at actorKind actor address action actionNameZh actionNameEn isOfInstallation outcome code subjects { name value } } }
    }
  }
`);

const OUTCOMES: readonly AuditOutcome[] = ['SUCCEEDED', 'REFUSED', 'FAILED', 'BEGUN'];
/** The parameters of an address that narrow the list, under the same names in the download. */
const PARAMETERS = ['actor', 'action', 'outcome', 'since', 'until'] as const;

/** Who did what, when, from where, on which rows. */
export function AuditPage() {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const { language } = useLanguage();
  const { bureau, parameters } = useView();
  const [, setParameters] = useSearchParams();
  const [actor, action, outcome, since, until] = PARAMETERS.map((name) => parameters.get(name) ?? '');
  const asked = useQuery(AUDIT_ENTRIES, {
    variables: {
      bureau: bureau.code,
      filter: {
        actor: actor || null,
        actions: action ? [action as AuditAction] : null,
        outcomes: outcome ? [outcome as AuditOutcome] : null,
        since: since || null,
        until: until || null,
      },
      after: parameters.get('after'),
    },
    fetchPolicy: 'cache-and-network',
  });
  const change = (name: (typeof PARAMETERS)[number], value: string) =>
    setParameters((present) => {
      present.delete('after');
      present.delete(name);
      if (value !== '') {
        present.set(name, value);
      }
      return present;
    });
  const chosen = new URLSearchParams(
    PARAMETERS.flatMap((name) => (parameters.get(name) ? [[name, parameters.get(name) ?? '']] : [])),
  );
  const everything = { value: '', text: t('audit.all') };
  return (
    <Page title={t('nav.audit')} intro={t('audit.intro')} filters="NONE">
      <div className="filters">
        <SearchForm
          key={actor}
          label={t('audit.actor')}
          initial={actor ?? ''}
          onSearch={(text) => change('actor', text)}
        />
        <Choice
          title={t('audit.action')}
          value={action ?? ''}
          options={[
            everything,
            ...((asked.data ?? asked.previousData)?.auditActions.map((each) => ({
              value: each.action,
              text: nameOf(each),
            })) ?? []),
          ]}
          onChange={(value) => change('action', value)}
        />
        <Choice
          title={t('audit.outcome')}
          value={outcome ?? ''}
          options={[everything, ...OUTCOMES.map((value) => ({ value, text: t(`audit.${value}`) }))]}
          onChange={(value) => change('outcome', value)}
        />
        <DayField title={t('audit.since')} value={since ?? ''} onChange={(day) => change('since', day)} />
        <DayField title={t('audit.until')} value={until ?? ''} onChange={(day) => change('until', day)} />
      </div>
      <Answer asked={asked}>
        {({ auditEntries }) =>
          auditEntries.edges.length === 0 ? (
            <EmptyState title={t('audit.none')} hint={t('state.emptyHint')} />
          ) : (
            <>
              <div className="list-head">
                <p className="list-count">
                  {t('audit.count', { count: format.count(auditEntries.totalCount) })}
                </p>
                <DownloadMenu
                  name={t('nav.audit')}
                  choices={[
                    {
                      label: 'CSV',
                      href: `/exports/audit.csv?${new URLSearchParams({ bureau: bureau.code, lang: language })}&${chosen}`,
                    },
                  ]}
                />
              </div>
              <DataTable
                caption={t('nav.audit')}
                hideCaption
                download="NONE"
                rows={auditEntries.edges.map(({ node }) => node)}
                keyOf={({ id }) => id}
                columns={[
                  { title: t('audit.at'), isTime: true, cell: ({ at }) => format.instant(at) },
                  { title: t('audit.actor'), cell: (entry) => entry.actor },
                  { title: t('audit.address'), cell: ({ address }) => address ?? MISSING },
                  {
                    title: t('audit.action'),
                    cell: ({ actionNameZh, actionNameEn }) =>
                      nameOf({ nameZh: actionNameZh, nameEn: actionNameEn }),
                  },
                  {
                    title: t('audit.on'),
                    cell: ({ subjects, isOfInstallation }) =>
                      [
                        ...(isOfInstallation ? [t('audit.installation')] : []),
                        ...subjects.map(({ name, value }) => `${name} ${value}`),
                      ].join(t('list.separator')) || MISSING,
                  },
                  {
                    title: t('audit.outcome'),
                    cell: (entry) => (
                      <span className={`status status-${entry.outcome}`}>
                        {t(`audit.${entry.outcome}`)}
                        {entry.code && ` ${entry.code}`}
                      </span>
                    ),
                  },
                ]}
              />
              <NextPage
                pageInfo={auditEntries.pageInfo}
                to={(after) =>
                  addressOf('/admin/audit', parameters, new URLSearchParams([...chosen, ['after', after]]))
                }
              />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
