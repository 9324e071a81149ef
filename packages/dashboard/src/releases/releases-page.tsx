import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { NextPage } from '../components/next-page.tsx';
import { Page } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useActorText, useViewer } from '../platform/viewer.tsx';
import { PrepareForm } from './prepare-form.tsx';

const RELEASES = graphql(`
  query Releases($bureau: ID!, $after: String) {
    releases(bureau: $bureau, first: 25, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id number month state corrects correctedBy preparedAt preparedBy decidedAt decidedBy checks { code outcome } } }
    }
  }
`);

/** What was published, what is being prepared, and the way to prepare the next. */
export function ReleasesPage() {
  const t = useText();
  const format = useFormat();
  const actorText = useActorText();
  const { bureau, parameters } = useView();
  const { may } = useViewer();
  const asked = useQuery(RELEASES, {
    variables: { bureau: bureau.code, after: parameters.get('after') },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Page title={t('nav.releases')} intro={t('release.intro')} filters="NONE">
      {may('STEWARD') && <PrepareForm />}
      <Answer asked={asked}>
        {({ releases }) =>
          releases.edges.length === 0 ? (
            <EmptyState title={t('release.none')} hint={t('release.noneHint')} />
          ) : (
            <>
              <DataTable
                caption={t('nav.releases')}
                hideCaption
                rows={releases.edges.map(({ node }) => node)}
                keyOf={({ id }) => id}
                columns={[
                  {
                    title: t('release.number'),
                    type: 'TEXT',
                    value: ({ number }) => number,
                    cell: ({ id, number }) => (
                      <Link to={addressOf(`/releases/${id}`, parameters)}>{number}</Link>
                    ),
                  },
                  {
                    title: t('column.status'),
                    type: 'TEXT',
                    value: ({ state, correctedBy }) =>
                      correctedBy == null
                        ? t(`releaseState.${state}`)
                        : t('release.correctedBy', { number: correctedBy }),
                    cell: ({ state }, shown) => <span className={`status status-${state}`}>{shown}</span>,
                  },
                  {
                    title: t('release.checks'),
                    type: 'TEXT',
                    value: ({ checks }) => {
                      const [worst] = (['FAILED', 'WARNING'] as const).flatMap((outcome) => {
                        const found = checks.filter((check) => check.outcome === outcome).length;
                        return found > 0 ? [t(`releaseChecks.${outcome}`, { count: found })] : [];
                      });
                      return worst ?? t('releaseChecks.PASSED');
                    },
                  },
                  { title: t('release.preparedAt'), type: 'INSTANT', value: ({ preparedAt }) => preparedAt },
                  {
                    title: t('release.preparedBy'),
                    type: 'TEXT',
                    value: ({ preparedBy }) =>
                      preparedBy === 'SCHEDULE' ? t('release.schedule') : actorText(preparedBy),
                  },
                  { title: t('release.decidedAt'), type: 'INSTANT', value: ({ decidedAt }) => decidedAt },
                  {
                    title: t('release.decidedBy'),
                    type: 'TEXT',
                    value: ({ decidedBy }) => (decidedBy == null ? MISSING : actorText(decidedBy)),
                  },
                ]}
              />
              <p className="list-count">{t('release.count', { count: format.count(releases.totalCount) })}</p>
              <NextPage
                pageInfo={releases.pageInfo}
                to={(after) => addressOf('/releases', parameters, new URLSearchParams({ after }))}
              />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
