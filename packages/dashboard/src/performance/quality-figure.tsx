import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Figure, type FigureProps } from '../components/figure.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { QUALITY_FIGURES, StatedRate } from './quality-figures.ts';

/** A rate with the applications above it, below it, and those that do not state what it needs, each leading to them. */
export function QualityFigure({
  spec,
  rate,
  period,
  children,
}: {
  spec: (typeof QUALITY_FIGURES)[number];
  rate: StatedRate;
  period: FigureProps['period'];
  children?: ReactNode;
}) {
  const t = useText();
  const format = useFormat();
  const { days, drill } = useView();
  const { all, above, unstated } = spec.parts(days);
  const isOfDays = above === null;
  return (
    <Figure
      measure={spec.measure}
      title={t(`measure.${spec.name}`)}
      value={format.percent(rate.value)}
      raw={rate.value ?? null}
      unit=""
      basis={
        isOfDays
          ? t('basis.compression', {
              saved: format.count(rate.numerator),
              statutory: format.count(rate.denominator),
            })
          : t('basis.rate', {
              numerator: format.count(rate.numerator),
              denominator: format.count(rate.denominator),
            })
      }
      period={period}
      drill={drill(above ?? all)}
    >
      {children}
      <ul className="parts">
        {!isOfDays && (
          <li data-part="numerator">
            <Link to={drill(above)}>{t('quality.above', { count: format.count(rate.numerator) })}</Link>
          </li>
        )}
        <li data-part="denominator">
          <Link to={drill(all)}>{t('quality.all', { count: format.count(rate.applications) })}</Link>
        </li>
        {unstated !== null && rate.unstated > 0 && (
          <li data-part="unstated">
            <Link to={drill(unstated)}>{t('quality.unstated', { count: format.count(rate.unstated) })}</Link>
          </li>
        )}
      </ul>
    </Figure>
  );
}
