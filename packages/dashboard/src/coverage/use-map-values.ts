import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { CoverageMapQuery } from '../gql/graphql.ts';
import type { MapNetwork } from '../map/map-data.ts';
import { useNames } from '../platform/locale.tsx';
import { mapPlaces, mapPoints } from './map-places.ts';
import { pathOf } from './place-path.ts';
import type { CoverageView } from './use-coverage-view.ts';
import type { NamedShape } from './use-place-shapes.ts';

/** The answer for the map as the values that it draws; the same ones until the answer, the language or the ask changes. */
export function useMapValues(
  { to }: CoverageView,
  answer: CoverageMapQuery['coverageMap'],
  shapes: readonly NamedShape[],
) {
  const nameOf = useNames();
  const [parameters] = useSearchParams();
  // What is selected moves nothing.
  const key = [...parameters].filter(([name]) => name !== 'place').join('&');
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and addresses follow the address of the page, which `key` is.
  const places = useMemo(
    () => mapPlaces(answer, shapes, { nameOf, hrefOf: (shape) => to(pathOf(shape)) }),
    [answer, shapes, key],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const points = useMemo(
    () =>
      mapPoints(answer.points, {
        nameOf,
        hrefOf: (code) => to(`/service-points/${encodeURIComponent(code)}`),
      }),
    [answer, key],
  );
  const { source, networkName, attribution } = answer.basis;
  const network: MapNetwork | null =
    source === 'NETWORK' && networkName ? { name: networkName, attribution: attribution ?? '' } : null;
  return { places, points, network };
}
