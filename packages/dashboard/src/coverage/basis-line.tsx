import { Link } from 'react-router';
import { MeasureName } from '../components/figure.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import './coverage.css';

export interface Basis {
  readonly source: 'NETWORK' | 'ESTIMATE';
  readonly networkName?: string | null | undefined;
  readonly attribution?: string | null | undefined;
  readonly computedAt?: string | null | undefined;
  readonly detourFactor?: number | null | undefined;
  readonly speedKilometresPerHour?: number | null | undefined;
  readonly calibrationPairs?: number | null | undefined;
  readonly calibrationNetwork?: string | null | undefined;
  readonly medianRelativeError?: number | null | undefined;
  readonly p90RelativeError?: number | null | undefined;
}

/** Where the travel times come from: a road network, or an estimate with its error, or that its error is not known. */
export function useBasisText(): (basis: Basis) => string {
  const t = useText();
  const format = useFormat();
  return (basis) => {
    if (basis.source === 'NETWORK') {
      return [
        t('coverage.network', { name: basis.networkName ?? '' }),
        ...(basis.computedAt
          ? [t('coverage.computedAt', { instant: format.instant(basis.computedAt) })]
          : []),
        ...(basis.attribution ? [basis.attribution] : []),
      ].join(' · ');
    }
    const error =
      basis.medianRelativeError == null
        ? t('coverage.errorNotKnown')
        : t('coverage.error', {
            median: format.percent(basis.medianRelativeError),
            p90: format.percent(basis.p90RelativeError),
            pairs: format.count(basis.calibrationPairs),
            network: basis.calibrationNetwork ?? '',
          });
    const estimate = t('coverage.estimate', {
      detour: format.decimal(basis.detourFactor, 2),
      speed: format.decimal(basis.speedKilometresPerHour),
    });
    return `${estimate} ${error}${basis.attribution ? ` ${basis.attribution}` : ''}`;
  };
}

export function BasisLine({ basis }: { basis: Basis }) {
  const t = useText();
  const { parameters } = useView();
  const text = useBasisText();
  return (
    <p className="basis" data-basis={basis.source}>
      {basis.source === 'ESTIMATE' && (
        <span className="status status-PREPARING">{t('coverage.isEstimate')}</span>
      )}
      <MeasureName measure="travel-time">{t('coverage.travelTime')}</MeasureName>
      <span>{text(basis)}</span>
      <Link to={addressOf('/coverage/network', parameters)}>{t('network.title')}</Link>
    </p>
  );
}

/** What could not be answered in full, and what to do about it; nothing where there is nothing. */
export function Exceptions({
  exceptions,
  source,
}: {
  exceptions: {
    readonly pairsNotComputed: number;
    readonly placesNotComputed: number;
    readonly unreachablePlaces: number;
    readonly pointsWithoutCoordinates: readonly string[];
  };
  source: Basis['source'];
}) {
  const t = useText();
  const format = useFormat();
  const lines = [
    ...(exceptions.pairsNotComputed > 0
      ? [
          t('coverage.pairsNotComputed', {
            pairs: format.count(exceptions.pairsNotComputed),
            places: format.count(exceptions.placesNotComputed),
          }),
        ]
      : []),
    ...(exceptions.unreachablePlaces > 0
      ? [
          t(source === 'NETWORK' ? 'coverage.unreachableOnNetwork' : 'coverage.unreachable', {
            count: format.count(exceptions.unreachablePlaces),
          }),
        ]
      : []),
    ...(exceptions.pointsWithoutCoordinates.length > 0
      ? [
          t('coverage.pointsWithoutCoordinates', {
            codes: exceptions.pointsWithoutCoordinates.join(t('list.separator')),
          }),
        ]
      : []),
  ];
  return lines.length === 0 ? null : (
    <section className="card exceptions" aria-label={t('coverage.exceptions')} data-exceptions>
      <strong>{t('coverage.exceptions')}</strong>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
