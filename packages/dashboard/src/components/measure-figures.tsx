import type { ReactNode } from 'react';
import { useBureau } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { Figure, type FigureProps } from './figure.tsx';

// The measures that several pages show: each drawn once, so that it reads the same wherever it stands.

interface Framed {
  readonly period: FigureProps['period'];
  /** The applications behind it. */
  readonly drill?: string | undefined;
  /** The course of the figure, where the page has it. */
  readonly children?: ReactNode;
}

interface Counted extends Framed {
  readonly count: number;
  readonly basis?: string;
}

export function VolumeFigure({ count, ...framed }: Counted) {
  const t = useText();
  const format = useFormat();
  return (
    <Figure
      {...framed}
      measure="volume"
      title={t('measure.volume')}
      value={format.count(count)}
      raw={count}
      unit={t('unit.applications')}
    />
  );
}

export function ClosedFigure({ count, ...framed }: Counted) {
  const t = useText();
  const format = useFormat();
  return (
    <Figure
      {...framed}
      measure="closed"
      title={t('measure.closed')}
      value={format.count(count)}
      raw={count}
      unit={t('unit.applications')}
    />
  );
}

export function BacklogFigure({ count, ...framed }: Counted) {
  const t = useText();
  const format = useFormat();
  return (
    <Figure
      {...framed}
      measure="backlog"
      title={t('measure.backlog')}
      value={format.count(count)}
      raw={count}
      unit={t('unit.applications')}
    />
  );
}

interface PartOfBacklog extends Framed {
  /** null: the calendar of the days ahead is not announced. */
  readonly count: number | null | undefined;
  readonly backlog: number;
}

export function OverdueFigure({ count, backlog, ...framed }: PartOfBacklog & { readonly count: number }) {
  const t = useText();
  const format = useFormat();
  return (
    <Figure
      {...framed}
      measure="overdue"
      title={t('measure.overdue')}
      value={format.count(count)}
      raw={count}
      unit={t('unit.applications')}
      tone={count > 0 ? 'danger' : 'plain'}
      basis={t('basis.ofOpen', { count: format.count(backlog) })}
    />
  );
}

export function DueSoonFigure({ count, backlog, ...framed }: PartOfBacklog) {
  const t = useText();
  const format = useFormat();
  return (
    <Figure
      {...framed}
      measure="due-soon"
      title={t('measure.dueSoon')}
      value={format.count(count)}
      raw={count ?? null}
      unit={t('unit.applications')}
      tone={count ? 'warning' : 'plain'}
      basis={count == null ? t('period.notAnnounced') : t('basis.ofOpen', { count: format.count(backlog) })}
    />
  );
}

interface TurnaroundStatistic {
  readonly n: number;
  readonly median?: number | null | undefined;
  readonly p90?: number | null | undefined;
}

/** The median, with the 90th percentile and the count beside it. */
export function TurnaroundFigure({ minutes, ...framed }: Framed & { readonly minutes: TurnaroundStatistic }) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useBureau();
  return (
    <Figure
      {...framed}
      measure="turnaround"
      title={t('measure.turnaroundMedian')}
      value={format.workingDays(minutes.median)}
      raw={minutes.median ?? null}
      exact={minutes.median == null ? null : minutes.median / bureau.standardDayMinutes}
      n={minutes.n}
      unit={t('unit.workingDays')}
      basis={t('basis.p90', { value: format.workingDays(minutes.p90), n: format.count(minutes.n) })}
    />
  );
}

interface RateFigureProps extends Framed {
  readonly rate: {
    readonly numerator: number;
    readonly denominator: number;
    readonly value?: number | null | undefined;
  };
  /** How many were judged by a deadline that came with the source. */
  readonly stated?: number;
  readonly limit?: 'PROMISED' | 'STATUTORY';
}

export function OnTimeFigure({ rate, stated = 0, limit = 'PROMISED', ...framed }: RateFigureProps) {
  const t = useText();
  const format = useFormat();
  const basis = t('basis.rate', {
    numerator: format.count(rate.numerator),
    denominator: format.count(rate.denominator),
  });
  return (
    <Figure
      {...framed}
      measure={limit === 'PROMISED' ? 'on-time' : 'statutory-on-time'}
      title={t(limit === 'PROMISED' ? 'measure.onTime' : 'measure.statutoryOnTime')}
      value={format.percent(rate.value)}
      raw={rate.value ?? null}
      rate={rate}
      unit=""
      basis={stated > 0 ? `${basis} · ${t('basis.stated', { count: format.count(stated) })}` : basis}
    />
  );
}
