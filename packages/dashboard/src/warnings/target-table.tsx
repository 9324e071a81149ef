import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { MeasureName } from '../components/figure.tsx';
import { CountLink } from '../components/links.tsx';
import { EmptyState } from '../components/states.tsx';
import type { EarlyWarningQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat, usePeriodText } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { scopeOf, selectionOf } from './measure-drill.ts';
import { TargetBar } from './target-bar.tsx';
import { useValueText } from './value-text.ts';

export type Standing = EarlyWarningQuery['earlyWarning']['targets'][number];

/** Every target that holds, how far it has come, and what the rest would have to be. */
export function TargetTable({ standings, canEdit }: { standings: readonly Standing[]; canEdit: boolean }) {
  const t = useText();
  const nameOf = useNames();
  const values = useValueText();
  if (standings.length === 0) {
    return <EmptyState title={t('target.none')} hint={t('target.noneHint')} />;
  }
  const columns: TableColumn<Standing>[] = [
    {
      title: t('target.measure'),
      cell: ({ target }) => (
        <>
          <MeasureName measure={target.measure.definitionId}>{nameOf(target.measure)}</MeasureName>{' '}
          {target.isSynthetic && <span className="status">{t('target.synthetic')}</span>}
        </>
      ),
    },
    {
      title: t('target.scope'),
      cell: ({ target: { servicePoint, serviceItem } }) =>
        [servicePoint, serviceItem]
          .flatMap((each) => (each ? [nameOf(each)] : []))
          .join(t('list.separator')) || t('warnings.wholeBureau'),
    },
    {
      title: t('target.value'),
      cell: (standing) => <Goal standing={standing} />,
    },
    {
      title: t('target.soFar'),
      cell: (standing) => (
        <>
          <SoFar standing={standing} />
          <TargetBar standing={standing} />
        </>
      ),
    },
    {
      title: t('target.projected'),
      isNumber: true,
      cell: ({ target, projected }) => values.number(target.measure, projected),
    },
    { title: t('target.needed'), cell: (standing) => <Needed standing={standing} /> },
    {
      title: t('target.status'),
      cell: ({ status, reason }) => (
        <>
          <span className={`status target-${status}`}>{t(`targetStatus.${status}`)}</span>
          <small className="muted"> {t(`targetReason.${reason}`)}</small>
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('target.title')}
      hideCaption
      rows={standings}
      keyOf={({ target }) => target.id}
      columns={
        canEdit
          ? [...columns, { title: t('target.end'), cell: ({ target }) => <EndTarget id={target.id} /> }]
          : columns
      }
    />
  );
}

/** What is to be reached, in which days, and how many of them have gone. */
function Goal({ standing: { target, period, elapsedWorkingDays } }: { standing: Standing }) {
  const t = useText();
  const format = useFormat();
  const periodText = usePeriodText();
  const values = useValueText();
  return (
    <>
      <span className="time">
        {t('target.goal', {
          direction: t(`target.${target.direction}`),
          value: values.full(target.measure, target.value),
        })}
      </span>
      <br />
      <small className="muted">
        {periodText({ from: period.from, to: period.to })}
        {' · '}
        {period.workingDays == null || elapsedWorkingDays == null
          ? t('period.notAnnounced')
          : t('target.elapsed', {
              elapsed: format.decimal(elapsedWorkingDays),
              total: format.count(period.workingDays),
            })}
      </small>
    </>
  );
}

/** The value so far, leading to its applications. */
function SoFar({ standing: { target, period, value, denominator } }: { standing: Standing }) {
  const t = useText();
  const format = useFormat();
  const values = useValueText();
  const { drill, bureau } = useView();
  const isRunning = period.to > bureau.today;
  const days = { from: period.from, to: isRunning ? bureau.today : period.to };
  const selection = selectionOf(target.measure.id, days);
  const to =
    selection &&
    drill(
      selection.standing || Object.keys(selection).length === 0
        ? { openOn: days.to, ...selection }
        : selection,
      scopeOf(target.servicePoint?.code, target.serviceItem?.code),
    );
  const countText = t('basis.n', { n: format.count(denominator) });
  if (target.measure.unit === 'COUNT') {
    return <CountLink count={value} to={to} />;
  }
  return (
    <>
      {values.full(target.measure, value)}
      {denominator != null && (
        <small className="muted"> {to === null ? countText : <Link to={to}>{countText}</Link>}</small>
      )}
    </>
  );
}

function Needed({ standing: { target, needed, expectedRest } }: { standing: Standing }) {
  const t = useText();
  const format = useFormat();
  const values = useValueText();
  if (needed == null || needed < 0) {
    return MISSING;
  }
  const count = format.count(expectedRest == null ? null : Math.round(expectedRest));
  if (expectedRest == null) {
    return t('target.neededPerDay', { value: format.decimal(needed) });
  }
  return target.measure.id.startsWith('turnaround-')
    ? t('target.neededShare', { count, value: format.percent(needed) })
    : t('target.neededRest', { count, value: values.full(target.measure, needed) });
}

const END_TARGET = graphql(`
  mutation EndTarget($bureau: ID!, $id: ID!) {
    endTarget(bureau: $bureau, id: $id) { __typename ... on TargetRefused { code } }
  }
`);

/** Asked twice: ending a target is not undone by a click. */
function EndTarget({ id }: { id: string }) {
  const t = useText();
  const { bureau } = useView();
  const [end, { loading }] = useMutation(END_TARGET, { refetchQueries: ['EarlyWarning'] });
  const [isAsked, setIsAsked] = useState(false);
  return isAsked ? (
    <span className="confirm-inline">
      {t('target.endConfirm')}{' '}
      <button
        type="button"
        className="button"
        disabled={loading}
        onClick={() => void end({ variables: { bureau: bureau.code, id } })}
      >
        {t('target.end')}
      </button>
    </span>
  ) : (
    <button type="button" className="button button-quiet" onClick={() => setIsAsked(true)}>
      {t('target.end')}
    </button>
  );
}
