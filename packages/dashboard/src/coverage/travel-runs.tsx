import { useMutation } from '@apollo/client/react';
import { DataTable } from '../components/data-table.tsx';
import { NextPage } from '../components/next-page.tsx';
import { Section } from '../components/page.tsx';
import { ProgressBar } from '../components/progress-bar.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { type Translate, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useActorText, useViewer } from '../platform/viewer.tsx';
import type { TravelRun, useTravelRuns } from './use-travel-runs.ts';

const CANCEL = graphql(`
  mutation CancelTravelRun($bureau: ID!, $run: ID!) { cancelTravelRun(bureau: $bureau, run: $run) }
`);

const KNOWN_ERRORS = ['ENGINE_FAILED', 'UNEXPECTED'] as const;

/** What was computed and when, the newest first, with the one that is at work. */
export function TravelRuns({ runs: { asked, running } }: { runs: ReturnType<typeof useTravelRuns> }) {
  const t = useText();
  const actorText = useActorText();
  const { parameters } = useView();
  return (
    <Section title={t('network.runs')}>
      {running && <RunningRun run={running} />}
      <Answer asked={asked}>
        {({ travelRuns: { edges, pageInfo } }) =>
          edges.length === 0 ? (
            <EmptyState title={t('network.noRuns')} hint={t('network.noRunsHint')} />
          ) : (
            <>
              <DataTable
                caption={t('network.runs')}
                hideCaption
                rows={edges.map(({ node }) => node)}
                keyOf={({ id }) => id}
                columns={[
                  { title: t('network.run'), type: 'TEXT', value: ({ id }) => id },
                  {
                    title: t('column.status'),
                    type: 'TEXT',
                    value: ({ status }) => t(`import.${status}`),
                    cell: ({ status }, shown) => <span className={`status status-${status}`}>{shown}</span>,
                  },
                  { title: t('coverage.mode'), type: 'TEXT', value: ({ mode }) => t(`coverageMode.${mode}`) },
                  { title: t('network.name'), type: 'TEXT', value: ({ networkName }) => networkName },
                  { title: t('network.pairsDone'), type: 'COUNT', value: ({ pairsDone }) => pairsDone },
                  { title: t('network.pairsOfRun'), type: 'COUNT', value: ({ pairsTotal }) => pairsTotal },
                  { title: t('imports.startedAt'), type: 'INSTANT', value: ({ startedAt }) => startedAt },
                  { title: t('imports.finishedAt'), type: 'INSTANT', value: ({ finishedAt }) => finishedAt },
                  {
                    title: t('network.startedBy'),
                    type: 'TEXT',
                    value: ({ startedBy }) => actorText(startedBy),
                  },
                  // Seldom there, and wide.
                  ...(edges.some(({ node }) => node.error != null)
                    ? [
                        {
                          title: t('network.error'),
                          type: 'TEXT' as const,
                          value: (run: TravelRun) => errorText(run, t),
                        },
                      ]
                    : []),
                ]}
              />
              <NextPage
                pageInfo={pageInfo}
                to={(after) => addressOf('/coverage/network', parameters, new URLSearchParams({ after }))}
              />
            </>
          )
        }
      </Answer>
    </Section>
  );
}

/** How far the run at work is, and the way to stop it. */
function RunningRun({ run }: { run: TravelRun }) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const { may } = useViewer();
  const [cancel] = useMutation(CANCEL, { refetchQueries: ['TravelRuns'] });
  return (
    <div className="card run-progress" aria-live="polite" data-run={run.id}>
      <ProgressBar
        label={t('network.running', { mode: t(`coverageMode.${run.mode}`), network: run.networkName })}
        done={run.pairsDone}
        total={run.pairsTotal}
      >
        {t('network.pairsProgress', {
          done: format.count(run.pairsDone),
          total: format.count(run.pairsTotal),
        })}
      </ProgressBar>
      {may('PLANNER') && (
        <button
          type="button"
          className="button button-quiet"
          disabled={run.isCancelRequested}
          onClick={() => void cancel({ variables: { bureau: bureau.code, run: run.id } })}
        >
          {t(run.isCancelRequested ? 'progress.cancelling' : 'network.cancel')}
        </button>
      )}
    </div>
  );
}

function errorText({ error }: TravelRun, t: Translate): string | null {
  if (error == null) {
    return null;
  }
  const code = KNOWN_ERRORS.find((known) => known === error.code);
  return code === undefined
    ? `${error.code} ${error.message}`
    : `${t(`travelRunError.${code}`)} ${error.message}`;
}
