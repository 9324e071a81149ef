import { type ReactNode, useRef } from 'react';
import { Link } from 'react-router';
import { DownloadMenu } from '../exports/download-menu.tsx';
import { exactValue, type FigureFacts, figuresTable } from '../exports/figure-facts.ts';
import { usePageFigure } from '../exports/page-downloads.tsx';
import { useDownload } from '../exports/use-download.ts';
import { useFigureTitles } from '../exports/use-figure-titles.ts';
import { wallClock } from '../exports/wall-clock.ts';
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
  /** In the unit shown and not rounded, where `raw` is in another unit: what is downloaded. */
  readonly exact?: number | null | undefined;
  /** Of a rate: its parts, for the downloaded file. */
  readonly rate?: { readonly numerator: number; readonly denominator: number } | undefined;
  /** Of a statistic: how many facts it rests on, for the downloaded file. */
  readonly n?: number | undefined;
  readonly unit: string;
  /** Count, or numerator and denominator, in words. */
  readonly basis?: string | undefined;
  readonly period:
    | { readonly from: string; readonly to: string; readonly workingDays?: number | null }
    | { readonly asOf: string }
    | { readonly asOfDay: string };
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
  exact,
  rate,
  n,
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
  const card = useRef<HTMLElement>(null);
  const { tableChoices } = useDownload();
  const figureTitles = useFigureTitles();
  const isRatio = rate !== undefined || value.endsWith('%');
  const facts: FigureFacts = {
    measure,
    title,
    value: exact === undefined ? exactValue(raw, value) : exact,
    unit: [...(isRatio ? [t('export.ratio')] : []), ...(unit === '' ? [] : [unit])].join(' '),
    numerator: rate?.numerator ?? null,
    denominator: rate?.denominator ?? null,
    n: n ?? null,
    basis: basis ?? null,
    from: 'from' in period ? period.from : null,
    to: 'from' in period ? period.to : null,
    workingDays: 'from' in period ? (period.workingDays ?? null) : null,
    asOf:
      'asOf' in period
        ? wallClock(period.asOf, bureau.timeZone)
        : 'asOfDay' in period
          ? period.asOfDay
          : null,
  };
  usePageFigure(card, facts);
  const periodShown =
    'from' in period
      ? periodText(period)
      : t('figure.asOf', {
          instant: 'asOf' in period ? format.instant(period.asOf) : format.day(period.asOfDay),
        });
  return (
    <article ref={card} className={`card figure figure-${tone}`} data-figure={measure} data-value={raw ?? ''}>
      <div className="card-head">
        <h3>
          <MeasureName measure={measure}>{title}</MeasureName>
        </h3>
        <DownloadMenu
          name={title}
          isCompact
          choices={tableChoices(
            () => figuresTable([facts], figureTitles(title)),
            () => ({ period: periodShown, basis, measures: [measure] }),
          )}
        />
      </div>
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
        <span>{periodShown}</span>
        <span>{t('figure.fresh', { instant: format.instant(bureau.freshness.latestEventAt) })}</span>
      </p>
    </article>
  );
}
