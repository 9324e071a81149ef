import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { ChartFrameProps } from './chart-frame.tsx';
import { SeriesChart } from './series-chart.tsx';

// The courses that several pages draw.

interface Course<Figures> {
  readonly period: ChartFrameProps<unknown>['period'];
  readonly grain: 'DAY' | 'WEEK' | 'MONTH';
  readonly groups: readonly {
    readonly key: { readonly code?: string | null | undefined };
    readonly figures: Figures;
  }[];
}

/** Received and closed over time. */
export function FlowChart({
  kind = 'LINE',
  period,
  grain,
  groups,
}: Course<{ received: number; closed: number }> & { kind?: 'LINE' | 'BAR' }) {
  const t = useText();
  return (
    <SeriesChart
      kind={kind}
      title={t('chart.flow')}
      measure="flow-balance"
      unit={t('unit.applications')}
      period={period}
      rowTitle={t(`grain.${grain}`)}
      series={[
        { key: 'received', name: t('measure.volume') },
        { key: 'closed', name: t('measure.closed') },
      ]}
      rows={groups.map(({ key, figures: { received, closed } }) => ({
        label: key.code ?? '',
        values: { received, closed },
      }))}
    />
  );
}

interface TurnaroundStatistic {
  readonly median?: number | null | undefined;
  readonly p90?: number | null | undefined;
}

/** Median and 90th percentile of turnaround over time, in working days. */
export function TurnaroundChart({
  period,
  grain,
  groups,
  n,
}: Course<{ turnaroundMinutes: TurnaroundStatistic }> & { n: number }) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const toDays = (minutes: number | null | undefined) =>
    minutes == null ? null : minutes / bureau.standardDayMinutes;
  return (
    <SeriesChart
      kind="LINE"
      title={t('chart.turnaroundOverTime')}
      measure="turnaround"
      unit={t('unit.workingDays')}
      digits={2}
      period={period}
      basis={t('basis.n', { n: format.count(n) })}
      rowTitle={t(`grain.${grain}`)}
      series={[
        { key: 'median', name: t('statistic.median') },
        { key: 'p90', name: t('statistic.p90') },
      ]}
      rows={groups.map(({ key, figures: { turnaroundMinutes } }) => ({
        label: key.code ?? '',
        values: { median: toDays(turnaroundMinutes.median), p90: toDays(turnaroundMinutes.p90) },
      }))}
    />
  );
}
