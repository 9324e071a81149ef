import { type ReactElement, type ReactNode, useRef } from 'react';
import { ResponsiveContainer } from 'recharts';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { MeasureName } from '../components/figure.tsx';
import { EmptyState } from '../components/states.tsx';
import { DownloadMenu } from '../exports/download-menu.tsx';
import { useDescribeTable } from '../exports/use-describe-table.ts';
import { useDownload } from '../exports/use-download.ts';
import { useBureau } from '../platform/bureau.tsx';
import { useFormat, usePeriodText } from '../platform/format.ts';
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

/** A chart with its title, unit, period, freshness and definition, and the same figures as a table for those who do not see it. */
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
  const format = useFormat();
  const periodText = usePeriodText();
  const { bureau } = useBureau();
  const figure = useRef<HTMLElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const { tableChoices, pictureChoices } = useDownload();
  const describe = useDescribeTable({
    title,
    columns,
    rows,
    table: () => figure.current?.querySelector('table'),
  });
  const subtitle = [unit, periodText(period), ...(basis ? [basis] : [])].join(' · ');
  const choices = [
    ...(isEmpty ? [] : pictureChoices(() => drawing.current, describe, subtitle)),
    ...tableChoices(describe, () => ({ period: periodText(period), basis, measures: [measure] })),
  ];
  return (
    <figure ref={figure} className="card chart" data-chart={measure} aria-label={title}>
      <figcaption>
        <div className="card-head">
          <h3>
            <MeasureName measure={measure}>{title}</MeasureName>
          </h3>
          <DownloadMenu name={title} choices={choices} />
        </div>
        <p className="figure-notes">
          <span>{unit}</span>
          <span>{periodText(period)}</span>
          {basis && <span>{basis}</span>}
          <span>{t('figure.fresh', { instant: format.instant(bureau.freshness.latestEventAt) })}</span>
        </p>
      </figcaption>
      {isEmpty ? (
        <EmptyState title={t('state.empty')} hint={t('state.emptyHint')} />
      ) : (
        <>
          <div ref={drawing} aria-hidden="true" style={{ height }}>
            <ResponsiveContainer width="100%" height="100%">
              {chart}
            </ResponsiveContainer>
          </div>
          {children}
          <details className="as-table">
            <summary>{t('chart.asTable')}</summary>
            <DataTable
              caption={title}
              columns={columns}
              rows={rows}
              keyOf={keyOf}
              hideCaption
              download="NONE"
            />
          </details>
        </>
      )}
    </figure>
  );
}
