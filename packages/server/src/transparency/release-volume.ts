import { CHANNEL_CATEGORIES, HANDLINGS } from '../applications/service-item.entity.ts';
import { SERVICE_POINT_KINDS, type ServicePointKind } from '../service-points/service-point.entity.ts';
import type { CountOf, CubeCell, ReleaseVolume } from './release-content.ts';
import type { CubeRow } from './release-facts.sql.ts';

/** What states none of the keys. */
export const UNSTATED = '';

/**
 * The volume of a period and all its margins from its cube.
 * @param points codes to be told of, by code, also with nothing received
 * @param like a volume of which every cell is told of again, even if it is 0 by now: that it is gone would tell what it was
 */
export function releaseVolume(
  cube: readonly CubeRow[],
  points: readonly string[],
  kindOf: (point: string) => ServicePointKind | null,
  like: ReleaseVolume | null = null,
): ReleaseVolume {
  const margin = (
    keyOf: (row: CubeRow) => string,
    keys: readonly string[],
    before: readonly CountOf[] = [],
  ): CountOf[] => {
    const isToldOf = new Set(before.map(({ key }) => key));
    const sums = new Map<string, number>();
    for (const row of cube) {
      sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.count);
    }
    return [...keys, UNSTATED]
      .map((key) => ({ key, count: sums.get(key) ?? 0 }))
      .filter(({ key, count }) => key !== UNSTATED || count > 0 || isToldOf.has(key));
  };
  const stated = points.filter((point) => point !== UNSTATED);
  const kinds = new Set(stated.map(kindOf));
  return {
    total: cube.reduce((sum, { count }) => sum + count, 0),
    byPoint: margin(({ point }) => point, stated, like?.byPoint),
    byPointKind: margin(
      ({ point }) => kindOf(point) ?? UNSTATED,
      SERVICE_POINT_KINDS.filter((kind) => kinds.has(kind)),
      like?.byPointKind,
    ),
    byChannel: margin(({ channel }) => channel, CHANNEL_CATEGORIES, like?.byChannel),
    byItemKind: margin(({ itemKind }) => itemKind, HANDLINGS, like?.byItemKind),
    cube: withCellsOf(cube, like?.cube ?? [])
      .map(({ point, channel, itemKind, count }) => ({ point, channel, itemKind, count }))
      .sort((one, other) =>
        compare([one.point, one.channel, one.itemKind], [other.point, other.channel, other.itemKind]),
      ),
  };
}

function withCellsOf(cube: readonly CubeRow[], before: readonly CubeCell[]): CubeRow[] {
  const nameOf = (cell: Omit<CubeCell, 'count'>) => [cell.point, cell.channel, cell.itemKind].join();
  const names = new Set(cube.map(nameOf));
  return [
    ...cube,
    ...before.filter((cell) => !names.has(nameOf(cell))).map((cell) => ({ ...cell, count: 0 })),
  ];
}

/** By code unit, so that no locale of a machine orders it otherwise. */
function compare(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  const [left = '', right = ''] = [one[at], other[at]];
  return left < right ? -1 : left > right ? 1 : 0;
}
