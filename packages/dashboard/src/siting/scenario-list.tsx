import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Answer as Asked, EmptyState } from '../components/states.tsx';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { useAimColumn } from './aim-column.tsx';
import { SITING_SCENARIOS } from './siting-queries.ts';

const MOST_COMPARED = 6;

/** The scenarios of the bureau, newest first; some of them can be put side by side. */
export function ScenarioList() {
  const t = useText();
  const { bureau, parameters } = useView();
  const aim = useAimColumn();
  const [, setParameters] = useSearchParams();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const asked = useQuery(SITING_SCENARIOS, {
    variables: { bureau: bureau.code, after: parameters.get('after') },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Asked asked={asked}>
      {({ sitingScenarios: { edges, pageInfo } }) =>
        edges.length === 0 ? (
          <EmptyState title={t('siting.noScenarios')} hint={t('siting.noScenariosHint')} />
        ) : (
          <>
            <DataTable
              caption={t('siting.scenarios')}
              hideCaption
              rows={edges.map(({ node }) => node)}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t('siting.name'),
                  type: 'TEXT',
                  value: ({ name }) => name,
                  cell: ({ id, name }) => (
                    <Link className="scenario-name" to={addressOf(`/siting/${id}`, parameters)}>
                      {name}
                    </Link>
                  ),
                },
                {
                  title: t('column.status'),
                  type: 'TEXT',
                  value: ({ status, decision }) => t(`sitingStatus.${decision ? 'DECIDED' : status}`),
                  cell: ({ status, decision }, shown) => (
                    <span className={`status ${statusClass(decision ? 'DECIDED' : status)}`}>{shown}</span>
                  ),
                },
                aim,
                { title: t('siting.savedAt'), type: 'INSTANT', value: ({ savedAt }) => savedAt },
                {
                  title: t('siting.compare'),
                  cell: ({ id, name }) => (
                    <input
                      type="checkbox"
                      className="siting-choose"
                      aria-label={t('siting.compareThis', { name })}
                      checked={chosen.includes(id)}
                      disabled={!chosen.includes(id) && chosen.length >= MOST_COMPARED}
                      onChange={({ target }) =>
                        setChosen(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                      }
                    />
                  ),
                },
              ]}
            />
            <div className="pager">
              {chosen.length >= 2 && (
                <Link
                  className="button"
                  to={addressOf(
                    '/siting/compare',
                    parameters,
                    new URLSearchParams(chosen.map((id) => ['scenario', id])),
                  )}
                >
                  {t('siting.compareChosen', { count: chosen.length })}
                </Link>
              )}
              {pageInfo.hasNextPage && (
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() =>
                    setParameters((present) => {
                      present.set('after', pageInfo.endCursor ?? '');
                      return present;
                    })
                  }
                >
                  {t('pager.next')}
                </button>
              )}
            </div>
          </>
        )
      }
    </Asked>
  );
}

export function statusClass(status: string): string {
  switch (status) {
    case 'SOLVED':
    case 'DECIDED':
      return 'status-SUCCEEDED';
    case 'FAILED':
      return 'status-FAILED';
    case 'DRAFT':
      return '';
    default:
      return 'status-RUNNING';
  }
}
