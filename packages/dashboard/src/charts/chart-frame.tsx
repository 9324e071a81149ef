import type { ReactElement, ReactNode } from 'react';
import { ResponsiveContainer } from 'recharts';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { MeasureName } from '../components/figure.tsx';
import { EmptyState } from '../components/states.tsx';
import { usePeriodText } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';

export interface ChartSeries {
  readonly key: string;
  readonly name: string;
}

export interface ChartFrameProps<Row> {
  readonly title: string;
  readonly measure: string;
  readonly unit: string;
  readonly period: { from: string; to: string; workingDays?: number | null | undefined };
  /** How many facts it rests on, in words. */
  readonly basis?: string;
  readonly rows: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly isEmpty: boolean;
  readonly height?: number;
  readonly chart: ReactElement;
  readonly children?: ReactNode;
}

/** A chart with its title, unit, period and definition, and the same figures as a table for those who do not see it. */
export function ChartFrame<Row>(props: ChartFrameProps<Row>) {
  const {
    title,
    measure,
    unit,
    period,
    basis,
    rows,
    columns,
    keyOf,
    isEmpty,
    height = 280,
    chart,
    children,
  } = props;
  const t = useText();
  const periodText = usePeriodText();
  return (
    <figure className="card chart" data-chart={measure} aria-label={title}>
      <figcaption>
        <h3>
          <MeasureName measure={measure}>{title}</MeasureName>
        </h3>
        <p className="figure-notes">
          <span>{unit}</span>
          <span>{periodText(period)}</span>
          {basis && <span>{basis}</span>}
        </p>
      </figcaption>
      {isEmpty ? (
        <EmptyState title={t('state.empty')} hint={t('state.emptyHint')} />
      ) : (
        <>
          <div aria-hidden="true" style={{ height }}>
            <ResponsiveContainer width="100%" height="100%">
              {chart}
            </ResponsiveContainer>
          </div>
          {children}
          <details>
            <summary>{t('chart.asTable')}</summary>
            <DataTable caption={title} columns={columns} rows={rows} keyOf={keyOf} hideCaption />
          </details>
        </>
      )}
    </figure>
  );
}
