import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildTiles, hasEmbeddedValhalla, openEmbeddedValhalla } from '../src/network/embedded-valhalla.ts';
import type { RoutingEngine } from '../src/network/routing-engine.ts';
import { TRAVEL_MODES, type TravelMode } from '../src/network/travel-mode.ts';
import type { Position } from '../src/places/place.entity.ts';
import { hasPortoAlegre, POA_EXTRACT, POA_POINTS, portoAlegreCells } from './porto-alegre.ts';
import { onFoot, StreetGraph } from './street-graph.ts';

const PAIRS = 500;
/** Every twentieth cell, to all the points: 6,200 pairs. */
const EVERY = 20;
const NOWHERE: Position = [0, 0];

/** Whole seconds, rounded down, against parts of one; and the rest of the bar of 2 s. */
const MOST_SECONDS_APART = 2;

// The bulk answers of the real engine on a real city against its own single routes. Skipped where the extract or the engine is missing.
describe.skipIf(!hasPortoAlegre || !hasEmbeddedValhalla())('bulk travel times in Porto Alegre', () => {
  const cells = portoAlegreCells();
  const points = cells.filter(({ hasService }) => hasService).slice(0, POA_POINTS);
  let engine: RoutingEngine;

  async function onRoads(mode: TravelMode, of: typeof cells): Promise<Position[]> {
    const snaps = await engine.locate(
      mode,
      of.map(({ position }) => position),
    );
    return snaps.flatMap((snap) => (snap ? [snap.position] : []));
  }

  beforeAll(async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'service-circle-poa-')), 'routing');
    await buildTiles(POA_EXTRACT, folder, () => undefined);
    engine = openEmbeddedValhalla(folder);
  });

  it.each(TRAVEL_MODES)('by %s agree with single routes within 2 s', async (mode) => {
    const [from, to] = [await onRoads(mode, cells), await onRoads(mode, points)];
    const rows = await engine.matrix(mode, from, to);
    let state = 20_211_222;
    const random = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const apart: number[] = [];
    while (apart.length < PAIRS) {
      const [row, column] = [random(from.length), random(to.length)];
      const time = rows[row]?.[column] ?? null;
      const route = await engine.route(mode, from[row] ?? NOWHERE, to[column] ?? NOWHERE);
      apart.push(
        time === null || route === null ? (time === route ? 0 : Infinity) : Math.abs(time - route.seconds),
      );
    }
    expect(apart.filter((seconds) => seconds > MOST_SECONDS_APART)).toEqual([]);
  });

  it('on foot agree with the shortest ways over the same roads, found without the engine, within 5 %', async () => {
    const graph = await StreetGraph.read(POA_EXTRACT, onFoot);
    const from = await onRoads(
      'WALK',
      cells.filter((_, index) => index % EVERY === 0),
    );
    const to = await onRoads('WALK', points);
    // Of all the cells, as they are computed: together.
    const all = await engine.matrix('WALK', await onRoads('WALK', cells), to);
    const rows = all.filter((_, index) => index % EVERY === 0);
    const pairs = from.flatMap((source, row) =>
      graph.seconds(source, to).map((shortest, column) => ({
        seconds: rows[row]?.[column] ?? Infinity,
        shortest,
      })),
    );
    expect(pairs).toHaveLength(from.length * to.length);
    // Equal where neither finds a way, or the place is the point.
    const agreed = pairs.filter(
      ({ seconds, shortest }) => seconds === shortest || Math.abs(seconds - shortest) <= 0.05 * seconds,
    );
    expect(agreed.length / pairs.length).toBeGreaterThanOrEqual(0.99);
    // No way is shorter than the shortest; the engine rounds down to whole seconds.
    expect(pairs.filter(({ seconds, shortest }) => seconds + 1 < 0.99 * shortest)).toEqual([]);
  });
});
