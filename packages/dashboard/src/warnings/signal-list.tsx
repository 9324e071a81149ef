import { Link } from 'react-router';
import { EmptyState } from '../components/states.tsx';
import type { EarlyWarningQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { scopeOf } from './measure-drill.ts';
import { useValueText } from './value-text.ts';

/** What the charts that are looked at every day say of the last whole week: signals alone, no mere rise or fall. */
export function SignalList({ watch }: { watch: EarlyWarningQuery['earlyWarning']['watch'] }) {
  const t = useText();
  const nameOf = useNames();
  const values = useValueText();
  const { parameters } = useView();
  if (watch.signals.length === 0) {
    return <EmptyState title={t('warnings.noSignals')} hint={t('warnings.noSignalsHint')} />;
  }
  return (
    <ul className="signals">
      {watch.signals.map(({ measure, servicePoint, point, limits, since }) => (
        <li key={`${measure.id} ${servicePoint?.code ?? ''}`} className="card">
          <strong>
            {nameOf(measure)} · {servicePoint ? nameOf(servicePoint) : t('warnings.wholeBureau')}
          </strong>
          <span>
            {t('warnings.signalText', {
              week: point.from,
              value: values.full(measure, point.value),
              centre: values.number(measure, limits.centre),
              lower: values.number(measure, limits.lower),
              upper: values.number(measure, limits.upper),
            })}
          </span>
          <span className="status status-OVERDUE">
            {point.signals.map((rule) => t(`rule.${rule}`)).join(t('list.separator'))}
          </span>
          <span>{t('warnings.since', { week: since })}</span>
          <Link
            to={`${addressOf(
              '/warnings',
              parameters,
              new URLSearchParams({ measure: measure.id }),
              scopeOf(servicePoint?.code, null),
            )}#chart`}
          >
            {t('warnings.showChart')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
