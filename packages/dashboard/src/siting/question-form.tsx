import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Choice } from '../components/choice.tsx';
import { MOST_MINUTES, TRAVEL_MODES } from '../coverage/coverage-view.ts';
import { useText } from '../platform/locale.tsx';
import type { MessageId } from '../platform/messages/zh-cn.ts';
import { Amount } from './amount.tsx';
import {
  PREPARING_POINTS,
  SITING_MODELS,
  type SitingDraft,
  WEIGHT_KEYS,
  type WeightKey,
  weightUnit,
} from './siting-draft.ts';
import { Stages } from './stages.tsx';

type Change = (change: Partial<SitingDraft>) => void;

const PERCENT = 100;
const MIX = 'MIX';

/** The question in words, with the blanks to be filled in; below it what else can be asked. */
export function QuestionForm({
  draft,
  towns,
  change,
}: {
  draft: SitingDraft;
  towns: readonly string[];
  change: Change;
}) {
  const t = useText();
  return (
    <form
      className="card siting-question"
      aria-label={t('siting.question')}
      onSubmit={(event) => event.preventDefault()}
    >
      <fieldset className="choice siting-models">
        <legend className="visually-hidden">{t('siting.aim')}</legend>
        {SITING_MODELS.map((model) => (
          <button
            key={model}
            type="button"
            aria-pressed={model === draft.model}
            onClick={() => change({ model })}
          >
            {t(`sitingModel.${model}`)}
          </button>
        ))}
      </fieldset>
      <Sentence draft={draft} change={change} />
      <div className="filters">
        <Amount
          isField
          mayBeEmpty
          title={t('siting.budget')}
          placeholder={t('siting.noLimit')}
          step="any"
          value={draft.budget}
          onChange={(budget) => change({ budget })}
        />
        <Amount
          isField
          title={t('siting.candidateCost')}
          step="any"
          value={draft.candidateCost}
          onChange={(value) => value !== null && change({ candidateCost: value })}
        />
        <Choice
          title={t('siting.preparing')}
          value={draft.preparingPoints}
          options={PREPARING_POINTS.map((value) => ({ value, text: t(`sitingPreparing.${value}`) }))}
          onChange={(value) =>
            change({ preparingPoints: PREPARING_POINTS.find((each) => each === value) ?? 'AS_OPEN' })
          }
        />
        <fieldset className="siting-checks">
          <legend>{t('siting.candidatesAt')}</legend>
          <Check
            title={t('mapKind.KEY_BUILDING')}
            isOn={draft.atKeyBuildings}
            onChange={(atKeyBuildings) => change({ atKeyBuildings })}
          />
          <Check
            title={t('mapKind.DEMAND_AREA')}
            isOn={draft.inDemandAreas}
            onChange={(inDemandAreas) => change({ inDemandAreas })}
          />
        </fieldset>
      </div>
      <More draft={draft} towns={towns} change={change} />
    </form>
  );
}

function Check({
  title,
  isOn,
  onChange,
}: {
  title: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {title}
    </label>
  );
}

/** "Open [3] new points so that the most [residents] are within [30] minutes [on foot]". */
function Sentence({ draft, change }: { draft: SitingDraft; change: Change }) {
  const t = useText();
  const intl = useIntl();
  const select = (
    title: string,
    value: string,
    options: readonly (readonly [value: string, text: string])[],
    onChange: (value: string) => void,
  ) => (
    <select key={title} aria-label={title} value={value} onChange={({ target }) => onChange(target.value)}>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
  const unit = weightUnit(draft.weights) ?? MIX;
  const blanks: Record<string, ReactNode> = {
    points: (
      <Amount
        key="points"
        mayBeEmpty
        title={t('siting.newPoints')}
        placeholder={t('siting.any')}
        value={draft.newPoints}
        onChange={(newPoints) => change({ newPoints })}
      />
    ),
    minutes: (
      <Amount
        key="minutes"
        title={t('coverage.threshold')}
        min={1}
        max={MOST_MINUTES}
        value={draft.thresholdMinutes}
        onChange={(value) => value !== null && change({ thresholdMinutes: value })}
      />
    ),
    mode: select(
      t('coverage.mode'),
      draft.mode,
      TRAVEL_MODES.map((mode) => [mode, t(`coverageMode.${mode}`)]),
      (value) => change({ mode: TRAVEL_MODES.find((mode) => mode === value) ?? 'WALK' }),
    ),
    weight: select(
      t('siting.whom'),
      unit,
      [
        ...WEIGHT_KEYS.map((key) => [key, t(`sitingWeight.${key}`)] as const),
        [MIX, t('sitingWeight.mix')] as const,
      ],
      (value) => change({ weights: weightsOf(value, draft.weights) }),
    ),
    least: select(
      t('siting.minimise'),
      draft.minimise,
      (['POINTS', 'COST'] as const).map((each) => [each, t(`sitingMinimise.${each}`)]),
      (value) => change({ minimise: value === 'COST' ? 'COST' : 'POINTS' }),
    ),
    share: (
      <Amount
        key="share"
        title={t('siting.share')}
        max={PERCENT}
        step="any"
        value={Math.round(draft.share * 1e6) / 1e4}
        onChange={(value) => value !== null && change({ share: value / PERCENT })}
      />
    ),
  };
  return (
    <>
      <p className="siting-sentence">
        {intl.formatMessage({ id: `sitingSentence.${draft.model}` satisfies MessageId }, blanks)}
      </p>
      {unit === MIX && (
        <div className="filters">
          {WEIGHT_KEYS.map((key) => (
            <Amount
              key={key}
              isField
              title={t('siting.factor', { of: t(`sitingWeight.${key}`) })}
              step="any"
              value={draft.weights[key]}
              onChange={(value) => value !== null && change({ weights: { ...draft.weights, [key]: value } })}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** A mix to begin with: an enterprise like twenty residents, a building like a thousand. */
const PLAIN_MIX = { residents: 1, enterprises: 20, keyBuildings: 1000 } as const;

function weightsOf(chosen: string, present: SitingDraft['weights']): SitingDraft['weights'] {
  if (chosen === MIX) {
    return weightUnit(present) === null ? present : PLAIN_MIX;
  }
  const only: WeightKey = WEIGHT_KEYS.find((key) => key === chosen) ?? 'residents';
  return { residents: 0, enterprises: 0, keyBuildings: 0, [only]: 1 };
}

/** What is rarely asked. */
function More({ draft, towns, change }: { draft: SitingDraft; towns: readonly string[]; change: Change }) {
  const t = useText();
  const percent = (share: number | null) => (share === null ? null : Math.round(share * 1e6) / 1e4);
  const share = (value: number | null) => (value === null ? null : value / PERCENT);
  return (
    <details className="siting-more">
      <summary>{t('siting.more')}</summary>
      <div className="filters">
        <Amount
          isField
          mayBeEmpty
          title={t('siting.allPoints')}
          placeholder={t('siting.noLimit')}
          value={draft.allPoints}
          onChange={(allPoints) => change({ allPoints })}
        />
        <Amount
          isField
          mayBeEmpty
          title={t('siting.floor')}
          placeholder={t('siting.none')}
          max={PERCENT}
          step="any"
          value={percent(draft.floorShare)}
          onChange={(value) => change({ floorShare: share(value) })}
        />
        {draft.model === 'MAXIMAL_COVERING' && (
          <Amount
            isField
            title={t('siting.backup')}
            max={PERCENT}
            step="any"
            value={percent(draft.backupWeight)}
            onChange={(value) => change({ backupWeight: share(value) ?? 0 })}
          />
        )}
        {draft.model === 'SET_COVERING' && (
          <Check
            title={t('siting.everyBuilding')}
            isOn={draft.mustReachKeyBuildings}
            onChange={(mustReachKeyBuildings) => change({ mustReachKeyBuildings })}
          />
        )}
        <Amount
          isField
          mayBeEmpty
          title={t('siting.capacity')}
          placeholder={t('siting.noLimit')}
          step="any"
          value={draft.capacity}
          onChange={(capacity) => change({ capacity })}
        />
        <Amount
          isField
          title={t('siting.casesOfResidents')}
          step="any"
          value={draft.casesPerThousandResidents}
          onChange={(value) => change({ casesPerThousandResidents: value ?? 0 })}
        />
        <Amount
          isField
          title={t('siting.casesOfEnterprises')}
          step="any"
          value={draft.casesPerThousandEnterprises}
          onChange={(value) => change({ casesPerThousandEnterprises: value ?? 0 })}
        />
      </div>
      {towns.length > 0 && (
        <fieldset className="siting-floors">
          <legend>{t('siting.townFloors')}</legend>
          {towns.map((town) => (
            <Amount
              key={town}
              isField
              mayBeEmpty
              title={town}
              placeholder={t('siting.asAbove')}
              max={PERCENT}
              step="any"
              value={percent(
                draft.townFloors.find(({ townOrStreet }) => townOrStreet === town)?.share ?? null,
              )}
              onChange={(value) =>
                change({
                  townFloors: [
                    ...draft.townFloors.filter(({ townOrStreet }) => townOrStreet !== town),
                    ...(value === null ? [] : [{ townOrStreet: town, share: value / PERCENT }]),
                  ],
                })
              }
            />
          ))}
        </fieldset>
      )}
      {draft.model === 'MAXIMAL_COVERING' && (
        <Stages periods={draft.periods} onChange={(periods) => change({ periods })} />
      )}
    </details>
  );
}
