import type { CoverageMapQuery } from '../gql/graphql.ts';
import { type MapPlace, type MapPoint, placeKey } from '../map/map-data.ts';
import type { Reached } from '../map/minute-classes.ts';
import type { NamedShape } from './use-place-shapes.ts';

type Answer = CoverageMapQuery['coverageMap'];
type Times = Answer['demandAreas'];

/**
 * The way from every place that counts to its nearest point. Asked with the least threshold there is, so that what is undetermined
 * is every place with a travel time still to be computed, and one answer serves every threshold.
 */
export function mapPlaces(
  answer: Answer,
  shapes: readonly NamedShape[],
  { nameOf, hrefOf }: { nameOf: (shape: NamedShape) => string; hrefOf: (shape: NamedShape) => string | null },
): MapPlace[] {
  const reached = new Map([
    ...reachedByKey('DEMAND_AREA', answer.demandAreas),
    ...reachedByKey('KEY_BUILDING', answer.keyBuildings),
  ]);
  return shapes.flatMap((shape) => {
    const way = reached.get(shape.key);
    return way === undefined
      ? []
      : [
          {
            ...way,
            key: shape.key,
            kind: shape.kind,
            code: shape.code,
            name: nameOf(shape),
            townOrStreet: shape.townOrStreet,
            residents: shape.residents,
            enterprises: shape.enterprises,
            nearestPointName: null,
            href: hrefOf(shape),
          },
        ];
  });
}

function reachedByKey(kind: NamedShape['kind'], times: Times): [string, Reached][] {
  return times.codes.flatMap((code, index): [string, Reached][] => {
    if (times.isCounted[index] !== true) {
      return [];
    }
    const minutes = times.nearestMinutes[index] ?? null;
    const mayBeNearer = times.isUndetermined[index] === true;
    return [
      [
        placeKey(kind, code),
        {
          reach: minutes !== null ? 'REACHED' : mayBeNearer ? 'NOT_COMPUTED' : 'UNREACHABLE',
          seconds: minutes === null ? null : Math.round(minutes * 60),
          mayBeNearer,
        },
      ],
    ];
  });
}

/** The points that have coordinates and a status on the day. */
export function mapPoints(
  points: Answer['points'],
  {
    nameOf,
    hrefOf,
  }: {
    nameOf: (point: { nameZh: string; nameEn: string }) => string;
    hrefOf: (code: string) => string | null;
  },
): MapPoint[] {
  return points.flatMap((point) =>
    point.longitude == null || point.latitude == null || point.status == null
      ? []
      : [
          {
            code: point.code,
            name: nameOf(point),
            kind: point.kind,
            status: point.status,
            isCounted: point.isOpen,
            position: [point.longitude, point.latitude] as const,
            href: hrefOf(point.code),
          },
        ],
  );
}
