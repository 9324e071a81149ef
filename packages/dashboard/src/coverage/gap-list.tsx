import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { PointLink } from '../components/links.tsx';
import { Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { pathOf } from './place-path.ts';
import type { CoverageView } from './use-coverage-view.ts';

const COVERAGE_GAPS = graphql(`
  query CoverageGaps($bureau: ID!, $where: CoverageInput!, $order: CoverageGapOrder!, $after: String) {
    coverageGaps(bureau: $bureau, where: $where, order: $order, first: 25, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          place { kind code nameZh nameEn townOrStreet residents enterprises }
          reason nearestMinutes minutesOver
          nearest { code nameZh nameEn }
          closedBy { minutes on point { code nameZh nameEn } }
        }
      }
    }
  }
`);

const ORDERS = ['FARTHEST', 'MOST_RESIDENTS'] as const;

/** The places outside the circle, worst first, and what would bring each within. */
export function GapList({ view }: { view: CoverageView }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { bureau } = useView();
  const [order, setOrder] = useState<(typeof ORDERS)[number]>('FARTHEST');
  // The cursors of the pages before: one is a page of another question, so it goes with the question.
  const question = JSON.stringify([view.input, order]);
  const [walk, setWalk] = useState<{ question: string; cursors: readonly string[] }>({
    question,
    cursors: [],
  });
  const cursors = walk.question === question ? walk.cursors : [];
  const asked = useQuery(COVERAGE_GAPS, {
    variables: { bureau: bureau.code, where: view.input, order, after: cursors.at(-1) ?? null },
  });
  return (
    <Section
      title={t('coverage.gaps')}
      action={
        <fieldset className="choice">
          <legend className="visually-hidden">{t('coverage.order')}</legend>
          {ORDERS.map((each) => (
            <button key={each} type="button" aria-pressed={each === order} onClick={() => setOrder(each)}>
              {t(`coverageOrder.${each}`)}
            </button>
          ))}
        </fieldset>
      }
    >
      <Answer asked={asked}>
        {({ coverageGaps: { totalCount, edges, pageInfo } }) =>
          totalCount === 0 ? (
            <EmptyState
              title={t('coverage.noGaps')}
              hint={t('coverage.noGapsHint', { minutes: view.ask.thresholdMinutes })}
            />
          ) : (
            <>
              <p className="list-count" data-gaps={totalCount}>
                {t('coverage.shownOf', {
                  from: format.count(cursors.length * 25 + 1),
                  to: format.count(cursors.length * 25 + edges.length),
                  all: format.count(totalCount),
                })}
              </p>
              <DataTable
                caption={t('coverage.gaps')}
                hideCaption
                rows={edges.map(({ node }) => node)}
                keyOf={({ place }) => `${place.kind}:${place.code}`}
                columns={[
                  {
                    title: t('coverage.place'),
                    type: 'TEXT',
                    value: ({ place }) => nameOf(place),
                    cell: ({ place }, shown) => <Link to={view.to(pathOf(place))}>{shown}</Link>,
                  },
                  {
                    title: t('coverage.kind'),
                    type: 'TEXT',
                    value: ({ place }) => t(`mapOne.${place.kind}`),
                  },
                  {
                    title: t('coverage.towns'),
                    type: 'TEXT',
                    value: ({ place }) => place.townOrStreet,
                  },
                  {
                    title: t('coverage.residentsColumn'),
                    type: 'COUNT',
                    value: ({ place }) => place.residents,
                  },
                  {
                    title: t('coverage.nearest'),
                    type: 'TEXT',
                    value: ({ nearest }) => (nearest ? nameOf(nearest) : null),
                    cell: ({ nearest }) => (nearest ? <PointLink point={nearest} /> : MISSING),
                  },
                  {
                    title: t('coverage.minutesColumn'),
                    type: 'NUMBER',
                    measure: 'travel-time',
                    value: ({ nearestMinutes }) => nearestMinutes,
                  },
                  {
                    title: t('coverage.missing'),
                    type: 'TEXT',
                    value: ({ reason, minutesOver }) =>
                      reason === 'TOO_FAR' && minutesOver != null
                        ? t('coverage.minutesOver', { minutes: format.decimal(minutesOver) })
                        : t(`coverageReason.${reason}`),
                  },
                  {
                    title: t('coverage.closedBy'),
                    type: 'TEXT',
                    value: ({ closedBy }) =>
                      closedBy
                        ? t('coverage.closing', {
                            point: nameOf(closedBy.point),
                            day: closedBy.on ?? t('coverage.undated'),
                            minutes: format.decimal(closedBy.minutes),
                          })
                        : t('coverage.noneWould'),
                  },
                ]}
              />
              {(cursors.length > 0 || pageInfo.hasNextPage) && (
                <div className="pager">
                  <button
                    type="button"
                    className="button button-quiet"
                    disabled={cursors.length === 0}
                    onClick={() => setWalk({ question, cursors: cursors.slice(0, -1) })}
                  >
                    {t('coverage.previous')}
                  </button>
                  <button
                    type="button"
                    className="button button-quiet"
                    disabled={!pageInfo.hasNextPage}
                    onClick={() =>
                      pageInfo.endCursor && setWalk({ question, cursors: [...cursors, pageInfo.endCursor] })
                    }
                  >
                    {t('coverage.next')}
                  </button>
                </div>
              )}
            </>
          )
        }
      </Answer>
    </Section>
  );
}
