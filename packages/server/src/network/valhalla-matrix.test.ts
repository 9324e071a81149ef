import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { metresFrom } from '../../test/river-network.ts';
import type { Position } from '../places/place.entity.ts';
import { buildTiles, hasEmbeddedValhalla, openEmbeddedValhalla } from './embedded-valhalla.ts';
import type { RoutingEngine } from './routing-engine.ts';
import { writeExtract } from './write-extract.ts';

const SIDE = 5;
const SPACING_METRES = 600;

/**
 * A lattice of streets: by lines of it one-way streets whose other direction would be slower, streets that are far slower in one direction,
 * a little slower, or the same in both.
 */
function unevenStreets(): Buffer {
  const nodeId = (column: number, row: number) => 1 + column + SIDE * row;
  const places = Array.from(
    { length: SIDE * SIDE },
    (_, index) => [index % SIDE, Math.floor(index / SIDE)] as const,
  );
  const nodes = places.map(([column, row]) => {
    const [lon, lat] = metresFrom(column * SPACING_METRES, row * SPACING_METRES);
    return { id: nodeId(column, row), lon, lat };
  });
  const streets = places.flatMap(([column, row]) => [
    ...(column + 1 < SIDE ? [[nodeId(column, row), nodeId(column + 1, row), row] as const] : []),
    ...(row + 1 < SIDE ? [[nodeId(column, row), nodeId(column, row + 1), column] as const] : []),
  ]);
  const ways = streets.map(([from, to, line], index) => ({
    id: index + 1,
    refs: [from, to],
    tags: {
      highway: 'residential',
      'maxspeed:forward': line === 4 ? '45' : '60',
      'maxspeed:backward': ['50', '30', '25', '60', '45'][line] ?? '',
      ...(line === 1 ? { oneway: index % 2 === 0 ? 'yes' : '-1' } : {}),
    },
  }));
  return writeExtract({ nodes, ways });
}

/** Beside every street, somewhere along it. */
function alongStreets(every: number): Position[] {
  const positions: Position[] = [];
  for (let line = 0; line < SIDE; line++) {
    for (let part = 0; part + 1 < SIDE; part++) {
      const along = (part + ((line * 7 + part * 3) % 9) / 10 + 0.05) * SPACING_METRES;
      positions.push(metresFrom(along, line * SPACING_METRES), metresFrom(line * SPACING_METRES, along));
    }
  }
  return positions.filter((_, index) => index % every === 0);
}

describe.skipIf(!hasEmbeddedValhalla())('many places to few points, searched from the points', () => {
  let engine: RoutingEngine;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'service-circle-uneven-'));
    await writeFile(join(folder, 'streets.osm.pbf'), unevenStreets());
    await buildTiles(join(folder, 'streets.osm.pbf'), join(folder, 'tiles'), () => undefined);
    engine = openEmbeddedValhalla(join(folder, 'tiles'));
  });

  it.each(['WALK', 'DRIVE'] as const)(
    'by %s take as long as each place asked by itself, whatever the road at either end',
    async (mode) => {
      const onRoads = async (positions: readonly Position[]) =>
        (await engine.locate(mode, positions)).flatMap((snap) => (snap ? [snap.position] : []));
      const [from, to] = [await onRoads(alongStreets(1)), await onRoads(alongStreets(4))];
      expect([from.length, to.length]).toEqual([40, 10]);
      const together = await engine.matrix(mode, from, to);
      const each = [];
      for (const source of from) {
        each.push(...(await engine.matrix(mode, [source], to)));
      }
      expect(each.flat().filter((seconds) => seconds !== null && seconds > 60).length).toBeGreaterThan(300);
      const apart = each.flatMap((row, source) =>
        row.map((seconds, target) =>
          Math.abs((together[source]?.[target] ?? Infinity) - (seconds ?? Infinity)),
        ),
      );
      // In a lattice two ways are often as long; then the other one may be taken where the directions of a road differ a little.
      expect(apart.filter((seconds) => seconds > 1).length).toBeLessThanOrEqual(0.01 * apart.length);
      expect(Math.max(...apart)).toBeLessThanOrEqual(15);
    },
  );
});
