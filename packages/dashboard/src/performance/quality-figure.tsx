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
  return (
    <Figure
      measure={spec.measure}
      title={t(`measure.${spec.name}`)}
      value={format.percent(rate.value)}
      raw={rate.value ?? null}
      unit=""
      basis={
        above === null
          ? t('basis.compression', {
              saved: format.count(rate.numerator),
              statutory: format.count(rate.denominator),
            })
          : undefined
      }
      period={period}
      drill={drill(above ?? all)}
    >
      {children}
      <p className="figure-notes parts">
        {above !== null && (
          <>
            <Part name="numerator" to={drill(above)} count={rate.numerator} /> /{' '}
          </>
        )}
        <Part name="denominator" to={drill(all)} count={rate.applications} />
        {t('unit.applications')}
        {unstated !== null && rate.unstated > 0 && (
          <>
            {' · '}
            <Part name="unstated" to={drill(unstated)} count={rate.unstated} />
            {t('quality.notStated')}
          </>
        )}
      </p>
    </Figure>
  );
}

/** A count that leads to its applications, and says of what it is one. */
function Part({
  name,
  to,
  count,
}: {
  name: 'numerator' | 'denominator' | 'unstated';
  to: string;
  count: number;
}) {
  const t = useText();
  const format = useFormat();
  const text = format.count(count);
  return (
    <Link to={to} data-part={name} data-value={count} aria-label={t(`quality.${name}`, { count: text })}>
      {text}
    </Link>
  );
}
