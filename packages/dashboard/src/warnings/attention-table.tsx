import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { CountLink } from '../components/links.tsx';
import { EmptyState } from '../components/states.tsx';
import type { EarlyWarningQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';

type Attention = EarlyWarningQuery['earlyWarning']['attention'];
type Group = Attention['groups'][number];

interface Row {
  readonly waitingFor: Group['waitingFor'];
  /** null: all that waits for them. */
  readonly part: Group['byServicePoint'][number]['key'] | null;
  readonly counts: Group['counts'];
}

/** What is late and about to be, by who must act, and where: every count leads to its applications. */
export function AttentionTable({ attention }: { attention: Attention }) {
  const t = useText();
  if (attention.total.overdue === 0 && !attention.total.dueWithin) {
    return <EmptyState title={t('warnings.none')} hint={t('warnings.noneHint')} />;
  }
  return (
    <div className="grid-2">
      <PartTable
        attention={attention}
        caption={t('warnings.byPoint')}
        by="byServicePoint"
        dimension="point"
      />
      <PartTable
        attention={attention}
        caption={t('warnings.byDepartment')}
        by="byDepartment"
        dimension="department"
      />
    </div>
  );
}

function PartTable({
  attention: { groups, withinWorkingDays },
  caption,
  by,
  dimension,
}: {
  attention: Attention;
  caption: string;
  by: 'byServicePoint' | 'byDepartment';
  dimension: 'point' | 'department';
}) {
  const t = useText();
  const nameOf = useNames();
  const { drill } = useView();
  const rows = groups.flatMap((group): Row[] => [
    { waitingFor: group.waitingFor, part: null, counts: group.counts },
    ...group[by].map(({ key, counts }) => ({ waitingFor: group.waitingFor, part: key, counts })),
  ]);
  const countColumn = (
    title: string,
    field: 'overdue' | 'dueWithin',
    selection: { standing: string[] } | { dueWithin: number },
  ): TableColumn<Row> => ({
    title,
    isNumber: true,
    cell: ({ waitingFor, part, counts }) => (
      <CountLink
        count={counts[field]}
        to={
          part !== null && part.code == null
            ? null
            : drill(
                { ...selection, waiting: [waitingFor] },
                part?.code == null ? undefined : { [dimension]: [part.code] },
              )
        }
      />
    ),
  });
  return (
    <DataTable
      caption={caption}
      rows={rows}
      keyOf={({ waitingFor, part }) => `${waitingFor} ${part === null ? '' : `of ${part.code ?? ''}`}`}
      columns={[
        {
          title: t('warnings.whoMustAct'),
          cell: ({ waitingFor, part }) =>
            part === null ? (
              <strong>{t(`actor.${waitingFor}`)}</strong>
            ) : (
              <span className="row-part">{nameOf(part)}</span>
            ),
        },
        countColumn(t('measure.overdue'), 'overdue', { standing: ['OVERDUE'] }),
        countColumn(t('measure.dueWithin'), 'dueWithin', { dueWithin: withinWorkingDays }),
      ]}
    />
  );
}
