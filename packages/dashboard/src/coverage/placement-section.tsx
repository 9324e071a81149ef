import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import type { PlacementQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { readCoverageAsk, TRAVEL_MODES } from './coverage-view.ts';
import { pathOf } from './place-path.ts';

const PLACEMENT = graphql(`
  query Placement($bureau: ID!, $mode: TravelMode!) {
    placementReport(bureau: $bureau, mode: $mode) {
      cutoffMetres medianSnapMetres
      offNetwork { kind code nameZh nameEn longitude latitude }
      datumSuspicions { kind mistake places nearer medianSnapMetres convertedMedianSnapMetres }
    }
  }
`);

type Report = PlacementQuery['placementReport'];

/** How the places lie on the roads: those that have none near, those without coordinates, and whether they look shifted. */
export function PlacementSection() {
  const t = useText();
  const { bureau } = useView();
  const [parameters, setParameters] = useSearchParams();
  const { mode } = readCoverageAsk(parameters);
  const asked = useQuery(PLACEMENT, {
    variables: { bureau: bureau.code, mode },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Section
      title={t('network.placement')}
      action={
        <fieldset className="choice">
          <legend className="visually-hidden">{t('coverage.mode')}</legend>
          {TRAVEL_MODES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === mode}
              onClick={() =>
                setParameters(
                  (present) => {
                    present.set('mode', each);
                    return present;
                  },
                  { replace: true, preventScrollReset: true },
                )
              }
            >
              {t(`coverageMode.${each}`)}
            </button>
          ))}
        </fieldset>
      }
    >
      <Answer asked={asked}>
        {({ placementReport }) => (
          <>
            <Suspicions suspicions={placementReport.datumSuspicions} />
            <OffNetwork report={placementReport} />
          </>
        )}
      </Answer>
    </Section>
  );
}

function Suspicions({ suspicions }: { suspicions: Report['datumSuspicions'] }) {
  const t = useText();
  const format = useFormat();
  return suspicions.length === 0 ? null : (
    <section
      className="card exceptions"
      aria-label={t('network.suspicions')}
      data-suspicions={suspicions.length}
    >
      <strong>{t('network.suspicions')}</strong>
      <ul>
        {suspicions.map(({ kind, mistake, places, nearer, medianSnapMetres, convertedMedianSnapMetres }) => (
          <li key={kind}>
            {t('network.suspicion', {
              kind: t(`mapKind.${kind}`),
              mistake: t(`datumMistake.${mistake}`),
              now:
                medianSnapMetres == null
                  ? t('network.offNetworkShort')
                  : t('map.metres', { count: format.count(Math.round(medianSnapMetres)) }),
              undone: t('map.metres', { count: format.count(Math.round(convertedMedianSnapMetres)) }),
              nearer: format.count(nearer),
              places: format.count(places),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function OffNetwork({ report: { offNetwork, cutoffMetres, medianSnapMetres } }: { report: Report }) {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const { parameters } = useView();
  const median =
    medianSnapMetres == null
      ? t('network.noSnap')
      : t('network.medianSnap', { metres: format.decimal(medianSnapMetres) });
  if (offNetwork.length === 0) {
    return (
      <EmptyState
        title={t(medianSnapMetres == null ? 'network.nothingPlaced' : 'network.allPlaced')}
        hint={median}
      />
    );
  }
  return (
    <>
      <p className="list-count" data-off-network={offNetwork.length}>
        {t('network.offNetworkCount', { count: format.count(offNetwork.length), metres: cutoffMetres })}{' '}
        {median}
      </p>
      <DataTable
        caption={t('network.placement')}
        hideCaption
        rows={offNetwork}
        keyOf={({ kind, code }) => `${kind}:${code}`}
        columns={[
          {
            title: t('coverage.place'),
            type: 'TEXT',
            value: nameOf,
            cell: (place, shown) => (
              <Link
                to={addressOf(
                  place.kind === 'SERVICE_POINT'
                    ? `/service-points/${encodeURIComponent(place.code)}`
                    : pathOf({ kind: place.kind, code: place.code }),
                  parameters,
                )}
              >
                {shown}
              </Link>
            ),
          },
          { title: t('coverage.kind'), type: 'TEXT', value: ({ kind }) => t(`mapOne.${kind}`) },
          { title: t('coverage.code'), type: 'TEXT', value: ({ code }) => code },
          {
            title: t('coverage.missing'),
            type: 'TEXT',
            value: ({ longitude }) =>
              longitude == null ? t('network.noCoordinates') : t('network.noRoad', { metres: cutoffMetres }),
          },
          { title: t('network.longitude'), type: 'NUMBER', digits: 5, value: ({ longitude }) => longitude },
          { title: t('network.latitude'), type: 'NUMBER', digits: 5, value: ({ latitude }) => latitude },
        ]}
      />
    </>
  );
}
