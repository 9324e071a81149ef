import { useMutation, useQuery } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import type { TargetDirection, TargetGrain } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';
import { useValueText } from './value-text.ts';

const MEASURES = graphql(`
  query TargetMeasures {
    targetMeasures { id nameZh nameEn unit unitZh unitEn direction hasControlChart }
  }
`);

const SET_TARGET = graphql(`
  mutation SetTarget($bureau: ID!, $target: TargetInput!) {
    setTarget(bureau: $bureau, target: $target) { __typename ... on TargetRefused { code } }
  }
`);

const GRAINS: readonly TargetGrain[] = ['MONTH', 'QUARTER', 'YEAR', 'ONCE'];
const DIRECTIONS: readonly TargetDirection[] = ['AT_LEAST', 'AT_MOST'];

/** Sets a target, in the place of what holds for the same measure, scope and days. For the operator. */
export function TargetForm() {
  const t = useText();
  const nameOf = useNames();
  const values = useValueText();
  const { bureau } = useView();
  const { data } = useQuery(MEASURES);
  const [set, { data: answer, loading }] = useMutation(SET_TARGET, { refetchQueries: ['EarlyWarning'] });
  const [measureId, setMeasureId] = useState('on-time');
  const measures = data?.targetMeasures ?? [];
  const measure = measures.find(({ id }) => id === measureId);
  const outcome = answer?.setTarget;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim() || null;
    // A rate is entered as people say it, in percent.
    const value = Number(text('value')) / (measure?.unit === 'RATE' ? 100 : 1);
    void set({
      variables: {
        bureau: bureau.code,
        target: {
          measure: measureId,
          servicePoint: text('servicePoint'),
          serviceItem: text('serviceItem'),
          grain: GRAINS.find((each) => each === text('grain')) ?? 'MONTH',
          direction: DIRECTIONS.find((each) => each === text('direction')) ?? null,
          value,
          validFrom: text('validFrom') ?? '',
          validTo: text('validTo'),
        },
      },
    });
  };
  const choice = (
    name: string,
    title: string,
    options: readonly { code?: string | null | undefined; nameZh: string; nameEn: string }[],
  ) => (
    <label className="field">
      <span>{title}</span>
      <select name={name} defaultValue="">
        <option value="">{t('target.all')}</option>
        {options.map((option) => (
          <option key={option.code} value={option.code ?? ''}>
            {nameOf(option)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <details className="card edit">
      <summary>{t('target.set')}</summary>
      <form className="filters" onSubmit={submit}>
        <label className="field">
          <span>{t('target.measure')}</span>
          <select value={measureId} onChange={({ target }) => setMeasureId(target.value)}>
            {measures.map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </label>
        {choice('servicePoint', t('target.point'), bureau.dimensions.servicePoints)}
        {choice('serviceItem', t('target.item'), bureau.dimensions.serviceItems)}
        <label className="field">
          <span>{t('target.grain')}</span>
          <select name="grain">
            {GRAINS.map((grain) => (
              <option key={grain} value={grain}>
                {t(`targetGrain.${grain}`)}
              </option>
            ))}
          </select>
        </label>
        {measure?.direction == null && (
          <label className="field">
            <span>{t('target.direction')}</span>
            <select name="direction">
              {DIRECTIONS.map((direction) => (
                <option key={direction} value={direction}>
                  {t(`target.${direction}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="field">
          <span>
            {t('target.value')} {measure && `(${measure.unit === 'RATE' ? '%' : values.unit(measure)})`}
          </span>
          <input name="value" type="number" min="0" step="any" required />
        </label>
        <label className="field">
          <span>{t('target.validFrom')}</span>
          <input name="validFrom" type="date" required />
        </label>
        <label className="field">
          <span>{t('target.validTo')}</span>
          <input name="validTo" type="date" />
        </label>
        <button type="submit" className="button" disabled={loading}>
          {t('target.set')}
        </button>
      </form>
      <p aria-live="polite" className={outcome?.__typename === 'TargetRefused' ? 'problem' : undefined}>
        {outcome &&
          (outcome.__typename === 'TargetRefused' ? t(`targetRefusal.${outcome.code}`) : t('target.saved'))}
      </p>
    </details>
  );
}
