import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { type SitingDraft, type SitingModel, type WeightKey, weightUnit } from './siting-draft.ts';
import type { AnswerSite, Issue, Plan } from './siting-queries.ts';

/** What is said of a question in words and numbers, in the language shown. */
export interface SitingText {
  /** "people", "enterprises", "buildings", or "weight" of a mix. */
  readonly unit: string;
  /** "12,345 people". */
  weight(value: number | null | undefined): string;
  /** By the measure of the model: "12,345 people", "3 points", "14.2 minutes". */
  objective(value: number | null | undefined, of: { readonly reachedWeight: number }): string;
  name(site: Pick<AnswerSite, 'nameZh' | 'nameEn'>): string;
}

const SECONDS = 60;

export function useSitingText({
  model,
  weights,
  minimise,
}: {
  readonly model: SitingModel;
  readonly weights: Readonly<Record<WeightKey, number>>;
  readonly minimise: SitingDraft['minimise'];
}): SitingText {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const key = weightUnit(weights);
  const unit =
    key === null
      ? t('siting.weightUnit')
      : t(
          key === 'residents'
            ? 'coverage.people'
            : key === 'enterprises'
              ? 'unit.enterprises'
              : 'coverage.buildings',
        );
  const weight = (value: number | null | undefined) =>
    key === null ? `${format.decimal(value)} ${unit}` : `${format.count(value)} ${unit}`;
  return {
    unit,
    weight,
    objective: (value, { reachedWeight }) => {
      switch (model) {
        case 'MAXIMAL_COVERING':
          return weight(value);
        case 'SET_COVERING':
          return minimise === 'COST'
            ? t('siting.costOf', { cost: format.decimal(value) })
            : `${format.count(value)} ${t('unit.points')}`;
        case 'P_MEDIAN':
          // Σ weight × seconds says little; over the weight that has a way it is a mean.
          return t('coverage.minutes', {
            minutes: format.decimal(
              value == null || reachedWeight === 0 ? null : value / reachedWeight / SECONDS,
              2,
            ),
          });
        case 'P_CENTER':
          return t('coverage.minutes', { minutes: format.decimal(value == null ? null : value / SECONDS) });
      }
    },
    name: nameOf,
  };
}

/** A requirement that is not met, in words. */
export function useGapText(): (gap: Plan['broken'][number], isRemedy: boolean) => string {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  return ({ kind, subjectZh, subjectEn, asked, instead }, isRemedy) => {
    const isShare = kind === 'FLOOR' || kind === 'SHARE';
    const number = (value: number | null | undefined) =>
      isShare
        ? format.percent(value)
        : value == null
          ? ''
          : format.decimal(value, Number.isInteger(value) ? 0 : 1);
    const values = {
      subject: subjectZh == null ? '' : nameOf({ nameZh: subjectZh, nameEn: subjectEn ?? subjectZh }),
      asked: number(asked),
      instead: number(instead),
    };
    return isRemedy && instead == null
      ? t(`sitingDrop.${kind}`, values)
      : t(isRemedy ? `sitingRemedy.${kind}` : `sitingBroken.${kind}`, values);
  };
}

/** Why a question is refused, in words. */
export function useIssueText(): (issue: Issue) => string {
  const t = useText();
  return ({ code, where, was, expected }) => `${t(`sitingIssue.${code}`)} (${where}: ${was} → ${expected})`;
}
