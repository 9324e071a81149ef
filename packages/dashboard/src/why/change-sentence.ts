import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';
import { type MeasureForm, useMeasureTexts, useValueFormat } from './measures.ts';

/** What a sentence needs of an explanation. */
export interface ChangeToTell {
  readonly measure: string;
  readonly form: MeasureForm;
  readonly change?: number | null | undefined;
  readonly mixEffect?: number | null | undefined;
  readonly rateEffect?: number | null | undefined;
  readonly workingDaysEffect?: number | null | undefined;
  readonly paceEffect?: number | null | undefined;
  readonly parts: readonly {
    readonly key: { readonly nameZh: string; readonly nameEn: string };
    readonly effect: number;
  }[];
}

/** Parts named: as many as one keeps in mind. */
const NAMED_PARTS = 3;

/** A change in words: how much, what made it, and which parts most. '' where there is nothing to compare. */
export function useChangeSentence(): (explained: ChangeToTell) => string {
  const t = useText();
  const nameOf = useNames();
  const { bureau } = useView();
  const textOf = useMeasureTexts();
  const formatOf = useValueFormat(bureau.standardDayMinutes);
  return ({ measure, form, change, parts, ...effects }) => {
    if (change == null) {
      return '';
    }
    const { change: show, size, changeUnit } = formatOf(form);
    const { name } = textOf(measure);
    const direction = change === 0 ? 'same' : change > 0 ? 'up' : 'down';
    const named = parts
      .filter(({ effect }) => effect !== 0)
      .slice(0, NAMED_PARTS)
      .map(({ key, effect }) => `${nameOf(key)} ${show(effect)}`);
    return [
      t(`why.sentence.${direction}`, {
        measure: form === 'MEAN' ? t('why.mean', { measure: name }) : name,
        change: size(change),
        unit: changeUnit,
      }),
      ...(effects.workingDaysEffect == null
        ? []
        : [
            t('why.sentence.pace', {
              days: show(effects.workingDaysEffect),
              pace: show(effects.paceEffect),
            }),
          ]),
      ...(effects.mixEffect == null
        ? []
        : [t('why.sentence.effects', { mix: show(effects.mixEffect), rate: show(effects.rateEffect) })]),
      ...(named.length === 0 ? [] : [t('why.sentence.parts', { parts: named.join('; ') })]),
    ].join(' ');
  };
}
