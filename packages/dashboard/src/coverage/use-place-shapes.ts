import { useCallback, useEffect, useState } from 'react';
import { type Geometry, PLACE_KINDS, type PlaceShape, type Position, placeKey } from '../map/map-data.ts';

/** A place that the map knows, with its names. */
export interface NamedShape extends PlaceShape {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly townOrStreet: string | null;
  readonly residents: number | null;
  readonly enterprises: number | null;
}

interface PlaceFeature {
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The places of a collection of features; a feature of a kind that the map does not know is left out. */
export function readPlaceShapes(collection: { readonly features: readonly PlaceFeature[] }): NamedShape[] {
  return collection.features.flatMap(({ geometry, properties }) => {
    const kind = PLACE_KINDS.find((each) => each === properties['kind']);
    const code = text(properties['code']);
    if (kind === undefined || code === null) {
      return [];
    }
    const [longitude, latitude] = [number(properties['longitude']), number(properties['latitude'])];
    const position: Position | null =
      longitude !== null && latitude !== null
        ? [longitude, latitude]
        : geometry.type === 'Point'
          ? geometry.coordinates
          : null;
    return position === null
      ? []
      : [
          {
            key: placeKey(kind, code),
            kind,
            code,
            position,
            geometry,
            nameZh: text(properties['nameZh']) ?? code,
            nameEn: text(properties['nameEn']) ?? code,
            townOrStreet: text(properties['townOrStreet']),
            residents: number(properties['residents']),
            enterprises: number(properties['enterprises']),
          },
        ];
  });
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

export interface AskedShapes {
  readonly data: readonly NamedShape[] | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  refetch(): Promise<void>;
}

/** Where the places of a bureau are. Fetched once for a version of its data: no threshold and no date moves them. */
export function usePlaceShapes(bureau: string, dataVersion: number): AskedShapes {
  const address = `/map/places.geojson?bureau=${encodeURIComponent(bureau)}`;
  const [answer, setAnswer] = useState<Pick<AskedShapes, 'data' | 'error'>>({
    data: undefined,
    error: undefined,
  });
  const [isLoading, setIsLoading] = useState(true);
  const load = useCallback(
    async (signal?: AbortSignal) => {
      setIsLoading(true);
      try {
        const response = await fetch(address, signal ? { signal } : {});
        if (!response.ok) {
          throw new Error(`${address} answered ${response.status}.`);
        }
        setAnswer({ data: readPlaceShapes(await response.json()), error: undefined });
        setIsLoading(false);
      } catch (error) {
        if (!signal?.aborted) {
          setAnswer({ data: undefined, error: error instanceof Error ? error : new Error(String(error)) });
          setIsLoading(false);
        }
      }
    },
    [address],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the data has other places.
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [load, dataVersion]);
  return { ...answer, loading: isLoading, refetch: () => load() };
}
