import { Figure } from '../components/figure.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { SitingDraft } from './siting-draft.ts';
import type { Answer } from './siting-queries.ts';
import { useSitingText } from './siting-text.ts';

/** What the plan comes to: whom it covers, how good it is proven to be, how far people go. */
export function AnswerFigures({ answer, question }: { answer: Answer; question: SitingDraft }) {
  const t = useText();
  const format = useFormat();
  const text = useSitingText(question);
  const { today, plan, solution, whole, reachedToday, reachedByPlan } = answer;
  const period = { asOfDay: answer.on };
  const share = (value: number) => (today.totalWeight === 0 ? null : value / today.totalWeight);
  const shown = plan ?? today;
  return (
    <div className="cards siting-cards">
      <Figure
        measure="siting-covered"
        title={t('siting.covered')}
        value={format.percent(share(shown.coveredWeight))}
        raw={share(shown.coveredWeight)}
        rate={{ numerator: shown.coveredWeight, denominator: today.totalWeight }}
        unit=""
        basis={t('siting.coveredBasis', {
          covered: text.weight(shown.coveredWeight),
          all: text.weight(today.totalWeight),
          today: format.percent(share(today.coveredWeight)),
        })}
        period={period}
      />
      <Figure
        measure="siting-gain"
        title={t('siting.newlyCovered')}
        value={format.decimal(shown.coveredWeight - today.coveredWeight, 0)}
        raw={shown.coveredWeight - today.coveredWeight}
        unit={text.unit}
        basis={t('siting.newlyBasis', {
          points: format.count(shown.newPoints),
          cost: format.decimal(shown.cost),
        })}
        period={period}
      />
      <Figure
        measure="siting-gap"
        title={t('siting.gap')}
        value={format.percent(solution.gap)}
        raw={solution.gap ?? null}
        unit={solution.gap == null ? t('siting.gapUnknown') : ''}
        basis={t('siting.gapBasis', {
          objective: text.objective(solution.objective, shown),
          bound: text.objective(solution.bound, shown),
        })}
        period={period}
      />
      <Figure
        measure="siting-travel"
        title={t('siting.meanMinutes')}
        value={format.decimal(shown.meanMinutes)}
        raw={shown.meanMinutes ?? null}
        unit={t('siting.minutesUnit')}
        basis={t('siting.meanBasis', {
          longest: format.decimal(shown.longestMinutes),
          today: format.decimal(today.meanMinutes),
        })}
        period={period}
      />
      <Figure
        measure="residents-covered"
        title={t('siting.reach')}
        value={format.percent(
          whole.residents === 0 ? null : (reachedByPlan ?? reachedToday).residents / whole.residents,
        )}
        raw={whole.residents === 0 ? null : (reachedByPlan ?? reachedToday).residents / whole.residents}
        rate={{ numerator: (reachedByPlan ?? reachedToday).residents, denominator: whole.residents }}
        unit=""
        basis={[
          `${format.count((reachedByPlan ?? reachedToday).residents)} / ${format.count(whole.residents)} ${t('coverage.people')}`,
          `${format.count((reachedByPlan ?? reachedToday).enterprises)} / ${format.count(whole.enterprises)} ${t('unit.enterprises')}`,
          `${format.count((reachedByPlan ?? reachedToday).keyBuildings)} / ${format.count(whole.keyBuildings)} ${t('coverage.buildings')}`,
        ].join(' · ')}
        period={period}
      />
    </div>
  );
}
