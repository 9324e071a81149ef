import { useCallback } from 'react';
import { Choice } from '../components/choice.tsx';
import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';
import { defaultOpenAt, TRAVEL_MODES, type TravelMode } from './coverage-view.ts';
import { Threshold } from './threshold.tsx';
import type { CoverageView } from './use-coverage-view.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const ANY = '';

/** How people travel, how far is near, when, for what and where; all of it lives in the address. */
export function CoverageFilters({ view, towns }: { view: CoverageView; towns: readonly string[] }) {
  const t = useText();
  const nameOf = useNames();
  const { bureau } = useView();
  const { ask, day, change } = view;
  const changeThreshold = useCallback(
    (thresholdMinutes: number) => change({ thresholdMinutes }, false),
    [change],
  );
  return (
    <form className="filters" aria-label={t('filter.title')} onSubmit={(event) => event.preventDefault()}>
      <Choice
        title={t('coverage.mode')}
        value={ask.mode}
        options={TRAVEL_MODES.map((value) => ({ value, text: t(`coverageMode.${value}`) }))}
        onChange={(mode) => change({ mode: mode as TravelMode })}
      />
      <Threshold minutes={ask.thresholdMinutes} onChange={changeThreshold} />
      <label className="field">
        <span>{t('coverage.on')}</span>
        <input
          type="date"
          value={day}
          onChange={({ target }) => target.value !== '' && change({ on: target.value })}
        />
      </label>
      <Choice
        title={t('coverage.at')}
        value={ask.at === null ? ANY : String(ask.at.weekday)}
        options={[
          { value: ANY, text: t('coverage.anyTime') },
          ...WEEKDAYS.map((weekday) => ({ value: String(weekday), text: t(`weekday.${weekday}`) })),
        ]}
        onChange={(weekday) =>
          change({
            at: weekday === ANY ? null : { ...(ask.at ?? defaultOpenAt(1)), weekday: Number(weekday) },
          })
        }
      />
      {ask.at !== null && (
        <label className="field">
          <span>{t('coverage.time')}</span>
          <input
            type="time"
            value={ask.at.time}
            onChange={({ target }) =>
              ask.at !== null &&
              target.value !== '' &&
              change({ at: { weekday: ask.at.weekday, time: target.value } })
            }
          />
        </label>
      )}
      {bureau.dimensions.serviceItems.length > 0 && (
        <Choice
          title={t('coverage.item')}
          value={ask.serviceItem ?? ANY}
          options={[
            { value: ANY, text: t('coverage.anyItem') },
            ...bureau.dimensions.serviceItems.flatMap((item) =>
              item.code == null ? [] : [{ value: item.code, text: nameOf(item) }],
            ),
          ]}
          onChange={(item) => change({ serviceItem: item === ANY ? null : item })}
        />
      )}
      {towns.length > 1 && <Towns towns={towns} view={view} />}
    </form>
  );
}

/** Several of the towns and streets: a disclosure with check boxes, as the filters of other pages are. */
function Towns({ towns, view: { ask, change } }: { towns: readonly string[]; view: CoverageView }) {
  const t = useText();
  const chosen = ask.townsOrStreets;
  return (
    <details className="facet" name="facet">
      <summary className={chosen.length > 0 ? 'is-chosen' : undefined}>
        {chosen.length > 0
          ? t('filter.chosen', { title: t('coverage.towns'), count: chosen.length })
          : t('coverage.towns')}
      </summary>
      <fieldset>
        <legend className="visually-hidden">{t('coverage.towns')}</legend>
        {towns.map((town) => (
          <label key={town} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(town)}
              onChange={({ target }) =>
                change({
                  townsOrStreets: target.checked ? [...chosen, town] : chosen.filter((each) => each !== town),
                })
              }
            />
            {town}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
