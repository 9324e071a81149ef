import { useIntl } from 'react-intl';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import type { MessageId } from '../platform/messages/zh-cn.ts';
import { type SitingDraft, WEIGHT_KEYS, weightUnit } from './siting-draft.ts';
import type { AnswerSite } from './siting-queries.ts';

/** A question as a sentence, and what else it asks, one line each. */
export function QuestionWords({ question, sites }: { question: SitingDraft; sites: readonly AnswerSite[] }) {
  const t = useText();
  const intl = useIntl();
  const format = useFormat();
  const nameOf = useNames();
  const unit = weightUnit(question.weights);
  const name = (key: string) => {
    const site = sites.find((each) => each.key === key);
    return site ? nameOf(site) : key;
  };
  const named = (keys: readonly string[]) => keys.map(name).join(t('list.separator'));
  const ruled = (rule: string) => question.terms.filter((term) => term.rule === rule).map(({ site }) => site);
  const line = (title: string, value: string | null) =>
    value === null || value === '' ? [] : [`${title}: ${value}`];
  const lines = [
    ...(unit === null
      ? line(
          t('siting.whom'),
          WEIGHT_KEYS.filter((key) => question.weights[key] > 0)
            .map((key) => `${t(`sitingWeight.${key}`)} × ${format.decimal(question.weights[key])}`)
            .join(' + '),
        )
      : []),
    ...line(t('siting.budget'), question.budget === null ? null : format.decimal(question.budget)),
    ...line(t('siting.allPoints'), question.allPoints === null ? null : format.count(question.allPoints)),
    ...line(t('siting.floor'), question.floorShare === null ? null : format.percent(question.floorShare)),
    ...question.townFloors.map(
      ({ townOrStreet, share }) => `${t('siting.floor')} ${townOrStreet}: ${format.percent(share)}`,
    ),
    ...line(t('siting.backup'), question.backupWeight === 0 ? null : format.percent(question.backupWeight)),
    ...line(t('siting.capacity'), question.capacity === null ? null : format.decimal(question.capacity)),
    ...line(t('siting.stages'), question.periods.length === 0 ? null : format.count(question.periods.length)),
    ...line(
      t('siting.candidatesAt'),
      [
        ...(question.atKeyBuildings ? [t('mapKind.KEY_BUILDING')] : []),
        ...(question.inDemandAreas ? [t('mapKind.DEMAND_AREA')] : []),
        ...question.pins.map((pin) => pin.name),
      ].join(t('list.separator')),
    ),
    ...line(t('siting.preparing'), t(`sitingPreparing.${question.preparingPoints}`)),
    ...line(t('sitingRule.MUST_OPEN'), named(ruled('MUST_OPEN'))),
    ...line(t('sitingRule.MUST_NOT_OPEN'), named(ruled('MUST_NOT_OPEN'))),
    ...line(
      t('siting.mayClose'),
      named(question.terms.filter(({ mayClose }) => mayClose).map(({ site }) => site)),
    ),
    ...line(t('siting.ownPick'), named(question.ownPick)),
  ];
  return (
    <div className="card siting-question">
      <p className="siting-sentence">
        {intl.formatMessage(
          { id: `sitingSentence.${question.model}` satisfies MessageId },
          {
            points: question.newPoints === null ? t('siting.any') : format.count(question.newPoints),
            minutes: format.count(question.thresholdMinutes),
            mode: t(`coverageMode.${question.mode}`),
            weight: unit === null ? t('sitingWeight.mix') : t(`sitingWeight.${unit}`),
            least: t(`sitingMinimise.${question.minimise}`),
            share: format.decimal(question.share * 100),
          },
        )}
      </p>
      <ul className="siting-lines">
        {lines.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  );
}
