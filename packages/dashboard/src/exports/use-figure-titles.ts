import { useBureau } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import type { FigureTitles } from './figure-facts.ts';

/** How the columns of downloaded figures are called, in the language shown. */
export function useFigureTitles(): (title: string) => FigureTitles {
  const t = useText();
  const { bureau } = useBureau();
  return (title) => ({
    title,
    columns: {
      title: t('export.figure'),
      value: t('column.value'),
      unit: t('export.unit'),
      numerator: t('export.numerator'),
      denominator: t('export.denominator'),
      n: t('export.n'),
      basis: t('export.basis'),
      from: t('filter.from'),
      to: t('filter.to'),
      workingDays: t('unit.workingDays'),
      asOf: `${t('export.asOf')} (${bureau.timeZone})`,
    },
  });
}
