import { useFormat } from '../platform/format.ts';
import { useLanguage } from '../platform/locale.tsx';

/** A measure as far as its values are written. */
export interface ValueMeasure {
  readonly unit: 'COUNT' | 'RATE' | 'WORKING_DAYS' | 'OWN';
  readonly unitZh: string;
  readonly unitEn: string;
}

export interface ValueText {
  /** The number alone. */
  number(measure: ValueMeasure, value: number | null | undefined): string;
  /** With its unit; a rate carries its sign. */
  full(measure: ValueMeasure, value: number | null | undefined): string;
  unit(measure: ValueMeasure): string;
}

/** Writes the values of measures of any unit, in the language shown. */
export function useValueText(): ValueText {
  const format = useFormat();
  const { language } = useLanguage();
  const unit = ({ unitZh, unitEn }: ValueMeasure) => (language === 'en' ? unitEn : unitZh);
  const number = (measure: ValueMeasure, value: number | null | undefined) => {
    switch (measure.unit) {
      case 'RATE':
        return format.percent(value);
      case 'COUNT':
        return format.count(value == null ? value : Math.round(value));
      default:
        return format.decimal(value, 2);
    }
  };
  return {
    number,
    unit,
    full: (measure, value) =>
      value == null || unit(measure) === ''
        ? number(measure, value)
        : `${number(measure, value)} ${unit(measure)}`,
  };
}
