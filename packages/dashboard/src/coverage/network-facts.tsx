import { Fact } from '../components/fact.tsx';
import { EmptyState } from '../components/states.tsx';
import type { RoadNetworkQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';

/** Which roads are in use, of what day, and whose they are; without any, how to load some. */
export function NetworkFacts({ network }: { network: RoadNetworkQuery['roadNetwork'] | null }) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  if (network == null) {
    return (
      <EmptyState
        title={t('network.none')}
        hint={
          <>
            {t('network.noneHint')}
            <br />
            <code>npm run service-circle -- network load district.osm.pbf --name district</code>
            <br />
            <code>npm run service-circle -- network use district --bureau {bureau.code}</code>
          </>
        }
      />
    );
  }
  const [west, south, east, north] = network.bounds ?? [];
  return (
    <dl className="card facts" data-network={network.name}>
      <Fact title={t('network.name')}>{network.name}</Fact>
      <Fact title={t('network.dataAt')}>{format.instant(network.dataAt)}</Fact>
      <Fact title={t('network.loadedAt')}>{format.instant(network.loadedAt)}</Fact>
      <Fact title={t('network.source')}>{network.fileName ?? t('network.server')}</Fact>
      <Fact title={t('network.bounds')}>
        {west === undefined || south === undefined || east === undefined || north === undefined
          ? MISSING
          : t('network.boundsText', {
              west: format.decimal(west, 3),
              south: format.decimal(south, 3),
              east: format.decimal(east, 3),
              north: format.decimal(north, 3),
            })}
      </Fact>
      <Fact title={t('network.engine')}>Valhalla {network.engineVersion}</Fact>
      <Fact title={t('network.licence')}>
        {network.attribution} · {network.licence}
      </Fact>
      <Fact title={t('imports.checksum')}>
        <code className="checksum">{network.sha256 ?? MISSING}</code>
      </Fact>
    </dl>
  );
}
