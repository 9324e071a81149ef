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
const SOURCES = 50;
/** Every twentieth cell, to all the points: 6,200 pairs. */
const EVERY = 20;
const NOWHERE: Position = [0, 0];

/** Of 500, more than 2 s apart: by car two ways of one cost may differ in time, and a search ends on either; on foot see the docs. */
const MOST_APART = { WALK: 1, CYCLE: 0, DRIVE: 5 } as const;
const WORST_SECONDS = { WALK: 10, CYCLE: 2, DRIVE: 15 } as const;

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

  it.each(TRAVEL_MODES)('by %s agree with single routes within 2 s, but for a few', async (mode) => {
    const [from, to] = [await onRoads(mode, cells), await onRoads(mode, points)];
    let state = 20_211_222;
    const random = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const apart: number[] = [];
    while (apart.length < PAIRS) {
      const sources = Array.from({ length: SOURCES }, () => from[random(from.length)] ?? NOWHERE);
      const rows = await engine.matrix(mode, sources, to);
      for (const [index, source] of sources.entries()) {
        const column = random(to.length);
        const time = rows[index]?.[column] ?? null;
        const route = await engine.route(mode, source, to[column] ?? NOWHERE);
        apart.push(
          time === null || route === null ? (time === route ? 0 : Infinity) : Math.abs(time - route.seconds),
        );
      }
    }
    expect(apart.filter((seconds) => seconds > 2).length).toBeLessThanOrEqual(MOST_APART[mode]);
    expect(Math.max(...apart)).toBeLessThanOrEqual(WORST_SECONDS[mode]);
  });

  it('on foot agree with the shortest ways over the same roads, found without the engine, within 5 %', async () => {
    const graph = await StreetGraph.read(POA_EXTRACT, onFoot);
    const from = await onRoads(
      'WALK',
      cells.filter((_, index) => index % EVERY === 0),
    );
    const to = await onRoads('WALK', points);
    const rows = await engine.matrix('WALK', from, to);
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
