import { useSuspenseQuery } from '@apollo/client/react';
import { graphql } from '../gql/index.ts';
import { useFormat } from '../platform/format.ts';
import { useLanguage, useNames, useText } from '../platform/locale.tsx';

const DEFINITIONS = graphql(`
  query MeasureNames {
    definitions { id nameZh nameEn unitZh unitEn }
  }
`);

export type MeasureForm = 'COUNT' | 'RATE' | 'MEAN';

export interface MeasureText {
  readonly name: string;
  readonly unit: string;
}

/** The names and units of measures, from their definitions. A page waits for them: printed or sent on without, it would show ids. */
export function useMeasureTexts(): (id: string) => MeasureText {
  const { data } = useSuspenseQuery(DEFINITIONS, { errorPolicy: 'all' });
  const nameOf = useNames();
  const { language } = useLanguage();
  const byId = new Map((data?.definitions ?? []).map((each) => [each.id, each]));
  return (id) => {
    const found = byId.get(id);
    return found
      ? { name: nameOf(found), unit: language === 'en' ? found.unitEn : found.unitZh }
      : { name: id, unit: '' };
  };
}

/** Values and changes of a measure as people read them: rates in percent and points, working minutes in working days. */
export interface ValueFormat {
  value(value: number | null | undefined): string;
  /** With its sign. */
  change(change: number | null | undefined): string;
  /** Without it, where the words say which way. */
  size(change: number): string;
  readonly changeUnit: string;
  /** A change as the number on an axis. */
  scaled(change: number | null | undefined): number | null;
}

const PERCENT = 100;

export function useValueFormat(standardDayMinutes: number): (form: MeasureForm) => ValueFormat {
  const format = useFormat();
  const t = useText();
  const signed = (value: number | null, digits: number) => {
    if (value === null) {
      return format.decimal(null);
    }
    // What rounds to 0 has no sign: "−0.00" would tell of a fall that the figure does not show.
    const shown = Number(value.toFixed(digits));
    return `${shown > 0 ? '+' : shown < 0 ? '−' : '±'}${format.decimal(Math.abs(value), digits)}`;
  };
  return (form) => {
    const [scale, digits] =
      form === 'COUNT' ? [1, 0] : form === 'RATE' ? [PERCENT, 2] : [1 / standardDayMinutes, 2];
    const scaled = (change: number | null | undefined) => (change == null ? null : change * scale);
    return {
      value: (value) =>
        form === 'COUNT'
          ? format.count(value)
          : form === 'RATE'
            ? format.percent(value)
            : format.workingDays(value),
      change: (change) => signed(scaled(change), digits),
      size: (change) => format.decimal(Math.abs(change * scale), digits),
      changeUnit: t(`why.unit.${form}`),
      scaled,
    };
  };
}
