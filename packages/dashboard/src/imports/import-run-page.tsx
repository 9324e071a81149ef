import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Fact } from '../components/fact.tsx';
import { NextPage } from '../components/next-page.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useViewer } from '../platform/viewer.tsx';
import { RunActions, RunProgress } from './run-actions.tsx';
import { RunChanges } from './run-changes.tsx';

const IMPORT_RUN = graphql(`
  query ImportRun($bureau: ID!, $id: ID!, $code: String, $after: String) {
    importRun(bureau: $bureau, id: $id) {
      id profileName profileVersion recordKind fileName fileBytes fileSha256 encoding isDryRun status startedAt finishedAt
      rowsRead rowsAccepted rowsRefused recordsAdded recordsChanged recordsUnchanged eventsAdded eventsSuperseded
      recordsRemoved kind undoesRunId format isCancelRequested progress { phase done total }
      changes { recordKey action differences { field titleZh titleEn eventType before after } }
      undo { isPossible undoneByRunId }
      error { code reasonZh reasonEn message }
      refusalCounts { code count }
      refusals(code: $code, first: 50, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { cursor node { rowNumber columnName value code reasonZh reasonEn expected } }
      }
    }
  }
`);

/** How often a page asks how far a running import is: as often as the import says so. */
const POLL_MS = 500;

/** One run: what it read, what it changed, and every row it refused with the reason. */
export function ImportRunPage() {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { id = '' } = useParams();
  const { bureau, parameters } = useView();
  const { may } = useViewer();
  const code = parameters.get('code');
  const asked = useQuery(IMPORT_RUN, {
    variables: { bureau: bureau.code, id, code, after: parameters.get('after') },
    fetchPolicy: 'cache-and-network',
  });
  const isRunning = asked.data?.importRun?.status === 'RUNNING';
  const { startPolling, stopPolling } = asked;
  useEffect(() => {
    if (isRunning) {
      startPolling(POLL_MS);
    }
    return stopPolling;
  }, [isRunning, startPolling, stopPolling]);
  const here = (more: Record<string, string>) =>
    addressOf(`/imports/${id}`, parameters, new URLSearchParams(more));
  return (
    <Page title={t('imports.title', { id })} filters="NONE">
      <Answer asked={asked}>
        {({ importRun: run }) => {
          if (!run) {
            return (
              <EmptyState
                title={t('imports.unknown', { id })}
                hint={<Link to={addressOf('/imports', parameters)}>{t('nav.imports')}</Link>}
              />
            );
          }
          const reasonOf = (refused: { reasonZh: string; reasonEn: string }) =>
            language === 'en' ? refused.reasonEn : refused.reasonZh;
          return (
            <>
              {run.error && (
                <div className="state state-error" role="alert">
                  <strong>
                    {run.error.code} · {reasonOf(run.error)}
                  </strong>
                  <span>{run.error.message}</span>
                  <span>{t('imports.nothingIn')}</span>
                </div>
              )}
              {run.status === 'RUNNING' ? (
                <RunProgress run={run} />
              ) : (
                may('STEWARD') && <RunActions run={run} />
              )}
              <dl className="card facts" data-status={run.status}>
                <Fact title={t('imports.file')}>{run.fileName}</Fact>
                {run.undoesRunId != null && (
                  <Fact title={t('undo.of')}>
                    <Link to={addressOf(`/imports/${run.undoesRunId}`, parameters)}>
                      {t('imports.title', { id: run.undoesRunId })}
                    </Link>
                  </Fact>
                )}
                <Fact title={t('column.status')}>
                  {run.isDryRun
                    ? `${t(`import.${run.status}`)} · ${t('imports.dryRun')}`
                    : t(`import.${run.status}`)}
                </Fact>
                <Fact title={t('imports.profile')}>
                  {run.profileName} v{run.profileVersion} · {t(`record.${run.recordKind}`)}
                </Fact>
                <Fact title={t('imports.encoding')}>{run.encoding ?? MISSING}</Fact>
                <Fact title={t('imports.startedAt')}>{format.instant(run.startedAt)}</Fact>
                <Fact title={t('imports.finishedAt')}>{format.instant(run.finishedAt)}</Fact>
                <Fact title={t('imports.rows')}>
                  {t('imports.rowsText', {
                    read: format.count(run.rowsRead),
                    accepted: format.count(run.rowsAccepted),
                    refused: format.count(run.rowsRefused),
                  })}
                </Fact>
                <Fact title={t('imports.records')}>
                  {t('imports.recordsText', {
                    added: format.count(run.recordsAdded),
                    changed: format.count(run.recordsChanged),
                    unchanged: format.count(run.recordsUnchanged),
                  })}
                  {run.recordsRemoved > 0 &&
                    ` · ${t('imports.removed', { count: format.count(run.recordsRemoved) })}`}
                </Fact>
                <Fact title={t('imports.events')}>
                  {t('imports.eventsText', {
                    added: format.count(run.eventsAdded),
                    superseded: format.count(run.eventsSuperseded),
                  })}
                </Fact>
                <Fact title={t('imports.checksum')}>
                  <code className="checksum">{run.fileSha256 ?? MISSING}</code>
                </Fact>
              </dl>
              {(run.status === 'SUCCEEDED' || run.refusals.totalCount > 0) && (
                <Section title={t('imports.refusals', { count: format.count(run.refusals.totalCount) })}>
                  {run.refusalCounts.length > 0 && (
                    <ul className="chips" aria-label={t('imports.byCode')}>
                      <li>
                        <Link to={here({})} aria-current={code === null}>
                          {t('figure.all')}
                        </Link>
                      </li>
                      {run.refusalCounts.map((each) => (
                        <li key={each.code}>
                          <Link to={here({ code: each.code })} aria-current={code === each.code}>
                            {each.code} · {format.count(each.count)}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  )}
                  {run.refusals.edges.length === 0 ? (
                    <EmptyState title={t('imports.noRefusals')} hint={t('imports.noRefusalsHint')} />
                  ) : (
                    <DataTable
                      caption={t('imports.refused')}
                      hideCaption
                      rows={run.refusals.edges}
                      keyOf={({ cursor }) => cursor}
                      columns={[
                        { title: t('column.row'), cell: ({ node }) => format.count(node.rowNumber) },
                        { title: t('column.column'), cell: ({ node }) => node.columnName ?? MISSING },
                        { title: t('column.value'), cell: ({ node }) => node.value ?? MISSING },
                        {
                          title: t('column.reason'),
                          cell: ({ node }) => (
                            <>
                              <code>{node.code}</code> {reasonOf(node)}
                            </>
                          ),
                        },
                        { title: t('column.expected'), cell: ({ node }) => node.expected },
                      ]}
                    />
                  )}
                  <NextPage
                    pageInfo={run.refusals.pageInfo}
                    to={(after) =>
                      here({
                        ...(code === null ? {} : { code }),
                        after,
                      })
                    }
                  />
                </Section>
              )}
              <RunChanges run={run} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
