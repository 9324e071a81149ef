import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { NextPage } from '../components/next-page.tsx';
import { Page } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useViewer } from '../platform/viewer.tsx';
import { DropZone } from './drop-zone.tsx';
import { Profiles } from './profiles.tsx';

const IMPORT_RUNS = graphql(`
  query ImportRuns($bureau: ID!, $after: String) {
    importRuns(bureau: $bureau, first: 50, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id kind fileName profileName recordKind isDryRun status startedAt rowsRead rowsAccepted rowsRefused recordsAdded recordsChanged recordsUnchanged } }
    }
  }
`);

/** Every file that came in, and what became of it. */
export function ImportsPage() {
  const t = useText();
  const format = useFormat();
  const { bureau, parameters } = useView();
  const after = parameters.get('after');
  const { may } = useViewer();
  const asked = useQuery(IMPORT_RUNS, {
    variables: { bureau: bureau.code, after },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Page title={t('nav.imports')} intro={t('imports.intro')} filters="NONE">
      {may('IMPORTER') && <DropZone />}
      <Answer asked={asked}>
        {({ importRuns }) =>
          importRuns.edges.length === 0 ? (
            <EmptyState
              title={t('imports.none')}
              hint={
                <code>npm run service-circle -- import FILE --profile case-table --bureau {bureau.code}</code>
              }
            />
          ) : (
            <>
              <DataTable
                caption={t('nav.imports')}
                hideCaption
                rows={importRuns.edges.map(({ node }) => node)}
                keyOf={({ id }) => id}
                columns={[
                  {
                    title: t('imports.run'),
                    cell: ({ id, kind, fileName }) => (
                      <Link to={addressOf(`/imports/${id}`, parameters)}>
                        {kind === 'UNDO' ? t('undo.ofFile', { name: fileName }) : fileName}
                      </Link>
                    ),
                  },
                  {
                    title: t('column.status'),
                    cell: ({ status, isDryRun }) => (
                      <span className={`status status-${status}`}>
                        {isDryRun ? t('imports.dryRun') : t(`import.${status}`)}
                      </span>
                    ),
                  },
                  { title: t('imports.kind'), cell: ({ recordKind }) => t(`record.${recordKind}`) },
                  {
                    title: t('imports.startedAt'),
                    isTime: true,
                    cell: ({ startedAt }) => format.instant(startedAt),
                  },
                  {
                    title: t('imports.rowsRead'),
                    isNumber: true,
                    cell: ({ rowsRead }) => format.count(rowsRead),
                  },
                  {
                    title: t('imports.rowsRefused'),
                    isNumber: true,
                    cell: ({ rowsRefused }) => format.count(rowsRefused),
                  },
                  {
                    title: t('imports.added'),
                    isNumber: true,
                    cell: ({ recordsAdded }) => format.count(recordsAdded),
                  },
                  {
                    title: t('imports.changed'),
                    isNumber: true,
                    cell: ({ recordsChanged }) => format.count(recordsChanged),
                  },
                  {
                    title: t('imports.unchanged'),
                    isNumber: true,
                    cell: ({ recordsUnchanged }) => format.count(recordsUnchanged),
                  },
                ]}
              />
              <NextPage
                pageInfo={importRuns.pageInfo}
                to={(after) => addressOf('/imports', parameters, new URLSearchParams({ after }))}
              />
            </>
          )
        }
      </Answer>
      {may('IMPORTER') && <Profiles />}
    </Page>
  );
}
