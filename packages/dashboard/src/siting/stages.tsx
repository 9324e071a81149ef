import { useText } from '../platform/locale.tsx';
import { Amount } from './amount.tsx';
import type { SitingPeriod } from './siting-draft.ts';

const MOST_STAGES = 12;

/** What opens first: by the end of each stage so many points, or so much cost, in all. */
export function Stages({
  periods,
  onChange,
}: {
  periods: readonly SitingPeriod[];
  onChange: (periods: readonly SitingPeriod[]) => void;
}) {
  const t = useText();
  const change = (index: number, changed: Partial<SitingPeriod>) =>
    onChange(periods.map((period, at) => (at === index ? { ...period, ...changed } : period)));
  return (
    <fieldset className="siting-floors">
      <legend>{t('siting.stages')}</legend>
      {periods.map((period, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stage is its place in the order.
        <div key={index} className="filters">
          <strong className="siting-stage">{t('siting.stage', { number: index + 1 })}</strong>
          <Amount
            isField
            mayBeEmpty
            title={t('siting.stagePoints')}
            placeholder={t('siting.noLimit')}
            value={period.newPoints}
            onChange={(newPoints) => change(index, { newPoints })}
          />
          <Amount
            isField
            mayBeEmpty
            title={t('siting.stageBudget')}
            placeholder={t('siting.noLimit')}
            step="any"
            value={period.budget}
            onChange={(budget) => change(index, { budget })}
          />
        </div>
      ))}
      <div className="siting-buttons">
        <button
          type="button"
          className="button button-quiet"
          disabled={periods.length >= MOST_STAGES}
          onClick={() =>
            onChange([
              ...periods,
              { newPoints: (periods.at(-1)?.newPoints ?? 0) + 1, budget: null, importance: 1 },
            ])
          }
        >
          {t('siting.addStage')}
        </button>
        {periods.length > 0 && (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => onChange(periods.slice(0, -1))}
          >
            {t('siting.removeStage')}
          </button>
        )}
      </div>
    </fieldset>
  );
}
