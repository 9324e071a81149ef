import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useView } from '../platform/bureau.tsx';
import { useFormat, usePeriodText } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';

/** A measure's name, leading to its definition. */
export function MeasureName({ measure, children }: { measure: string; children: ReactNode }) {
  const { parameters } = useView();
  const t = useText();
  return (
    <Link
      className="measure"
      to={`${addressOf('/definitions', parameters)}#${measure}`}
      title={t('figure.definition')}
    >
      {children}
    </Link>
  );
}

export interface FigureProps {
  /** Identity for links to the definition. */
  readonly measure: string;
  readonly title: string;
  /** As formatted; the raw one in `raw`. */
  readonly value: string;
  readonly raw: number | null;
  readonly unit: string;
  /** Count, or numerator and denominator, in words. */
  readonly basis?: string | undefined;
  readonly period: { from: string; to: string; workingDays?: number | null } | { asOf: string };
  /** The applications behind it. */
  readonly drill?: string | undefined;
  readonly tone?: 'plain' | 'warning' | 'danger';
  readonly children?: ReactNode;
}

/** One figure with all that it needs to be trusted: unit, period, count, freshness, definition, and the facts behind it. */
export function Figure({
  measure,
  title,
  value,
  raw,
  unit,
  basis,
  period,
  drill,
  tone = 'plain',
  children,
}: FigureProps) {
  const { bureau } = useView();
  const format = useFormat();
  const periodText = usePeriodText();
  const t = useText();
  return (
    <article className={`card figure figure-${tone}`} data-figure={measure} data-value={raw ?? ''}>
      <h3>
        <MeasureName measure={measure}>{title}</MeasureName>
      </h3>
      <p className="figure-value">
        {drill && raw !== null ? (
          <Link to={drill} aria-label={t('figure.drill', { title, value: `${value} ${unit}` })}>
            {value}
          </Link>
        ) : (
          value
        )}
        <span className="unit">{unit}</span>
      </p>
      {children}
      <p className="figure-notes">
        {basis && <span>{basis}</span>}
        <span>
          {'asOf' in period ? t('figure.asOf', { instant: format.instant(period.asOf) }) : periodText(period)}
        </span>
        <span>{t('figure.fresh', { instant: format.instant(bureau.freshness.latestEventAt) })}</span>
      </p>
    </article>
  );
}
