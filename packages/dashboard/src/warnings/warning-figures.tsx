import { Figure, type FigureProps } from '../components/figure.tsx';
import type { EarlyWarningQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';

interface Framed<Part> {
  readonly of: Part;
  readonly period: FigureProps['period'];
}

type Warning = EarlyWarningQuery['earlyWarning'];

/** Open applications that pass their promised limit in the next working days. */
export function DueWithinFigure({
  of,
  period,
}: Framed<Pick<Warning['attention'], 'total' | 'horizon' | 'withinWorkingDays'>>) {
  const t = useText();
  const format = useFormat();
  const { drill } = useView();
  const count = of.total.dueWithin;
  return (
    <Figure
      measure="due-within"
      title={t('measure.dueWithin')}
      value={format.count(count)}
      raw={count ?? null}
      unit={t('unit.applications')}
      tone={count ? 'warning' : 'plain'}
      period={period}
      basis={
        of.horizon == null
          ? t('period.notAnnounced')
          : `${withinText(t, of.withinWorkingDays)} · ${t('warnings.horizon', { day: of.horizon })}`
      }
      drill={drill({ dueWithin: of.withinWorkingDays })}
    />
  );
}

/** "within 3 working days", or "today". */
export function withinText(t: ReturnType<typeof useText>, days: number): string {
  return days === 0 ? t('warnings.withinToday') : t('warnings.withinDays', { days });
}

/** How many targets will be missed at the present pace, or are missed already. */
export function TargetsAtRiskFigure({ of, period }: Framed<readonly { readonly status: string }[]>) {
  const t = useText();
  const format = useFormat();
  const count = of.filter(({ status }) => status === 'AT_RISK' || status === 'MISSED').length;
  return (
    <Figure
      measure="target"
      title={t('warnings.atRisk')}
      value={format.count(count)}
      raw={count}
      unit={t('warnings.unitTargets')}
      tone={count > 0 ? 'warning' : 'plain'}
      period={period}
      basis={t('warnings.ofTargets', { count: format.count(of.length) })}
    />
  );
}

/** How many of the charts looked at say more than chance in their last whole week. */
export function SignalsFigure({
  of,
  period,
}: Framed<{ readonly signals: readonly unknown[]; readonly judged: number; readonly notJudged: number }>) {
  const t = useText();
  const format = useFormat();
  const count = of.signals.length;
  return (
    <Figure
      measure="control-limits"
      title={t('warnings.signals')}
      value={format.count(count)}
      raw={count}
      unit={t('warnings.unitSignals')}
      tone={count > 0 ? 'warning' : 'plain'}
      period={period}
      basis={t('warnings.ofCharts', {
        judged: format.count(of.judged),
        notJudged: format.count(of.notJudged),
      })}
    />
  );
}
