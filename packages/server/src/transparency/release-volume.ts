import { CHANNEL_CATEGORIES, HANDLINGS } from '../applications/service-item.entity.ts';
import { SERVICE_POINT_KINDS, type ServicePointKind } from '../service-points/service-point.entity.ts';
import type { CountOf, ReleaseVolume } from './release-content.ts';
import type { CubeRow } from './release-facts.sql.ts';

/** What states none of the keys. */
export const UNSTATED = '';

/** The volume of a period and all its margins from its cube. @param points codes to be told of, by code, also with nothing received */
export function releaseVolume(
  cube: readonly CubeRow[],
  points: readonly string[],
  kindOf: (point: string) => ServicePointKind | null,
): ReleaseVolume {
  const margin = (keyOf: (row: CubeRow) => string, keys: readonly string[]): CountOf[] => {
    const sums = new Map<string, number>();
    for (const row of cube) {
      sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.count);
    }
    return [...keys, UNSTATED]
      .map((key) => ({ key, count: sums.get(key) ?? 0 }))
      .filter(({ key, count }) => key !== UNSTATED || count > 0);
  };
  const stated = points.filter((point) => point !== UNSTATED);
  const kinds = new Set(stated.map(kindOf));
  return {
    total: cube.reduce((sum, { count }) => sum + count, 0),
    byPoint: margin(({ point }) => point, stated),
    byPointKind: margin(
      ({ point }) => kindOf(point) ?? UNSTATED,
      SERVICE_POINT_KINDS.filter((kind) => kinds.has(kind)),
    ),
    byChannel: margin(({ channel }) => channel, CHANNEL_CATEGORIES),
    byItemKind: margin(({ itemKind }) => itemKind, HANDLINGS),
    cube: cube
      .map(({ point, channel, itemKind, count }) => ({ point, channel, itemKind, count }))
      .sort((one, other) =>
        compare([one.point, one.channel, one.itemKind], [other.point, other.channel, other.itemKind]),
      ),
  };
}

/** By code unit, so that no locale of a machine orders it otherwise. */
function compare(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  const [left = '', right = ''] = [one[at], other[at]];
  return left < right ? -1 : left > right ? 1 : 0;
}
