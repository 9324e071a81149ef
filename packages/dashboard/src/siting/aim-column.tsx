import type { TableColumn } from '../exports/table-column.ts';
import type { QuestionPartsFragment } from '../gql/graphql.ts';
import { useText } from '../platform/locale.tsx';

/** What a scenario is for, in a few words: its model, mode and threshold. */
export function useAimColumn<
  Row extends {
    readonly question: Pick<QuestionPartsFragment, 'model' | 'mode' | 'thresholdMinutes'>;
  },
>(): TableColumn<Row> {
  const t = useText();
  return {
    title: t('siting.aim'),
    type: 'TEXT',
    value: ({ question }) =>
      [
        t(`sitingModel.${question.model}`),
        t(`coverageMode.${question.mode}`),
        t('coverage.minutes', { minutes: question.thresholdMinutes }),
      ].join(' · '),
    cell: (_, shown) => <span className="scenario-name">{shown}</span>,
  };
}
