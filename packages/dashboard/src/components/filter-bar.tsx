import { useId } from 'react';
import { useSearchParams } from 'react-router';
import { type Bureau, useView } from '../platform/bureau.tsx';
import { type Translate, useNames, useText } from '../platform/locale.tsx';
import { PERIOD_PRESETS } from '../platform/periods.ts';
import type { ScopeParameter } from '../platform/view.ts';

const KINDS = [
  'TOWN_OR_STREET',
  'VILLAGE_OR_COMMUNITY',
  'BUSINESS_BUILDING',
  'BANK',
  'POST_OFFICE',
  'INDUSTRIAL_PARK',
  'SERVICE_HALL',
] as const;

interface Choice {
  readonly value: string;
  readonly name: string;
}

interface Facet {
  readonly parameter: ScopeParameter;
  readonly title: string;
  readonly choices: readonly Choice[];
}

/** What every page can be narrowed to; all of it lives in the address. */
export function FilterBar({ withPeriod, withScope }: { withPeriod: boolean; withScope: boolean }) {
  const t = useText();
  const nameOf = useNames();
  const { bureau, scope } = useView();
  const [, setParameters] = useSearchParams();
  const facets = withScope ? facetsOf(bureau, t, nameOf) : [];
  const isNarrowed = withScope && Object.keys(scope).length > 0;
  return (
    <form className="filters" aria-label={t('filter.title')} onSubmit={(event) => event.preventDefault()}>
      {withPeriod && <PeriodChoice />}
      {facets.map((facet) => (
        <FacetChoice key={facet.parameter} facet={facet} chosen={scope[facet.parameter] ?? []} />
      ))}
      {isNarrowed && (
        <button
          type="button"
          className="button button-quiet"
          onClick={() =>
            setParameters((present) => {
              for (const { parameter } of facets) {
                present.delete(parameter);
              }
              return present;
            })
          }
        >
          {t('filter.clear')}
        </button>
      )}
    </form>
  );
}

function facetsOf(
  bureau: Bureau,
  t: Translate,
  nameOf: (named: { nameZh: string; nameEn: string }) => string,
): Facet[] {
  const named = (values: readonly { code?: string | null; nameZh: string; nameEn: string }[]): Choice[] =>
    values.flatMap((value) => (value.code == null ? [] : [{ value: value.code, name: nameOf(value) }]));
  const { servicePoints, serviceItems, departments, domains, channels } = bureau.dimensions;
  return [
    { parameter: 'point' as const, title: t('filter.point'), choices: named(servicePoints) },
    {
      parameter: 'kind' as const,
      title: t('filter.kind'),
      choices: servicePoints.length > 0 ? KINDS.map((value) => ({ value, name: t(`kind.${value}`) })) : [],
    },
    { parameter: 'channel' as const, title: t('filter.channel'), choices: named(channels) },
    { parameter: 'item' as const, title: t('filter.item'), choices: named(serviceItems) },
    { parameter: 'department' as const, title: t('filter.department'), choices: named(departments) },
    { parameter: 'domain' as const, title: t('filter.domain'), choices: named(domains) },
    {
      parameter: 'applicant' as const,
      title: t('filter.applicant'),
      choices: [
        { value: 'PERSON', name: t('applicant.PERSON') },
        { value: 'ENTERPRISE', name: t('applicant.ENTERPRISE') },
      ],
    },
  ].filter(({ choices }) => choices.length > 0);
}

function PeriodChoice() {
  const t = useText();
  const { period } = useView();
  const [, setParameters] = useSearchParams();
  const id = useId();
  const chooseDays = (name: 'from' | 'to', value: string) =>
    setParameters((present) => {
      const days = { from: period.from, to: period.to, [name]: value };
      present.delete('period');
      present.set('from', days.from <= days.to ? days.from : value);
      present.set('to', days.from <= days.to ? days.to : value);
      return present;
    });
  return (
    <>
      <label htmlFor={`${id}-preset`} className="field">
        <span>{t('filter.period')}</span>
        <select
          id={`${id}-preset`}
          value={period.preset ?? 'CUSTOM'}
          onChange={({ target }) =>
            setParameters((present) => {
              present.delete('from');
              present.delete('to');
              present.set('period', target.value);
              return present;
            })
          }
        >
          {PERIOD_PRESETS.map((preset) => (
            <option key={preset} value={preset}>
              {t(`period.${preset}`)}
            </option>
          ))}
          {period.preset === null && <option value="CUSTOM">{t('period.CUSTOM')}</option>}
        </select>
      </label>
      {(['from', 'to'] as const).map((name) => (
        <label key={name} htmlFor={`${id}-${name}`} className="field">
          <span>{t(`filter.${name}`)}</span>
          <input
            id={`${id}-${name}`}
            type="date"
            value={period[name]}
            onChange={({ target }) => target.value !== '' && chooseDays(name, target.value)}
          />
        </label>
      ))}
    </>
  );
}

/** Several of many: a disclosure with check boxes, usable by keyboard as it stands. */
function FacetChoice({
  facet: { parameter, title, choices },
  chosen,
}: {
  facet: Facet;
  chosen: readonly string[];
}) {
  const t = useText();
  const [, setParameters] = useSearchParams();
  const toggle = (value: string, isChosen: boolean) =>
    setParameters((present) => {
      const values = isChosen ? [...chosen, value] : chosen.filter((each) => each !== value);
      present.delete(parameter);
      for (const each of values) {
        present.append(parameter, each);
      }
      return present;
    });
  return (
    <details className="facet" name="facet">
      <summary className={chosen.length > 0 ? 'is-chosen' : undefined}>
        {chosen.length > 0 ? t('filter.chosen', { title, count: chosen.length }) : title}
      </summary>
      <fieldset>
        <legend className="visually-hidden">{title}</legend>
        {choices.map(({ value, name }) => (
          <label key={value} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ target }) => toggle(value, target.checked)}
            />
            {name}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
